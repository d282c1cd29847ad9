"""States of every released format go on to the end of their case."""

from pathlib import Path

import pytest

from engine.bpmn.run import Run, resume
from engine.bpmn.state import unseal
from engine.model import clock
from tests.engine.bpmn.golden.make import HERE, RING, everything, halfway
from tests.support.small_office import NOW, surroundings

RELEASED = sorted(HERE.glob("format_*.state"))


def taken_up(path: Path) -> Run:
    state = unseal(path.read_bytes(), case_id="c1", revision=3, ring=RING)
    return resume(everything(), state, surroundings())


def test_there_is_a_golden_state_of_the_present_format():
    assert [path.name for path in RELEASED] == ["format_1.state"]


@pytest.mark.parametrize("path", RELEASED, ids=lambda path: path.name)
def test_golden_state_still_waits_for_what_it_waited_for(path: Path):
    fresh = halfway().last

    with clock.at(NOW):
        run = taken_up(path)
        kept = run.freeze()

    waits = sorted(element for _, element in run.open_tokens)
    assert waits == ["inner", "sign"]
    assert [h.operation for h in kept.halted] == ["notify"]
    assert [(t.element_id, t.due_at) for t in kept.timers] == [
        (t.element_id, t.due_at) for t in fresh.timers
    ]
    assert [m.name for m in kept.messages] == ["told"]


@pytest.mark.parametrize("path", RELEASED, ids=lambda path: path.name)
def test_golden_state_goes_on_to_the_end(path: Path):
    with clock.at(NOW):
        run = taken_up(path)
        waiting = run.freeze()
        run.supply(waiting.halted[0].token_id, {})
        run.receive(waiting.messages[0].token_id, {"v": 1})
        for token, _ in run.open_tokens:
            run.complete(token, {"decision": "一致"})
    with clock.at(waiting.timers[0].due_at.replace(microsecond=1)):
        run.fire()
        opened = run.freeze().opened
        run.complete(opened[-1].token_id, {})
        last = run.freeze()

    assert opened[-1].candidates == ("post:deputy_a", "post:deputy_b")
    assert (last.finished, last.outcome) == (True, "成")
