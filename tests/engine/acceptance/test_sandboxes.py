"""Sandboxes: offices of their own, with a clock that one moves, cleared away."""

import re
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from engine.acceptance.driver import VerbDriver
from engine.acceptance.sandbox import Sandbox, Step
from engine.acceptance.sandboxes import MOST_OF_ONE, Sandboxes
from engine.acceptance.stage import OPENING, Stage
from engine.acceptance.world import World
from engine.assembly import PROCESSES
from engine.model.errors import BundleRejected
from engine.model.errors_sandbox import (
    ClockMovesForward,
    NothingAwaited,
    SandboxNotFound,
    TooManySandboxes,
)
from engine.model.procedure import Bundle
from engine.model.reading import Box, InboxFilter, InboxRow
from engine.runtime.folders import read_bundle
from engine.runtime.inbox import read_inbox
from engine.runtime.procedures import read_office, read_procedures
from tests.support.backgrounds import background
from tests.support.databases import Sqlite
from tests.support.running import Running, run_engine
from tests.support.walks import take

SLUG = "agenda_submission"
DESIGNER, OTHER, DEPUTY = "lutunan", "songheng", "fangruolan"


@pytest.fixture
def running(sqlite_databases: Sqlite, tmp_path: Path):
    with sqlite_databases.fresh(tmp_path) as url:
        running = run_engine(url, tmp_path)
        yield running
        running.engine.store.close()


@pytest.fixture
def room(running: Running) -> Sandboxes:
    return Sandboxes(running.engine)


def bundle() -> Bundle:
    return read_bundle(PROCESSES / SLUG)


def start_item(stage: Stage) -> str:
    """Start an agenda item as its feature's background does; return the case's id."""
    world = World(stage, VerbDriver(stage.engine))
    for step in background(SLUG):
        take(world, step)
    return world.case_id


def told(room: Sandboxes, sandbox_id: str, by: str) -> tuple[InboxRow, ...]:
    engine = room.stage(sandbox_id).engine
    return read_inbox(engine, by=by, filter=InboxFilter(box=Box.TO_READ)).rows


def opened(room: Sandboxes, by: str = DESIGNER) -> Sandbox:
    return room.open(bundle(), by=by, draft_id="d1")


def test_a_sandbox_begins_as_the_office_shipped(room: Sandboxes):
    sandbox = opened(room)

    assert sandbox.moment == OPENING
    assert (sandbox.name, sandbox.draft_id) == ("议题报送", "d1")
    assert room.stage(sandbox.sandbox_id).clock() == OPENING
    assert (
        sandbox.person_id in read_office(room.stage(sandbox.sandbox_id).engine).people
    )


def test_a_half_drawn_draft_runs_too(room: Sandboxes):
    drawn = bundle()
    without = re.sub(rb"<zf:reference [^>]*/>", b"", drawn.files["process.bpmn"])
    sandbox = room.open(
        Bundle(SLUG, {**drawn.files, "process.bpmn": without}), by=DESIGNER
    )

    case_id = start_item(room.stage(sandbox.sandbox_id))

    assert case_id


def test_a_sandbox_knows_nothing_of_the_office_beside_it(
    room: Sandboxes, running: Running
):
    running.start()
    sandbox = opened(room)
    stage = room.stage(sandbox.sandbox_id)

    assert "tiny" not in read_procedures(stage.engine)
    assert stage.engine.settings.database_url != running.engine.settings.database_url
    assert stage.engine.documents.is_relative_to(running.engine.settings.data)
    assert stage.engine.ring.key != running.engine.ring.key


def test_another_process_finds_the_sandbox_as_it_was_left(
    room: Sandboxes, running: Running
):
    sandbox = room.move_clock(opened(room).sandbox_id, OPENING + timedelta(hours=1))

    other = Sandboxes(running.engine)

    assert other.find(sandbox.sandbox_id) == sandbox
    assert other.stage(sandbox.sandbox_id).clock() == OPENING + timedelta(hours=1)


def test_a_walk_is_noted_step_by_step(room: Sandboxes):
    sandbox_id = opened(room).sandbox_id

    with room.deed(sandbox_id) as stage:
        case_id = start_item(stage)
    room.move_clock(sandbox_id, OPENING + timedelta(minutes=30))

    assert room.find(sandbox_id).steps == (
        Step(OPENING, case_id, 1, 1),
        Step(OPENING + timedelta(minutes=30)),
    )


def test_a_deed_that_fails_is_noted_too(room: Sandboxes):
    sandbox_id = opened(room).sandbox_id
    begun: list[str] = []

    def fail() -> None:
        with room.deed(sandbox_id) as stage:
            begun.append(start_item(stage))
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail()
    assert [step.chain for step in room.find(sandbox_id).steps] == begun


def test_the_clock_does_not_go_back(room: Sandboxes):
    sandbox_id = opened(room).sandbox_id

    with pytest.raises(ClockMovesForward):
        room.move_clock(sandbox_id, OPENING)


def test_the_clock_goes_just_past_what_is_awaited_next(room: Sandboxes):
    sandbox_id = opened(room).sandbox_id
    with room.deed(sandbox_id) as stage:
        start_item(stage)
        with stage.engine.store.read() as unit:
            due = unit.limits.next_after(OPENING)

    moved = room.move_to_next(sandbox_id)

    assert due is not None
    assert moved.moment == due + timedelta(minutes=1)
    assert told(room, sandbox_id, DEPUTY)


def test_where_nothing_is_awaited_the_clock_stays(room: Sandboxes):
    sandbox_id = opened(room).sandbox_id

    with pytest.raises(NothingAwaited):
        room.move_to_next(sandbox_id)


def test_before_a_reminder_is_due_nobody_is_reminded(room: Sandboxes):
    sandbox_id = opened(room).sandbox_id
    with room.deed(sandbox_id) as stage:
        start_item(stage)

    room.move_clock(sandbox_id, OPENING + timedelta(minutes=30))

    assert not told(room, sandbox_id, DEPUTY)


def test_one_person_has_only_so_many(room: Sandboxes):
    for _ in range(MOST_OF_ONE):
        opened(room)

    with pytest.raises(TooManySandboxes):
        opened(room)
    assert opened(room, by=OTHER)


def test_a_closed_sandbox_leaves_nothing(room: Sandboxes, running: Running):
    sandbox = opened(room)
    folder = running.engine.settings.data / "sandboxes" / sandbox.sandbox_id

    room.close(sandbox.sandbox_id)

    assert not folder.exists()
    with pytest.raises(SandboxNotFound):
        room.find(sandbox.sandbox_id)


def test_what_nobody_used_for_a_week_is_cleared_away(room: Sandboxes, running: Running):
    old = opened(room)
    running.clock.pass_time(days=8)

    new = opened(room)

    assert room.of_person(DESIGNER) == (new,)
    with pytest.raises(SandboxNotFound):
        room.stage(old.sandbox_id)


@pytest.mark.parametrize("name", ["", "..", "../x", "template", "no_such"])
def test_no_name_leads_out_of_the_folder(room: Sandboxes, name: str):
    opened(room)

    with pytest.raises(SandboxNotFound):
        room.find(name)


def test_a_draft_that_cannot_be_read_leaves_nothing_behind(
    room: Sandboxes, running: Running
):
    broken = Bundle(SLUG, {**bundle().files, "process.bpmn": b"<x/>"})

    with pytest.raises(BundleRejected):
        room.open(broken, by=DESIGNER)

    kept = (running.engine.settings.data / "sandboxes").iterdir()
    assert [each.name for each in kept if not each.name.startswith("template-")] == []


def test_moments_of_the_real_office_say_when_it_was_used(
    room: Sandboxes, running: Running
):
    sandbox_id = opened(room).sandbox_id
    running.clock.moment = datetime(2026, 11, 25, tzinfo=UTC)

    room.stage(sandbox_id)

    assert room.find(sandbox_id).used_at == datetime(2026, 11, 25, tzinfo=UTC)
