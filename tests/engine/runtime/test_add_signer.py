"""Tests of asking one more official for an opinion before deciding (加签)."""

import pytest

from engine.model.act import Act
from engine.model.case import CaseState
from engine.model.errors import (
    AlreadyOpened,
    AnswersInvalid,
    CaseFinished,
    MayNotAddSigner,
    MayNotTransfer,
    MayNotWithdraw,
    PersonNotFound,
    ReasonMissing,
    TaskAlreadyCompleted,
    TaskNotFound,
)
from engine.model.reading import Box, Receipt
from engine.model.task import TaskState, UserTask
from engine.runtime.add_signer import add_signer
from engine.runtime.audit import verify_chains
from engine.runtime.cancel import cancel_case
from engine.runtime.draft import save_answers
from engine.runtime.read_case import read_case
from engine.runtime.read_task import read_task
from engine.runtime.reconcile import reconcile
from engine.runtime.transfer import transfer_task
from engine.runtime.walk import left_behind
from engine.runtime.withdraw import withdraw_task
from engine.store.store import count_statements
from tests.support.builders import CLERK, a_case, open_tasks, settle, start_crossing
from tests.support.running import MAYOR, SUBSTITUTE, Running, act_for_mayor

WORDS = "请就预算口径提出意见"


def ask(running: Running, task_id: str, by: str, to: str, words: str = WORDS):
    return add_signer(running.engine, task_id, by=by, to_person=to, words=words)


def asked_of(running: Running, person: str) -> str:
    """Return the id of the only thing that waits for the person."""
    (row,) = running.box(person)
    return row.task_id


def a_task(running: Running, task_id: str) -> UserTask:
    with running.engine.store.read() as unit:
        task = unit.tasks.find(task_id)
    assert task is not None
    return task


def last_act(running: Running, receipt: Receipt) -> Act:
    return running.acts(receipt.case_id)[-1]


@pytest.fixture
def reviewer(running: Running) -> str:
    return running.holder("sec_general")


@pytest.fixture
def expert(running: Running) -> str:
    return running.holder("finance_bureau_head")


def test_it_waits_in_the_other_s_inbox_with_who_asked_and_why(
    running, reviewer, expert
):
    receipt = running.start()
    task_id = receipt.task_ids[0]

    ask(running, task_id, reviewer, expert)

    (row,) = running.box(expert)
    read = read_task(running.engine, row.task_id, by=expert)
    assert (row.task_name, row.asked_by) == (
        "秘书长审核（加签）",
        running.name(reviewer),
    )
    assert read.asks is not None
    assert (read.asks.actor, read.asks.post) == (running.name(reviewer), "秘书长")
    assert read.asks.words == WORDS
    assert [each.label for each in read.form.fields] == ["意见"]
    assert read.may == {"complete"}


def test_the_act_says_who_was_asked_and_who_answers_for_the_task(
    running, reviewer, expert
):
    receipt = running.start()

    ask(running, receipt.task_ids[0], reviewer, expert)

    act = last_act(running, receipt)
    assert (act.verb, act.actor, act.references) == ("add_signer", reviewer, ("66.1",))
    assert act.details["to_person"] == expert
    assert act.details["responsible"] == "post:sec_general"


def test_who_acts_for_the_mayor_asks_under_both_names(running, expert):
    task_id = running.to_mayor()
    act_for_mayor(running)

    receipt = ask(running, task_id, SUBSTITUTE, expert)

    act = last_act(running, receipt)
    read = read_task(running.engine, asked_of(running, expert), by=expert)
    assert (act.details["responsible"], act.on_behalf_of) == ("post:mayor", "mayor")
    assert read.asks is not None
    assert (read.asks.post, read.asks.on_behalf_of) == ("常务副市长", "市长")


def test_the_opinion_stands_by_rank_and_moves_nothing(running, reviewer, expert):
    receipt = running.start()
    task_id = receipt.task_ids[0]
    ask(running, task_id, reviewer, expert)
    ask(running, task_id, reviewer, MAYOR)
    before = a_case(running, receipt.case_id).revision

    running.complete(expert, asked_of(running, expert), opinion="口径应当统一")
    running.complete(MAYOR, asked_of(running, MAYOR), opinion="可以")

    assert a_case(running, receipt.case_id).revision == before
    assert a_task(running, task_id).state is TaskState.OPEN
    opinions = read_case(running.engine, receipt.case_id, by=reviewer).opinions
    assert [(each.actor, each.text) for each in opinions] == [
        (running.name(MAYOR), "可以"),
        (running.name(expert), "口径应当统一"),
    ]
    assert all(each.was_asked and each.task_name == "秘书长审核" for each in opinions)
    assert last_act(running, receipt).verb == "give_opinion"
    assert verify_chains(running.engine) == ()


def test_the_asker_sees_what_is_pending_and_is_told_what_came(
    running, reviewer, expert
):
    task_id = running.start().task_ids[0]
    ask(running, task_id, reviewer, expert)
    (pending,) = read_task(running.engine, task_id, by=reviewer).asked

    running.complete(expert, asked_of(running, expert), opinion="同意")

    (answered,) = read_task(running.engine, task_id, by=reviewer).asked
    (notice,) = running.box(reviewer, Box.TO_READ)
    assert (pending.person, pending.is_pending) == (running.name(expert), True)
    assert (answered.is_pending, answered.opinion) == (False, "同意")
    assert notice.task_name == f"{running.name(expert)}已提出意见：秘书长审核（加签）"


def test_who_asked_may_decide_first_and_what_was_asked_falls(running, reviewer, expert):
    receipt = running.start()
    task_id = receipt.task_ids[0]
    ask(running, task_id, reviewer, expert)
    asked = asked_of(running, expert)

    running.complete(reviewer, task_id, decision="同意")

    assert running.box(expert) == ()
    assert last_act(running, receipt).details["unheard"] == [expert]
    with pytest.raises(TaskAlreadyCompleted):
        running.complete(expert, asked, opinion="来不及了")


def test_withdrawing_the_decision_asks_again_what_had_not_been_answered(
    running, reviewer, expert
):
    task_id = running.start().task_ids[0]
    ask(running, task_id, reviewer, expert)
    ask(running, task_id, reviewer, MAYOR)
    running.complete(expert, asked_of(running, expert), opinion="同意")
    running.complete(reviewer, task_id, decision="同意")

    withdraw_task(running.engine, task_id, by=reviewer)

    read = read_task(running.engine, task_id, by=reviewer)
    assert {each.person: each.is_pending for each in read.asked} == {
        running.name(expert): False,
        running.name(MAYOR): True,
    }
    assert [row.task_name for row in running.box(MAYOR)] == ["秘书长审核（加签）"]
    assert running.box(expert) == ()


def test_an_opinion_given_stays_when_a_parallel_step_is_withdrawn(running):
    receipt = start_crossing(running, "both")
    one, other = open_tasks(running, receipt.case_id)
    asker = holder_of(running, one)
    expert = running.holder("education_bureau_head")
    done_by = holder_of(running, other)
    running.complete(done_by, other.task_id)
    ask(running, one.task_id, asker, expert)
    asked = asked_of(running, expert)
    running.complete(expert, asked, opinion="可行")

    withdraw_task(running.engine, other.task_id, by=done_by)

    assert a_task(running, asked).state is TaskState.COMPLETED
    (opinion,) = read_case(running.engine, receipt.case_id, by=asker).opinions
    assert opinion.text == "可行"


def holder_of(running: Running, task: UserTask) -> str:
    return running.holder(task.candidates[0].removeprefix("post:"))


def test_who_is_asked_may_neither_ask_in_turn_nor_pass_it_on(running, reviewer, expert):
    task_id = running.start().task_ids[0]
    ask(running, task_id, reviewer, expert)
    asked = asked_of(running, expert)

    with pytest.raises(MayNotAddSigner) as refusal:
        ask(running, asked, expert, MAYOR)
    clerk = running.holder(CLERK)
    with pytest.raises(MayNotTransfer):
        transfer_task(running.engine, asked, by=expert, to_person=clerk, reason="忙")

    assert refusal.value.facts["why"] == "asked_in_turn"
    assert refusal.value.facts["references"] == ("66.1",)
    assert running.acts("office")[-2].details["tried"] == "add_signer"


def test_not_oneself_not_the_same_twice_not_nobody(running, reviewer, expert):
    task_id = running.start().task_ids[0]
    ask(running, task_id, reviewer, expert)

    with pytest.raises(MayNotAddSigner, match="asks_oneself"):
        ask(running, task_id, reviewer, reviewer)
    with pytest.raises(MayNotAddSigner, match="asked_twice"):
        ask(running, task_id, reviewer, expert)
    running.complete(expert, asked_of(running, expert), opinion="同意")
    with pytest.raises(MayNotAddSigner, match="asked_twice"):
        ask(running, task_id, reviewer, expert)
    with pytest.raises(PersonNotFound):
        ask(running, task_id, reviewer, "nobody")
    with pytest.raises(ReasonMissing):
        ask(running, task_id, reviewer, MAYOR, words=" ")


def test_only_whoever_may_do_the_task_asks(running, expert):
    task_id = running.start().task_ids[0]

    with pytest.raises(TaskNotFound):
        ask(running, task_id, running.holder("education_bureau_clerk"), expert)


def test_the_opinion_has_words(running, reviewer, expert):
    task_id = running.start().task_ids[0]
    ask(running, task_id, reviewer, expert)
    asked = asked_of(running, expert)
    version = running.version(asked)

    save_answers(
        running.engine, asked, by=expert, version=version, answers={"opinion": "草"}
    )
    with pytest.raises(AnswersInvalid):
        running.complete(expert, asked, opinion=" ")

    assert read_task(running.engine, asked, by=expert).draft == {"opinion": "草"}


def test_what_led_to_the_task_is_not_withdrawn_from_under_it(running, reviewer, expert):
    first = running.start().task_ids[0]
    following = running.complete(reviewer, first, decision="同意").task_ids[0]
    ask(running, following, MAYOR, expert)

    with pytest.raises(AlreadyOpened):
        withdraw_task(running.engine, first, by=reviewer)


def test_an_opinion_once_given_is_not_withdrawn(running, reviewer, expert):
    task_id = running.start().task_ids[0]
    ask(running, task_id, reviewer, expert)
    asked = asked_of(running, expert)
    running.complete(expert, asked, opinion="同意")

    with pytest.raises(MayNotWithdraw):
        withdraw_task(running.engine, asked, by=expert)


def test_an_opinion_given_does_not_do_the_step_that_it_is_for(running, expert):
    task_id = running.to_mayor()
    ask(running, task_id, MAYOR, expert)
    running.complete(expert, asked_of(running, expert), opinion="同意")
    task = a_task(running, task_id)

    with running.engine.store.read() as unit:
        tasks = unit.tasks.of_case(task.case_id)
        case = unit.cases.find(task.case_id)
        assert case is not None
        procedure = running.engine.library.procedure(unit, case.version_id)
    done = left_behind(procedure.diagram, tasks, running.acts(task.case_id))

    assert "review" in done
    assert task.element_id not in done


def test_it_ends_with_the_case(running, reviewer, expert):
    receipt = running.start()
    ask(running, receipt.task_ids[0], reviewer, expert)
    asked = asked_of(running, expert)
    cancel_case(
        running.engine,
        receipt.case_id,
        by=running.holder(CLERK),
        outcome="撤回",
        reason="不办了",
    )

    assert running.box(expert) == ()
    with pytest.raises((CaseFinished, TaskAlreadyCompleted)):
        running.complete(expert, asked, opinion="同意")


def test_it_ends_when_an_event_ends_the_task(running, expert):
    receipt = start_crossing(running, "timed")
    (task,) = open_tasks(running, receipt.case_id)
    ask(running, task.task_id, holder_of(running, task), expert)
    running.clock.pass_time(hours=2)

    settle(running)

    assert running.box(expert) == ()
    assert a_case(running, receipt.case_id).state is not CaseState.INCIDENT


def test_reconciling_finds_nothing_amiss_in_it(running, reviewer, expert):
    ask(running, running.start().task_ids[0], reviewer, expert)

    assert reconcile(running.engine) == ()


def test_completing_costs_no_more_where_nobody_was_asked(running, reviewer, expert):
    plain, asking = running.start().task_ids[0], running.start().task_ids[0]
    ask(running, asking, reviewer, expert)

    with count_statements(running.engine.store) as plainly:
        running.complete(reviewer, plain, decision="同意")
    with count_statements(running.engine.store) as with_asked:
        running.complete(reviewer, asking, decision="同意")

    assert with_asked.count <= plainly.count + 3
