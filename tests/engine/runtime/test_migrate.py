"""A running case moves to the version in force where only what lies ahead differs."""

import pytest

from engine.model.errors import (
    CaseCannotMove,
    CaseFinished,
    MayNotMoveBack,
    MayNotWithdraw,
    ReasonMissing,
    RoleMissing,
)
from engine.runtime.audit import verify_chains
from engine.runtime.migrate import migrate_case, move_case_back
from engine.runtime.plan_migration import plan_migration
from engine.runtime.withdraw import withdraw_task
from tests.support.builders import a_case, open_tasks
from tests.support.running import TINY, Running
from tests.support.versions import changed, put_in_force

DESIGNER = "lutunan"
DIAGRAM = "process.bpmn"
TO_END = '<sequenceFlow id="to_end" sourceRef="approve" targetRef="ended"/>'
# One more step before the end: the mayor's decision is filed by the secretary-general.
FILED = TO_END.replace("ended", "file") + (
    '<userTask id="file" name="归档"><extensionElements>'
    '<zf:task form="review" candidates="\'post:sec_general\'"/>'
    '<zf:reference to="8"/></extensionElements>'
    "<incoming>to_end</incoming><outgoing>to_ended</outgoing></userTask>"
    '<sequenceFlow id="to_ended" sourceRef="file" targetRef="ended"/>'
)
AHEAD = {DIAGRAM: {TO_END: FILED}}
# The first step, which every case has behind it, has another id.
RENAMED = {
    DIAGRAM: {'"fill_in"': '"filled"', 'form="filled"': 'form="fill_in"'},
    "manifest.json": {"fill_in": "filled"},
}
# The end is reached only together with a branch that nothing leads to any more.
STUCK = TO_END.replace("ended", "split") + (
    '<exclusiveGateway id="split" default="one"/>'
    '<sequenceFlow id="one" sourceRef="split" targetRef="join"/>'
    '<sequenceFlow id="two" sourceRef="split" targetRef="join_b">'
    "<conditionExpression>approve.decision == '退回'</conditionExpression>"
    '</sequenceFlow><parallelGateway id="join"/>'
    '<scriptTask id="join_b" name="记"><script>noted = 1</script></scriptTask>'
    '<sequenceFlow id="three" sourceRef="join_b" targetRef="join"/>'
    '<sequenceFlow id="four" sourceRef="join" targetRef="ended"/>'
)


def test_the_case_goes_on_through_the_step_that_was_added_ahead(running: Running):
    task_id = running.to_mayor()
    version = put_in_force(running.engine, changed(TINY, AHEAD))
    case_id = running.box(running.holder("mayor"))[0].case_id

    migrate_case(running.engine, case_id, by=DESIGNER, reason="归档要留痕")
    running.complete(running.holder("mayor"), task_id, decision="同意")

    (task,) = open_tasks(running, case_id)
    assert (task.name, a_case(running, case_id).version_id) == (
        "归档",
        version.version_id,
    )
    ended = running.complete(
        running.holder("sec_general"), task.task_id, decision="同意"
    )
    assert ended.outcome == "通过"


def test_the_move_is_an_act_with_its_reason_and_the_chain_holds(running: Running):
    started = running.start()
    put_in_force(running.engine, changed(TINY, AHEAD))

    migrate_case(running.engine, started.case_id, by=DESIGNER, reason="归档要留痕")

    act = running.acts(started.case_id)[-1]
    assert (act.verb, act.actor) == ("migrate", DESIGNER)
    assert act.details["reason"] == "归档要留痕"
    assert verify_chains(running.engine) == ()


def test_what_waits_stays_with_its_officials_and_its_limit(running: Running):
    started = running.start()
    before = open_tasks(running, started.case_id)
    put_in_force(running.engine, changed(TINY, AHEAD))

    migrate_case(running.engine, started.case_id, by=DESIGNER, reason="归档")

    assert open_tasks(running, started.case_id) == before
    with running.engine.store.read() as unit:
        (limit,) = unit.limits.of_case(started.case_id)
    assert limit.ended_at is None


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        (RENAMED, "填报"),
        ({DIAGRAM: {"'post:sec_general'\"/>": "'post:exec_deputy'\"/>"}}, "秘书长审核"),
        ({DIAGRAM: {'amount="2"': 'amount="3"'}}, "秘书长审核"),
        ({"forms/review.json": {'"title": "': '"title": "改'}}, "表单"),
        ({"manifest.json": {'"name": "amount"': '"name": "sum"'}}, "台账"),
        ({DIAGRAM: {TO_END: STUCK}}, "汇合网关"),
    ],
    ids=["passed", "candidates", "limit", "form", "register", "stuck"],
)
def test_a_change_that_is_not_ahead_leaves_the_case_alone(
    running: Running, changes: dict[str, dict[str, str]], told: str
):
    started = running.start()
    before = a_case(running, started.case_id)
    put_in_force(running.engine, changed(TINY, changes))

    with pytest.raises(CaseCannotMove) as refused:
        migrate_case(running.engine, started.case_id, by=DESIGNER, reason="改")

    assert told in str(refused.value.facts["why"])
    assert a_case(running, started.case_id) == before


def test_the_way_back_restores_the_version_and_the_case_goes_on(running: Running):
    task_id = running.to_mayor()
    mayor = running.holder("mayor")
    case_id = running.box(mayor)[0].case_id
    origin = a_case(running, case_id).version_id
    put_in_force(running.engine, changed(TINY, AHEAD))
    migrate_case(running.engine, case_id, by=DESIGNER, reason="归档")

    move_case_back(running.engine, case_id, by=DESIGNER)

    assert a_case(running, case_id).version_id == origin
    assert running.complete(mayor, task_id, decision="同意").outcome == "通过"


def test_there_is_no_way_back_once_something_was_done(running: Running):
    task_id = running.to_mayor()
    mayor = running.holder("mayor")
    case_id = running.box(mayor)[0].case_id
    put_in_force(running.engine, changed(TINY, AHEAD))
    migrate_case(running.engine, case_id, by=DESIGNER, reason="归档")
    running.complete(mayor, task_id, decision="同意")

    with pytest.raises(MayNotMoveBack):
        move_case_back(running.engine, case_id, by=DESIGNER)


def test_what_was_done_before_the_move_can_no_longer_be_withdrawn(running: Running):
    task_id = running.start().task_ids[0]
    reviewer = running.holder("sec_general")
    done = running.complete(reviewer, task_id, decision="同意")
    put_in_force(running.engine, changed(TINY, AHEAD))
    migrate_case(running.engine, done.case_id, by=DESIGNER, reason="归档")

    with pytest.raises(MayNotWithdraw):
        withdraw_task(running.engine, task_id, by=reviewer)


def test_who_is_no_designer_gives_no_reason_or_comes_late_is_refused(running: Running):
    started = running.start()
    with pytest.raises(RoleMissing):
        migrate_case(running.engine, started.case_id, by="jinsui", reason="改")
    with pytest.raises(ReasonMissing):
        migrate_case(running.engine, started.case_id, by=DESIGNER, reason=" ")
    with pytest.raises(CaseCannotMove):
        migrate_case(running.engine, started.case_id, by=DESIGNER, reason="改")
    with pytest.raises(MayNotMoveBack):
        move_case_back(running.engine, started.case_id, by=DESIGNER)


def test_a_case_that_has_ended_is_refused(running: Running):
    task_id = running.to_mayor()
    done = running.complete(running.holder("mayor"), task_id, decision="同意")
    put_in_force(running.engine, changed(TINY, AHEAD))

    with pytest.raises(CaseFinished):
        migrate_case(running.engine, done.case_id, by=DESIGNER, reason="归档")


def test_the_dry_run_says_of_each_case_what_would_come_and_changes_nothing(
    running: Running,
):
    first = running.start()
    task_id = running.to_mayor()
    put_in_force(running.engine, changed(TINY, {DIAGRAM: {'amount="2"': 'amount="3"'}}))
    before = [a_case(running, first.case_id), running.acts(first.case_id)]

    plan = plan_migration(running.engine, "tiny", by=DESIGNER)

    told = {move.waits_at: [r.code for r in move.reasons] for move in plan.moves}
    assert told == {("秘书长审核",): ["step_changed"], ("市长确定",): []}
    assert before == [a_case(running, first.case_id), running.acts(first.case_id)]
    assert plan.after == ""
    assert running.version(task_id) == 1


def test_the_dry_run_goes_in_batches(running: Running):
    for _ in range(3):
        running.start()
    put_in_force(running.engine, changed(TINY, AHEAD))

    first = plan_migration(running.engine, "tiny", by=DESIGNER, size=2)
    second = plan_migration(
        running.engine, "tiny", by=DESIGNER, after=first.after, size=2
    )

    assert [len(first.moves), len(second.moves), second.after] == [2, 1, ""]
