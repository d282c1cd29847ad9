"""Service tasks halt until their effect's result is supplied, wherever they stand."""

import pytest

from engine.model.errors import TaskChanged
from engine.model.form import FieldType
from engine.model.procedure import RegisterField
from tests.support.drawing import chain, each, end, flows, node, procedure, start, user
from tests.support.driving import Driven

EFFECT = (
    '<zf:effect operation="start_case" result="opened">'
    '<zf:argument name="procedure" value="\'other\'"/>'
    '<zf:argument name="title" value="fill.title"/></zf:effect>'
)
BODY = (
    start()
    + user("fill")
    + node("serviceTask", "open", "", EFFECT)
    + user("z", candidates="opened.by")
    + end()
    + chain("s", "fill", "open", "z", "e")
)


def test_effect_halts_with_its_arguments_and_goes_on_with_its_result():
    case = Driven(procedure(BODY))

    case.complete("fill", {"title": "预算"})
    (halted,) = case.last.halted
    assert (halted.element_id, halted.operation) == ("open", "start_case")
    assert halted.arguments == {"procedure": "other", "title": "预算"}
    assert not case.last.finished
    case.do(lambda run: run.supply(halted.token_id, {"by": "post:mayor"}))

    assert case.last.halted == ()
    assert case.last.opened[0].candidates == ("post:mayor",)


def test_result_is_supplied_once_and_to_an_effect_only():
    case = Driven(procedure(BODY))
    fill = case.token("fill")
    with pytest.raises(TaskChanged):
        case.do(lambda run: run.supply(fill, {}))
    case.complete("fill", {"title": "预算"})
    token = case.last.halted[0].token_id
    case.do(lambda run: run.supply(token, {"by": "post:mayor"}))

    with pytest.raises(TaskChanged):
        case.do(lambda run: run.supply(token, {}))


def test_effects_of_each_item_are_results_by_item():
    effect = (
        '<zf:effect operation="notify" result="told">'
        '<zf:argument name="to" value="who"/></zf:effect>'
    )
    loop = each("['post:mayor', 'post:deputy_a']")
    body = (
        start()
        + user("fill")
        + node("serviceTask", "tell", loop, effect)
        + end()
        + chain("s", "fill", "tell", "e")
    )
    seen = RegisterField("seen", "", FieldType.TEXT, {"tell": "results"})
    case = Driven(procedure(body, register=(seen,)))
    case.complete("fill")

    for halted in case.last.halted[::-1]:
        to = halted.arguments["to"]
        token = halted.token_id
        case.do(lambda run, token=token, to=to: run.supply(token, {"to": to}))

    assert case.last.register["seen"] == {
        "post:mayor": {"to": "post:mayor"},
        "post:deputy_a": {"to": "post:deputy_a"},
    }
    assert case.last.finished


def test_case_is_not_finished_while_an_effect_halts_on_another_branch():
    body = (
        start()
        + node("parallelGateway", "f")
        + node("serviceTask", "open", "", '<zf:effect operation="notify" result="r"/>')
        + user("a")
        + end("e")
        + end("e2")
        + flows("s > f", "f > open", "f > a", "open > e", "a > e2")
    )
    case = Driven(procedure(body))

    case.complete("a")

    assert not case.last.finished
    token = case.last.halted[0].token_id
    case.do(lambda run: run.supply(token, None))
    assert case.last.finished
