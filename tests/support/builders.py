"""Builders for the verbs' tests: cases on any path of `busy` and `crossing`."""

from pathlib import Path
from typing import Any

from sqlalchemy import select

from engine.model.case import Case
from engine.model.reading import Receipt
from engine.model.task import UserTask
from engine.model.trail import Incident, Notice
from engine.runtime.deliver import deliver_due
from engine.runtime.deploy import deploy_folder
from engine.runtime.fire import fire_due
from engine.runtime.start import start_case
from engine.store.rows import value_of
from engine.store.tables.trail import NOTICES
from tests.support.running import Running

BUSY = Path(__file__).parent / "procedures" / "busy"
SCOPED = Path(__file__).parent / "procedures" / "scoped"
CROSSING = Path(__file__).parent / "procedures" / "crossing"
CLERK = "finance_bureau_clerk"


def start_busy(running: Running, way: str, title: str = "采购") -> Receipt:
    """Start a `busy` case that takes this way; the procedure is deployed if need be."""
    deploy_folder(running.engine, BUSY)
    answers = {"title": title, "way": way}
    by = running.holder(CLERK)
    return start_case(running.engine, "busy", by=by, answers=answers)


def start_crossing(
    running: Running, way: str, word: str = "芝麻", title: str = "开门"
) -> Receipt:
    """Start a `crossing` case that takes this way, to knock or to be knocked at."""
    deploy_folder(running.engine, CROSSING)
    answers = {"title": title, "way": way, "word": word}
    by = running.holder(CLERK)
    return start_case(running.engine, "crossing", by=by, answers=answers)


def settle(running: Running) -> None:
    """Fire and deliver until nothing is due."""
    while fire_due(running.engine) + deliver_due(running.engine):
        pass


def a_case(running: Running, case_id: str) -> Case:
    with running.engine.store.read() as unit:
        case = unit.cases.find(case_id)
    assert case is not None
    return case


def open_tasks(running: Running, case_id: str) -> tuple[UserTask, ...]:
    with running.engine.store.read() as unit:
        return unit.tasks.open_of_case(case_id)


def notices(running: Running, case_id: str) -> tuple[Notice, ...]:
    with running.engine.store.read() as unit:
        where = select(NOTICES).where(NOTICES.c.case_id == case_id)
        rows = unit.connection.execute(where.order_by(NOTICES.c.at)).mappings()
        return tuple(value_of(Notice, row) for row in rows)


def incidents(running: Running) -> tuple[Incident, ...]:
    with running.engine.store.read() as unit:
        return unit.incidents.open()


def register(running: Running, case_id: str) -> Any:
    with running.engine.store.read() as unit:
        return unit.registers.of_case(case_id)


def damage(running: Running, case_id: str) -> None:
    """Change one byte of the case's stored state, as somebody might in the table."""
    with running.engine.store.begin() as unit:
        found = unit.cases.lock(case_id)
        assert found is not None
        case, sealed = found
        broken = sealed[:-1] + bytes([sealed[-1] ^ 1])
        unit.cases.save(case, broken, expected_revision=case.revision)


def mend(running: Running, case_id: str) -> None:
    """Put the byte back."""
    damage(running, case_id)
