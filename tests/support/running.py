"""A running engine for tests: the demo office, a clock that one sets, one procedure."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from sqlalchemy import update

from engine.assembly import PROCESSES, Engine, Settings, open_engine
from engine.model.act import Act
from engine.model.reading import Box, InboxFilter, InboxRow, Receipt
from engine.runtime.complete import complete_task
from engine.runtime.grant import grant_acting
from engine.runtime.inbox import read_inbox
from engine.runtime.seed import seed
from engine.runtime.start import start_case
from engine.store.tables.office import PEOPLE

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

    def to_mayor(self, **answers: Any) -> str:
        """Bring a tiny case to the mayor; return the id of the mayor's task."""
        task_id = self.start(**answers).task_ids[0]
        reviewer = self.holder("sec_general")
        return self.complete(reviewer, task_id, decision="同意").task_ids[0]

    def to_everybody(self, task_id: str, *people: str) -> None:
        """Let several people be able to do a task, as those of a unit are."""
        version, candidates = self.version(task_id), [f"person:{p}" for p in people]
        with self.engine.store.begin() as unit:
            unit.tasks.transfer(task_id, version=version, candidates=(*candidates,))

    def version(self, task_id: str) -> int:
        """Return the task's version, as a page would have read it."""
        with self.engine.store.read() as unit:
            task = unit.tasks.find(task_id)
        return task.version if task is not None else 0

    def name(self, person_id: str) -> str:
        with self.engine.store.read() as unit:
            return unit.office.load().people[person_id].name

    def give_role(self, person_id: str, role: str) -> None:
        """Give the person this duty in the system, and no other."""
        people = update(PEOPLE).where(PEOPLE.c.person_id == person_id)
        with self.engine.store.begin() as unit:
            unit.connection.execute(people.values(roles=[role]))
        self.engine.library.show(None)

    def acts(self, chain: str) -> tuple[Act, ...]:
        with self.engine.store.read() as unit:
            return unit.acts.of_chain(chain)

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


def act_for_mayor(running: Running, *, covers_reserved: bool = False) -> Receipt:
    """Let the executive deputy act for the mayor from now on."""
    return grant_acting(
        running.engine,
        by=ADMINISTRATOR,
        from_post="mayor",
        to_post="exec_deputy",
        from_at=running.clock(),
        until_at=None,
        basis="代行主持工作通知1号",
        covers_reserved=covers_reserved,
    )
