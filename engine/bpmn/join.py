"""Joins that keep what every branch changed, and know one round from the next."""

from typing import Any

from SpiffWorkflow.bpmn.specs.control import _EndJoin
from SpiffWorkflow.bpmn.specs.defaults import InclusiveGateway, ParallelGateway
from SpiffWorkflow.util.task import TaskState

from engine.bpmn.table import UNFINISHED
from engine.bpmn.tasks import EventSubProcess
from engine.model.errors import EngineFailed

# A countersign leaves these behind for the expression after it; two at once differ.
SPOKEN_FOR = frozenset({"results", "nrOfInstances", "nrOfCompletedInstances"})
JOINED = "joined"


def arrivals(my_task: Any) -> list[Any]:
    """Return the tokens that have reached this join in this round, my_task among them.

    A token that an earlier round consumed is marked; one above my_task brought it here.
    """
    above = set(my_task.workflow.tasks.ancestors(my_task.id))
    return [
        task
        for task in my_task.workflow.tasks.of_spec(my_task.task_spec.name)
        if task is my_task
        or (
            task.id not in above
            and JOINED not in task.internal_data
            and not task.has_state(TaskState.PREDICTED_MASK | TaskState.FUTURE)
            and task.parent.state == TaskState.COMPLETED
        )
    ]


def merge(my_task: Any) -> None:
    """Give my_task the data of all arrivals, merged key by key against their origin.

    What one branch alone changed or removed stands; where several changed one key,
    the last to arrive wins and the key is recorded as a conflict.
    """
    table = my_task.workflow.tasks
    arrived = [task for task in arrivals(my_task) if task is not my_task]
    for task in arrived:
        task.internal_data[JOINED] = True
    my_task.internal_data[JOINED] = True
    if not arrived:
        my_task._inherit_data()
        return
    parents = [task.parent for task in [*arrived, my_task]]
    shared = set(table.ancestors(parents[0].id))
    for parent in parents[1:]:
        shared &= set(table.ancestors(parent.id))
    origin = next(key for key in table.ancestors(parents[0].id) if key in shared)
    my_task.data = _merged(my_task, table[origin].data, [p.data for p in parents])


def _merged(
    my_task: Any, base: dict[str, object], branches: list[dict[str, object]]
) -> dict[str, object]:
    merged = dict(base)
    changed: set[str] = set()
    for branch in branches:
        for key, value in branch.items():
            if key in base and (value is base[key] or value == base[key]):
                continue
            differs = key in changed and merged.get(key) != value
            if differs and key not in SPOKEN_FOR:
                my_task.workflow.top_workflow.conflicts.append(key)
            merged[key] = value
            changed.add(key)
        for key in base:
            if key not in branch and key not in changed:
                merged.pop(key, None)
    return merged


class _Merging:
    """A join whose token waits until `_may_fire`, then carries all branches' data."""

    def _update_hook(self, my_task: Any) -> bool:
        for task in my_task.workflow.tasks.in_state(TaskState.WAITING):
            if task.task_spec is self and task is not my_task:
                task.cancel()
        if not self._may_fire(my_task):
            my_task._set_state(TaskState.WAITING)
            return False
        my_task._inherit_data()
        return True

    def _may_fire(self, my_task: Any) -> bool:
        raise NotImplementedError

    def _run_hook(self, my_task: Any) -> bool:
        merge(my_task)
        return True


class MergeGateway(_Merging, ParallelGateway):
    """A parallel gateway: one token on every incoming flow, of this round only."""

    def _may_fire(self, my_task: Any) -> bool:
        here = {task.parent.task_spec.name for task in arrivals(my_task)}
        return here >= set(self._inputs)


class MergeInclusive(InclusiveGateway):
    """An inclusive gateway that waits as BPMN 2.0 says it must, then merges.

    For a token that may still come to a flow without one, unless it may as well come
    to a flow that has one. The library looks only a few steps back, and goes on while
    a branch is on its way.
    """

    def _check_threshold_unstructured(self, my_task: Any) -> bool:
        here = {task.parent.task_spec.name for task in arrivals(my_task)}
        awaited = self._before(set(self._inputs) - here) - self._before(here)
        table = my_task.workflow.tasks
        return not any(
            task.task_spec.name in awaited
            and my_task.id not in table.ancestors(task.id)
            for task in table.in_state(TaskState.DEFINITE_MASK)
        )

    def _before(self, names: set[str]) -> set[str]:
        """Return some specs and those from which they are reached, not through here."""
        specs = self._wf_spec.task_specs
        found: set[str] = set()
        rest = list(names)
        while rest:
            name = rest.pop()
            if name not in found and name != self.name:
                found.add(name)
                rest += specs[name]._inputs
        return found

    def _run_hook(self, my_task: Any) -> bool:
        merge(my_task)
        matches, defaults = self._get_matching_outputs(my_task)
        chosen = matches or defaults
        if not chosen:
            raise EngineFailed(element_id=self.bpmn_id, why="no_condition_holds")
        my_task._sync_children(chosen, TaskState.FUTURE)
        for child in my_task.children:
            mask = TaskState.FUTURE | TaskState.PREDICTED_MASK
            child.task_spec._predict(child, mask=mask)
        return True


class MergeEnd(_Merging, _EndJoin):
    """The end of a scope: fires when nothing else in it lives.

    An event sub-process that has not been set off does not keep its scope open.
    """

    def _may_fire(self, my_task: Any) -> bool:
        table = my_task.workflow.tasks
        return all(
            task.task_spec is self
            or is_idle(task)
            or my_task.id in table.ancestors(task.id)
            for task in table.in_state(UNFINISHED)
        )

    def _run_hook(self, my_task: Any) -> bool:
        merge(my_task)
        for task in my_task.workflow.tasks.in_state(UNFINISHED):
            if is_idle(task):
                task.cancel()
        return True


def is_idle(task: Any) -> bool:
    """Say whether this is an event sub-process that still waits for its start event."""
    if not isinstance(task.task_spec, EventSubProcess):
        return False
    scope = task.workflow.top_workflow.subprocesses.get(task.id)
    if scope is None:
        return True
    live = scope.tasks.in_state(TaskState.WAITING | TaskState.READY | TaskState.STARTED)
    starts = {spec.name for spec in scope.spec.bpmn_start_events}
    return all(
        item.state == TaskState.WAITING and item.task_spec.name in starts
        for item in live
    )
