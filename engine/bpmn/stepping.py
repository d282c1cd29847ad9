"""Stepping: from waiting to waiting, boundary events first, within a budget."""

from typing import Any

from SpiffWorkflow.bpmn.specs.defaults import BoundaryEvent
from SpiffWorkflow.bpmn.specs.event_definitions import ErrorEventDefinition
from SpiffWorkflow.bpmn.specs.event_definitions.timer import TimerEventDefinition
from SpiffWorkflow.util.task import TaskState

from engine.bpmn.workflow import CaseWorkflow
from engine.model.errors import EngineFailed, StepBudgetExceeded

MAXIMUM_STEPS = 500
MAXIMUM_DEPTH = 900


class Stepper:
    """Runs what needs nobody; `at` names the element under way, for whoever asks."""

    def __init__(self, workflow: CaseWorkflow) -> None:
        self.workflow = workflow
        self.at = ""
        self.depth = 0
        self._steps = MAXIMUM_STEPS

    def run(self, task: Any) -> None:
        """Run one READY task.

        Raises:
            StepBudgetExceeded: The run took too many steps, or the case grew too deep.
            EngineFailed: It threw an error that nothing catches.
        """
        self.at = task.task_spec.bpmn_id or self.at
        self._steps -= 1
        if self._steps < 0:
            raise StepBudgetExceeded(element_id=self.at, budget="steps")
        self.depth = max(self.depth, task.workflow.tasks.depth(task.id))
        if self.depth > MAXIMUM_DEPTH:
            raise StepBudgetExceeded(element_id=self.at, budget="depth")
        task.run()
        _rearm(task)
        self._refuse_uncaught()

    def settle(self) -> None:
        """Run everything that is ready and automatic, one task at a time."""
        task = self._next()
        while task is not None:
            self.run(task)
            task = self._next()

    def _next(self) -> Any:
        """Return what runs next: a boundary event, else what lies deepest.

        An event thrown inside an activity and the activity's next task are ready at
        once; the standard lets the event interrupt.
        """
        ready = [
            task
            for task in self.workflow.open_tasks(TaskState.READY)
            if not task.task_spec.manual
        ]
        return min(ready, key=_order, default=None)

    def _refuse_uncaught(self) -> None:
        for event in self.workflow.get_events():
            if isinstance(event.event_definition, ErrorEventDefinition):
                raise EngineFailed(element_id=self.at, why="uncaught_error")


def _rearm(task: Any) -> None:
    """Let a boundary event that did not interrupt wait for the next of its kind.

    The library hears the first only. A timer goes off once, as it is drawn.
    """
    spec = task.task_spec
    if not isinstance(spec, BoundaryEvent) or spec.cancel_activity:
        return
    if isinstance(spec.event_definition, TimerEventDefinition):
        return
    split = task.parent
    if any(
        child.has_state(TaskState.FINISHED_MASK)
        for child in split.children
        if not isinstance(child.task_spec, BoundaryEvent)
    ):
        return
    again = split._add_child(spec, TaskState.FUTURE)
    again.triggered = True
    spec._predict(again, mask=TaskState.FUTURE | TaskState.PREDICTED_MASK)
    spec._update(again)


def _order(task: Any) -> tuple[bool, int]:
    return not isinstance(task.task_spec, BoundaryEvent), -task.workflow.depth
