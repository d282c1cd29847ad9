"""What readers are shown: lists, a task, a case; plain values, no decisions."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from engine.model.case import Case
from engine.model.diagram import Diagram
from engine.model.form import Form
from engine.model.issue import CasePapers
from engine.model.task import UserTask


class Box(StrEnum):
    """The four boxes of an inbox: 待办, 待阅, 已办, 我发起."""

    TODO = "todo"
    TO_READ = "to_read"
    DONE = "done"
    STARTED = "started"


class Lamp(StrEnum):
    """How a time limit stands; NONE where there is none."""

    NONE = "none"
    GREEN = "green"
    YELLOW = "yellow"
    RED = "red"


class LeftUnit(StrEnum):
    """In what it is told how much of a limit is left."""

    MINUTES = "minutes"
    CALENDAR_DAYS = "calendar_days"
    WORKING_DAYS = "working_days"


@dataclass(frozen=True, slots=True)
class TimeLeft:
    """So much is left of a limit, or so much it is over; 0 days is today."""

    amount: int
    unit: LeftUnit
    is_over: bool


@dataclass(frozen=True, slots=True)
class Elapsed:
    """How long a case has run since a moment of its register, or ran to its end."""

    label: str
    since: datetime
    minutes: int
    has_ended: bool


@dataclass(frozen=True, slots=True)
class InboxFilter:
    """What stands in the page's address; `after` is the key to page on from."""

    box: Box = Box.TODO
    search: str = ""
    slug: str = ""
    due: str = ""
    after: str = ""
    size: int = 20


@dataclass(frozen=True, slots=True)
class InboxRow:
    """One line. `task_id` is empty in STARTED; `href_kind` is task, case or notice.

    `asked_by` is who asks for an opinion, where that is what the line is (加签);
    `with_substitute` who does it while they act for the reader, who only looks.
    """

    row_id: str
    task_id: str
    case_id: str
    number: str
    title: str
    procedure: str
    task_name: str
    initiator_unit: str
    since: datetime
    due_at: datetime | None
    lamp: Lamp
    left: TimeLeft | None
    state: str
    claimed_by: str
    on_behalf_of: str
    urged: int = 0
    asked_by: str = ""
    with_substitute: str = ""


@dataclass(frozen=True, slots=True)
class Inbox:
    """A page of a box. `counts` are per box, plus `overdue` and `due_soon` of TODO."""

    rows: tuple[InboxRow, ...]
    next_after: str
    counts: Mapping[str, int]
    procedures: Mapping[str, str]
    calendar_is_authored: bool = True


@dataclass(frozen=True, slots=True)
class ClauseShown:
    """A clause as a card: label, our requirement, the official text if imported."""

    reference: str
    label: str
    requirement: str
    text: str = ""


@dataclass(frozen=True, slots=True)
class Why:
    """Why is this with me: post, acting for whom, which clause."""

    post: str
    principal: str
    on_behalf_of: str
    basis: str
    clauses: tuple[ClauseShown, ...]


@dataclass(frozen=True, slots=True)
class ActShown:
    """One line of a timeline, names resolved as they were then."""

    seq: int
    at: datetime
    verb: str
    actor: str
    post: str
    on_behalf_of: str
    right: str
    element_id: str
    task_name: str
    clauses: tuple[str, ...]
    details: Mapping[str, object]
    task_id: str = ""


@dataclass(frozen=True, slots=True)
class OpinionShown:
    """An opinion, in order of rank; `round` of its countersigning.

    `was_asked` says that it was asked for before somebody else's decision (加签).
    """

    at: datetime
    actor: str
    post: str
    rank: int
    on_behalf_of: str
    task_name: str
    round: int
    decision: str
    text: str
    was_asked: bool = False


@dataclass(frozen=True, slots=True)
class AskedShown:
    """An opinion asked before a decision (加签): of whom, by whom, why, what came.

    `actor` asked, in their `post` or `on_behalf_of` another. `answered_at` is None
    while it is pending, and where the decision came first.
    """

    task_id: str
    person: str
    actor: str
    post: str
    on_behalf_of: str
    words: str
    at: datetime
    is_pending: bool
    answered_at: datetime | None = None
    opinion: str = ""


@dataclass(frozen=True, slots=True)
class FilledShown:
    """A form as it was handed in: what the officials after it decide upon."""

    task_name: str
    actor: str
    post: str
    on_behalf_of: str
    at: datetime
    form: Form
    answers: Mapping[str, object]


@dataclass(frozen=True, slots=True)
class DocumentShown:
    document_id: str
    name: str
    size_bytes: int
    media_type: str
    added_by: str
    added_at: datetime


@dataclass(frozen=True, slots=True)
class LimitShown:
    """A time limit as shown; `element_id` is where it is drawn."""

    key: str
    name: str
    element_id: str
    due_at: datetime | None
    lamp: Lamp
    left: TimeLeft | None
    started_at: datetime
    kind: str
    clauses: tuple[ClauseShown, ...]


@dataclass(frozen=True, slots=True)
class TaskRead:
    """Everything a task page shows.

    `draft` are answers saved but not submitted; of a completed task those given.
    `may` names the verbs that the asker may do now; `blocked_by` is the code of the
    refusal that keeps a candidate from it; `transfer_to` are (id, name) of the people
    to whom they may pass it on, `ask_of` of those whose opinion they may ask. `asked`
    are the opinions asked before this task; `asks` is what this task itself asks.
    """

    task: UserTask
    case: Case
    procedure: str
    form: Form
    draft: Mapping[str, object]
    why: Why
    lamp: Lamp
    left: TimeLeft | None
    limits: tuple[LimitShown, ...]
    timeline: tuple[ActShown, ...]
    opinions: tuple[OpinionShown, ...]
    documents: tuple[DocumentShown, ...]
    may: frozenset[str]
    filled: tuple[FilledShown, ...] = ()
    blocked_by: str = ""
    blocked_facts: Mapping[str, object] = field(default_factory=dict)
    transfer_to: tuple[tuple[str, str], ...] = ()
    ask_of: tuple[tuple[str, str], ...] = ()
    asked: tuple[AskedShown, ...] = ()
    asks: AskedShown | None = None
    elapsed: Elapsed | None = None


@dataclass(frozen=True, slots=True)
class OpenWork:
    """What a case waits for now: a task's name and who it is with."""

    task_id: str
    element_id: str
    name: str
    with_whom: tuple[str, ...]
    since: datetime
    due_at: datetime | None
    lamp: Lamp
    left: TimeLeft | None
    claimed_by: str
    urged: int = 0


@dataclass(frozen=True, slots=True)
class EvidenceShown:
    """A clause with the element that met it, when, and by which act."""

    clause: ClauseShown
    element_id: str
    element_name: str
    at: datetime
    seq: int


@dataclass(frozen=True, slots=True)
class LinkShown:
    case_id: str
    number: str
    title: str
    kind: str
    outward: bool
    visible: bool
    state: str


@dataclass(frozen=True, slots=True)
class StandingActShown:
    """An act offered on the case page at any time (续报, 撤下…)."""

    element_id: str
    name: str
    form: str
    clauses: tuple[ClauseShown, ...]


@dataclass(frozen=True, slots=True)
class TerminationShown:
    outcome: str
    clauses: tuple[ClauseShown, ...]


@dataclass(frozen=True, slots=True)
class IncidentShown:
    incident_id: str
    at: datetime
    code: str
    element_id: str
    told: str
    attempts: int


@dataclass(frozen=True, slots=True)
class CaseRead:
    """Everything a case page shows. `marks` maps an element or flow id to done,
    active or late; `xml` is the diagram as published."""

    case: Case
    procedure: str
    version: int
    diagram: Diagram
    xml: bytes
    marks: Mapping[str, str]
    work: tuple[OpenWork, ...]
    timeline: tuple[ActShown, ...]
    opinions: tuple[OpinionShown, ...]
    evidence: tuple[EvidenceShown, ...]
    limits: tuple[LimitShown, ...]
    documents: tuple[DocumentShown, ...]
    links: tuple[LinkShown, ...]
    register: tuple[tuple[str, object], ...]
    standing_acts: tuple[StandingActShown, ...]
    terminations: tuple[TerminationShown, ...]
    incidents: tuple[IncidentShown, ...]
    may: frozenset[str]
    filled: tuple[FilledShown, ...] = ()
    papers: CasePapers = field(default_factory=CasePapers)
    elapsed: Elapsed | None = None


@dataclass(frozen=True, slots=True)
class StartOption:
    """A procedure on the start page; `refused` says why not, with the clauses."""

    slug: str
    name: str
    summary: str
    refused: str
    clauses: tuple[ClauseShown, ...]


@dataclass(frozen=True, slots=True)
class Receipt:
    """What a deed leaves in the doer's hand."""

    case_id: str
    number: str
    revision: int
    seq: int
    at: datetime
    task_ids: tuple[str, ...] = ()
    outcome: str = ""
