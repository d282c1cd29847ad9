"""Model values for tests of the store: whole, of which a test names what counts."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

from engine.model.act import Act
from engine.model.case import Case, CaseState
from engine.model.procedure import Version, VersionState
from engine.model.right import Right
from engine.model.task import TaskState, UserTask
from engine.store.store import Store

NOW = datetime(2026, 11, 23, 1, tzinfo=UTC)
DAY = timedelta(days=1)

VERSION = Version(
    version_id="v1",
    slug="agenda",
    number=1,
    digest="d",
    state=VersionState.IN_FORCE,
    published_at=NOW,
    published_by="p1",
)
CASE = Case(
    case_id="c1",
    slug="agenda",
    version_id="v1",
    number="agenda-2026-0001",
    title="年度预算调整",
    state=CaseState.RUNNING,
    outcome="",
    initiator="p1",
    initiator_post="clerk",
    initiator_unit="finance",
    started_at=NOW,
    ended_at=None,
    revision=1,
    acts=1,
    head="mac1",
)
TASK = UserTask(
    task_id="t1",
    case_id="c1",
    token_id="k1",
    element_id="review",
    name="审核",
    form="review",
    state=TaskState.OPEN,
    version=1,
    candidates=("post:mayor",),
    item="",
    round=1,
    reserved=False,
    context={"rounds": 1},
    opened_at=NOW,
    due_at=None,
    claimed_by="",
    claimed_under="",
    completed_by="",
    completed_at=None,
    transfers=0,
)
ACT = Act(
    chain="c1",
    seq=1,
    at=NOW,
    verb="complete",
    actor="p1",
    actor_name="王芳",
    post="clerk",
    on_behalf_of="",
    right="post:clerk",
    element_id="review",
    task_id="t1",
    references=("42.1",),
    details={"decision": "同意"},
    digest="d",
    mac="m",
)


def a_case(case_id: str = "c1", **facts: Any) -> Case:
    return replace(CASE, case_id=case_id, **({"number": case_id} | facts))


def a_task(task_id: str = "t1", **facts: Any) -> UserTask:
    return replace(TASK, task_id=task_id, **({"token_id": task_id} | facts))


def an_act(seq: int = 1, **facts: Any) -> Act:
    return replace(ACT, seq=seq, **facts)


def put_case(store: Store, case: Case = CASE, sealed: bytes = b"state") -> Case:
    """Write the case, and the version it runs on if that is not there."""
    with store.begin() as unit:
        if unit.versions.find("v1") is None:
            unit.versions.add(VERSION, b"files")
        unit.cases.add(case, sealed)
        unit.search.put(case)
    return case


def put_task(store: Store, task: UserTask = TASK, revision: int = 1) -> UserTask:
    with store.begin() as unit:
        unit.tasks.open_many([task], slug="agenda", revision=revision)
    return task


def everywhere(*principals: str) -> dict[str, tuple[Right, ...]]:
    """Return principals for whom somebody stands without limits."""
    return dict.fromkeys(principals, ())
