"""What a case leaves behind it: opinions, documents, notices, links, incidents."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Opinion:
    """One opinion given in an act; `rank` is the post's, 1 the highest.

    `on_behalf_of` is the post acted for, or empty. `withdrawn_at` is set when the act
    is withdrawn; the opinion stays readable in the audit.
    """

    case_id: str
    seq: int
    task_id: str
    element_id: str
    round: int
    person_id: str
    post_id: str
    rank: int
    on_behalf_of: str
    decision: str
    text: str
    at: datetime
    withdrawn_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Document:
    """An attached document; its bytes lie in the file named `sha256` (hex)."""

    document_id: str
    sha256: str
    size_bytes: int
    media_type: str
    name: str
    added_by: str
    added_at: datetime
    case_id: str = ""
    task_id: str = ""
    removed_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Notice:
    """Something to read (待阅) for a principal, or `person:<id>`.

    `dedupe_key` lets the same reminder be written once, however often it is tried.
    """

    notice_id: str
    principal: str
    case_id: str
    kind: str
    text: str
    at: datetime
    dedupe_key: str
    task_id: str = ""


@dataclass(frozen=True, slots=True)
class CaseLink:
    """`from_case` led to `to_case`; `kind` says how (`started`, `escalated`…)."""

    from_case: str
    to_case: str
    kind: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Incident:
    """A fault that an operator looks at, repairs and retries.

    `deed` names what to try again (`complete`, `fire`, `deliver`…) and `about` its
    plain arguments; `facts` are those of the error.
    """

    incident_id: str
    case_id: str
    at: datetime
    code: str
    element_id: str
    told: str
    deed: str
    about: Mapping[str, object] = field(default_factory=dict)
    facts: Mapping[str, object] = field(default_factory=dict)
    attempts: int = 1
    resolved_at: datetime | None = None
    resolved_by: str = ""
