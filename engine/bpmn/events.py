"""Our own event definitions: moments by our clock, messages by our correlation."""

import re
from datetime import UTC, date, datetime, timedelta
from typing import Any

from SpiffWorkflow.bpmn.specs.defaults import EventBasedGateway
from SpiffWorkflow.bpmn.specs.event_definitions.base import EventDefinition
from SpiffWorkflow.bpmn.specs.event_definitions.multiple import MultipleEventDefinition
from SpiffWorkflow.bpmn.specs.event_definitions.timer import TimerEventDefinition
from SpiffWorkflow.util.task import TaskState

from engine.bpmn.values import typed
from engine.model.advance import ThrownMessage
from engine.model.clock import now
from engine.model.errors import ExpressionFailed

DUE = "due_at"
FIRED = "event_fired"
PAYLOAD = "payload"
_CHOSEN = "chosen"
_DURATION = re.compile(
    r"P(?!$)(?:(?P<weeks>\d+)W)?(?:(?P<days>\d+)D)?"
    r"(?:T(?=\d)(?:(?P<hours>\d+)H)?(?:(?P<minutes>\d+)M)?(?:(?P<seconds>\d+)S)?)?"
)


def read_duration(text: str) -> timedelta | None:
    """Return an ISO 8601 duration of weeks, days, hours, minutes and seconds.

    Months and years have no fixed length, so they are not understood.
    """
    match = _DURATION.fullmatch(text)
    if match is None:
        return None
    parts = {name: int(part) for name, part in match.groupdict().items() if part}
    try:
        return timedelta(**parts)
    except OverflowError:
        return None


class MomentTimer(TimerEventDefinition):
    """A timer: an expression giving an aware moment, or a duration from now."""

    KEPT = ("name", "expression")

    def has_fired(self, my_task: Any) -> bool:
        due = my_task.internal_data.get(DUE)
        if due is None:
            due = self._due_at(my_task).isoformat()
            my_task.internal_data[DUE] = due
        if datetime.fromisoformat(due) < now():
            my_task.internal_data[FIRED] = True
        return bool(my_task.internal_data.get(FIRED, False))

    def _due_at(self, my_task: Any) -> datetime:
        value = my_task.workflow.script_engine.evaluate(my_task, self.expression)
        moment = typed(value)
        if isinstance(moment, datetime):
            return moment.astimezone(UTC)
        duration = read_duration(value) if isinstance(value, str) else None
        if duration is None or isinstance(moment, date):
            raise ExpressionFailed(
                element_id=my_task.task_spec.bpmn_id,
                slot="timer",
                expression=self.expression,
                why="应当得出带时区的时刻，或“PT2H”这样的时长",
            )
        return now() + duration

    def reset(self, my_task: Any) -> None:
        my_task.internal_data.pop(DUE, None)
        super().reset(my_task)


class Message(EventDefinition):
    """A message: leaves the case when thrown, comes to a waiting token by its id.

    A `standing` one starts a standing act, by the verb `perform` alone.
    """

    KEPT = ("name", "correlation", "payload", "result", "standing")

    def __init__(
        self,
        name: str,
        *,
        correlation: str = "",
        payload: str = "",
        result: str = "",
        standing: bool = False,
        description: str | None = None,
    ) -> None:
        super().__init__(name, description)
        self.correlation = correlation
        self.payload = payload
        self.result = result
        self.standing = standing

    def throw(self, my_task: Any) -> None:
        engine = my_task.workflow.script_engine
        payload = engine.evaluate(my_task, self.payload) if self.payload else {}
        if not isinstance(payload, dict):
            payload = {"value": payload}
        my_task.workflow.top_workflow.thrown.append(
            ThrownMessage(
                my_task.task_spec.bpmn_id,
                self.name,
                self.correlated(my_task),
                payload,
            )
        )

    def correlated(self, my_task: Any) -> str:
        """Return the correlation's value; empty where the message has none."""
        if not self.correlation:
            return ""
        value = my_task.workflow.script_engine.evaluate(my_task, self.correlation)
        return "" if value is None else str(value)

    def catches(self, my_task: Any, event: Any = None) -> bool:
        """Never: the host delivers to a token, and no event inside is a message."""
        del my_task, event
        return False

    def update_task_data(self, my_task: Any) -> None:
        payload = my_task.internal_data.pop(PAYLOAD, None)
        if self.result and payload is not None:
            my_task.data = {**my_task.data, self.result: payload}

    def __eq__(self, other: object) -> bool:
        return self is other

    __hash__ = object.__hash__


class Signal(EventDefinition):
    """A signal within the case: the library's would carry the thrower's data along."""

    KEPT = ("name",)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Signal) and self.name == other.name

    def __hash__(self) -> int:
        return hash(self.name)


class EitherEvent(MultipleEventDefinition):
    """What an event-based gateway waits for: the first of several."""

    def has_fired(self, my_task: Any) -> bool:
        if _CHOSEN in my_task.internal_data:
            return True
        for place, definition in enumerate(self.event_definitions):
            if isinstance(definition, MomentTimer) and definition.has_fired(my_task):
                my_task.internal_data[_CHOSEN] = place
                return True
        return False

    def catches(self, my_task: Any, event: Any = None) -> bool:
        return any(part.catches(my_task, event) for part in self.event_definitions)

    def catch(self, my_task: Any, event: Any = None) -> None:
        for place, definition in enumerate(self.event_definitions):
            if definition.catches(my_task, event):
                self.choose(my_task, place)

    def choose(self, my_task: Any, place: int) -> None:
        my_task.internal_data[_CHOSEN] = place

    def reset(self, my_task: Any) -> None:
        for key in (_CHOSEN, DUE, FIRED):
            my_task.internal_data.pop(key, None)


class EitherGateway(EventBasedGateway):
    """An event-based gateway that goes on at the event that came first."""

    def _run_hook(self, my_task: Any) -> bool:
        place = my_task.internal_data[_CHOSEN]
        definition = self.event_definition.event_definitions[place]
        definition.update_task_data(my_task)
        chosen = self.outputs[place]
        my_task._sync_children([chosen], TaskState.FUTURE)
        for child in my_task.children:
            mask = TaskState.FUTURE | TaskState.PREDICTED_MASK
            child.task_spec._predict(child, mask=mask)
        return True
