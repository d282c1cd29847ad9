"""End a case from outside its diagram, by one of its declared terminations."""

from engine.assembly import Engine
from engine.content.words import read_words
from engine.model.authority import may_terminate
from engine.model.errors import MayNotTerminate, ReasonMissing
from engine.model.procedure import Termination
from engine.model.reading import Receipt
from engine.model.right import Right
from engine.runtime.at_hand import CaseAtHand, load_case, must_run, resume_run
from engine.runtime.chain import Told, doer_by
from engine.runtime.deed import Ask, Deed, repeatable
from engine.runtime.record import record_step
from engine.runtime.seeing import SeenCase, see_case
from engine.runtime.walk import left_behind
from engine.runtime.written import Written

VERB = "cancel"


def cancel_case(
    engine: Engine, case_id: str, *, by: str, outcome: str, reason: str, key: str = ""
) -> Receipt:
    """End the case with this outcome (撤回, 终止…).

    Raises:
        CaseNotFound: There is none, or the person may not see it.
        MayNotTerminate: Not in this way, not by them, or not any more.
        ReasonMissing: No reason is given.
        CaseFinished, CaseSuspended, CaseHasIncident: The case does not run.
    """
    body = {"outcome": outcome, "reason": reason}
    ask = Ask(VERB, by, case_id=case_id, key=key, body=body)

    def work(deed: Deed) -> Receipt:
        at_hand = load_case(deed, case_id)
        seen = see_case(deed, case_id, by)
        termination = _declared(at_hand, outcome)
        right = may_terminate(
            deed.picture.office, by, at_hand.case, termination, deed.now
        )
        must_run(at_hand.case)
        _must_be_early_enough(at_hand, seen, termination)
        why = read_words("reason", reason)
        if not why:
            raise ReasonMissing(outcome=outcome)
        return _cancel(deed, at_hand, termination, right, why)

    return repeatable(engine, ask, work)


def _declared(at_hand: CaseAtHand, outcome: str) -> Termination:
    for each in at_hand.procedure.manifest.terminations:
        if each.outcome == outcome:
            return each
    raise MayNotTerminate(outcome=outcome, candidates=(), references=())


def _must_be_early_enough(
    at_hand: CaseAtHand, seen: SeenCase, termination: Termination
) -> None:
    """Refuse what comes after the element until which it is allowed."""
    until, diagram = termination.until, at_hand.procedure.diagram
    if until and until in left_behind(diagram, seen.tasks, seen.acts):
        raise MayNotTerminate(
            outcome=termination.outcome,
            candidates=(),
            until=diagram.element(until).name,
            references=termination.references,
        )


def _cancel(
    deed: Deed,
    at_hand: CaseAtHand,
    termination: Termination,
    right: Right,
    reason: str,
) -> Receipt:
    run = resume_run(deed, at_hand)
    run.cancel()
    told = Told(
        VERB,
        references=(*termination.references, *right.references),
        details={"reason": reason},
    )
    written = Written(
        doer=doer_by(deed.picture.office, right),
        told=told,
        cancelled=termination.outcome,
    )
    return record_step(deed, at_hand, run.freeze(), written)
