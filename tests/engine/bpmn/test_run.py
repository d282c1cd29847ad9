"""A run moves a case from waiting to waiting and tells what changed."""

import pytest

from engine.bpmn.run import begin, resume
from engine.model import clock
from engine.model.errors import (
    EngineFailed,
    ExpressionFailed,
    NobodyResponsible,
    TaskChanged,
)
from engine.model.form import FieldType, Form
from engine.model.procedure import RegisterField
from tests.support.drawing import chain, end, flows, node, procedure, start, user
from tests.support.driving import Driven
from tests.support.small_office import NOW, surroundings

TWO_WAYS = (
    start()
    + user("fill", candidates="case.initiator_unit")
    + node("exclusiveGateway", "g", default="g_e")
    + user("review")
    + end("e", outcome="列入")
    + chain("s", "fill", "g")
    + flows("g > review : fill.again", "g > e", "review > fill")
)


def test_begin_waits_at_the_first_user_task():
    case = Driven(procedure(TWO_WAYS))

    (opened,) = case.last.opened
    assert (opened.element_id, opened.candidates) == ("fill", ("unit:finance",))
    assert case.last.entered == ("s", "s_fill", "fill")
    assert not case.last.finished


def test_completing_walks_on_and_names_what_it_walked():
    case = Driven(procedure(TWO_WAYS))

    token = case.token("fill")
    case.complete("fill", {"again": True})

    assert case.last.entered == ("fill_g", "g", "g_review", "review")
    assert case.last.closed == {token: "completed"}
    assert case.waiting == ["review"]


def test_end_finishes_the_case_with_its_outcome():
    case = Driven(procedure(TWO_WAYS))

    case.complete("fill", {"again": False})

    assert (case.last.finished, case.last.outcome) == (True, "列入")
    assert case.last.entered == ("fill_g", "g", "g_e", "e")


def test_rework_loop_reopens_the_task_with_new_answers():
    case = Driven(procedure(TWO_WAYS))

    for _ in range(3):
        case.complete("fill", {"again": True})
        case.complete("review", {})
    case.complete("fill", {"again": False})

    assert case.last.finished


def test_freezing_twice_tells_each_thing_once():
    with clock.at(NOW):
        run = begin(procedure(TWO_WAYS), surroundings(), {})
        first, second = run.freeze(), run.freeze()

    assert len(first.opened) == 1
    assert (second.opened, second.entered, second.closed) == ((), (), {})


def test_task_that_opens_and_closes_in_one_run_is_told_whole():
    with clock.at(NOW):
        run = begin(procedure(TWO_WAYS), surroundings(), {})
        ((token, _),) = run.open_tokens
        run.complete(token, {"again": True})
        advance = run.freeze()

    assert [task.element_id for task in advance.opened] == ["fill", "review"]
    assert advance.closed == {token: "completed"}


def test_token_completes_once():
    case = Driven(procedure(TWO_WAYS))
    token = case.token("fill")
    case.complete("fill", {"again": True})

    with pytest.raises(TaskChanged):
        case.do(lambda run: run.complete(token, {}))
    with pytest.raises(TaskChanged):
        case.do(lambda run: run.complete("nothing", {}))


def test_register_is_visible_at_once_and_told():
    rounds = RegisterField(
        "rounds", "轮次", FieldType.NUMBER, {"fill": "(case.rounds or 0) + 1"}
    )
    body = (
        start()
        + user("fill")
        + node("exclusiveGateway", "g", default="g_e")
        + end()
        + chain("s", "fill", "g")
        + flows("g > fill : case.rounds &lt; 3".replace("&lt;", "<"), "g > e")
    )
    case = Driven(procedure(body, register=(rounds,)))

    told = [case.complete("fill").register for _ in range(3)]

    assert told == [{"rounds": 1}, {"rounds": 2}, {"rounds": 3}]
    assert case.last.finished


def test_context_is_what_the_form_asked_for_and_none_where_it_is_not_there():
    form = Form(
        "review", "审核", (), context={"title": "fill.title", "old": "review.x"}
    )
    case = Driven(procedure(TWO_WAYS, forms={"review": form}))

    case.complete("fill", {"again": True, "title": "预算"})

    assert case.last.opened[0].context == {"title": "预算", "old": None}


@pytest.mark.parametrize("candidates", ["[]", "None", "'post:nobody'", "'mayor'"])
def test_task_for_nobody_is_a_fault(candidates: str):
    body = (
        start() + user("fill", candidates=candidates) + end() + chain("s", "fill", "e")
    )

    with pytest.raises(NobodyResponsible):
        Driven(procedure(body))


def test_failing_condition_names_its_element():
    body = (
        start()
        + user("fill")
        + node("exclusiveGateway", "g", default="g_e")
        + user("other")
        + end()
        + chain("s", "fill", "g")
        + flows("g > other : unknown == 1", "g > e", "other > e")
    )
    case = Driven(procedure(body))

    with pytest.raises(ExpressionFailed) as failed:
        case.complete("fill")

    assert failed.value.facts["element_id"] == "g"


def test_no_condition_holding_is_a_fault_of_that_element():
    body = (
        start()
        + user("fill")
        + node("exclusiveGateway", "g")
        + end("a")
        + end("b")
        + chain("s", "fill", "g")
        + flows("g > a : False", "g > b : False")
    )
    case = Driven(procedure(body))

    with pytest.raises(EngineFailed) as failed:
        case.complete("fill")

    assert failed.value.facts["element_id"] == "g"


def test_cancelling_closes_everything():
    body = (
        start()
        + node("parallelGateway", "f")
        + user("a")
        + node(
            "subProcess",
            "sub",
            start("s2") + user("b") + end("e2") + chain("s2", "b", "e2"),
        )
        + node("parallelGateway", "j")
        + end()
        + flows("s > f", "f > a", "f > sub", "a > j", "sub > j", "j > e")
    )
    case = Driven(procedure(body))
    tokens = set(case.open)

    case.do(lambda run: run.cancel())

    assert case.last.closed == dict.fromkeys(tokens, "cancelled")
    assert (case.last.finished, case.last.outcome) == (True, "")


def test_script_writes_plain_values():
    body = (
        start()
        + user("fill")
        + node(
            "scriptTask", "think", "<script>due = workdays_after(today(), 1)</script>"
        )
        + user("look", form="look")
        + end()
        + chain("s", "fill", "think", "look", "e")
    )
    form = Form("look", "看", (), context={"due": "due"})
    case = Driven(procedure(body, forms={"look": form}))

    case.complete("fill")

    assert case.last.opened[0].context == {"due": "2026-03-03"}


def test_poisonous_keys_are_only_data():
    case = Driven(procedure(TWO_WAYS))
    answers = {"again": True, "typename": "UUID", "self": 1, "value": "x", "len": 2}

    case.complete("fill", answers)
    case.complete("review")
    case.complete("fill", {"again": False})

    assert case.last.finished


def test_resuming_changes_nothing():
    case = Driven(procedure(TWO_WAYS))
    case.complete("fill", {"again": True})

    with clock.at(NOW):
        again = resume(case.procedure, case.last.state, surroundings()).freeze()

    assert again.state == case.last.state
    assert again.opened == ()
