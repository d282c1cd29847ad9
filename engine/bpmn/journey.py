"""What a run passes: elements and flows entered, what they set, which limits begin."""

from collections.abc import Mapping
from functools import partial
from typing import Any

from SpiffWorkflow.bpmn.specs.defaults import (
    BoundaryEvent,
    EndEvent,
    StartEvent,
)
from SpiffWorkflow.bpmn.specs.mixins.events.event_types import CatchingEvent
from SpiffWorkflow.util.task import TaskState

from engine.bpmn import limits
from engine.bpmn.countersign import MultiInstance
from engine.bpmn.expression import evaluate
from engine.bpmn.join import MergeGateway, MergeInclusive
from engine.bpmn.table import LIVE
from engine.bpmn.tasks import EffectTask, EventSubProcess, SharedProcess, SubProcess
from engine.model.diagram import Element
from engine.model.errors import ExpressionFailed, ExpressionRefused
from engine.model.procedure import Procedure
from engine.model.surroundings import Surroundings

LIMITS = "limits"

_AHEAD = TaskState.PREDICTED_MASK | TaskState.FUTURE
_BESIDE = (BoundaryEvent, StartEvent)
_KEPT_BUSY = (EffectTask, SubProcess, SharedProcess, EventSubProcess, MultiInstance)
_JOINS = (MergeGateway, MergeInclusive)


def is_instance(task: Any) -> bool:
    """Say whether the task is one instance of a countersign."""
    parent = task.parent
    return (
        parent is not None
        and isinstance(parent.task_spec, MultiInstance)
        and (parent.task_spec.task_spec == task.task_spec.name)
    )


def _enters(task: Any, *, arrives: bool, after: int) -> bool:
    """Say whether the token is now in the element, and not only in front of it.

    What needs nobody is entered when it is done: until then an event may interrupt.
    """
    spec = task.task_spec
    at: int = TaskState.COMPLETED
    if spec.manual:
        at = TaskState.READY
    elif isinstance(spec, _KEPT_BUSY):
        at = TaskState.STARTED
    elif isinstance(spec, CatchingEvent) and not isinstance(spec, _BESIDE):
        return arrives
    return after == at


class Journey:
    """Hears of every task that changes its state, and notes what it means."""

    def __init__(
        self, procedure: Procedure, surroundings: Surroundings, case: dict[str, object]
    ) -> None:
        self.entered: list[str] = []
        self.register: dict[str, object] = {}
        self.completed: list[str] = []
        self.outcome = ""
        self._procedure = procedure
        self._surroundings = surroundings
        self._case = case
        self._flows = {
            (flow.source, flow.target): flow.flow_id
            for flow in reversed(list(procedure.diagram.flows.values()))
        }

    def moved(self, task: Any, before: int, after: int) -> None:
        """Note what a task's new state means; called before its children hear of it."""
        element = self._procedure.diagram.elements.get(task.task_spec.bpmn_id or "")
        if element is None:
            return
        if after == TaskState.COMPLETED:
            self.completed.append(task.id)
        if is_instance(task):
            return
        arrives = bool(before & _AHEAD and after & LIVE)
        enters = _enters(task, arrives=arrives, after=after)
        if arrives if isinstance(task.task_spec, _JOINS) else enters:
            self._walk(task)
        if enters:
            self._enter(task, element)
        if after == TaskState.COMPLETED:
            self._complete(task, element)

    def value(
        self, element_id: str, slot: str, names: Mapping[str, object], source: str
    ) -> object:
        """Evaluate what is collected along the way: what is not there yet is None."""
        try:
            return evaluate(source, names, self._surroundings, lenient=True)
        except ExpressionRefused as error:
            raise ExpressionFailed(
                element_id=element_id,
                slot=slot,
                expression=source,
                why=error.facts["why"],
            ) from error

    def _walk(self, task: Any) -> None:
        if isinstance(task.task_spec, BoundaryEvent):
            return
        source = task.parent
        while source is not None and source.task_spec.bpmn_id is None:
            source = source.parent
        if source is not None:
            pair = (source.task_spec.bpmn_id, task.task_spec.bpmn_id)
            if pair in self._flows:
                self.entered.append(self._flows[pair])

    def _enter(self, task: Any, element: Element) -> None:
        if isinstance(task.task_spec, EventSubProcess):
            return
        if isinstance(task.task_spec, StartEvent):
            self._enter_event_sub_process(task)
        self.entered.append(element.element_id)
        if element.limits:
            task.internal_data[LIMITS] = limits.begin(
                element.limits,
                element.element_id,
                partial(self.value, element.element_id, "limit", task.data),
            )

    def _enter_event_sub_process(self, task: Any) -> None:
        parent_id = task.workflow.parent_task_id
        if parent_id is not None:
            parent = task.workflow.top_workflow.find(parent_id)
            if isinstance(parent.task_spec, EventSubProcess):
                self.entered.append(parent.task_spec.bpmn_id)

    def _complete(self, task: Any, element: Element) -> None:
        if isinstance(task.task_spec, EndEvent) and element.outcome:
            self.outcome = element.outcome
        for field in self._procedure.manifest.register:
            source = field.set_by.get(element.element_id)
            if source:
                value = self.value(element.element_id, "register", task.data, source)
                self.register[field.name] = value
                self._case[field.name] = value
