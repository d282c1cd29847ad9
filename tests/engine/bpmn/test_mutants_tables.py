"""A decision table loses a rule, or answers otherwise."""

from engine.bpmn.decision_reading import read_table
from engine.bpmn.mutants_tables import table_mutants
from engine.model.mutant import CASE, MutantKind

ROW = """<rule id="{0}"><inputEntry id="{0}_if"><text>"{1}"</text></inputEntry>
<outputEntry id="{0}_then"><text>{2}</text></outputEntry></rule>"""
ROWS = ROW.format("r1", "甲", "'市长'"), ROW.format("r2", "乙", "'秘书长'")
TABLE = f"""<definitions xmlns="https://www.omg.org/spec/DMN/20191111/MODEL/" id="t"
 name="t" namespace="n"><decision id="who" name="谁"><decisionTable id="dt"
 hitPolicy="UNIQUE"><input id="in"><inputExpression id="ie"><text>kind</text>
 </inputExpression></input><output id="out" name="post"/>{"".join(ROWS)}
 </decisionTable></decision></definitions>"""


def mutants(table: str):
    return list(table_mutants("who.dmn", table.encode(), frozenset({CASE})))


def test_each_rule_is_dropped_and_each_answer_changed():
    assert [(each.mutation.kind, each.mutation.text) for each in mutants(TABLE)] == [
        (MutantKind.TABLE_RULE_DROPPED, '决策表 who.dmn 第 1 行（"甲"）删去'),
        (
            MutantKind.TABLE_OUTPUT_CHANGED,
            "决策表 who.dmn 第 1 行（\"甲\"）的结果由 '市长' 改为 '秘书长'",
        ),
        (MutantKind.TABLE_RULE_DROPPED, '决策表 who.dmn 第 2 行（"乙"）删去'),
        (
            MutantKind.TABLE_OUTPUT_CHANGED,
            "决策表 who.dmn 第 2 行（\"乙\"）的结果由 '秘书长' 改为 '市长'",
        ),
    ]


def test_a_mutant_is_a_readable_table_with_one_thing_changed():
    dropped, changed, *_ = mutants(TABLE)

    assert [len(read_table(each.data).rows) for each in mutants(TABLE)] == [1, 2, 1, 2]
    assert [row.rule_id for row in read_table(dropped.data).rows] == ["r2"]
    assert b"<text>'\xe5\xb8\x82\xe9\x95\xbf'</text>" not in changed.data


def test_a_yes_becomes_a_no_and_a_number_the_next():
    texts = [
        [each.mutation.text for each in mutants(TABLE.replace("'市长'", one))][1]
        for one in ("True", "3")
    ]

    assert [text.rpartition(" ")[2] for text in texts] == ["False", "'秘书长'"]
    assert mutants(TABLE.replace(ROWS[1], "").replace("'市长'", "3"))[
        1
    ].mutation.text.endswith("由 3 改为 4")
