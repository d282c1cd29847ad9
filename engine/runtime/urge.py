"""Urge a case (催办): a word to those with whom it waits."""

from engine.assembly import Engine
from engine.content.words import read_words
from engine.model.entitlement import Verb, permits, refused
from engine.model.errors import CaseFinished, CaseNotFound, NotACandidate, ReasonMissing
from engine.model.identity import new_id
from engine.model.reading import Receipt
from engine.model.standing import principal_name
from engine.model.trail import Notice
from engine.runtime.aftermath import doer_of
from engine.runtime.chain import Told
from engine.runtime.deed import Ask, Deed, carry_out
from engine.runtime.note import note_on_case
from engine.runtime.seeing import SeenCase, see_case
from engine.runtime.task_at_hand import claimer

KIND = "urge"


def urge_case(engine: Engine, case_id: str, *, by: str, words: str) -> Receipt:
    """Leave a notice for everybody with whom the case waits.

    Raises:
        ReasonMissing: There are no words.
        CaseNotFound: It is not there, or not for the asker to see.
        NotACandidate: The asker neither belongs to the unit that started it nor is in
            charge of that unit.
        CaseFinished: Nothing waits any more.
    """
    told_words = read_words("words", words)
    if not told_words:
        raise ReasonMissing

    def work(deed: Deed) -> Receipt:
        if deed.unit.cases.lock(case_id) is None:
            raise CaseNotFound(case_id=case_id)
        seen = see_case(deed, case_id, by)
        case, office = seen.case, deed.picture.office
        if not permits(seen.relations, Verb.URGE):
            unit = case.initiator_unit
            names = [principal_name(office, f"{k}:{unit}") for k in _WHO if unit]
            raise NotACandidate(
                task_name="催办",
                candidates=tuple(names),
                references=refused(Verb.URGE).references,
            )
        if not case.is_open:
            raise CaseFinished(outcome=case.outcome)
        deed.unit.tasks.urge(case_id)
        deed.unit.notices.add_many(_notices(deed, seen, told_words))
        told = Told("urge", details={"words": told_words})
        return note_on_case(deed, case, doer_of(engine, deed.unit, by), told)

    return carry_out(engine, Ask("urge", by=by, case_id=case_id), work)


_WHO = ("unit", "in_charge")


def _notices(deed: Deed, seen: SeenCase, words: str) -> list[Notice]:
    """Return a notice for whoever claimed a task, or else for all who may do it."""
    case, found = seen.case, []
    for task in seen.open_tasks:
        owner = claimer(deed, case, task)
        for principal in (f"person:{owner}",) if owner else task.candidates:
            key = f"{KIND}/{case.case_id}/{case.acts + 1}/{task.task_id}/{principal}"
            found.append(
                Notice(
                    notice_id=new_id(deed.now),
                    principal=principal,
                    case_id=case.case_id,
                    kind=KIND,
                    text=f"催办“{task.name}”：{words}",
                    at=deed.now,
                    dedupe_key=key,
                    task_id=task.task_id,
                )
            )
    return found
