"""What a case waits for: effects, timers, messages, and what a start event begins."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from SpiffWorkflow.bpmn.specs.defaults import StartEvent
from SpiffWorkflow.util.task import TaskState

from engine.bpmn.events import DUE, Message
from engine.bpmn.tasks import EFFECT, EffectTask, EventSubProcess
from engine.bpmn.workflow import CaseWorkflow, waits_for_time
from engine.model.advance import HaltedEffect, WaitingMessage, WaitingTimer


def halted(workflow: CaseWorkflow) -> Iterator[HaltedEffect]:
    """Yield the effects that wait for their result.

    Scopes and countersigns in progress are STARTED too.
    """
    for task in workflow.open_tasks(TaskState.STARTED):
        spec = task.task_spec
        if isinstance(spec, EffectTask):
            arguments = task.internal_data[EFFECT]
            yield HaltedEffect(task.id, spec.bpmn_id, spec.operation, arguments)


def timers(workflow: CaseWorkflow) -> Iterator[WaitingTimer]:
    """Yield the timers that wait, each with its due moment."""
    for task in workflow.open_tasks(TaskState.WAITING):
        if waits_for_time(task) and DUE in task.internal_data:
            due = datetime.fromisoformat(task.internal_data[DUE])
            yield WaitingTimer(task.id, task.task_spec.bpmn_id, due)


def first_due(workflow: CaseWorkflow, moment: datetime) -> Any:
    """Return the timer that was due first before this moment, or None."""
    waiting = sorted(timers(workflow), key=lambda timer: timer.due_at)
    if not waiting or waiting[0].due_at >= moment:
        return None
    return workflow.find(waiting[0].token_id)


def messages(workflow: CaseWorkflow) -> Iterator[WaitingMessage]:
    """Yield the messages that are waited for, each with its correlation."""
    for task in workflow.open_tasks(TaskState.WAITING):
        definition = getattr(task.task_spec, "event_definition", None)
        for part in getattr(definition, "event_definitions", [definition]):
            if isinstance(part, Message) and not part.standing:
                correlation = part.correlated(task)
                element_id = task.task_spec.bpmn_id
                yield WaitingMessage(task.id, element_id, part.name, correlation)


def standing_act(
    workflow: CaseWorkflow, element_id: str
) -> tuple[Any, EventSubProcess] | None:
    """Return the scope and event sub-process that this start event begins, if any."""
    for scope in workflow.scopes():
        for spec in scope.spec.task_specs.values():
            if isinstance(spec, EventSubProcess):
                inner = workflow.subprocess_specs[spec.spec]
                (event,) = inner.bpmn_start_events
                standing = getattr(event.event_definition, "standing", False)
                if standing and event.bpmn_id == element_id:
                    return scope, spec
    return None


def open_event_sub_process(
    workflow: CaseWorkflow, scope: Any, spec: EventSubProcess
) -> Any:
    """Open an event sub-process once more and return its waiting start event."""
    child = scope.task_tree._add_child(spec, TaskState.FUTURE)
    child.triggered = True
    spec._update(child)
    inner = workflow.subprocesses[child.id]
    (start,) = inner.tasks.in_state(TaskState.WAITING)
    return start


def rearm(workflow: CaseWorkflow, task: Any) -> None:
    """Let an event sub-process that a message has set off wait for the next."""
    parent_id = task.workflow.parent_task_id
    if parent_id is None or not isinstance(task.task_spec, StartEvent):
        return
    parent = workflow.find(parent_id)
    if isinstance(parent.task_spec, EventSubProcess):
        open_event_sub_process(workflow, parent.workflow, parent.task_spec)
