"""Appoint somebody to a post, or end their appointment."""

from datetime import date

from engine.assembly import Engine
from engine.model.clock import today
from engine.model.entitlement import DeskVerb
from engine.model.errors import RequestMalformed
from engine.model.office import Appointment
from engine.model.reading import Receipt
from engine.runtime.chain import Told
from engine.runtime.deed import Ask, Deed, carry_out
from engine.runtime.note import note_on_office
from engine.runtime.office_desk import keeper_of, known_person, must_be_post


def appoint(
    engine: Engine,
    *,
    by: str,
    person_id: str,
    post_id: str,
    from_on: date | None = None,
    until_on: date | None = None,
) -> Receipt:
    """Let the person hold the post from that office day on, by default from today.

    Raises:
        RoleMissing: The asker does not keep the office's rows.
        PersonNotFound, PostNotFound: There is none.
        RequestMalformed: It would end before it begins.
    """

    def work(deed: Deed) -> Receipt:
        keeper = keeper_of(deed, DeskVerb.APPOINT)
        known_person(deed, person_id)
        must_be_post(deed, post_id)
        first = from_on or today()
        if until_on is not None and until_on < first:
            raise RequestMalformed(why="ends_before_begins")
        deed.unit.office.appoint(Appointment(person_id, post_id, first, until_on))
        details = _details(person_id, post_id, first, until_on)
        return note_on_office(deed, keeper, Told("appoint", details=details))

    return carry_out(engine, Ask("appoint", by=by), work)


def end_appointment(
    engine: Engine, *, by: str, person_id: str, post_id: str, until_on: date
) -> Receipt:
    """Let the appointment that then runs end with that office day.

    Raises:
        RoleMissing: The asker does not keep the office's rows.
        PersonNotFound, PostNotFound: There is none.
        RequestMalformed: The person does not hold the post on that day.
    """

    def work(deed: Deed) -> Receipt:
        keeper = keeper_of(deed, DeskVerb.APPOINT)
        known_person(deed, person_id)
        must_be_post(deed, post_id)
        if not deed.unit.office.end_appointment(person_id, post_id, until_on=until_on):
            raise RequestMalformed(why="not_appointed")
        details = _details(person_id, post_id, None, until_on)
        return note_on_office(deed, keeper, Told("end_appointment", details=details))

    return carry_out(engine, Ask("end_appointment", by=by), work)


def _details(
    person_id: str, post_id: str, from_on: date | None, until_on: date | None
) -> dict[str, object]:
    return {
        "person_id": person_id,
        "post_id": post_id,
        "from_on": from_on.isoformat() if from_on else None,
        "until_on": until_on.isoformat() if until_on else None,
    }
