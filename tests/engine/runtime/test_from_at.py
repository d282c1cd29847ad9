"""A version may be published for a moment to come: before it the old one, then it."""

from datetime import datetime, timedelta

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DatabaseError

from engine.model.errors import ReasonMissing, RoleMissing
from engine.model.errors_design import MomentPast, VersionMoved, VersionPlanned
from engine.model.procedure import Version, VersionState
from engine.runtime.blank_form import read_start_form
from engine.runtime.come_into_force import come_into_force
from engine.runtime.folders import read_bundle
from engine.runtime.publish_draft import publish_draft
from engine.runtime.read_design import read_design
from engine.runtime.stop_version import stop_version
from engine.runtime.withdraw_version import withdraw_version
from tests.support.gate import APPROVER, DESIGNER, approved, changed_draft
from tests.support.running import TINY, Running
from tests.support.versions import put_in_force

CLERK = "jinsui"
WEIGH = TINY.parent / "weigh"
IN_FORCE, RETIRED = VersionState.IN_FORCE, VersionState.RETIRED
PLANNED, LAPSED = VersionState.PLANNED, VersionState.LAPSED


def plan(running: Running, name: str = "小小事项", hours: int = 2) -> Version:
    """Publish a changed draft for so many hours from now."""
    draft_id = changed_draft(running, name=name)
    return publish(running, draft_id, running.clock() + timedelta(hours=hours))


def publish(running: Running, draft_id: str, from_at: datetime | None) -> Version:
    return publish_draft(
        running.engine,
        draft_id,
        by=DESIGNER,
        proof_id=approved(running, draft_id),
        why="规则修订",
        from_at=from_at,
    )


def states(running: Running) -> list[VersionState]:
    with running.engine.store.read() as unit:
        return [each.state for each in unit.versions.of_slug("tiny")]


def number_of(running: Running, case_id: str) -> int:
    with running.engine.store.read() as unit:
        case = unit.cases.find(case_id)
        assert case is not None
        version = unit.versions.find(case.version_id)
        assert version is not None
        return version.number


def verbs(running: Running) -> list[str]:
    return [act.verb for act in running.acts("office")]


def test_a_case_before_the_moment_goes_on_the_old_and_one_after_on_the_new(running):
    planned = plan(running)
    assert planned.state is PLANNED
    before = running.start()

    running.clock.pass_time(hours=2)
    after = running.start()

    assert number_of(running, before.case_id) == 1
    assert number_of(running, after.case_id) == planned.number == 2
    assert states(running) == [RETIRED, IN_FORCE]
    assert "come_into_force" in verbs(running)
    running.complete(running.holder("sec_general"), before.task_ids[0], decision="同意")


def test_the_worker_lets_it_in_at_its_moment_and_not_before(running):
    plan(running)

    assert come_into_force(running.engine) == 0
    running.clock.pass_time(hours=1, minutes=59)
    assert come_into_force(running.engine) == 0
    assert states(running) == [IN_FORCE, PLANNED]
    running.clock.pass_time(minutes=1)
    assert come_into_force(running.engine) == 1
    assert come_into_force(running.engine) == 0
    assert states(running) == [RETIRED, IN_FORCE]


def test_the_form_that_starts_a_case_is_that_of_the_version_in_force_then(running):
    planned = plan(running)
    (old,) = [v.version_id for v in versions(running) if v.state is IN_FORCE]
    assert read_start_form(running.engine, "tiny", by=CLERK).version_id == old

    running.clock.pass_time(hours=2)

    blank = read_start_form(running.engine, "tiny", by=CLERK)
    assert blank.version_id == planned.version_id


def versions(running: Running) -> tuple[Version, ...]:
    with running.engine.store.read() as unit:
        return unit.versions.of_slug("tiny")


@pytest.mark.parametrize("hours", [None, 1, 5])
def test_nothing_else_of_it_is_published_while_one_is_planned(running, hours):
    planned = plan(running)
    draft_id = changed_draft(running, name="另一个")
    from_at = None if hours is None else running.clock() + timedelta(hours=hours)

    with pytest.raises(VersionPlanned) as refused:
        publish(running, draft_id, from_at)

    assert refused.value.facts["number"] == planned.number
    assert states(running) == [IN_FORCE, PLANNED]


def test_it_is_withdrawn_before_its_moment_and_the_old_stays(running):
    planned = plan(running)
    withdraw_version(running.engine, planned.version_id, by=APPROVER, reason="有误")

    running.clock.pass_time(hours=3)
    case = running.start()

    assert number_of(running, case.case_id) == 1
    assert states(running) == [IN_FORCE, VersionState.WITHDRAWN]
    assert "withdraw_version" in verbs(running)
    publish(running, changed_draft(running, name="再来"), None)
    assert states(running)[-1] is IN_FORCE


def test_who_may_not_or_says_no_reason_withdraws_nothing(running):
    planned = plan(running)
    with pytest.raises(RoleMissing):
        withdraw_version(running.engine, planned.version_id, by=CLERK, reason="有误")
    with pytest.raises(ReasonMissing):
        withdraw_version(running.engine, planned.version_id, by=APPROVER, reason=" ")
    assert states(running) == [IN_FORCE, PLANNED]


def test_what_is_in_force_is_not_withdrawn(running):
    planned = plan(running)
    running.clock.pass_time(hours=2)
    for _ in range(2):
        with pytest.raises(VersionMoved):
            withdraw_version(
                running.engine, planned.version_id, by=APPROVER, reason="有误"
            )
        come_into_force(running.engine)


def test_a_moment_that_is_over_is_refused(running):
    draft_id = changed_draft(running)
    with pytest.raises(MomentPast):
        publish(running, draft_id, running.clock())
    assert states(running) == [IN_FORCE]


def test_it_takes_the_place_of_one_that_was_stopped_meanwhile(running):
    plan(running)
    (old, _) = versions(running)
    stop_version(running.engine, old.version_id, by=DESIGNER, reason="有误")

    running.clock.pass_time(hours=2)
    case = running.start()

    assert number_of(running, case.case_id) == 2
    assert states(running) == [RETIRED, IN_FORCE]


def test_it_lapses_where_another_procedure_has_changed_since(running):
    plan(running)
    put_in_force(running.engine, read_bundle(WEIGH))
    (shown,) = [p for p in read_design(running.engine, by=DESIGNER) if p.slug == "tiny"]
    assert shown.planned is not None
    assert not shown.planned.is_proven

    running.clock.pass_time(hours=2)
    case = running.start()

    assert number_of(running, case.case_id) == 1
    assert states(running) == [IN_FORCE, LAPSED]
    assert "lapse" in verbs(running)


def test_not_even_by_hand_is_the_moment_changed(running):
    plan(running)
    with (
        pytest.raises(DatabaseError, match="stay as they are"),
        running.engine.store.begin() as unit,
    ):
        unit.connection.execute(
            text("UPDATE procedure_versions SET from_at = published_at")
        )
