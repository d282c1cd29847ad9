"""What the analysis says of a table is what the evaluator does with it."""

import itertools
import time
from pathlib import Path

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from engine.bpmn.decision_analysis import analyse
from engine.bpmn.decision_reading import TableRefused, read_table
from engine.bpmn.decision_trial import try_samples
from engine.model.finding import Severity
from tests.support.small_office import surroundings
from tests.support.tabling import Asked, dmn

PROCESSES = Path(__file__).parents[3] / "processes"
SECRECY = Asked("密级", "string", '"公开", "秘密", "机密"')
AMOUNT = Asked("金额", "number")
URGENT = Asked("紧急", "boolean")


def said(xml: bytes) -> list[tuple[str, str]]:
    return [(fault.code, fault.text) for fault in analyse(xml)]


def codes(xml: bytes) -> list[str]:
    return [fault.code for fault in analyse(xml)]


@pytest.mark.parametrize(
    "path", sorted(PROCESSES.glob("*/*.dmn")), ids=lambda path: path.stem
)
def test_nothing_is_wrong_with_a_shipped_table(path: Path) -> None:
    assert said(path.read_bytes()) == []


def test_a_gap_is_told_by_an_example_and_by_the_rule_that_is_missing() -> None:
    rows = (('"公开"', "-", "1"), ('"秘密"', "? < 100", "2"), ('"机密"', "-", "3"))
    (gap,) = analyse(dmn(*rows, inputs=(SECRECY, AMOUNT)))

    assert (gap.severity, gap.code) == (Severity.WARNING, "table_gap")
    assert gap.text.startswith("密级=秘密、金额=100 时没有规则")
    assert gap.cells == ('"秘密"', "? >= 100")


def test_the_rule_that_is_missing_closes_the_gap() -> None:
    rows = [('"公开"', "-", "1"), ('"秘密"', "? > 1 and ? < 100", "2")]
    inputs = (SECRECY, AMOUNT)
    for _ in range(9):
        gaps = [f for f in analyse(dmn(*rows, inputs=inputs)) if f.code == "table_gap"]
        if not gaps:
            break
        rows.append((*gaps[0].cells, "0"))

    assert codes(dmn(*rows, inputs=inputs)) == []
    assert len(rows) == 5


def test_two_rows_that_hold_at_once_are_an_error_under_unique() -> None:
    xml = dmn(("? <= 5", "1"), ("? >= 5", "1"))
    (fault,) = analyse(xml)

    assert (fault.severity, fault.rows) == (Severity.ERROR, (0, 1))
    assert "第 1 行和第 2 行重叠：amount=5 时" in fault.text
    assert try_samples(xml, [[5]], surroundings())[0].refusal


def test_under_any_only_other_answers_are_an_error() -> None:
    rows = (("? <= 5", "1"), ("? >= 5", "1"), ("? == 5", "1 + 1"), ("? == 5", "3"))
    found = analyse(dmn(*rows, policy="ANY"))

    assert [(fault.severity.value, fault.rows) for fault in found] == [
        ("warning", (0, 2)),
        ("error", (0, 3)),
        ("warning", (1, 2)),
        ("error", (1, 3)),
        ("warning", (2, 3)),
    ]


def test_a_row_that_earlier_rows_leave_nothing_is_told_under_first() -> None:
    rows = (("? < 5", "1"), ("? >= 5", "2"), ("3", "3"), ("-", "4"))
    found = analyse(dmn(*rows, policy="FIRST"))

    assert [(fault.code, fault.rows) for fault in found] == [
        ("row_unreachable", (2,)),
        ("row_unreachable", (3,)),
    ]


def test_collecting_overlaps_and_collecting_nothing_are_no_faults() -> None:
    assert codes(dmn(("? < 5", "1"), ("? < 9", "2"), policy="COLLECT")) == []


@pytest.mark.parametrize(
    ("cell", "code"),
    [
        ('"百"', "cell_unfit"),
        ("? < 'a'", "cell_fails"),
        ("? < 1 and ? > 2", "row_never_holds"),
        ("nothing(?)", "cell_refused"),
        ("? < limit", "table_undecided"),
        ("? < parameter('a')", "table_undecided"),
    ],
)
def test_a_cell_that_cannot_be_meant_is_told_at_its_row(cell: str, code: str) -> None:
    found = analyse(dmn(("-", "0"), (cell, "1"), policy="FIRST"))

    assert code in {fault.code for fault in found if fault.rows == (1,)}


def test_a_value_that_is_not_allowed_is_told() -> None:
    asked = Asked("密级", "string", '"公开", "秘密"')
    answers = Asked("route", "string", '"办", "不办"')
    rows = (('"公开", "绝密"', '"办"'), ('"秘密"', '"缓办"'))

    assert codes(dmn(*rows, inputs=(asked,), outputs=(answers,))) == [
        "cell_not_allowed",
        "cell_not_allowed",
    ]


def test_without_allowed_values_other_texts_have_no_rule() -> None:
    ((code, text),) = said(dmn(('"甲"', "1"), inputs=(Asked("kind", "string"),)))

    assert code == "table_gap"
    assert "kind=其他（没有列出的值）" in text


def test_inputs_that_ask_the_same_are_one() -> None:
    twice = (AMOUNT, AMOUNT)
    rows = (("? < 5", "? >= 0", "1"), ("? >= 5", "-", "2"), ("-", "? < 0", "3"))

    assert codes(dmn(*rows, inputs=twice)) == []


def test_whole_numbers_and_days_leave_nothing_between_two() -> None:
    rows = (("? <= 5", "1"), ("? >= 6", "2"))
    days = (('? <= "2026-01-05"', "1"), ('? >= "2026-01-06"', "2"))

    assert codes(dmn(*rows, inputs=(Asked("n", "integer"),))) == []
    assert codes(dmn(*rows)) == ["table_gap"]
    assert codes(dmn(*days, inputs=(Asked("d", "date"),))) == []


# Cells of each kind, and all values that one needs to try to know what a table does.
NUMBERS = ["-", "1", "3, 5", "? < 3", "? >= 3", "? > 1 and ? < 5", "not ? == 3", "null"]
TEXTS = ["-", '"a"', '"a", "b"', '? != "a"', '? in ("b", "c")']
LETTERS = ["-", '"a"', '"b", "c"', '? != "a"', '?.startswith("a")']
SWITCHES = ["-", "true", "false", "? == True"]
COLUMNS = (
    (Asked("x", "number"), NUMBERS, [None, 0, 1, 2, 3, 4, 5, 6]),
    (Asked("y", "string"), TEXTS, ["a", "b", "c", "d"]),
    (Asked("z", "string", '"a", "b", "c"'), LETTERS, ["a", "b", "c"]),
    (Asked("w", "boolean"), SWITCHES, [True, False]),
)


@st.composite
def tables(draw: st.DrawFn):
    chosen = draw(st.lists(st.sampled_from(COLUMNS), min_size=1, max_size=3))
    columns = list({column[0].source: column for column in chosen}.values())
    row = st.tuples(*(st.sampled_from(cells) for _, cells, _ in columns))
    rows = draw(st.lists(row, min_size=1, max_size=5))
    answers = draw(st.lists(st.sampled_from(["1", "2"]), min_size=5, max_size=5))
    policy = draw(st.sampled_from(["UNIQUE", "ANY", "FIRST"]))
    written = [(*cells, answer) for cells, answer in zip(rows, answers, strict=False)]
    xml = dmn(*written, inputs=tuple(column[0] for column in columns), policy=policy)
    return xml, policy, [values for _, _, values in columns], rows


@settings(max_examples=300, deadline=None)
@given(tables())
def test_the_analysis_agrees_with_trying_everything(drawn) -> None:
    xml, policy, values, rows = drawn
    found = analyse(xml)
    assume(all(fault.code != "cell_fails" for fault in found))
    # What is not there is a value only where a cell names it.
    names_nothing = any("null" in row for row in rows)
    samples = [
        list(each)
        for each in itertools.product(*values)
        if None not in each or names_nothing
    ]
    tried = try_samples(xml, samples, surroundings())

    assert ("table_gap" in {f.code for f in found}) == any(not t.rows for t in tried)
    if policy == "UNIQUE":
        pairs = {p for t in tried for p in itertools.combinations(t.rows, 2)}
        assert {f.rows for f in found if f.code == "rows_overlap"} == pairs
    if policy != "FIRST":
        clash = any(fault.severity is Severity.ERROR for fault in found)
        assert clash == any(each.refusal for each in tried)
    else:
        first = {each.rows[0] for each in tried if each.rows}
        never = {
            fault.rows[0]
            for fault in found
            if fault.code in {"row_unreachable", "row_never_holds"}
        }
        assert never == set(range(len(read_table(xml).rows))) - first


def test_ten_thousand_rows_are_refused_at_once_and_in_words() -> None:
    xml = dmn(*((f"? == {n}", str(n)) for n in range(10_000)))
    begun = time.monotonic()

    with pytest.raises(TableRefused) as refused:
        analyse(xml)

    assert "请拆成几张表" in str(refused.value)
    assert time.monotonic() - begun < 5


LARGE = {
    "literals": [(f"{n}", str(n)) for n in range(3_900)],
    "ranges": [(f"? >= {n} and ? < {n + 1}", str(n)) for n in range(3_900)],
    "everything": [("-", str(n)) for n in range(3_900)],
}


@pytest.mark.parametrize("policy", ["UNIQUE", "FIRST"])
@pytest.mark.parametrize("rows", LARGE.values(), ids=LARGE)
def test_the_largest_table_is_judged_or_left_undecided_within_seconds(
    rows: list[tuple[str, str]], policy: str
) -> None:
    begun = time.monotonic()

    found = analyse(dmn(*rows, policy=policy))

    assert time.monotonic() - begun < 10
    assert found
    assert len(found) < 40


def test_a_table_too_large_to_judge_says_so() -> None:
    assert codes(dmn(*LARGE["ranges"])) == ["table_undecided"]
