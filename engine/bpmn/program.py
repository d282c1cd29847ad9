"""A diagram's program: the engine's specifications as bytes, restored once, shared."""

from functools import lru_cache
from typing import Any

import orjson
from SpiffWorkflow.bpmn.serializer import DEFAULT_CONFIG, BpmnWorkflowSerializer
from SpiffWorkflow.bpmn.serializer.default.event_definition import (
    MultipleEventDefinitionConverter,
)
from SpiffWorkflow.bpmn.serializer.default.process_spec import BpmnProcessSpecConverter
from SpiffWorkflow.bpmn.serializer.default.task_spec import (
    BpmnTaskSpecConverter,
    ConditionalGatewayConverter,
    EventConverter,
    ParallelGatewayConverter,
    SubWorkflowConverter,
)
from SpiffWorkflow.bpmn.serializer.helpers import EventDefinitionConverter

from engine.bpmn.countersign import MultiInstance
from engine.bpmn.events import EitherEvent, EitherGateway, Message, MomentTimer, Signal
from engine.bpmn.join import MergeEnd, MergeGateway, MergeInclusive
from engine.bpmn.library import LIBRARY
from engine.bpmn.parsing import ProcessSpec
from engine.bpmn.tasks import (
    DecisionTask,
    EffectTask,
    EventSubProcess,
    SharedProcess,
    SubProcess,
)

FORMAT = 1


class _KeptTask(BpmnTaskSpecConverter):
    """A task of ours: the library's attributes and those the class keeps."""

    def to_dict(self, spec: Any) -> dict[str, Any]:
        kept = {name: getattr(spec, name) for name in spec.KEPT}
        return {**self.get_default_attributes(spec), **kept}


class _KeptEvent(EventDefinitionConverter):
    def to_dict(self, event_definition: Any) -> dict[str, Any]:
        return {
            "description": event_definition.description,
            **{name: getattr(event_definition, name) for name in event_definition.KEPT},
        }


_OURS: dict[type, type] = {
    ProcessSpec: BpmnProcessSpecConverter,
    MergeEnd: BpmnTaskSpecConverter,
    MergeGateway: ParallelGatewayConverter,
    MergeInclusive: ConditionalGatewayConverter,
    MultiInstance: _KeptTask,
    EffectTask: _KeptTask,
    DecisionTask: _KeptTask,
    SubProcess: SubWorkflowConverter,
    EventSubProcess: SubWorkflowConverter,
    SharedProcess: SubWorkflowConverter,
    MomentTimer: _KeptEvent,
    Message: _KeptEvent,
    Signal: _KeptEvent,
    EitherEvent: MultipleEventDefinitionConverter,
    EitherGateway: EventConverter,
}


def dump(spec: ProcessSpec, scopes: dict[str, ProcessSpec]) -> bytes:
    """Return the specifications as bytes."""
    serializer = _serializer()
    return orjson.dumps(
        {
            "format": FORMAT,
            "library": LIBRARY,
            "process": serializer.to_dict(spec),
            "scopes": {name: serializer.to_dict(s) for name, s in scopes.items()},
        }
    )


@lru_cache(maxsize=128)
def load(program: bytes) -> tuple[ProcessSpec, dict[str, ProcessSpec]]:
    """Return the specifications, restored: the parser's own lack their callbacks.

    They are shared by all runs and threads, and nothing in a run changes them.
    """
    stored = orjson.loads(program)
    serializer = _serializer()
    return (
        serializer.from_dict(stored["process"]),
        {name: serializer.from_dict(s) for name, s in stored["scopes"].items()},
    )


def _serializer() -> BpmnWorkflowSerializer:
    # Its registry keeps a mutable flag, so each use has its own.
    registry = BpmnWorkflowSerializer.configure({**DEFAULT_CONFIG, **_OURS})
    return BpmnWorkflowSerializer(registry)
