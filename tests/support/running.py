"""A running engine for tests: the demo office, a clock that one sets, one procedure."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from engine.assembly import PROCESSES, Engine, Settings, open_engine
from engine.model.reading import Box, InboxFilter, InboxRow, Receipt
from engine.runtime.complete import complete_task
from engine.runtime.inbox import read_inbox
from engine.runtime.seed import seed
from engine.runtime.start import start_case

TINY = Path(__file__).parent / "procedures" / "tiny"
NOW = datetime(2026, 11, 23, 1, tzinfo=UTC)

MAYOR = "shenyanqiu"
SUBSTITUTE = "luchengyuan"
AUDITOR = "songheng"
ADMINISTRATOR = "wanweixin"


@dataclass(slots=True)
class Clock:
    """A clock that stands until it is moved."""

    moment: datetime = NOW

    def __call__(self) -> datetime:
        return self.moment

    def pass_time(self, **by: float) -> None:
        self.moment += timedelta(**by)


@dataclass(frozen=True, slots=True)
class Running:
    """An engine with its clock, and the people of the demo office by post."""

    engine: Engine
    clock: Clock

    def holder(self, post_id: str) -> str:
        """Return who holds the post."""
        with self.engine.store.read() as unit:
            appointments = unit.office.load().appointments
        return next(each.person_id for each in appointments if each.post_id == post_id)

    def start(self, by: str = "", **answers: Any) -> Receipt:
        """Start a tiny case, by default as the finance bureau's clerk."""
        who = by or self.holder("finance_bureau_clerk")
        filled = {"title": "年度预算调整", "amount": 3} | answers
        return start_case(self.engine, "tiny", by=who, answers=filled)

    def complete(self, by: str, task_id: str, **answers: Any) -> Receipt:
        return complete_task(self.engine, task_id, by=by, answers=answers)

    def box(self, by: str, box: Box = Box.TODO, **asked: Any) -> tuple[InboxRow, ...]:
        return read_inbox(self.engine, by=by, filter=InboxFilter(box, **asked)).rows


def run_engine(url: str, folder: Path) -> Running:
    """Open an engine on the database, set up with the demo office and `tiny`."""
    processes = folder / "processes"
    processes.mkdir()
    for name in ("office", "calendar", "parameters", "regulation"):
        (processes / name).symlink_to(PROCESSES / name)
    (processes / "tiny").symlink_to(TINY)
    clock = Clock()
    settings = Settings(folder / "data", url, processes=processes)
    engine = open_engine(settings, clock)
    seed(engine)
    return Running(engine, clock)
