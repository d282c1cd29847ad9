"""A finding: what is wrong in authored content, where, and how to mend it."""

from dataclasses import dataclass
from enum import StrEnum


class Severity(StrEnum):
    ERROR = "error"
    WARNING = "warning"


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
