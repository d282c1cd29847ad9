"""Tables of user tasks: the tasks, the inbox, openings and drafts."""

from sqlalchemy import (
    Boolean,
    Column,
    ForeignKey,
    Index,
    Integer,
    Table,
    Text,
    UniqueConstraint,
)

from engine.store.tables.base import METADATA
from engine.store.types import Moment, Plain, Word

TASKS = Table(
    "tasks",
    METADATA,
    Column(
        "task_id",
        Word,
        primary_key=True,
        comment="32 hex digits, made by the record of a step",
    ),
    Column(
        "case_id",
        Word,
        ForeignKey("cases.case_id"),
        nullable=False,
        comment="case it belongs to",
    ),
    Column("slug", Word, nullable=False, comment="procedure of the case"),
    Column("token_id", Word, nullable=False, comment="the engine's own task id (hex)"),
    Column("element_id", Word, nullable=False, comment="BPMN id of the user task"),
    Column("name", Text, nullable=False, comment="its name on the diagram"),
    Column("form", Word, nullable=False, comment="key of its form"),
    Column(
        "state",
        Word,
        nullable=False,
        comment="open, claimed, completed or cancelled; compared and set",
    ),
    Column(
        "version",
        Integer,
        nullable=False,
        comment="moves with claim, release and transfer; the stale page's check",
    ),
    Column(
        "candidates",
        Plain,
        nullable=False,
        comment="principals who may do it, JSON list; when opened or transferred",
    ),
    Column(
        "item", Word, nullable=False, comment="multi-instance item it is for, or empty"
    ),
    Column(
        "round",
        Integer,
        nullable=False,
        comment="how often its element has been opened in the case, from 1",
    ),
    Column(
        "reserved",
        Boolean,
        nullable=False,
        comment="whether an acting official needs written authority",
    ),
    Column(
        "context",
        Plain,
        nullable=False,
        comment="what its form declared that it needs of the case, plain JSON",
    ),
    Column("opened_at", Moment, nullable=False, comment="moment it became ready (UTC)"),
    Column(
        "opened_in",
        Integer,
        nullable=False,
        comment="case revision of the deed that opened it",
    ),
    Column(
        "due_at",
        Moment,
        comment="due moment of its limit (UTC), for lists; by the record of a step",
    ),
    Column(
        "warn_at",
        Moment,
        comment="moment from which its lamp is yellow (UTC); by the record of a step",
    ),
    Column(
        "due_unit",
        Word,
        nullable=False,
        server_default="",
        comment="unit in which its limit was set, or empty; by record",
    ),
    Column(
        "claimed_by",
        Word,
        nullable=False,
        comment="person id who claimed it, or empty; written by claim and release",
    ),
    Column(
        "claimed_under",
        Word,
        nullable=False,
        comment="right they did it under, post:<id> or acting:<grant>; by claim",
    ),
    Column(
        "completed_by",
        Word,
        nullable=False,
        comment="person id who completed it, or empty; written by complete",
    ),
    Column(
        "completed_at", Moment, comment="moment it was completed or cancelled (UTC)"
    ),
    Column(
        "closed_in",
        Integer,
        nullable=False,
        comment="case revision of the deed that closed it, 0 while open",
    ),
    Column(
        "transfers",
        Integer,
        nullable=False,
        comment="how often it was passed on; written by transfer",
    ),
    Column(
        "asked_for",
        Word,
        nullable=False,
        server_default="",
        comment="task before which this opinion is asked, or empty; by add_signer",
    ),
    Column(
        "asked",
        Integer,
        nullable=False,
        server_default="0",
        comment="how many were asked for an opinion before it; by add_signer",
    ),
    Column(
        "urged",
        Integer,
        nullable=False,
        comment="how often its case was urged while it was open; written by urge",
    ),
    Index(None, "case_id", "state"),
    Index(None, "completed_by", "completed_at", "task_id"),
    UniqueConstraint("case_id", "token_id"),
    comment="User tasks, open and done",
)

INBOX = Table(
    "inbox",
    METADATA,
    Column(
        "principal",
        Word,
        primary_key=True,
        comment="post:, unit:, head:, in_charge: or person:; written with the task",
    ),
    Column(
        "sort_at",
        Moment,
        primary_key=True,
        comment="due moment (UTC), the year 9999 for none: the order of the list",
    ),
    Column(
        "task_id",
        Word,
        ForeignKey("tasks.task_id"),
        primary_key=True,
        comment="the open task",
    ),
    Column("case_id", Word, nullable=False, comment="its case"),
    Column("slug", Word, nullable=False, comment="its procedure"),
    Column("due_at", Moment, comment="due moment of the task (UTC)"),
    Index(None, "task_id"),
    Index(None, "case_id"),
    sqlite_with_rowid=False,
    comment="Open tasks by principal: one row for each that may do it",
)

TASK_OPENINGS = Table(
    "task_openings",
    METADATA,
    Column(
        "task_id",
        Word,
        ForeignKey("tasks.task_id"),
        primary_key=True,
        comment="the task opened",
    ),
    Column(
        "person_id", Word, primary_key=True, comment="who opened it, written by open"
    ),
    Column(
        "at",
        Moment,
        nullable=False,
        comment="first moment they did (UTC), written by open",
    ),
    comment="Who opened a task first when; withdrawing is then too late",
)

TASK_DRAFTS = Table(
    "task_drafts",
    METADATA,
    Column(
        "task_id",
        Word,
        ForeignKey("tasks.task_id"),
        primary_key=True,
        comment="the task",
    ),
    Column(
        "answers",
        Plain,
        nullable=False,
        comment="answers so far by field, plain JSON; written by draft",
    ),
    Column(
        "version",
        Integer,
        nullable=False,
        comment="counts from 1 how often it was saved",
    ),
    Column("saved_by", Word, nullable=False, comment="person id who saved it last"),
    Column(
        "saved_at", Moment, nullable=False, comment="moment of the last saving (UTC)"
    ),
    comment="Answers saved and not submitted",
)
