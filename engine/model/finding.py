"""A finding: what is wrong in authored content, where, and how to mend it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum


class Severity(StrEnum):
    ERROR = "error"
    WARNING = "warning"


# Errors of a diagram that runs all the same: soundness and scenarios show what by, and
# half-drawn drafts can be tried. None of them is published.
_RUNS_ANYWAY = frozenset(
    {
        "unreachable",
        "no_way_out",
        "reference_missing",
        "name_missing",
        "name_doubled",
        "flow_doubled",
    }
)


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing to mend.

    `element_id` is the BPMN id, or the path of the file when no element is at fault;
    `code` is stable (`unsupported_element`); `text` is a Chinese sentence that says
    what is wrong and how to mend it.
    """

    severity: Severity
    element_id: str
    code: str
    text: str

    @property
    def keeps_from_running(self) -> bool:
        """Say whether nothing can be run before this is mended."""
        return self.severity is Severity.ERROR and self.code not in _RUNS_ANYWAY


@dataclass(frozen=True, slots=True)
class FieldError:
    """Why one answer is refused: a code with its facts, and the clauses it rests on.

    The sentence for a code stands in `forms/refusal.py`; only `rule` and `pattern`
    bring theirs along, authored, as the fact `message`.
    """

    code: str
    facts: Mapping[str, object] = field(default_factory=dict)
    references: tuple[str, ...] = ()
