"""A fresh office for one scenario: its own database, and a clock that one moves."""

import shutil
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

from engine.acceptance.in_place import put_in_place
from engine.acceptance.sandbox_time import next_awaited
from engine.assembly import (
    PROCESSES,
    Engine,
    Picture,
    Settings,
    open_engine,
    read_procedure,
)
from engine.model.clock import OFFICE_ZONE
from engine.model.errors import ProcedureNotFound
from engine.model.procedure import Bundle
from engine.runtime.deliver import deliver_due
from engine.runtime.fire import fire_due
from engine.runtime.folders import procedure_folders, read_bundle
from engine.runtime.looking import look
from engine.runtime.remind import remind_due
from engine.runtime.seed import seed, seed_office
from engine.store.refill import Kept, keep, refill

DATABASE = "office.sqlite"
OPENING = datetime(2026, 11, 23, 9, 0, tzinfo=OFFICE_ZONE)
ROUNDS = 50
# What is due at a moment is done as soon as the moment is over.
JUST_AFTER = timedelta(seconds=1)


@dataclass(slots=True)
class StageClock:
    """A clock that stands still until a scenario moves it."""

    moment: datetime = OPENING

    def __call__(self) -> datetime:
        return self.moment.astimezone(UTC)


@dataclass(frozen=True, slots=True)
class Stage:
    """An engine on its own database, with the shipped office, calendar and numbers."""

    engine: Engine
    clock: StageClock = field(default_factory=StageClock)

    def settle(self) -> None:
        """Do all that is due now: timers, deliveries, reminders, until nothing is."""
        for _ in range(ROUNDS):
            if not (fire_due(self.engine) + deliver_due(self.engine)):
                break
        else:
            raise AssertionError("到点的事务办不完：每一轮都生出新的一件")
        remind_due(self.engine)

    def move_to(self, moment: datetime) -> None:
        """Move the clock, stopping after whatever is due on the way, in its order.

        A worker that never sleeps would have done each thing at its moment; what one
        of them sets off may itself be due before the clock comes to rest.
        """
        while (due := next_awaited(self.engine)) is not None and due < moment:
            self.clock.moment = min(due + JUST_AFTER, moment)
            self.settle()
        self.clock.moment = moment
        self.settle()


def prepare_template(folder: Path, processes: Path = PROCESSES) -> None:
    """Make the office once: migrated, seeded, procedures in force.

    Args:
        folder: Where it is made.
        processes: A folder like the shipped one, with other procedures in it.
    """
    settings = replace(settings_in(folder), processes=processes)
    engine = open_engine(settings, clock=StageClock())
    seed(engine)
    engine.store.close()


def prepare_staged(folder: Path, processes: Path) -> None:
    """Make the office once, with the procedures of that folder in force, unproven."""
    engine = open_engine(settings_in(folder), clock=StageClock())
    seed_office(engine, PROCESSES)
    for each in procedure_folders(processes):
        put_in_place(engine, read_bundle(each))
    engine.store.close()


def open_stage(template: Path, folder: Path) -> Stage:
    """Copy the template and open it: an office in files, as an installed one is."""
    shutil.copytree(template, folder)
    clock = StageClock()
    return Stage(open_engine(settings_in(folder), clock=clock), clock)


@dataclass(frozen=True, slots=True)
class KeptStage:
    """An office as it stood at one moment of a scenario."""

    database: Kept
    documents: Path
    moment: datetime
    picture: Picture

    def close(self) -> None:
        """Give back the memory that it takes."""
        self.database.close()


class Stages:
    """One stage after another, each fresh, all in one database in memory.

    What an office reads and compiles once, it reads once for all of them: the rules,
    the procedures, the store's statements. None is left when the next one opens.
    """

    def __init__(self, template: Path, folder: Path) -> None:
        shutil.copytree(template, folder)
        self._folder = folder
        self._count = 0
        settings = replace(settings_in(folder), database_url="sqlite://")
        clock = StageClock()
        self._engine = open_engine(settings, clock=clock)
        refill(self._engine.store, template / DATABASE)
        nothing = replace(self._engine, documents=template / "documents")
        self._opening = self.keep(Stage(nothing, clock))

    def fresh(self) -> Stage:
        """Return an office as the template has it; the one before is gone."""
        return self.again(self._opening)

    def keep(self, stage: Stage) -> KeptStage:
        """Return the office of the stage as it stands now."""
        documents = self._next_documents()
        shutil.copytree(stage.engine.documents, documents)
        with look(stage.engine) as seen:
            picture = seen.picture
        return KeptStage(
            keep(self._engine.store), documents, stage.clock.moment, picture
        )

    def again(self, kept: KeptStage) -> Stage:
        """Return an office as it was kept; the one before is gone."""
        documents = self._next_documents()
        shutil.copytree(kept.documents, documents)
        refill(self._engine.store, kept.database)
        self._engine.library.show(kept.picture)
        clock = StageClock(kept.moment)
        return Stage(replace(self._engine, clock=clock, documents=documents), clock)

    def _next_documents(self) -> Path:
        self._count += 1
        return self._folder / "documents" / str(self._count)

    def put(self, bundle: Bundle) -> None:
        """Let a procedure's files stand for its version in force from now on.

        Raises:
            BundleRejected: Something in it is wrong.
            ProcedureNotFound: No version of it is in force.
        """
        procedure = read_procedure(bundle)
        with look(self.fresh().engine) as seen:
            version = seen.unit.versions.in_force(bundle.slug)
        if version is None:
            raise ProcedureNotFound(slug=bundle.slug)
        self._engine.library.put(version.version_id, procedure)

    def close(self) -> None:
        self._engine.store.close()


def settings_in(folder: Path) -> Settings:
    """Return settings for an office wholly inside the folder."""
    return Settings(data=folder, database_url=f"sqlite:///{folder / DATABASE}")
