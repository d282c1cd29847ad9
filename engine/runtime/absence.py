"""Record that somebody is away (离市、请假)."""

from datetime import datetime

from engine.assembly import Engine
from engine.content.words import read_words
from engine.model.entitlement import DeskVerb
from engine.model.errors import ReasonMissing, RequestMalformed
from engine.model.identity import new_id
from engine.model.office import Absence
from engine.model.reading import Receipt
from engine.runtime.chain import Told
from engine.runtime.deed import Ask, Deed, carry_out
from engine.runtime.note import note_on_office
from engine.runtime.office_desk import keeper_of, known_person


def record_absence(
    engine: Engine,
    person_id: str,
    *,
    by: str,
    kind: str,
    from_at: datetime,
    until_at: datetime | None,
    basis: str,
) -> Receipt:
    """Record the absence; by itself it lets nobody act for whoever is away.

    Raises:
        RoleMissing: The asker does not keep the office's rows.
        PersonNotFound: There is no such person.
        ReasonMissing: It rests on nothing.
        RequestMalformed: It would end before it begins.
    """

    def work(deed: Deed) -> Receipt:
        keeper = keeper_of(deed, DeskVerb.RECORD_ABSENCE)
        known_person(deed, person_id)
        rests_on, away = read_words("basis", basis), read_words("kind", kind)
        if not rests_on:
            raise ReasonMissing
        if until_at is not None and until_at <= from_at:
            raise RequestMalformed(why="ends_before_begins")
        absence = Absence(
            new_id(deed.now), person_id, away, from_at, until_at, rests_on
        )
        deed.unit.office.put_absence(absence)
        details = {
            "absence_id": absence.absence_id,
            "person_id": person_id,
            "kind": away,
            "from_at": from_at.isoformat(),
            "until_at": until_at.isoformat() if until_at else None,
            "basis": absence.basis,
        }
        return note_on_office(deed, keeper, Told("record_absence", details=details))

    return carry_out(engine, Ask("record_absence", by=by), work)
