"""What we change in the library changes nothing but what we say."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree
from SpiffWorkflow.bpmn import BpmnWorkflow
from SpiffWorkflow.bpmn.parser import BpmnParser
from SpiffWorkflow.bpmn.specs.event_definitions import timer
from SpiffWorkflow.util.task import TaskIterator, TaskState

from engine.model import clock
from tests.support.drawing import (
    chain,
    document,
    end,
    flows,
    node,
    procedure,
    start,
    user,
)
from tests.support.driving import Driven
from tests.support.small_office import NOW

INNER = start("s2") + user("c") + end("e2") + chain("s2", "c", "e2")
BODY = (
    start()
    + user("fill")
    + node("exclusiveGateway", "g", default="g_f")
    + node("parallelGateway", "f")
    + user("a")
    + node("subProcess", "sub", INNER)
    + node("parallelGateway", "j")
    + user("z")
    + node("exclusiveGateway", "x", default="x_e")
    + end()
    + chain("s", "fill", "g")
    + flows("g > fill : fill['again']", "g > f", "f > a", "f > sub")
    + flows("a > j", "sub > j", "j > z", "z > x")
    + flows("x > fill : z['again']", "x > e")
)
PROCEDURE = procedure(BODY)


class Stock:
    """The same case in the library's own workflow, driven its own way."""

    def __init__(self) -> None:
        parser = BpmnParser()
        parser.add_bpmn_xml(etree.fromstring(document(BODY)))
        self.workflow = BpmnWorkflow(
            parser.get_spec("p"), parser.get_subprocess_specs("p")
        )
        self.workflow.do_engine_steps()

    @property
    def waiting(self) -> list[str]:
        return sorted(task.task_spec.bpmn_id for task in self._ready())

    def complete(self, element_id: str, answers: dict[str, object]) -> None:
        task = next(t for t in self._ready() if t.task_spec.bpmn_id == element_id)
        task.data[element_id] = answers
        task.run()
        self.workflow.do_engine_steps()

    def _ready(self) -> list[object]:
        return self.workflow.get_tasks(state=TaskState.READY, manual=True)


@settings(max_examples=20, deadline=None)
@given(st.lists(st.booleans(), max_size=40))
def test_case_goes_where_the_library_would_take_it(decisions: list[bool]):
    ours, stock = Driven(PROCEDURE), Stock()

    for again in decisions:
        assert ours.waiting == stock.waiting
        if not ours.waiting:
            break
        answers = {"again": again}
        ours.complete(ours.waiting[0], answers)
        stock.complete(stock.waiting[0], answers)

    assert ours.last.finished == stock.workflow.completed


def test_timers_of_the_library_read_the_clock_of_the_deed():
    with clock.at(NOW):
        assert timer.datetime.now(UTC) == NOW
        assert timer.TimerEventDefinition.get_timedelta_from_start(
            {"days": 2}
        ) == timedelta(days=2)


def test_without_a_deed_the_machines_clock_is_never_read():
    with pytest.raises(LookupError):
        timer.datetime.now(UTC)


def test_two_threads_have_two_clocks():
    def told(moment: datetime) -> list[datetime]:
        with clock.at(moment):
            return [timer.datetime.now(UTC) for _ in range(200)]

    moments = [NOW, NOW + timedelta(days=400)]
    with ThreadPoolExecutor(2) as pool:
        told_by = list(pool.map(told, moments))

    assert [set(each) for each in told_by] == [{moment} for moment in moments]


def test_no_walk_over_the_tree_ends_at_a_thousand_tasks():
    assert TaskIterator(None).max_depth > 100_000


def test_runs_of_many_threads_share_a_program():
    def walk(seed: int) -> list[str]:
        case = Driven(PROCEDURE)
        seen: list[str] = []
        for step in range(15):
            if not case.waiting:
                break
            case.complete(case.waiting[0], {"again": bool(seed >> step % 3 & 1)})
            seen += case.last.entered
        return seen

    with ThreadPoolExecutor(4) as pool:
        together = list(pool.map(walk, range(8)))

    assert together == [walk(seed) for seed in range(8)]
