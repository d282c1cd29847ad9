"""Our own kinds of task: effects that halt, decisions, sub-processes."""

from collections.abc import Mapping
from copy import deepcopy
from typing import Any

from SpiffWorkflow.bpmn.specs.defaults import CallActivity, SubWorkflowTask
from SpiffWorkflow.bpmn.specs.mixins.bpmn_spec_mixin import BpmnSpecMixin
from SpiffWorkflow.util.task import TaskState

EFFECT = "effect"


class EffectTask(BpmnSpecMixin):
    """A service task: halts until the host supplies its effect's result."""

    KEPT = ("operation", "arguments", "result")

    def __init__(
        self,
        wf_spec: Any,
        bpmn_id: str,
        *,
        operation: str,
        arguments: Mapping[str, str],
        result: str,
        **kwargs: Any,
    ) -> None:
        super().__init__(wf_spec, bpmn_id, **kwargs)
        self.operation = operation
        self.arguments = arguments
        self.result = result

    def _run_hook(self, my_task: Any) -> None:
        """Evaluate the arguments; returning None leaves the task STARTED."""
        evaluate = my_task.workflow.script_engine.evaluate
        my_task.internal_data[EFFECT] = {
            name: evaluate(my_task, source) for name, source in self.arguments.items()
        }


class DecisionTask(BpmnSpecMixin):
    """A business rule task: asks a decision table of the procedure.

    Without arguments the table reads the task's data.
    """

    KEPT = ("table", "arguments", "result")

    def __init__(
        self,
        wf_spec: Any,
        bpmn_id: str,
        *,
        table: str,
        arguments: Mapping[str, str],
        result: str,
        **kwargs: Any,
    ) -> None:
        super().__init__(wf_spec, bpmn_id, **kwargs)
        self.table = table
        self.arguments = arguments
        self.result = result

    def _run_hook(self, my_task: Any) -> bool:
        engine = my_task.workflow.script_engine
        inputs = my_task.data
        if self.arguments:
            inputs = {
                name: engine.evaluate(my_task, source)
                for name, source in self.arguments.items()
            }
        decided = engine.decide(my_task, self.table, inputs)
        my_task.data = {**my_task.data, self.result or self.bpmn_id: decided}
        return True


class _Scope:
    """What opens a scope: entered before what is inside it, and closed with it."""

    def start_workflow(self, my_task: Any) -> None:
        my_task._set_state(TaskState.STARTED)
        super().start_workflow(my_task)  # type: ignore[misc]  # the library's, mixed in

    def copy_data(self, my_task: Any, subworkflow: Any) -> None:
        subworkflow.task_tree.data = deepcopy(my_task.data)

    def update_data(self, my_task: Any, subworkflow: Any) -> None:
        my_task.data = deepcopy(subworkflow.last_task.data)

    def _on_complete_hook(self, my_task: Any) -> None:
        super()._on_complete_hook(my_task)  # type: ignore[misc]  # the library's, mixed in
        my_task.workflow.top_workflow.subprocesses.pop(my_task.id, None)


class SubProcess(_Scope, SubWorkflowTask):
    """An embedded sub-process."""


class EventSubProcess(_Scope, SubWorkflowTask):
    """A sub-process set off by its start event, beside the main flow."""


class SharedProcess(_Scope, CallActivity):
    """A call activity: reaches a shared process of the same bundle."""


def answer_of(task: Any) -> object:
    """Return what one instance of a countersign came to.

    A form's answers, an effect's or a decision's result, a message's payload; for a
    sub-process everything that changed inside it.
    """
    spec = task.task_spec
    if isinstance(spec, SubWorkflowTask):
        before = task.workflow.top_workflow.subprocesses[task.id].task_tree.data
        return {
            key: value
            for key, value in task.data.items()
            if key not in before or before[key] != value
        }
    return task.data.get(getattr(spec, "result", "") or spec.bpmn_id)
