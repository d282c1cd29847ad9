"""Who has signed in a round of a countersign, and what is none."""

from dataclasses import replace
from datetime import UTC, datetime

from engine.model.task import TaskState, UserTask
from engine.runtime.task_at_hand import signed_beside

OPEN = UserTask(
    task_id="t1",
    case_id="c",
    token_id="k1",
    element_id="sign",
    name="会签",
    form="sign",
    candidates=("post:deputy_a",),
    state=TaskState.OPEN,
    version=0,
    item="post:deputy_a",
    round=1,
    reserved=False,
    context={},
    opened_at=datetime(2026, 3, 2, 1, 0, tzinfo=UTC),
    due_at=None,
    claimed_by="",
    claimed_under="",
    completed_by="",
    completed_at=None,
    transfers=0,
)
SIGNED = replace(
    OPEN,
    task_id="t2",
    token_id="k2",
    item="post:deputy_b",
    candidates=("post:deputy_b",),
    state=TaskState.COMPLETED,
    completed_by="li",
)


def test_whoever_signed_beside_has_signed():
    assert signed_beside(OPEN, [OPEN, SIGNED]) == {"li"}


def test_an_earlier_round_does_not_count():
    assert signed_beside(replace(OPEN, round=2), [SIGNED]) == frozenset()


def test_what_lies_on_one_desk_item_by_item_is_no_countersign():
    desk = ("unit:duty_office",)
    mine, done = (
        replace(OPEN, candidates=desk),
        replace(SIGNED, candidates=("post:deputy_b", *desk)),
    )

    assert signed_beside(mine, [mine, done]) == frozenset()
