"""Countersigning: results by item, quotas, clean rounds, never over nobody."""

import pytest

from engine.model.errors import EmptyCountersign
from engine.model.form import FieldType
from engine.model.procedure import RegisterField
from tests.support.drawing import chain, each, end, flows, node, procedure, start, user
from tests.support.driving import Driven

SEEN = RegisterField(
    "seen", "", FieldType.TEXT, {"sign": "[results, nrOfCompletedInstances, said_by]"}
)
UNITS = {"units": ["finance", "education"]}


def signing(condition: str = "", collection: str = "", **more: bool) -> str:
    over = collection or "in_charge_of(fill.units)"
    loop = each(over, output="said_by", condition=condition, **more)
    return (
        start()
        + user("fill")
        + user("sign", candidates="who", inside=loop)
        + node("exclusiveGateway", "x", default="x_e")
        + end()
        + chain("s", "fill", "sign", "x")
        + flows(
            "x > fill : any([o.decision == '不一致' for o in values(sign)])", "x > e"
        )
    )


def signed(**more: str) -> Driven:
    case = Driven(procedure(signing(**more), register=(SEEN,)))
    case.complete("fill", UNITS)
    return case


def test_each_in_charge_gets_a_task_for_their_item():
    case = signed()

    assert [(t.item, t.candidates) for t in case.last.opened] == [
        ("post:deputy_a", ("post:deputy_a",)),
        ("post:deputy_b", ("post:deputy_b",)),
    ]
    assert case.last.entered == ("fill_sign", "sign")


def test_results_are_keyed_by_item_in_the_order_of_the_items():
    case = signed()

    case.complete("sign", {"decision": "一致", "n": 2}, item="post:deputy_b")
    assert not case.last.finished
    case.complete("sign", {"decision": "一致", "n": 1}, item="post:deputy_a")

    results = {
        "post:deputy_a": {"decision": "一致", "n": 1},
        "post:deputy_b": {"decision": "一致", "n": 2},
    }
    assert case.last.register["seen"] == [results, 2, results]
    assert list(case.last.register["seen"][0]) == ["post:deputy_a", "post:deputy_b"]
    assert case.last.finished


def test_quota_ends_the_round_and_cancels_the_others():
    case = signed(condition="any([o.decision == '不一致' for o in values(results)])")
    other = case.token("sign", "post:deputy_b")
    token = case.token("sign", "post:deputy_a")

    case.complete("sign", {"decision": "不一致"}, item="post:deputy_a")

    assert case.last.closed == {token: "completed", other: "cancelled"}
    assert case.waiting == ["fill"]


def test_share_of_instances_is_a_quota_too():
    case = Driven(
        procedure(
            signing(
                condition="nrOfCompletedInstances / nrOfInstances >= 0.5",
                collection="posts_of_kind('leader')",
            )
        )
    )
    case.complete("fill", UNITS)

    case.complete("sign", {"decision": "一致"}, item="post:mayor")
    assert len(case.open) == 2
    case.complete("sign", {"decision": "一致"}, item="post:deputy_b")

    assert case.last.finished


@pytest.mark.parametrize("sequential", [False, True])
def test_every_round_starts_clean_however_the_last_ended(*, sequential: bool):
    condition = "any([o.decision == '不一致' for o in values(results)])"
    body = signing(condition=condition, sequential=sequential)
    case = Driven(procedure(body, register=(SEEN,)))

    for _ in range(3):
        case.complete("fill", UNITS)
        case.complete("sign", {"decision": "不一致"}, item="post:deputy_a")
    case.complete("fill", {"units": ["education"]})
    case.complete("sign", {"decision": "一致"})

    results = {"post:deputy_b": {"decision": "一致"}}
    assert case.last.register["seen"] == [results, 1, results]
    assert case.last.finished


def test_sequential_countersign_asks_one_after_the_other():
    case = Driven(procedure(signing(sequential=True)))
    case.complete("fill", UNITS)

    assert [case.items[token] for token in case.open] == ["post:deputy_a"]
    case.complete("sign", {"decision": "一致"})
    assert [case.items[token] for token in case.open] == ["post:deputy_b"]
    case.complete("sign", {"decision": "一致"})
    assert case.last.finished


@pytest.mark.parametrize("collection", ["[]", "None or []", "in_charge_of([])"])
def test_countersign_over_nobody_is_a_fault(collection: str):
    case = Driven(procedure(signing(collection=collection)))

    with pytest.raises(EmptyCountersign) as empty:
        case.complete("fill", UNITS)

    assert empty.value.facts["element_id"] == "sign"


def test_the_same_item_signs_once():
    case = Driven(procedure(signing(collection="['post:mayor', 'post:mayor']")))

    case.complete("fill", UNITS)

    assert len(case.open) == 1


def test_sub_process_for_each_item_gives_what_changed_inside():
    inner = (
        start("s2")
        + user("reply", candidates="who")
        + user("note", candidates="who")
        + end("e2")
        + chain("s2", "reply", "note", "e2")
    )
    body = (
        start()
        + node("subProcess", "all", each("['post:mayor', 'post:deputy_a']") + inner)
        + end()
        + chain("s", "all", "e")
    )
    seen = RegisterField("seen", "", FieldType.TEXT, {"all": "results"})
    case = Driven(procedure(body, register=(seen,)))

    case.complete("reply", {"n": 1}, item="post:mayor")
    case.complete("reply", {"n": 2}, item="post:deputy_a")
    case.complete("note", {"t": 2}, item="post:deputy_a")
    case.complete("note", {"t": 1}, item="post:mayor")

    assert case.last.register["seen"] == {
        "post:mayor": {"reply": {"n": 1}, "note": {"t": 1}},
        "post:deputy_a": {"reply": {"n": 2}, "note": {"t": 2}},
    }
    assert case.last.finished


def test_interrupting_sub_processes_of_a_countersign_leaves_nothing_behind():
    inner = start("s2") + user("reply", candidates="who") + end("e2")
    inner += chain("s2", "reply", "e2")
    body = (
        start()
        + node("subProcess", "all", each("['post:mayor', 'post:deputy_a']") + inner)
        + node(
            "boundaryEvent",
            "late",
            "<timerEventDefinition><timeDuration>'PT1H'</timeDuration>"
            "</timerEventDefinition>",
            attachedToRef="all",
        )
        + user("z")
        + end()
        + chain("s", "all", "e")
        + flows("late > z", "z > e")
    )
    case = Driven(procedure(body))
    tokens = set(case.open)
    case.complete("reply", {}, item="post:mayor")

    case.pass_time(hours=2)

    assert set(case.last.closed.values()) == {"cancelled"}
    assert tokens.isdisjoint(case.open)
    assert case.waiting == ["z"]
    case.complete("z")
    assert case.last.finished
