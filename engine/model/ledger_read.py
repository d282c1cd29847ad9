"""What the ledger's pages show: the rules, what proves them, and runs over them."""

from collections.abc import Mapping
from dataclasses import dataclass

from engine.model.acceptance_run import AcceptanceRun, Accepted
from engine.model.act import Act
from engine.model.design_read import Picture
from engine.model.procedure import Procedure
from engine.model.reading import ClauseShown


@dataclass(frozen=True, slots=True)
class RunShown:
    """A run, and by whom it was asked for."""

    run: AcceptanceRun
    asked_by: str


@dataclass(frozen=True, slots=True)
class Standing:
    """What is in force, and what the newest run that is done found.

    `procedures` are those in force by slug; `last` is None before the first run, and
    `found` empty; `runs` are the newest, newest first. `changed` are the procedures
    that have another version than the last run saw, by slug the ids of both (empty:
    none); `is_engine_new` says that another engine would run it.
    """

    procedures: Mapping[str, Procedure]
    versions: Mapping[str, str]
    last: RunShown | None
    found: tuple[Accepted, ...]
    runs: tuple[RunShown, ...]
    changed: Mapping[str, tuple[str, str]]
    is_engine_new: bool

    @property
    def under_way(self) -> RunShown | None:
        """The run that has not ended, if there is one."""
        return next((each for each in self.runs if each.run.is_under_way), None)


@dataclass(frozen=True, slots=True)
class RunRead:
    """A run, and the one before it that was done (None for the first)."""

    shown: RunShown
    found: tuple[Accepted, ...]
    before: RunShown | None
    found_before: tuple[Accepted, ...]
    names: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class CitingAct:
    """An act that cites the clause, with the case in which it was done.

    `number`, `title` and `slug` are the case's; the office's own acts have none.
    """

    act: Act
    number: str = ""
    title: str = ""
    slug: str = ""


@dataclass(frozen=True, slots=True)
class ClauseRead:
    """A clause: its card, and by slug the diagrams of the procedures that cite it.

    `acts` are the latest that cite it, None for whoever does not audit.
    """

    card: ClauseShown
    pictures: Mapping[str, tuple[Picture, ...]]
    acts: tuple[CitingAct, ...] | None
