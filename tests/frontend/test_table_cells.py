"""Cells of decision tables: what one reads, what one types, what the file says."""

import json
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest

from engine.bpmn.decision_reading import literals, read_table
from engine.bpmn.syntax import compile_expression
from tests.support.tabling import Asked, dmn

ROOT = Path(__file__).parents[2]
CELLS = ROOT / "forms/static/designer/table_cells.js"
NODE = shutil.which("node")
ASK = """
import { readFileSync } from 'node:fs';
const text = encodeURIComponent(readFileSync(process.argv[1], 'utf8'));
const cells = await import(`data:text/javascript,${text}`);
const asked = JSON.parse(readFileSync(0, 'utf8'));
console.log(JSON.stringify(asked.map(([name, ...given]) => cells[name](...given))));
"""
NUMBER = {"kind": "number", "isInput": True, "allowed": []}
WHOLE = {"kind": "integer", "isInput": True, "allowed": []}
TEXT = {"kind": "string", "isInput": True, "allowed": []}
LEVEL = {"kind": "string", "isInput": True, "allowed": ["公开", "秘密"]}
YES = {"kind": "boolean", "isInput": True, "allowed": [True, False]}
DAY = {"kind": "date", "isInput": True, "allowed": []}
OPEN = {"kind": "", "isInput": True, "allowed": []}
OUT = {"kind": "string", "isInput": False, "allowed": []}
SUM = {"kind": "number", "isInput": False, "allowed": []}

pytestmark = pytest.mark.skipif(NODE is None, reason="no Node on this machine")


def ask(*asked: list[Any]) -> list[Any]:
    done = subprocess.run(  # noqa: S603 - our own script, no input from outside
        [str(NODE), "--input-type=module", "--eval", ASK, str(CELLS)],
        input=json.dumps(asked),
        capture_output=True,
        check=True,
        text=True,
    )
    return list(json.loads(done.stdout))


READ = [
    ("", NUMBER, "-"),
    ("任意", TEXT, "-"),
    ("5", NUMBER, "5"),
    ("<5", NUMBER, "? < 5"),
    ("≥5 且 ＜50", NUMBER, "? >= 5 and ? < 50"),
    ("5～50", NUMBER, "? >= 5 and ? <= 50"),
    ("1、2，３", WHOLE, "1, 2, 3"),
    ("计划规划、财政预算", TEXT, '"计划规划", "财政预算"'),
    ("“市委、市政府”、其他", TEXT, '"市委、市政府", "其他"'),
    ("不是 甲", TEXT, '? != "甲"'),
    ("不是 甲、乙", TEXT, '? not in ("甲", "乙")'),
    ("秘密、秘密", LEVEL, '"秘密"'),
    ("是", YES, "True"),
    ("2026年1月5日", DAY, '"2026-01-05"'),
    (">=2026-1-5", DAY, '? >= "2026-01-05"'),
    ("2026-01-05至2026-02-01", DAY, '? >= "2026-01-05" and ? <= "2026-02-01"'),
    ("3、甲、否", OPEN, '3, "甲", False'),
    ("=len(?) > 3", TEXT, "len(?) > 3"),
    ("甲、乙", OUT, '"甲、乙"'),
    ('他说"可"', OUT, '"他说\\"可\\""'),
    ("=parameter('a.b')", OUT, "parameter('a.b')"),
    ("2.5", SUM, "2.5"),
]
REFUSED = [
    ("百", NUMBER, "“百”不是数。"),
    ("2.5", WHOLE, "“2.5”不是整数。"),
    ("<", NUMBER, "写法：<5、>=5 且 <50、5～50。"),
    ("9～5", NUMBER, "9 大于 5，没有值能满足。"),
    ("绝密", LEVEL, "“绝密”不在允许的值里。"),
    ("<甲", TEXT, "这一列不能比大小；改列的类型，或写“=”和表达式。"),
    ("也许", YES, "“也许”不是“是”或“否”。"),
    ("2026-02-30", DAY, "“2026-02-30”不是日期，写成 2026-01-31。"),
    ("", OUT, "结果不能空着。"),
    ("=", TEXT, "“=”后面写表达式。"),
]


def test_what_is_typed_is_written_as_the_engine_reads_it() -> None:
    said = ask(*(["read", text, column] for text, column, _ in READ))

    assert said == [{"source": source} for _, _, source in READ]
    for (_, column, source) in READ:
        row = (source, "1") if column["isInput"] else ("-", source)
        assert read_table(dmn(row, inputs=(Asked("x"),))).rows


def test_what_cannot_be_meant_is_refused_in_chinese() -> None:
    said = ask(*(["read", text, column] for text, column, _ in REFUSED))

    assert said == [{"refusal": words} for _, _, words in REFUSED]


def test_what_is_written_is_read_again_as_it_was_typed() -> None:
    again = ask(*(["typed", source, column] for _, column, source in READ))
    back = ask(
        *(
            ["read", text, column]
            for text, (_, column, _) in zip(again, READ, strict=True)
        )
    )

    assert back == [{"source": source} for _, _, source in READ]


def test_cells_are_told_in_words() -> None:
    told = ask(
        ["shown", "-", TEXT],
        ["shown", '"a", "b"', TEXT],
        ["shown", "? >= 5 and ? < 50", NUMBER],
        ["shown", "? >= 5 and ? <= 50", NUMBER],
        ["shown", '? not in ("a", "b")', TEXT],
        ["shown", "['办公室', '战线部门']", OUT],
        ["shown", "? in case.units", TEXT],
        ["shown", "[1..5]", NUMBER],
    )

    assert [(each["words"], each["as"]) for each in told] == [
        ("任意", "any"),
        ("a、b", "values"),
        ("≥ 5 且 ＜ 50", "condition"),
        ("5 ～ 50", "condition"),
        ("不是 a、b", "condition"),
        ("办公室、战线部门", "values"),
        ("? in case.units", "raw"),
        ("[1..5]", "raw"),
    ]


@pytest.mark.parametrize(
    "path", sorted((ROOT / "processes").glob("*/*.dmn")), ids=lambda path: path.stem
)
def test_the_page_reads_shipped_cells_as_the_engine_does(path: Path) -> None:
    rows = read_table(path.read_bytes()).rows
    sources = [cell.source for row in rows for cell in row.inputs if cell.tree]

    read = ask(*(["literals", source] for source in sources))

    known = [literals(compile_expression(source)) for source in sources]
    assert [tuple(each["value"] for each in one) for one in read] == known
