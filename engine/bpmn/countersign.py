"""Multi-instance activities: one instance for each item, results by item."""

from typing import Any

from SpiffWorkflow.bpmn.specs.mixins.bpmn_spec_mixin import BpmnSpecMixin
from SpiffWorkflow.bpmn.specs.mixins.multiinstance_task import LoopTask
from SpiffWorkflow.util.task import TaskState

from engine.bpmn.tasks import answer_of
from engine.model.errors import EmptyCountersign, EngineFailed

RESULTS = "results"
INSTANCES = "nrOfInstances"
COMPLETED = "nrOfCompletedInstances"
MAXIMUM_INSTANCES = 200

_KEYS = "keys"
_DONE = "done"


class MultiInstance(LoopTask, BpmnSpecMixin):
    """An activity done once for each item of a collection.

    Every entry starts clean, however the last round ended. The results stand under
    the element's id and under its output's name, keyed by item.
    """

    KEPT = (
        "task_spec",
        "collection",
        "item",
        "output",
        "output_item",
        "condition",
        "sequential",
    )

    def __init__(
        self,
        wf_spec: Any,
        bpmn_id: str,
        *,
        task_spec: str,
        collection: str,
        item: str,
        output: str,
        output_item: str,
        condition: str,
        sequential: bool,
        **kwargs: Any,
    ) -> None:
        super().__init__(wf_spec, bpmn_id, **kwargs)
        self.task_spec = task_spec
        self.collection = collection
        self.item = item
        self.output = output
        self.output_item = output_item
        self.condition = condition
        self.sequential = sequential

    def _update_hook(self, my_task: Any) -> bool:
        super()._update_hook(my_task)
        items = self._items(my_task)
        stale = {self.bpmn_id, self.output, self.item, self.output_item}
        stale |= {RESULTS, INSTANCES, COMPLETED}
        my_task.data = {k: v for k, v in my_task.data.items() if k not in stale}
        my_task.internal_data[_KEYS] = list(items)
        my_task.internal_data[_DONE] = 0
        self._publish(my_task, {})
        my_task._set_state(TaskState.STARTED)
        for key, item in items.items():
            self._create(my_task, key, item)
        return False

    def _items(self, my_task: Any) -> dict[str, object]:
        """Return the items by key, each once, in order."""
        found = my_task.workflow.script_engine.evaluate(my_task, self.collection)
        if isinstance(found, int) and not isinstance(found, bool):
            found = [str(number) for number in range(1, found + 1)]
        if isinstance(found, dict):
            items: dict[str, object] = dict(found)
        elif isinstance(found, list):
            items = {
                item if isinstance(item, str) else str(place): item
                for place, item in enumerate(found, start=1)
            }
        else:
            raise EngineFailed(element_id=self.bpmn_id, why="collection_is_no_list")
        if not items:
            raise EmptyCountersign(element_id=self.bpmn_id)
        if len(items) > MAXIMUM_INSTANCES:
            raise EngineFailed(element_id=self.bpmn_id, why="too_many_instances")
        return items

    def _create(self, my_task: Any, key: str, item: object) -> None:
        spec = my_task.workflow.spec.task_specs[self.task_spec]
        waits = self.sequential and any(self._instances(my_task))
        child = my_task._add_child(
            spec, TaskState.FUTURE if waits else TaskState.WAITING
        )
        child.triggered = True
        child.internal_data["key"] = key
        child.data = {self.item or "item": item}
        if not waits:
            spec._update(child)

    def merge_child(self, _workflow: Any, child: Any) -> None:
        """Take over what an instance came to; called by the library on completion."""
        my_task = child.parent
        answer = answer_of(child)
        if self.output_item:
            child.data = {**child.data, self.output_item: answer}
        collected = dict(my_task.data[self.bpmn_id])
        collected[child.internal_data["key"]] = answer
        keys = my_task.internal_data[_KEYS]
        my_task.internal_data[_DONE] = len(collected)
        self._publish(
            my_task, {key: collected[key] for key in keys if key in collected}
        )
        rest = [c for c in self._instances(my_task) if not _is_over(c)]
        if not rest or self._is_enough(my_task, child):
            for instance in rest:
                instance.cancel()
            my_task._set_state(TaskState.READY)
        elif self.sequential:
            rest[0].task_spec._update(rest[0])

    def _is_enough(self, my_task: Any, child: Any) -> bool:
        if not self.condition:
            return False
        engine = my_task.workflow.script_engine
        seen = {**child.data, **self.seen(my_task)}
        return bool(engine.evaluate(child, self.condition, seen))

    def seen(self, my_task: Any) -> dict[str, object]:
        """Return what the completion condition may read beside the data."""
        return {
            RESULTS: my_task.data[self.bpmn_id],
            INSTANCES: len(my_task.internal_data[_KEYS]),
            COMPLETED: my_task.internal_data[_DONE],
        }

    def _publish(self, my_task: Any, results: dict[str, object]) -> None:
        my_task.data = {**my_task.data, self.bpmn_id: results}
        my_task.data |= self.seen(my_task)
        if self.output:
            my_task.data[self.output] = results


def _is_over(task: Any) -> bool:
    return bool(task.has_state(TaskState.FINISHED_MASK))
