"""Joins keep both branches' updates and know one round from the next."""

import pytest

from engine.model.form import FieldType
from engine.model.procedure import RegisterField
from tests.support.drawing import chain, end, flows, node, procedure, start, user
from tests.support.driving import Driven

SCRIPT = "<script>{}</script>"
SPLIT = (
    start()
    + node("scriptTask", "init", SCRIPT.format("v = 0\nkept = [1, 2, 3]"))
    + node("parallelGateway", "f")
    + user("a")
    + node("scriptTask", "a2", SCRIPT.format("v = a.v or v\nkept = a.kept or kept"))
    + user("b")
    + node("scriptTask", "b2", SCRIPT.format("v = b.v or v"))
    + node("parallelGateway", "j")
    + user("z")
    + node("exclusiveGateway", "x", default="x_e")
    + end()
    + chain("s", "init", "f")
    + flows("f > a", "f > b")
    + chain("a", "a2", "j")
    + chain("b", "b2", "j")
    + chain("j", "z", "x")
    + flows("x > init : z.again", "x > e")
)
SEEN = RegisterField("seen", "v", FieldType.NUMBER, {"j": "[v, kept, a.v, b.v]"})


@pytest.mark.parametrize("order", [("a", "b"), ("b", "a")])
def test_what_one_branch_changed_survives_the_other(order: tuple[str, str]):
    case = Driven(procedure(SPLIT, register=(SEEN,)))
    answers = {"a": {"v": 1, "kept": [1]}, "b": {}}

    for branch in order:
        case.complete(branch, answers[branch])

    assert case.last.register["seen"] == [1, [1], 1, None]
    assert case.last.conflicts == ()


def test_what_both_changed_is_recorded_and_the_last_wins():
    case = Driven(procedure(SPLIT, register=(SEEN,)))

    case.complete("a", {"v": 1})
    case.complete("b", {"v": 2})

    assert case.last.register["seen"] == [2, [1, 2, 3], 1, 2]
    assert case.last.conflicts == ("v",)


def test_join_waits_for_both_in_every_round_and_order():
    case = Driven(procedure(SPLIT))

    for first, second in (("a", "b"), ("b", "a"), ("b", "a"), ("a", "b")):
        case.complete(first)
        assert case.waiting == [second]
        case.complete(second)
        assert case.waiting == ["z"]
        case.complete("z", {"again": True})
    case.complete("b")
    case.complete("a")
    case.complete("z", {"again": False})

    assert case.last.finished


def test_flows_into_a_join_are_walked_as_tokens_arrive():
    case = Driven(procedure(SPLIT))

    case.complete("a")
    assert case.last.entered == ("a_a2", "a2", "a2_j")
    case.complete("b")
    assert case.last.entered == ("b_b2", "b2", "b2_j", "j", "j_z", "z")


def test_two_ends_of_a_sub_process_keep_what_both_branches_did():
    inner = (
        start("s2")
        + node("parallelGateway", "f")
        + user("a")
        + user("b")
        + end("e2")
        + end("e3")
        + flows("s2 > f", "f > a", "f > b", "a > e2", "b > e3")
    )
    seen = RegisterField("seen", "", FieldType.TEXT, {"sub": "[a.v, b.v]"})
    body = start() + node("subProcess", "sub", inner) + end() + chain("s", "sub", "e")
    case = Driven(procedure(body, register=(seen,)))

    case.complete("b", {"v": 2})
    case.complete("a", {"v": 1})

    assert case.last.register == {"seen": [1, 2]}
    assert case.last.finished


def test_inclusive_join_keeps_every_branch_that_was_taken():
    body = (
        start()
        + user("fill")
        + node("inclusiveGateway", "f", default="f_c")
        + user("a")
        + user("b")
        + user("c")
        + node("inclusiveGateway", "j")
        + end()
        + chain("s", "fill", "f")
        + flows("f > a : fill.a", "f > b : fill.b", "f > c")
        + flows("a > j", "b > j", "c > j", "j > e")
    )
    seen = RegisterField("seen", "", FieldType.TEXT, {"e": "[a.v, b.v]"})
    case = Driven(procedure(body, register=(seen,)))

    case.complete("fill", {"a": True, "b": True})
    assert case.waiting == ["a", "b"]
    case.complete("b", {"v": 2})
    case.complete("a", {"v": 1})

    assert case.last.register == {"seen": [1, 2]}
    assert case.last.finished


def test_inclusive_join_waits_for_a_branch_that_is_still_far_away():
    body = (
        start()
        + node("parallelGateway", "f")
        + user("a")
        + user("b")
        + node("exclusiveGateway", "x", default="x_d")
        + user("c")
        + user("d")
        + user("h")
        + node("exclusiveGateway", "y")
        + user("g")
        + node("inclusiveGateway", "j")
        + user("k")
        + end()
        + flows("s > f", "f > b", "f > a", "a > j", "j > k", "k > e")
        + flows("b > x", "x > c : b.other", "x > d", "c > h", "h > y", "d > y")
        + flows("y > g", "g > j")
    )
    case = Driven(procedure(body))

    case.complete("a")
    case.complete("b", {"other": False})
    assert case.waiting == ["d"]
    case.complete("d")
    case.complete("g")

    assert case.waiting == ["k"]
    assert case.complete("k").finished


def test_inclusive_split_in_a_loop_waits_for_nobody():
    body = (
        start()
        + node("parallelGateway", "f")
        + node("inclusiveGateway", "o", default="o_a")
        + user("a")
        + user("b")
        + node("parallelGateway", "j")
        + node("exclusiveGateway", "x", default="x_e")
        + node("exclusiveGateway", "y")
        + end()
        + chain("s", "y", "f", "o", "a", "j", "x", "e")
        + flows("f > b", "b > j", "x > y : a.again")
    )
    case = Driven(procedure(body))

    assert case.waiting == ["a", "b"]
    case.complete("b")
    case.complete("a", {"again": True})

    assert case.waiting == ["a", "b"]


@pytest.mark.parametrize("taken", [("a", "b"), ("b", "c"), ("c", "a", "b")])
def test_inclusive_join_in_a_loop_waits_for_all_in_every_round(taken: tuple[str, ...]):
    body = (
        start()
        + node("exclusiveGateway", "y")
        + user("fill")
        + node("inclusiveGateway", "f")
        + user("a")
        + user("b")
        + user("c")
        + node("inclusiveGateway", "j")
        + user("z")
        + node("exclusiveGateway", "x", default="x_e")
        + end()
        + chain("s", "y", "fill", "f")
        + flows("f > a : fill.a", "f > b : fill.b", "f > c : fill.c")
        + flows("a > j", "b > j", "c > j")
        + chain("j", "z", "x", "e")
        + flows("x > y : z.again")
    )
    case = Driven(procedure(body))

    for again in (True, True, False):
        case.complete("fill", {each: each in taken for each in "abc"})
        for number, branch in enumerate(taken, start=1):
            assert case.waiting == sorted(taken[number - 1 :])
            case.complete(branch)
        assert case.waiting == ["z"]
        case.complete("z", {"again": again})

    assert case.last.finished
