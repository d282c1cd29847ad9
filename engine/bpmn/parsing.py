"""From BPMN to the engine's specifications: the library's parser, our own classes."""

from typing import Any, ClassVar

from lxml import etree
from SpiffWorkflow.bpmn.parser import BpmnParser
from SpiffWorkflow.bpmn.parser.event_parsers import (
    SIGNAL_EVENT_XPATH,
    BoundaryEventParser,
    EndEventParser,
    EventBasedGatewayParser,
    IntermediateCatchEventParser,
    IntermediateThrowEventParser,
    ReceiveTaskParser,
    SendTaskParser,
    StartEventParser,
)
from SpiffWorkflow.bpmn.parser.ProcessParser import ProcessParser
from SpiffWorkflow.bpmn.parser.task_parsers import (
    CallActivityParser,
    ConditionalGatewayParser,
    GatewayParser,
    ScriptTaskParser,
    SubWorkflowParser,
)
from SpiffWorkflow.bpmn.parser.TaskParser import TaskParser
from SpiffWorkflow.bpmn.parser.util import full_tag
from SpiffWorkflow.bpmn.parser.ValidationException import ValidationException
from SpiffWorkflow.bpmn.specs.bpmn_process_spec import BpmnProcessSpec
from SpiffWorkflow.bpmn.specs.control import SimpleBpmnTask
from SpiffWorkflow.bpmn.specs.defaults import (
    BoundaryEvent,
    EndEvent,
    ExclusiveGateway,
    IntermediateCatchEvent,
    IntermediateThrowEvent,
    ManualTask,
    NoneTask,
    ReceiveTask,
    ScriptTask,
    SendTask,
    StartEvent,
    UserTask,
)

from engine.bpmn import extension
from engine.bpmn.countersign import MultiInstance
from engine.bpmn.events import EitherEvent, EitherGateway, Message, MomentTimer, Signal
from engine.bpmn.join import MergeEnd, MergeGateway, MergeInclusive
from engine.bpmn.tasks import (
    DecisionTask,
    EffectTask,
    EventSubProcess,
    SharedProcess,
    SubProcess,
)


class ProcessSpec(BpmnProcessSpec):
    """A process or sub-process that ends in a join of ours."""

    end: Any

    def __init__(self, name: str, **kwargs: Any) -> None:
        super().__init__(name=name, **kwargs)
        del self.task_specs[self.end.name], self.task_specs["End"]
        self.end = MergeEnd(self, f"{self.name}.EndJoin")
        self.end.connect(SimpleBpmnTask(self, "End"))


class _ProcessParser(ProcessParser):
    def create_spec(self) -> ProcessSpec:
        return ProcessSpec(name=self.bpmn_id, description=self.get_name())


class _Activity(TaskParser):
    """An activity, once or once for each item."""

    task: Any

    def _add_loop_task(self, loop_characteristics: Any) -> None:
        del loop_characteristics
        raise ValidationException("standard loops are not supported", self.node)

    def _add_multiinstance_task(self, loop_characteristics: Any) -> None:
        loop = extension.loop(self.node)
        if loop is None or not loop.collection:
            raise ValidationException("nothing to loop over", self.node)
        original = self.spec.task_specs.pop(self.task.name)
        self.task = MultiInstance(
            self.spec,
            original.name,
            task_spec="",
            collection=loop.collection,
            item=loop.item,
            output=loop.output,
            output_item=loop.output_item,
            condition=loop.condition,
            sequential=loop.sequential,
        )
        self._copy_task_attrs(original, loop_characteristics)


class _ScriptParser(_Activity, ScriptTaskParser):
    pass


class _EffectParser(_Activity):
    def create_task(self) -> EffectTask:
        effect = extension.effect(self.node)
        if effect is None:
            raise ValidationException("a service task without zf:effect", self.node)
        return EffectTask(
            self.spec,
            self.bpmn_id,
            operation=effect.operation,
            arguments=dict(effect.arguments),
            result=effect.result,
            **self.bpmn_attributes,
        )


class _DecisionParser(_Activity):
    def create_task(self) -> DecisionTask:
        decision = extension.decision(self.node)
        if decision is None:
            raise ValidationException("no zf:decision", self.node)
        return DecisionTask(
            self.spec,
            self.bpmn_id,
            table=decision.table,
            arguments=decision.arguments,
            result=decision.result,
            **self.bpmn_attributes,
        )


class _SubProcessParser(_Activity, SubWorkflowParser):
    def create_task(self) -> Any:
        if extension.is_event_sub_process(self.node):
            self.spec_class = EventSubProcess
        return super().create_task()


class _CallParser(_Activity, CallActivityParser):
    pass


class _Events:
    """What our events wait for: moments by our clock, messages by `zf:message`."""

    node: Any

    def parse_timer_event(self, event: Any) -> MomentTimer:
        for tag in ("timeDate", "timeDuration"):
            element = event.find(full_tag(tag))
            if element is not None and (element.text or "").strip():
                return MomentTimer(self.node.get("id"), element.text.strip())
        raise ValidationException("neither timeDate nor timeDuration", self.node)

    def parse_signal_event(self, signal_event: Any) -> Signal:
        signal = super().parse_signal_event(signal_event)  # type: ignore[misc]  # the parser's, mixed in
        return Signal(signal.name)

    def parse_message_event(self, message_event: Any) -> Message:
        if extension.is_standing_act(self.node):
            element_id = self.node.get("id")
            return Message(element_id, result=element_id, standing=True)
        spec = extension.message(self.node)
        if spec is not None:
            return Message(
                spec.name,
                correlation=spec.correlation,
                payload=spec.payload,
                result=spec.result,
            )
        del message_event
        raise ValidationException("a message event without zf:message", self.node)


class _StartParser(_Events, StartEventParser):
    pass


class _EndParser(_Events, EndEventParser):
    def create_task(self) -> Any:
        """Read a signal too, which the library drops at an end without a word."""
        task = super().create_task()
        thrown = self.get_event_definition([SIGNAL_EVENT_XPATH])
        if isinstance(thrown, Signal):
            task.event_definition = thrown
        return task


class _CatchParser(_Events, IntermediateCatchEventParser):
    pass


class _ThrowParser(_Events, IntermediateThrowEventParser):
    pass


class _BoundaryParser(_Events, BoundaryEventParser):
    pass


class _SendParser(_Events, _Activity, SendTaskParser):
    def create_task(self) -> Any:
        return self._create_task(self.parse_message_event(self.node))


class _ReceiveParser(_Events, _Activity, ReceiveTaskParser):
    def create_task(self) -> Any:
        return self._create_task(self.parse_message_event(self.node))


class _EitherParser(_Events, EventBasedGatewayParser):
    def create_task(self) -> Any:
        return self._create_task(EitherEvent())


class DiagramParser(BpmnParser):
    """The library's parser; every class with a slot of its own is replaced."""

    PROCESS_PARSER_CLASS = _ProcessParser
    PARSER_CLASSES: ClassVar[dict[str, tuple[type, type]]] = {
        full_tag("startEvent"): (_StartParser, StartEvent),
        full_tag("endEvent"): (_EndParser, EndEvent),
        full_tag("intermediateCatchEvent"): (_CatchParser, IntermediateCatchEvent),
        full_tag("intermediateThrowEvent"): (_ThrowParser, IntermediateThrowEvent),
        full_tag("boundaryEvent"): (_BoundaryParser, BoundaryEvent),
        full_tag("userTask"): (_Activity, UserTask),
        full_tag("manualTask"): (_Activity, ManualTask),
        full_tag("task"): (_Activity, NoneTask),
        full_tag("serviceTask"): (_EffectParser, EffectTask),
        full_tag("businessRuleTask"): (_DecisionParser, DecisionTask),
        full_tag("scriptTask"): (_ScriptParser, ScriptTask),
        full_tag("sendTask"): (_SendParser, SendTask),
        full_tag("receiveTask"): (_ReceiveParser, ReceiveTask),
        full_tag("subProcess"): (_SubProcessParser, SubProcess),
        full_tag("callActivity"): (_CallParser, SharedProcess),
        full_tag("exclusiveGateway"): (ConditionalGatewayParser, ExclusiveGateway),
        full_tag("parallelGateway"): (GatewayParser, MergeGateway),
        full_tag("inclusiveGateway"): (ConditionalGatewayParser, MergeInclusive),
        full_tag("eventBasedGateway"): (_EitherParser, EitherGateway),
    }


def parse(
    roots: tuple[etree._Element, ...], process_id: str
) -> tuple[ProcessSpec, dict[str, ProcessSpec]]:
    """Return the specification of a process, and of every scope in it, by id.

    Raises:
        ValidationException: The library, or one of our parsers, does not support it.
    """
    parser = DiagramParser()
    for root in roots:
        parser.add_bpmn_xml(root)
    spec = parser.get_spec(process_id)
    scopes: dict[str, ProcessSpec] = parser.get_subprocess_specs(process_id)
    for process in (spec, *scopes.values()):
        _arm(process, scopes)
    return spec, scopes


def _arm(process: ProcessSpec, scopes: dict[str, ProcessSpec]) -> None:
    """Settle how event sub-processes begin, so that no run changes a shared spec.

    A standing act waits for nobody; every other waits from the scope's own start.
    """
    start = process.start
    for spec in process.task_specs.values():
        if not isinstance(spec, EventSubProcess):
            continue
        process.end._inputs = [
            name for name in process.end._inputs if name != spec.name
        ]
        start._outputs = [name for name in start._outputs if name != spec.name]
        spec._outputs = []
        spec._inputs = [start.name]
        (event,) = scopes[spec.spec].bpmn_start_events
        if not getattr(event.event_definition, "standing", False):
            start._outputs.append(spec.name)
    start.trigger_specs = []
