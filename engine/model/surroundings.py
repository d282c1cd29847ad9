"""What one engine step may look at besides its own data: frozen, passed in."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from engine.model.calendar import WorkingCalendar
from engine.model.office import Office


@dataclass(frozen=True, slots=True)
class Surroundings:
    """`case` is what expressions read as `case.<field>`: the register and
    `id`, `number`, `title`, `slug`, `initiator`, `initiator_post`, `initiator_unit`,
    `started_at`, `outcome`; `parameters` by dotted name; `tables` are the decision
    tables of the procedure by DMN decision id, XML bytes.
    """

    office: Office
    calendar: WorkingCalendar
    parameters: Mapping[str, object]
    case: Mapping[str, object]
    tables: Mapping[str, bytes] = field(default_factory=dict)
