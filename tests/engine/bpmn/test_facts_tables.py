"""Two decision tables are compared in words: every cell, column and the order."""

from pathlib import Path

import pytest

from engine.bpmn.facts_tables import facts_of_table
from engine.model.difference import differences
from engine.model.errors import XmlRefused

PROCESSES = Path(__file__).parents[3] / "processes"
SCOPE = (PROCESSES / "emergency_report" / "in_scope.dmn").read_text()
CHANNEL = (PROCESSES / "document_issuing" / "channel.dmn").read_text()


def told(table: str, old: str, new: str) -> list[tuple[str, str, str, str]]:
    assert old in table
    before = facts_of_table(table.encode())
    after = facts_of_table(table.replace(old, new, 1).encode())
    return [
        (each.thing_id, field.field, field.old, field.new)
        for each in differences(before, after)
        for field in each.fields
    ]


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        (
            '<text>"其他"</text>',
            "<text>-</text>",
            ("other_grave", "“事件类型”", '"其他"', "-"),
        ),
        (
            '<text>"一般事项"</text>',
            "<text>-</text>",
            ("other_ordinary", "“是否重大紧急”", '"一般事项"', "-"),
        ),
        (
            "<text>True</text>",
            "<text>False</text>",
            ("listed", "“属报告范围”", "True", "False"),
        ),
        (
            'hitPolicy="UNIQUE"',
            'hitPolicy="ANY"',
            ("in_scope_table", "命中策略", "UNIQUE", "ANY"),
        ),
        (
            "<text>scope_view</text>",
            "<text>view</text>",
            ("in_scope_view", "看什么", "scope_view", "view"),
        ),
        (
            'name="in_scope" typeRef="boolean"',
            'name="scope" typeRef="boolean"',
            ("in_scope_output", "名称", "in_scope", "scope"),
        ),
    ],
)
def test_each_change_is_told_where_it_is(
    old: str, new: str, expected: tuple[str, str, str, str]
) -> None:
    assert told(SCOPE, old, new) == [expected]


def test_the_order_of_rows_counts_where_the_first_one_does() -> None:
    first, _, rest = CHANNEL.partition('      <rule id="channel_bill">')
    bill, _, rest = rest.partition("      </rule>\n")
    moved = '      <rule id="channel_bill">' + bill + "      </rule>\n"
    before, _, appointment = first.partition('      <rule id="channel_appointment">')
    swapped = f'{before}{moved}      <rule id="channel_appointment">{appointment}{rest}'

    ((thing, name, old, new),) = told(CHANNEL, CHANNEL, swapped)

    assert (thing, name) == ("channel_table", "行的顺序")
    assert sorted(old.split("、")) == sorted(new.split("、"))


@pytest.mark.parametrize("path", sorted(PROCESSES.glob("*/*.dmn")), ids=str)
def test_a_shipped_table_is_no_different_from_itself(path: Path) -> None:
    facts = facts_of_table(path.read_bytes())

    assert facts
    assert differences(facts, facts) == ()


def test_hostile_documents_are_refused() -> None:
    with pytest.raises(XmlRefused):
        facts_of_table(b"<!DOCTYPE x><definitions/>")
