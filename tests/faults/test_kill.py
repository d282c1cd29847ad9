"""The serving process is killed at each step of completing a task.

Nothing that was acknowledged is lost, and nothing happens twice.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import pytest

from engine.bpmn.state import unseal
from engine.model.reading import Receipt
from engine.model.task import TaskState
from engine.runtime.audit import verify_chains
from engine.runtime.failpoint import ALLOWED, ARMED, armed_in
from tests.faults.serving import ConnectionDied, serving, sign_in, signed_in
from tests.support.running import Running

BEFORE_THE_COMMIT = (
    "before_begin",
    "after_key",
    "after_lock",
    "after_compare_and_set",
    "after_step",
    "after_record",
    "before_commit",
)
AFTER_THE_COMMIT = "after_commit"


@dataclass(frozen=True, slots=True)
class Killed:
    """A case whose task was being completed, and what was there after the kill."""

    started: Receipt
    verbs: list[str]
    open_elements: list[str]

    @property
    def task_id(self) -> str:
        return self.started.task_ids[0]

    @property
    def case_id(self) -> str:
        return self.started.case_id


@pytest.fixture(scope="module")
def killed(office: Running) -> Mapping[str, Killed]:
    """Kill a server at each step, the next one started on what the last one left."""
    steps = (*BEFORE_THE_COMMIT, AFTER_THE_COMMIT)
    return {step: kill_at(office, step) for step in steps}


@pytest.fixture(scope="module")
def restarted(office: Running, killed: Mapping[str, Killed]) -> Iterator[int]:
    """Give the port of a server without a fail-point, after all the kills."""
    assert killed
    with serving(office) as port:
        yield port


def kill_at(office: Running, step: str) -> Killed:
    started = office.start()
    (task_id,) = started.task_ids
    reviewer = signed_in(office, office.holder("sec_general"))
    with serving(office, f"complete.{step}") as port, pytest.raises(ConnectionDied):
        reviewer.complete(port, task_id, key=task_id)
    return Killed(
        started, verbs(office, started.case_id), open_elements(office, started.case_id)
    )


def verbs(office: Running, case_id: str) -> list[str]:
    return [act.verb for act in office.acts(case_id)]


def open_elements(office: Running, case_id: str) -> list[str]:
    with office.engine.store.read() as unit:
        return [task.element_id for task in unit.tasks.open_of_case(case_id)]


def must_be_completed_once(office: Running, case_id: str) -> None:
    """Look at everything that the completion should have left, once each."""
    with office.engine.store.read() as unit:
        case, sealed = unit.cases.find(case_id), unit.cases.sealed(case_id)
        tasks = unit.tasks.of_case(case_id)
    assert case is not None
    assert verbs(office, case_id) == ["start", "complete"]
    assert sorted((task.element_id, task.state) for task in tasks) == [
        ("approve", TaskState.OPEN),
        ("fill_in", TaskState.COMPLETED),
        ("review", TaskState.COMPLETED),
    ]
    ring = office.engine.ring
    assert unseal(sealed, case_id=case_id, revision=case.revision, ring=ring)
    assert verify_chains(office.engine) == ()


@pytest.mark.parametrize("step", BEFORE_THE_COMMIT)
def test_a_kill_before_the_commit_leaves_nothing_and_the_request_may_come_again(
    office: Running, killed: Mapping[str, Killed], restarted: int, step: str
):
    at = killed[step]
    reviewer = signed_in(office, office.holder("sec_general"))

    done = reviewer.complete(restarted, at.task_id, key=at.task_id)

    assert (at.verbs, at.open_elements) == (["start"], ["review"])
    assert (done.status, done.body["seq"]) == (200, 2)
    must_be_completed_once(office, at.case_id)


def test_a_kill_after_the_commit_loses_nothing_and_a_repeat_gets_the_first_receipt(
    office: Running, killed: Mapping[str, Killed], restarted: int
):
    at = killed[AFTER_THE_COMMIT]
    reviewer = sign_in(restarted, office.holder("sec_general"))

    repeated = reviewer.complete(restarted, at.task_id, key=at.task_id)

    assert (at.verbs, at.open_elements) == (["start", "complete"], ["approve"])
    assert (repeated.status, repeated.body["seq"]) == (200, 2)
    must_be_completed_once(office, at.case_id)


def test_a_case_goes_on_after_a_kill(
    office: Running, killed: Mapping[str, Killed], restarted: int
):
    at = killed[AFTER_THE_COMMIT]
    mayor = signed_in(office, office.holder("mayor"))
    with office.engine.store.read() as unit:
        (waiting,) = unit.tasks.open_of_case(at.case_id)

    done = mayor.complete(restarted, waiting.task_id, key=waiting.task_id)

    assert (done.status, done.body["outcome"]) == (200, "通过")
    assert verbs(office, at.case_id) == ["start", "complete", "complete"]


def test_a_fail_point_is_armed_only_where_the_environment_allows_it():
    armed = {ARMED: "complete.after_step:kill"}

    assert armed_in(armed) == ""
    assert armed_in(armed | {ALLOWED: "yes"}) == ""
    assert armed_in({ARMED: "complete.after_step", ALLOWED: "allowed"}) == ""
    assert armed_in(armed | {ALLOWED: "allowed"}) == "complete.after_step"
