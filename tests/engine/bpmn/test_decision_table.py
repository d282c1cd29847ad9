"""Decision tables: the hit policies, the cells, and what is refused."""

import pytest

from engine.bpmn.decision_reading import TableRefused, read_table
from engine.bpmn.expression import decide, evaluate
from engine.model.errors import ExpressionRefused
from engine.model.form import FieldType
from engine.model.procedure import RegisterField
from tests.support.drawing import chain, end, node, procedure, start, user
from tests.support.driving import Driven
from tests.support.small_office import surroundings

DMN = "https://www.omg.org/spec/DMN/20191111/MODEL/"


def table(
    *rows: tuple[str, ...],
    policy: str = "UNIQUE",
    inputs: tuple[str, ...] = ("amount",),
    outputs: tuple[str, ...] = ("route",),
    namespace: str = DMN,
) -> bytes:
    def cell(tag: str, text: str) -> str:
        escaped = text.replace("&", "&amp;").replace("<", "&lt;")
        return f"<{tag}><text>{escaped}</text></{tag}>"

    heads = "".join(
        f"<input>{cell('inputExpression', source)}</input>" for source in inputs
    ) + "".join(f'<output name="{name}"/>' for name in outputs)
    rules = "".join(
        "<rule>"
        + "".join(cell("inputEntry", text) for text in row[: len(inputs)])
        + "".join(cell("outputEntry", text) for text in row[len(inputs) :])
        + "</rule>"
        for row in rows
    )
    return (
        f'<definitions xmlns="{namespace}"><decision id="t" name="表">'
        f'<decisionTable hitPolicy="{policy}">{heads}{rules}</decisionTable>'
        "</decision></definitions>"
    ).encode()


SIZES = (("? < 5", "'小'"), ("? >= 5 and ? < 50", "'中'"), ("? >= 50", "'大'"))


@pytest.mark.parametrize(("amount", "route"), [(1, "小"), (5, "中"), (50, "大")])
def test_condition_on_the_input_chooses_the_row(amount: int, route: str):
    assert decide(table(*SIZES), {"amount": amount}, surroundings()) == route


def test_literal_list_dash_and_words_of_dmn():
    rows = (
        ('"计划规划", "财政预算"', "-", "true"),
        ('"其他"', "false", "null"),
        ('"其他"', "? == True", "amount + 1"),
    )
    xml = table(*rows, inputs=("kind", "urgent"))

    def of(kind: str, *, urgent: bool) -> object:
        return decide(
            xml, {"kind": kind, "urgent": urgent, "amount": 1}, surroundings()
        )

    assert of("财政预算", urgent=False) is True
    assert of("其他", urgent=False) is None
    assert of("其他", urgent=True) == 2


def test_question_mark_inside_quotes_is_text():
    xml = table(('"吗？"', "'问'"), ("? != '吗？'", "'答'"))

    assert decide(xml, {"amount": "吗？"}, surroundings()) == "问"
    assert decide(xml, {"amount": "是"}, surroundings()) == "答"


def test_unique_refuses_two_hits_and_any_refuses_two_answers():
    rows = (("-", "1"), ("? > 0", "2"))

    for policy in ("UNIQUE", "ANY"):
        with pytest.raises(ExpressionRefused):
            decide(table(*rows, policy=policy), {"amount": 1}, surroundings())
    same = table(("-", "1"), ("-", "1"), policy="ANY")
    assert decide(same, {"amount": 1}, surroundings()) == 1


def test_first_takes_the_first_and_collect_takes_all():
    rows = (("? > 0", "'a'"), ("-", "'b'"))

    assert decide(table(*rows, policy="FIRST"), {"amount": 1}, surroundings()) == "a"
    assert decide(table(*rows, policy="COLLECT"), {"amount": 1}, surroundings()) == [
        "a",
        "b",
    ]
    assert decide(table(policy="COLLECT"), {"amount": 1}, surroundings()) == []
    assert decide(table(policy="FIRST"), {"amount": 1}, surroundings()) is None


def test_several_outputs_are_named():
    xml = table(("-", "1", "'b'"), outputs=("one", "two"))

    assert decide(xml, {"amount": 0}, surroundings()) == {"one": 1, "two": "b"}


@pytest.mark.parametrize(
    ("xml", "told"),
    [
        (b"<x/>", "不是可读的 DMN 文件"),
        (table(policy="PRIORITY"), "不支持命中策略 PRIORITY"),
        (table(("[1..5]", "1")), "“[1..5]”：写法不对，无法理解"),
        (table(("-",)), "第“”行的格数与列数不符"),
        (table(("-", "lambda: 1")), "“lambda: 1”：不可使用匿名函数"),
        (table(inputs=("",)), "有输入列没有写表达式"),
        (table(outputs=()), "决策表没有输出列"),
    ],
)
def test_unsupported_table_is_refused_in_chinese(xml: bytes, told: str):
    with pytest.raises(TableRefused) as refused:
        read_table(xml)
    assert str(refused.value) == told


def test_table_is_asked_from_an_expression_and_from_a_task():
    tables = {"size": table(*SIZES)}
    about = surroundings(tables)
    assert evaluate("decide('size', amount=5)", {}, about) == "中"

    decision = (
        '<zf:decision table="size" result="size">'
        '<zf:argument name="amount" value="fill.sum"/></zf:decision>'
    )
    body = (
        start()
        + user("fill")
        + node("businessRuleTask", "size_up", "", decision)
        + end()
        + chain("s", "fill", "size_up", "e")
    )
    seen = RegisterField("size", "", FieldType.TEXT, {"size_up": "size"})
    case = Driven(procedure(body, register=(seen,), tables=tables))
    case.complete("fill", {"sum": 60})
    assert case.last.register == {"size": "大"}


def test_task_without_arguments_asks_about_its_data():
    decision = '<zf:decision table="size" result="size"/>'
    script = "<script>amount = fill.sum</script>"
    body = (
        start()
        + user("fill")
        + node("scriptTask", "gather", script)
        + node("businessRuleTask", "size_up", "", decision)
        + end()
        + chain("s", "fill", "gather", "size_up", "e")
    )
    seen = RegisterField("size", "", FieldType.TEXT, {"size_up": "size"})
    tables = {"size": table(*SIZES)}
    case = Driven(procedure(body, register=(seen,), tables=tables))

    case.complete("fill", {"sum": 4})

    assert case.last.register == {"size": "小"}
