"""A diagram as plain values: what the rest of the house may know of a BPMN process."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum


class LimitUnit(StrEnum):
    HOURS = "hours"
    CALENDAR_DAYS = "calendar_days"
    WORKING_DAYS = "working_days"


class LimitKind(StrEnum):
    HARD = "hard"
    SOFT = "soft"


@dataclass(frozen=True, slots=True)
class LimitSpec:
    """`zf:limit`: from which moment, how long, in what unit; it only reminds.

    `start` is an expression giving a moment, empty for "when the element starts";
    `amount` an expression giving an integer (often `parameter('agenda.lead_days')`);
    `before` counts back from `start`; `remind` is how many `unit`s before due a
    reminder goes out; `notify` an expression giving principals; `warn` an expression
    over the parameters alone giving the share of the limit after which its lamp turns
    yellow.
    """

    key: str
    name: str
    unit: LimitUnit
    amount: str
    start: str = ""
    before: bool = False
    kind: LimitKind = LimitKind.SOFT
    remind: str = ""
    notify: str = ""
    warn: str = ""
    references: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class MessageSpec:
    """`zf:message`: its name, and expressions for correlation and payload."""

    name: str
    correlation: str = ""
    payload: str = ""
    result: str = ""


@dataclass(frozen=True, slots=True)
class EffectSpec:
    """`zf:effect`: one operation of the closed list with its argument expressions."""

    operation: str
    arguments: Mapping[str, str]
    result: str


@dataclass(frozen=True, slots=True)
class Element:
    """One flow node. `kind` is BPMN's local name (`userTask`, `startEvent`…).

    `form` and `candidates` also stand on the start event of an event sub-process that
    is a standing act. `scope` is the id of the enclosing process or sub-process.
    """

    element_id: str
    kind: str
    name: str
    scope: str
    lane: str = ""
    documentation: str = ""
    form: str = ""
    candidates: str = ""
    reserved: bool = False
    references: tuple[str, ...] = ()
    limits: tuple[LimitSpec, ...] = ()
    outcome: str = ""
    effect: EffectSpec | None = None
    message: MessageSpec | None = None
    decision: str = ""
    multi_instance: bool = False
    standing_act: bool = False
    attached_to: str = ""


@dataclass(frozen=True, slots=True)
class Flow:
    """One sequence flow."""

    flow_id: str
    name: str
    source: str
    target: str
    condition: str = ""
    references: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Diagram:
    """One executable process: its elements and flows by id, in document order.

    `program` is the engine's compiled specification (opaque bytes, made once per
    version by `bpmn`).
    """

    slug: str
    name: str
    elements: Mapping[str, Element]
    flows: Mapping[str, Flow]
    limits: tuple[LimitSpec, ...] = ()
    program: bytes = field(default=b"", repr=False)

    def element(self, element_id: str) -> Element:
        """Return the element, which must exist."""
        return self.elements[element_id]

    def named(self, name: str) -> tuple[Element, ...]:
        """Return the elements that bear this name on the diagram."""
        return tuple(e for e in self.elements.values() if e.name == name)
