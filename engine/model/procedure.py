"""A procedure's authored parts, and one published, immutable state of them."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from engine.model.diagram import Diagram
from engine.model.form import FieldType, Form
from engine.model.issue import IssuePlan, SheetPlan


@dataclass(frozen=True, slots=True)
class RegisterField:
    """One typed column of a procedure's register (台账).

    `set_by` maps an element id to the expression, over that element's task data, that
    gives the value when the element completes.
    """

    name: str
    label: str
    type: FieldType
    set_by: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Termination:
    """A way to end a case from outside its diagram (撤回, 终止).

    `who` are principals (`initiator`, `initiator_unit`, `post:mayor`…); `until` names
    the element that must not have completed yet, empty for "any time".
    """

    outcome: str
    who: tuple[str, ...]
    until: str
    references: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Manifest:
    """`start` are the principals who may start (`unit:*` is any unit's staff).

    `text` names the fields (`draft.body`) in which the case's text is handed in;
    `elapsed_from` the register's moment from which it is told how long a case has run.
    """

    slug: str
    name: str
    summary: str
    number_word: str
    owner: str
    start: tuple[str, ...]
    start_references: tuple[str, ...]
    register: tuple[RegisterField, ...] = ()
    terminations: tuple[Termination, ...] = ()
    title: str = ""
    text: tuple[str, ...] = ()
    sheet: SheetPlan | None = None
    issue: IssuePlan | None = None
    elapsed_from: str = ""


@dataclass(frozen=True, slots=True)
class Bundle:
    """The files of a procedure, by path relative to its folder (`forms/fill.json`).

    The feature file stands in it as `acceptance.feature`; shared parts as
    `shared/<name>.bpmn`.
    """

    slug: str
    files: Mapping[str, bytes]


@dataclass(frozen=True, slots=True)
class Procedure:
    """A bundle, read: what the house works with. Made once per version and shared."""

    bundle: Bundle
    manifest: Manifest
    diagram: Diagram
    forms: Mapping[str, Form]
    tables: Mapping[str, bytes] = field(default_factory=dict)


class VersionState(StrEnum):
    """One version of a procedure is in force, or stopped: then no case begins.

    One more may be `PLANNED`: published, its moment still to come. It is `WITHDRAWN` by
    a person, or `LAPSED` where at its moment what it was proven among had changed.
    """

    IN_FORCE = "in_force"
    STOPPED = "stopped"
    RETIRED = "retired"
    PLANNED = "planned"
    WITHDRAWN = "withdrawn"
    LAPSED = "lapsed"


@dataclass(frozen=True, slots=True)
class Version:
    """One published state: immutable, named by its content hash (SHA-256, hex).

    `from_at` is the moment from which it is to be in force, None for `published_at`;
    `based_on` the version whose place it takes; `proof_id` the run of the gate that let
    it pass, empty for what was set up first; `approved_by` the second person.
    """

    version_id: str
    slug: str
    number: int
    digest: str
    state: VersionState
    published_at: datetime
    published_by: str
    why: str = ""
    based_on: str = ""
    proof_id: str = ""
    approved_by: str = ""
    from_at: datetime | None = None

    @property
    def is_current(self) -> bool:
        """Whether it is in force, or would be if it were not stopped."""
        return self.state in {VersionState.IN_FORCE, VersionState.STOPPED}

    @property
    def begins_at(self) -> datetime:
        """The moment from which it is, was or is to be in force."""
        return self.from_at or self.published_at
