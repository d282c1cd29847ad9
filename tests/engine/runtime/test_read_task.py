"""Tests of reading a task."""

import pytest

from engine.model.errors import TaskNotFound
from engine.runtime.claim import claim_task
from engine.runtime.draft import save_answers
from engine.runtime.grant import grant_acting
from engine.runtime.open import open_task
from engine.runtime.read_task import read_task
from engine.runtime.regulation import import_regulation
from engine.runtime.suspend import suspend_case
from engine.store.store import count_statements
from tests.support.regulation_text import regulation_text
from tests.support.running import ADMINISTRATOR, MAYOR, SUBSTITUTE, act_for_mayor


def test_a_candidate_reads_form_clause_and_what_they_may_do(running):
    task_id = running.start().task_ids[0]

    read = read_task(running.engine, task_id, by=running.holder("sec_general"))

    assert (read.form.key, read.why.post, read.blocked_by) == ("review", "秘书长", "")
    assert [clause.label for clause in read.why.clauses] == ["第42条第1句"]
    assert read.may == {"complete", "transfer", "add_signer", "attach"}


def test_who_may_not_see_the_case_is_told_that_there_is_no_task(running):
    task_id = running.start().task_ids[0]

    with pytest.raises(TaskNotFound):
        read_task(running.engine, task_id, by=running.holder("education_bureau_clerk"))
    with pytest.raises(TaskNotFound):
        read_task(running.engine, "unknown", by=MAYOR)


def test_the_initiator_sees_with_whom_it_is_and_may_do_nothing(running):
    task_id = running.start().task_ids[0]

    read = read_task(running.engine, task_id, by=running.holder("finance_bureau_clerk"))

    assert (read.may, read.blocked_by, read.why.principal) == (
        frozenset(),
        "",
        "秘书长",
    )


def test_while_somebody_acts_the_mayor_sees_and_does_not_sign(running):
    task_id = running.to_mayor()
    act_for_mayor(running)

    mayor = read_task(running.engine, task_id, by=MAYOR)
    substitute = read_task(running.engine, task_id, by=SUBSTITUTE)

    assert (mayor.may, mayor.blocked_by) == (frozenset(), "acting_in_force")
    assert "complete" in substitute.may
    assert (substitute.why.on_behalf_of, substitute.why.basis) == (
        "市长",
        "代行主持工作通知1号",
    )
    assert "第8条第1句" in [clause.label for clause in substitute.why.clauses]


def test_a_task_claimed_by_another_is_read_but_not_done(running):
    one, other = running.holder("sec_general"), running.holder("gov_office_clerk")
    task_id = running.start().task_ids[0]
    running.to_everybody(task_id, one, other)
    free = read_task(running.engine, task_id, by=other).may

    claim_task(running.engine, task_id, by=one, version=running.version(task_id))

    assert {"complete", "claim"} <= free
    assert "release" in read_task(running.engine, task_id, by=one).may
    assert (
        read_task(running.engine, task_id, by=other).blocked_by
        == "task_claimed_by_other"
    )


def test_answers_saved_are_read_by_who_may_do_the_task_alone(running):
    reviewer = running.holder("sec_general")
    task_id = running.start().task_ids[0]
    save_answers(
        running.engine,
        task_id,
        by=reviewer,
        version=running.version(task_id),
        answers={"opinion": "拟同意", "forged": "x"},
    )

    mine = read_task(running.engine, task_id, by=reviewer)
    theirs = read_task(
        running.engine, task_id, by=running.holder("finance_bureau_clerk")
    )

    assert (mine.draft, theirs.draft) == ({"opinion": "拟同意"}, {})


def test_a_completed_task_shows_its_answers_and_may_be_withdrawn_until_opened(running):
    reviewer = running.holder("sec_general")
    task_id = running.start().task_ids[0]
    receipt = running.complete(reviewer, task_id, decision="同意", opinion="可以")

    before = read_task(running.engine, task_id, by=reviewer)
    open_task(running.engine, receipt.task_ids[0], by=MAYOR)
    after = read_task(running.engine, task_id, by=reviewer)

    assert before.draft == {"decision": "同意", "opinion": "可以"}
    assert (before.may, after.may) == ({"withdraw"}, frozenset())


def test_opinions_stand_by_name_post_and_rank(running):
    task_id = running.to_mayor()

    opinion = read_task(running.engine, task_id, by=MAYOR).opinions[0]

    assert (opinion.post, opinion.decision, opinion.task_name) == (
        "秘书长",
        "同意",
        "秘书长审核",
    )


def test_a_suspended_case_s_task_says_so(running):
    receipt = running.start()
    director = running.holder("gov_office_director")
    suspend_case(running.engine, receipt.case_id, by=director, reason="核实情况")

    read = read_task(
        running.engine, receipt.task_ids[0], by=running.holder("sec_general")
    )

    assert (read.may, read.blocked_by) == (frozenset(), "case_suspended")


def test_it_may_be_passed_on_to_leaders_only_by_a_leader(running):
    task_id = running.start().task_ids[0]

    read = read_task(running.engine, task_id, by=running.holder("sec_general"))

    people = {person_id for person_id, _ in read.transfer_to}
    assert running.holder("deputy_mayor_a") in people
    assert running.holder("finance_bureau_clerk") not in people


def test_the_official_text_stands_on_the_card_once_it_is_imported(running, tmp_path):
    task_id = running.start().task_ids[0]
    file = tmp_path / "rules.txt"
    file.write_text(regulation_text({42: "议题先协调后提出。会务由办公室负责。"}))

    import_regulation(running.engine, file)

    read = read_task(running.engine, task_id, by=running.holder("sec_general"))
    assert read.why.clauses[0].text == "议题先协调后提出。"


def test_a_task_page_takes_as_many_statements_whatever_the_history(running):
    reviewer = running.holder("sec_general")
    task_id = running.start().task_ids[0]
    read_task(running.engine, task_id, by=reviewer)
    with count_statements(running.engine.store) as short:
        read_task(running.engine, task_id, by=reviewer)

    for number in range(20):
        save_answers(
            running.engine,
            task_id,
            by=reviewer,
            version=running.version(task_id),
            answers={"opinion": str(number)},
        )
        running.clock.pass_time(seconds=1)
        claim_task(
            running.engine, task_id, by=reviewer, version=running.version(task_id)
        )
    with count_statements(running.engine.store) as long:
        read_task(running.engine, task_id, by=reviewer)

    assert long.count == short.count <= 12


def test_a_delegation_for_another_case_gives_no_task(running):
    task_id = running.to_mayor()
    grant_acting(
        running.engine,
        by=ADMINISTRATOR,
        from_post="mayor",
        to_post="deputy_mayor_a",
        from_at=running.clock(),
        until_at=None,
        basis="委托书",
        scope="cases",
        subjects=["another"],
        kind="delegation",
    )

    deputy = running.holder("deputy_mayor_a")
    assert running.box(deputy) == ()
    with pytest.raises(TaskNotFound):
        read_task(running.engine, task_id, by=deputy)
