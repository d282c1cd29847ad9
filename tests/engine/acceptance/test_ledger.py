"""The ledger: one verdict for every sentence of the rules."""

import json

import pytest

from engine.acceptance.ledger import build_ledger, citations, ledger_json, summary
from engine.acceptance.report import ScenarioVerdict
from engine.acceptance.shipped import shipped_procedures
from engine.model.reference import Article, Clause, Reference, Regulation

AGENDA = shipped_procedures()["agenda_submission"]
BUILT = {"agenda_submission": AGENDA}
NAMES = {"minutes_signing": "会议纪要签发"}


def one_article(*procedures, reason=""):
    clause = Clause(
        Reference(42, 1),
        "议题先经协调",
        "declaratory" if reason else "procedure",
        reason=reason,
        procedures=procedures,
    )
    article = Article(42, "第六章", "会议", clause.kind, (clause,))
    return Regulation("规则", {42: article})


def row_of(regulation, *verdicts):
    (row,) = build_ledger(regulation, BUILT, verdicts, NAMES)
    return row


def scenario(verdict, reason=""):
    return ScenarioVerdict(
        "agenda_submission", "成立", ("42.1",), verdict, 0.1, reason=reason
    )


def test_a_clause_is_proven_by_a_scenario_that_bears_its_tag_and_passed():
    row = row_of(one_article("agenda_submission"), scenario("passed"))

    assert (row.verdict, row.reason) == ("proven", "")
    assert row.scenarios == ("agenda_submission: 成立",)
    assert "agenda_submission:deputies_coordination" in row.elements


def test_a_proven_clause_names_the_procedures_that_will_carry_it_out_too():
    row = row_of(
        one_article("agenda_submission", "minutes_signing"), scenario("passed")
    )

    assert (row.verdict, row.reason) == ("proven", "还将见于待建程序：会议纪要签发")


def test_one_failing_scenario_outweighs_those_that_passed():
    row = row_of(
        one_article("agenda_submission"),
        scenario("passed"),
        scenario("failed", "还有待办"),
    )

    assert (row.verdict, row.reason) == ("failed", "还有待办")


def test_a_clause_without_any_scenario_is_unproven():
    row = row_of(one_article("agenda_submission"))

    assert (row.verdict, row.reason) == ("unproven", "没有场景证明这一句")


def test_a_scenario_of_another_clause_proves_nothing():
    other = ScenarioVerdict("agenda_submission", "别的", ("42.2",), "passed", 0.1)

    assert row_of(one_article("agenda_submission"), other).verdict == "unproven"


def test_a_clause_of_procedures_to_come_is_planned_and_names_them():
    row = row_of(one_article("minutes_signing"))

    assert (row.verdict, row.reason) == ("planned", "待建程序：会议纪要签发")


def test_a_clause_whose_scenarios_all_wait_is_planned():
    row = row_of(one_article("agenda_submission"), scenario("planned"))

    assert row.verdict == "planned"
    assert row.reason


def test_a_clause_in_which_nothing_is_executable_says_why():
    row = row_of(one_article(reason="只讲目的"))

    assert (row.verdict, row.reason) == ("not_executable", "只讲目的")


@pytest.mark.parametrize(
    ("reference", "place"),
    [
        ("42.1", "start"),
        ("42.1", "撤回"),
        ("42.2", "deliver_materials"),
        ("66.2", "start_coordination"),
        ("16.1", "form:fill_in"),
    ],
)
def test_starts_endings_elements_and_forms_cite(reference, place):
    cited = citations([AGENDA])

    assert f"agenda_submission:{place}" in cited[Reference.parse(reference)]


def test_json_has_the_promised_shape_and_nothing_more():
    row = row_of(one_article("agenda_submission"), scenario("passed"))

    (shown,) = json.loads(ledger_json([row]))

    assert list(shown) == [
        "article",
        "sentence",
        "kind",
        "elements",
        "scenarios",
        "verdict",
        "reason",
    ]
    assert (shown["article"], shown["sentence"]) == (42, "42.1")
    assert (shown["kind"], shown["verdict"]) == ("procedure", "proven")


def test_an_articles_verdict_is_its_weakest_sentences():
    proven = row_of(one_article("agenda_submission"), scenario("passed"))
    unproven = row_of(one_article("agenda_submission"))
    silent = row_of(one_article(reason="只讲目的"))

    assert summary([proven, silent]) == {42: "proven"}
    assert summary([proven, unproven, silent]) == {42: "unproven"}
    assert summary([silent]) == {42: "not_executable"}
