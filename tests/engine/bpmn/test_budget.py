"""Runs that do not end stop with a fault that names where, never in silence."""

import pytest

from engine.bpmn import stepping
from engine.model.errors import StepBudgetExceeded
from tests.support.drawing import chain, end, flows, node, procedure, start, user
from tests.support.driving import Driven

ENDLESS = (
    start()
    + user("fill")
    + node("exclusiveGateway", "m")
    + node("scriptTask", "t", "<script>n = 1</script>")
    + node("exclusiveGateway", "x", default="x_e")
    + end()
    + chain("s", "fill", "m", "t", "x")
    + flows("x > m : True", "x > e")
)
REWORK = (
    start()
    + user("fill")
    + node("exclusiveGateway", "x", default="x_e")
    + end()
    + chain("s", "fill", "x")
    + flows("x > fill : fill.again", "x > e")
)


def test_automatic_loop_ends_in_a_fault():
    case = Driven(procedure(ENDLESS))

    with pytest.raises(StepBudgetExceeded) as exceeded:
        case.complete("fill")

    assert exceeded.value.facts["budget"] == "steps"
    assert exceeded.value.facts["element_id"] in {"m", "t", "x"}


def test_rework_without_end_is_a_fault_at_depth_900_and_the_task_is_seen_till_then():
    case = Driven(procedure(REWORK))

    while case.last.depth < stepping.MAXIMUM_DEPTH - 1:
        case.complete("fill", {"again": True})
    with pytest.raises(StepBudgetExceeded) as exceeded:
        case.complete("fill", {"again": True})

    assert exceeded.value.facts["budget"] == "depth"
    assert case.waiting == ["fill"]
    assert not case.last.finished
