"""A look: one consistent picture of the database at one moment; it changes nothing."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from engine.assembly import Engine, Picture
from engine.model.clock import at
from engine.model.office import Office
from engine.store.unit import Unit


class Here(Protocol):
    """What deeds and looks have in common: a transaction, its moment, the office."""

    @property
    def engine(self) -> Engine:
        """The engine."""

    @property
    def unit(self) -> Unit:
        """The transaction."""

    @property
    def now(self) -> datetime:
        """The moment of everything in it."""

    @property
    def picture(self) -> Picture:
        """The office as it stands, with its calendar and parameters."""


@dataclass(frozen=True, slots=True)
class Look:
    """What a read may use: a transaction that only reads, its moment, the office."""

    engine: Engine
    unit: Unit
    now: datetime
    picture: Picture

    @property
    def office(self) -> Office:
        return self.picture.office


@contextmanager
def look(engine: Engine) -> Iterator[Look]:
    """Let the block look at everything as it stands at this moment."""
    with at(engine.clock()) as now, engine.store.read() as unit:
        yield Look(engine, unit, now, engine.library.picture(unit))
