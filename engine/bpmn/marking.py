"""Where a case's tokens are: what waits, what is in progress, what came to a join."""

from collections import Counter
from collections.abc import Iterator
from typing import Any

from SpiffWorkflow.bpmn.specs.control import BoundaryEventJoin, BoundaryEventSplit
from SpiffWorkflow.bpmn.specs.defaults import BoundaryEvent
from SpiffWorkflow.bpmn.specs.event_definitions.timer import TimerEventDefinition
from SpiffWorkflow.bpmn.specs.mixins.subworkflow_task import SubWorkflowTask
from SpiffWorkflow.util.task import TaskState

from engine.bpmn.countersign import MultiInstance
from engine.bpmn.join import MergeEnd, MergeGateway, MergeInclusive, arrivals, is_idle
from engine.bpmn.journey import is_instance
from engine.bpmn.table import LIVE
from engine.bpmn.workflow import CaseWorkflow
from engine.model.diagram import Diagram
from engine.model.soundness import Marking

_JOINS = (MergeGateway, MergeInclusive)
_BESIDE = (BoundaryEvent, BoundaryEventJoin, MergeEnd)


def marking_of(workflow: CaseWorkflow, diagram: Diagram) -> Marking:
    """Return where the tokens of a case that waits are."""
    flows = {(f.source, f.target): f.flow_id for f in diagram.flows.values()}
    return _marking(workflow, workflow, flows)


def _marking(
    case: CaseWorkflow, scope: Any, flows: dict[tuple[str, str], str]
) -> Marking:
    tokens: Counter[str] = Counter()
    inside: list[tuple[str, Marking]] = []
    spent: set[str] = set()
    for task in scope.tasks.in_state(LIVE):
        spec = task.task_spec
        spent.update(_timers_spent(task))
        if isinstance(spec, _JOINS):
            tokens.update(_waits_before(task, flows))
        elif isinstance(spec, _BESIDE) or is_idle(task):
            continue
        elif isinstance(spec, SubWorkflowTask) and task.id in case.subprocesses:
            below = _marking(case, case.subprocesses[task.id], flows)
            inside.append((spec.bpmn_id or task.parent.task_spec.bpmn_id, below))
        elif not is_instance(task) and not _is_several_scopes(task):
            tokens[spec.bpmn_id] += 1
    return Marking(dict(tokens), tuple(inside), frozenset(spent))


def _timers_spent(task: Any) -> Iterator[str]:
    """Give the boundary timers beside this task that have gone off."""
    if isinstance(task.task_spec, _BESIDE):
        return
    if task.parent is None or not isinstance(task.parent.task_spec, BoundaryEventSplit):
        return
    for guest in task.parent.children:
        spec = guest.task_spec
        if not isinstance(spec, BoundaryEvent) or guest.state != TaskState.COMPLETED:
            continue
        if isinstance(spec.event_definition, TimerEventDefinition):
            yield spec.bpmn_id


def _waits_before(task: Any, flows: dict[tuple[str, str], str]) -> list[str]:
    """Return the flows whose tokens wait with this one in front of its join."""
    target = task.task_spec.bpmn_id
    sources = [each.parent.task_spec.bpmn_id for each in arrivals(task)]
    return [flows[source, target] for source in sources]


def _is_several_scopes(task: Any) -> bool:
    spec = task.task_spec
    if not isinstance(spec, MultiInstance):
        return False
    specs = task.workflow.spec.task_specs
    return isinstance(specs[spec.task_spec], SubWorkflowTask)
