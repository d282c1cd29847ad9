"""Tests of reading an inbox."""

import pytest
from sqlalchemy import update

from engine.model.reading import Box, InboxFilter, Lamp
from engine.runtime.claim import claim_task
from engine.runtime.inbox import read_inbox
from engine.store.store import count_statements
from engine.store.tables.task import TASKS
from tests.support.running import MAYOR, SUBSTITUTE, Running, act_for_mayor


def page(running: Running, by: str, **asked):
    return read_inbox(running.engine, by=by, filter=InboxFilter(**asked))


def test_a_task_stands_with_the_post_that_may_do_it_and_nowhere_else(running):
    receipt = running.start()

    assert [row.task_id for row in running.box(running.holder("sec_general"))] == list(
        receipt.task_ids
    )
    assert running.box(MAYOR) == ()


def test_a_row_bears_names_and_the_lamp_of_its_limit(running):
    running.start(title="年度预算调整")
    reviewer = running.holder("sec_general")

    green = running.box(reviewer)[0]
    running.clock.pass_time(hours=47)
    yellow = running.box(reviewer)[0]
    running.clock.pass_time(hours=2)
    red = running.box(reviewer)[0]

    assert (green.title, green.procedure, green.task_name) == (
        "年度预算调整",
        "小事项",
        "秘书长审核",
    )
    assert green.initiator_unit == "市财政局"
    assert [row.lamp for row in (green, yellow, red)] == [
        Lamp.GREEN,
        Lamp.YELLOW,
        Lamp.RED,
    ]


def test_the_four_boxes_are_counted(running):
    clerk, reviewer = (
        running.holder("finance_bureau_clerk"),
        running.holder("sec_general"),
    )
    task_id = running.start(clerk).task_ids[0]
    running.start(clerk)
    running.complete(reviewer, task_id, decision="同意")
    running.clock.pass_time(hours=49)

    counts = page(running, reviewer).counts

    assert (counts["todo"], counts["overdue"], counts["done"]) == (1, 1, 1)
    assert page(running, clerk).counts["started"] == 2
    assert [row.task_name for row in running.box(reviewer, Box.DONE)] == ["秘书长审核"]
    assert len(running.box(clerk, Box.STARTED)) == 2


def test_pages_follow_one_another_without_gap_or_repeat(running):
    reviewer = running.holder("sec_general")
    started = {running.start().task_ids[0] for _ in range(3)}

    first = page(running, reviewer, size=2)
    second = page(running, reviewer, size=2, after=first.next_after)

    assert {row.task_id for row in (*first.rows, *second.rows)} == started
    assert (len(first.rows), len(second.rows), second.next_after) == (2, 1, "")


def test_a_key_that_we_did_not_give_begins_at_the_first_page(running):
    running.start()

    rows = page(running, running.holder("sec_general"), after="nonsense/1").rows

    assert len(rows) == 1


def test_two_characters_of_a_title_are_found(running):
    running.start(title="年度预算调整")
    running.start(title="防汛工作方案")

    rows = running.box(running.holder("sec_general"), search="防汛")

    assert [row.title for row in rows] == ["防汛工作方案"]


def test_an_inbox_page_takes_four_statements_however_much_stands_in_it(running):
    reviewer = running.holder("sec_general")
    for _ in range(3):
        running.start()
    page(running, reviewer)

    with count_statements(running.engine.store) as counted:
        page(running, reviewer)

    assert counted.count == 4


def test_who_claimed_a_task_is_named_to_the_others(running):
    one, other = running.holder("sec_general"), running.holder("gov_office_clerk")
    task_id = running.start().task_ids[0]
    running.to_everybody(task_id, one, other)

    claim_task(running.engine, task_id, by=one, version=running.version(task_id))

    row = running.box(other)[0]
    assert (row.state, row.claimed_by) == ("claimed", running.name(one))


def test_a_substitute_sees_whose_work_it_is(running):
    task_id = running.start().task_ids[0]
    running.complete(running.holder("sec_general"), task_id, decision="同意")
    act_for_mayor(running)

    row = running.box(SUBSTITUTE)[0]

    assert (row.task_name, row.on_behalf_of) == ("市长确定", "市长")
    assert running.box(MAYOR)[0].on_behalf_of == ""


@pytest.mark.parametrize("authorised", [False, True])
def test_a_reserved_task_needs_written_authority_to_be_a_substitutes_work(
    running, authorised
):
    running.to_mayor()
    with running.engine.store.begin() as unit:
        unit.connection.execute(update(TASKS).values(reserved=True))

    act_for_mayor(running, covers_reserved=authorised)

    assert len(running.box(SUBSTITUTE)) == int(authorised)
    assert len(running.box(MAYOR)) == 1
