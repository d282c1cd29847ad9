"""Resume a suspended case: its limits are moved on by the time it stood still."""

from dataclasses import replace
from datetime import timedelta

from engine.assembly import Engine
from engine.content.words import read_words
from engine.model.case import Case, CaseState
from engine.model.diagram import Diagram
from engine.model.errors import ReasonMissing, RevisionOutdated
from engine.model.reading import Receipt
from engine.runtime.at_hand import load_case
from engine.runtime.chain import Told, doer_by
from engine.runtime.deed import Ask, Deed, carry_out
from engine.runtime.note import note_on_case
from engine.runtime.ownership import must_own
from engine.runtime.record_waits import put_terms
from engine.runtime.seeing import see_case

VERB = "resume"
SUSPENDED_BY = "suspend"


def resume_case(engine: Engine, case_id: str, *, by: str, reason: str) -> Receipt:
    """Let the suspended case go on.

    Raises:
        CaseNotFound: There is none, or the person may not see it.
        NotACandidate: They do not stand for the unit that owns the procedure.
        ReasonMissing: No reason is given.
        RevisionOutdated: The case is not suspended.
    """

    def work(deed: Deed) -> Receipt:
        at_hand = load_case(deed, case_id)
        see_case(deed, case_id, by)
        right = must_own(deed, at_hand.case, at_hand.procedure.manifest, by)
        if at_hand.case.state is not CaseState.SUSPENDED:
            raise RevisionOutdated(case_id=case_id, revision=at_hand.case.revision)
        why = read_words("reason", reason)
        if not why:
            raise ReasonMissing(verb=VERB)
        stood = _stood_still(deed, case_id)
        case = replace(at_hand.case, state=CaseState.RUNNING)
        _move_limits(deed, at_hand.procedure.diagram, case, stood)
        deed.unit.cases.save(case, expected_revision=case.revision)
        details = {"reason": why, "stood_still_s": stood.total_seconds()}
        told = Told(VERB, details=details)
        return note_on_case(deed, case, doer_by(deed.picture.office, right), told)

    return carry_out(engine, Ask(VERB, by, case_id=case_id), work)


def _stood_still(deed: Deed, case_id: str) -> timedelta:
    acts = deed.unit.acts.of_case(case_id)
    since = [act.at for act in acts if act.verb == SUSPENDED_BY]
    return deed.now - max(since, default=deed.now)


def _move_limits(deed: Deed, diagram: Diagram, case: Case, stood: timedelta) -> None:
    """Move what runs from its own start; a moment in a form (a meeting) stays."""
    moved = []
    for limit in deed.unit.limits.of_case(case.case_id):
        if limit.ended_at is not None or limit.due_at is None or not limit.token_id:
            continue
        later = replace(
            limit,
            due_at=limit.due_at + stood,
            remind_at=limit.remind_at and limit.remind_at + stood,
            warn_at=limit.warn_at and limit.warn_at + stood,
        )
        deed.unit.limits.extend(limit, later, seq=case.acts + 1)
        moved.append(limit.key)
    put_terms(deed, diagram, case, moved)
