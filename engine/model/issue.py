"""Papers of a case: versions of its text, its sheet, and the issue (正式公文)."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum


@dataclass(frozen=True, slots=True)
class SheetRow:
    """A cell of a sheet: an expression's `value`, or `by` whom an element was done."""

    label: str
    value: str = ""
    by: str = ""


@dataclass(frozen=True, slots=True)
class SheetPlan:
    """The sheet that goes round with a case (拟稿单, 公文处理单), as authored."""

    title: str
    rows: tuple[SheetRow, ...]


@dataclass(frozen=True, slots=True)
class IssuePlan:
    """Where the issue takes its parts from, as authored.

    `number`, `signed_at` and `printed_at` name register fields; `signed_by` are the
    elements of which the newest act signs; `parts` are expressions over the newest
    answers of every element and `case`.
    """

    number: str
    signed_at: str
    printed_at: str = ""
    signed_by: tuple[str, ...] = ()
    parts: Mapping[str, str] = field(default_factory=dict)


class IssueStage(StrEnum):
    """How far the text has come: only what bears a number is issued."""

    DRAFT = "draft"
    SIGNED = "signed"
    ISSUED = "issued"


@dataclass(frozen=True, slots=True)
class Issue:
    """What the paper says; `sha256` is of its first rendering, empty before it.

    `signed_on` and `printed_on` are days of the office.
    """

    case_id: str
    stage: IssueStage
    kind: str
    issuer: str
    title: str
    text: str
    number: str = ""
    signer: str = ""
    signer_post: str = ""
    recipients: str = ""
    attachments: tuple[str, ...] = ()
    signed_on: date | None = None
    copies_to: str = ""
    printer: str = ""
    printed_on: date | None = None
    urgency: str = ""
    sha256: str = ""


@dataclass(frozen=True, slots=True)
class TextVersion:
    """A version of the text: who handed it in, where and when; `number` from 1."""

    number: int
    seq: int
    at: datetime
    actor: str
    post: str
    on_behalf_of: str
    task_name: str
    text: str


@dataclass(frozen=True, slots=True)
class CasePapers:
    """What a case has on paper; `stage` is None where nothing is to be issued.

    `sheet` is the title of the sheet that goes round with it, or empty.
    """

    versions: tuple[TextVersion, ...] = ()
    stage: IssueStage | None = None
    sha256: str = ""
    sheet: str = ""
