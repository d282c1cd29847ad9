"""Time limits remind and never decide."""

from engine.model.case import CaseState
from engine.model.reading import Box
from engine.runtime.remind import remind_due
from tests.support.builders import a_case, notices, open_tasks


def kinds(running, case_id):
    return [(each.kind, each.principal) for each in notices(running, case_id)]


def test_before_a_limit_runs_out_whoever_has_the_task_is_reminded_once(running):
    receipt = running.start()
    running.clock.pass_time(days=1, seconds=1)

    told = [remind_due(running.engine), remind_due(running.engine)]

    assert told == [1, 0]
    assert kinds(running, receipt.case_id) == [("remind", "post:sec_general")]
    assert len(running.box(running.holder("sec_general"), Box.TO_READ)) == 1


def test_when_it_has_run_out_that_is_told_once_too(running):
    receipt = running.start()
    running.clock.pass_time(days=1, seconds=1)
    remind_due(running.engine)
    running.clock.pass_time(days=1)

    told = [remind_due(running.engine), remind_due(running.engine)]

    assert told == [1, 0]
    assert [kind for kind, _ in kinds(running, receipt.case_id)] == [
        "remind",
        "overdue",
    ]


def test_after_a_long_pause_only_the_running_out_is_told(running):
    receipt = running.start()
    running.clock.pass_time(days=30)

    while remind_due(running.engine):
        pass

    assert [kind for kind, _ in kinds(running, receipt.case_id)] == ["overdue"]


def test_silence_is_never_consent(running):
    receipt = running.start()
    running.clock.pass_time(days=365)

    while remind_due(running.engine):
        pass

    assert a_case(running, receipt.case_id).state is CaseState.RUNNING
    assert [t.element_id for t in open_tasks(running, receipt.case_id)] == ["review"]


def test_the_act_cites_the_limits_clause(running):
    receipt = running.start()
    running.clock.pass_time(days=3)

    remind_due(running.engine)

    act = running.acts(receipt.case_id)[-1]
    assert (act.verb, act.references) == ("overdue", ("42.2",))
    assert act.details["evidence"] == {"review": ["42.2"]}
