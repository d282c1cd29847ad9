"""A fresh office for one scenario: its own database, and a clock that one moves."""

import shutil
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path

from engine.assembly import Engine, Library, Settings, open_engine
from engine.model.clock import OFFICE_ZONE
from engine.runtime.deliver import deliver_due
from engine.runtime.fire import fire_due
from engine.runtime.remind import remind_due
from engine.runtime.seed import seed

OPENING = datetime(2026, 11, 23, 9, 0, tzinfo=OFFICE_ZONE)
ROUNDS = 50


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
            raise AssertionError("到点的事务办不完:每一轮都生出新的一件")
        remind_due(self.engine)

    def move_to(self, moment: datetime) -> None:
        """Move the clock, stopping at every timer on the way so that order is kept."""
        self.clock.moment = moment
        self.settle()


def prepare_template(folder: Path) -> None:
    """Make the office once: migrated, seeded, procedures in force."""
    engine = open_engine(settings_in(folder), clock=StageClock())
    seed(engine)
    engine.store.close()


def open_stage(template: Path, folder: Path, library: Library | None = None) -> Stage:
    """Copy the template and open it; a library of other stages spares the reading."""
    shutil.copytree(template, folder)
    clock = StageClock()
    engine = open_engine(settings_in(folder), clock=clock)
    if library is not None:
        library.forget_picture()
        engine = replace(engine, library=library)
    return Stage(engine, clock)


def settings_in(folder: Path) -> Settings:
    """Return settings for an office wholly inside the folder."""
    return Settings(data=folder, database_url=f"sqlite:///{folder / 'office.sqlite'}")
