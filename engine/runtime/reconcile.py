"""Reconcile: rows against what the engine waits for; what differs is put right.

A timer whose row is gone would never fire, and nothing else would ever tell.
"""

from dataclasses import replace
from datetime import timedelta

from engine.assembly import Engine
from engine.bpmn.run import Run
from engine.model.advance import Advance
from engine.model.case import CaseState
from engine.model.errors import Conflict, Fault
from engine.runtime.anchor import anchor
from engine.runtime.at_hand import CaseAtHand, load_case, resume_run
from engine.runtime.chain import Doer, Told
from engine.runtime.deed import Ask, Deed, carry_out
from engine.runtime.looking import look
from engine.runtime.note import note_on_case
from engine.runtime.record_waits import write_waits

VERB = "reconcile"
CASES_A_PAGE = 100
KEYS_KEPT_FOR = timedelta(days=7)


def reconcile(engine: Engine) -> tuple[str, ...]:
    """Look at every open case; return `<case>: <what>` of whatever was put right.

    A case whose state cannot be read gets its incident now, not when somebody needs
    it. Afterwards what nobody needs any more is dropped, and the chains are anchored.
    """
    mended: list[str] = []
    after = ""
    while True:
        with look(engine) as seen:
            page = seen.unit.cases.open_ids(after, CASES_A_PAGE)
        if not page:
            break
        after = page[-1]
        for case_id in page:
            mended += _reconcile(engine, case_id)
    carry_out(engine, Ask(VERB), _drop_expired)
    anchor(engine)
    return tuple(mended)


def _reconcile(engine: Engine, case_id: str) -> list[str]:
    def work(deed: Deed) -> list[str]:
        at_hand = load_case(deed, case_id)
        if at_hand.case.state is not CaseState.RUNNING or not at_hand.sealed:
            return []
        run = resume_run(deed, at_hand)
        differing = _differing(deed, at_hand, run)
        return [f"{case_id}: {each}" for each in differing]

    try:
        return carry_out(engine, Ask(VERB, case_id=case_id), work)
    except (Conflict, Fault):
        return []


def _differing(deed: Deed, at_hand: CaseAtHand, run: Run) -> list[str]:
    case = at_hand.case
    tokens = {token for token, _ in run.open_tokens}
    advance = run.freeze()
    found = _waits(deed, case.case_id, advance)
    if found:
        moved = replace(advance, timers_moved=True, messages_moved=True)
        write_waits(deed, case, moved)
    tasks = deed.unit.tasks.open_of_case(case.case_id)
    rows = {task.token_id for task in tasks if not task.asked_for}
    found += [f"task of {token} is missing" for token in sorted(tokens - rows)]
    found += [f"task of {token} has no token" for token in sorted(rows - tokens)]
    if found:
        told = Told(VERB, details={"differing": found})
        note_on_case(deed, case, Doer(), told)
    return found


def _waits(deed: Deed, case_id: str, advance: Advance) -> list[str]:
    """Return which timers and subscriptions differ from their rows."""
    timers = {(each.token_id, each.due_at) for each in advance.timers}
    rows = {(each.token_id, each.due_at) for each in deed.unit.timers.of_case(case_id)}
    waits = {(w.token_id, w.name, w.correlation) for w in advance.messages}
    subscribed = {
        (s.token_id, s.name, s.correlation) for s in deed.unit.messages.of_case(case_id)
    }
    found = [f"timer {token}" for token, _ in sorted(timers ^ rows)]
    return found + [f"message {name}" for _, name, _ in sorted(waits ^ subscribed)]


def _drop_expired(deed: Deed) -> None:
    deed.unit.idempotency.drop_before(deed.now - KEYS_KEPT_FOR)
    deed.unit.sessions.drop_expired(deed.now)
