"""Fire due timers, case by case: each case in a deed of its own."""

from engine.assembly import Engine
from engine.model.errors import Conflict, Fault
from engine.runtime.at_hand import load_case, must_run, resume_run
from engine.runtime.chain import Doer, Told
from engine.runtime.deed import Ask, Deed, carry_out
from engine.runtime.effects import settle
from engine.runtime.looking import look
from engine.runtime.record import record_step
from engine.runtime.written import Written

VERB = "fire"
# Users' deeds come in between: a backlog of timers is worked off turn by turn.
CASES_A_TURN = 20


def fire_due(engine: Engine) -> int:
    """Fire the timers that are due and return of how many cases.

    A case that faults keeps an incident and its timers wait; the others go on.
    """
    with look(engine) as seen:
        cases = seen.unit.timers.due_cases(seen.now, CASES_A_TURN)
    return sum(_fire(engine, case_id) for case_id in cases)


def _fire(engine: Engine, case_id: str) -> bool:
    def work(deed: Deed) -> bool:
        fired = deed.unit.timers.claim_due(case_id, deed.now)
        if not fired:
            return False
        at_hand = load_case(deed, case_id)
        must_run(at_hand.case)
        run = resume_run(deed, at_hand)
        run.fire()
        advance, effects = settle(deed, at_hand, run, Doer())
        timers = [
            {"element_id": each.element_id, "due_at": each.due_at.isoformat()}
            for each in fired
        ]
        told = Told(VERB, element_id=fired[0].element_id, details={"timers": timers})
        record_step(deed, at_hand, advance, Written(Doer(), told, effects=effects))
        return True

    try:
        return carry_out(engine, Ask(VERB, case_id=case_id), work)
    except (Conflict, Fault):
        # What is to be known of it stands in its incident, or it moved meanwhile.
        return False
