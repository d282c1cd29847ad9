"""A case's running workflow and its scopes: the library's, without its tree walks."""

from collections.abc import Callable
from typing import Any

from SpiffWorkflow.bpmn import BpmnWorkflow
from SpiffWorkflow.bpmn.specs.event_definitions.multiple import MultipleEventDefinition
from SpiffWorkflow.bpmn.specs.event_definitions.timer import TimerEventDefinition
from SpiffWorkflow.bpmn.specs.mixins.events.event_types import CatchingEvent
from SpiffWorkflow.bpmn.util.event import EventManager
from SpiffWorkflow.bpmn.util.subworkflow import BpmnSubWorkflow
from SpiffWorkflow.util.task import TaskState

from engine.bpmn import library
from engine.bpmn.table import UNFINISHED, TaskTable

Observer = Callable[[Any, int, int], None]

assert library.PINNED  # noqa: S101  # importing it is what installs it


def waits_for_time(task: Any) -> bool:
    """Say whether a waiting task may be set off by the clock."""
    definition = getattr(task.task_spec, "event_definition", None)
    if isinstance(definition, MultipleEventDefinition):
        parts = definition.event_definitions
        return any(isinstance(part, TimerEventDefinition) for part in parts)
    return isinstance(definition, TimerEventDefinition)


class Subscriptions(EventManager):
    """Who waits for an event, asked of the tables instead of remembered."""

    def __init__(self, workflow: Any) -> None:
        self.workflow = workflow

    @property
    def tasks(self) -> dict[str, Any]:
        return {
            task.id: task
            for scope in self.workflow.scopes()
            for task in scope.tasks.in_state(TaskState.WAITING)
            if isinstance(task.task_spec, CatchingEvent)
        }

    def add_task(self, my_task: Any) -> None:
        """Do nothing: a waiting task is in its table."""

    def remove_task(self, my_task: Any) -> None:
        """Do nothing: a task that no longer waits is not."""

    def update_collaboration(self, event: Any) -> None:
        """Do nothing: standing acts are opened by the verb `perform` alone."""


class _Tabled:
    """What a case and its scopes have in common."""

    spec: Any
    top_workflow: Any

    @property
    def tasks(self) -> TaskTable:
        return self._table

    @tasks.setter
    def tasks(self, _empty: dict[str, Any]) -> None:
        self._table = TaskTable(self)

    def task_moved(self, task: Any, before: int, after: int) -> None:
        self._table.moved(task, after)
        observer = self.top_workflow.observer
        if observer is not None:
            observer(task, before, after)

    def update_waiting_tasks(self) -> None:
        """Look again at what waits; the clock sets something off in `fire` alone."""
        for task in self._table.in_state(TaskState.WAITING):
            if task.state == TaskState.WAITING and not waits_for_time(task):
                task.task_spec._update(task)

    def get_tasks(self, first_task: Any = None, **filters: Any) -> list[Any]:
        """Answer from the table when all that is open is asked for."""
        state = filters.get("state")
        if (
            first_task is None
            and len(filters) == 1
            and state
            and not state & ~UNFINISHED
        ):
            return self.open_tasks(state)
        tasks: list[Any] = super().get_tasks(first_task, **filters)  # type: ignore[misc]  # the library's, mixed in
        return tasks

    def open_tasks(self, mask: int) -> list[Any]:
        return self._table.in_state(mask)

    def cancel(self, *_: Any, **__: Any) -> list[Any]:
        """Cancel everything open, in the scopes below too."""
        self.completed = True
        cancelled = self._table.in_state(UNFINISHED)
        for task in cancelled:
            task.cancel()
        return cancelled

    def _task_removed_notify(self, task: Any) -> None:
        """Close the scope that a removed task had opened, which the library forgets."""
        scope = self.top_workflow.subprocesses.pop(task.id, None)
        if scope is not None:
            scope.cancel()

    def collect_log_extras(self, dct: Any = None) -> dict[str, Any]:
        del dct
        return {}


class ScopeWorkflow(_Tabled, BpmnSubWorkflow):
    """A sub-process or a called activity in progress."""


class CaseWorkflow(_Tabled, BpmnWorkflow):
    """A case in progress; `observer` hears of every task that changes its state."""

    def __init__(
        self,
        spec: Any,
        scope_specs: dict[str, Any],
        script_engine: Any,
        *,
        observer: Observer | None = None,
        deserializing: bool = False,
    ) -> None:
        self.observer = observer
        self.conflicts: list[str] = []
        self.thrown: list[Any] = []
        super().__init__(
            spec,
            scope_specs,
            script_engine=script_engine,
            deserializing=deserializing,
        )
        self.event_manager = Subscriptions(self)

    def create_subprocess(self, my_task: Any, spec_name: str) -> ScopeWorkflow:
        scope = ScopeWorkflow(
            self.subprocess_specs[spec_name],
            parent_task_id=my_task.id,
            top_workflow=self,
        )
        self.subprocesses[my_task.id] = scope
        return scope

    def scopes(self) -> list[Any]:
        """Return the case's own workflow and every scope that is not finished."""
        return [self, *(s for s in self.subprocesses.values() if not s.completed)]

    def open_tasks(self, mask: int) -> list[Any]:
        return [task for scope in self.scopes() for task in scope.tasks.in_state(mask)]

    def find(self, token_id: str) -> Any:
        """Return the task with that id, or None."""
        for scope in self.scopes():
            if token_id in scope.tasks:
                return scope.tasks[token_id]
        return None
