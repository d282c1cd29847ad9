"""Every scenario holds, every flow is walked, every clause has its proof."""

import pytest

from engine.acceptance.ledger import LedgerRow
from engine.acceptance.report import (
    PASSED,
    PLANNED,
    AcceptanceReport,
    ScenarioVerdict,
)
from engine.acceptance.run import accept, ledger_of
from engine.acceptance.shipped import shipped_procedures, shipped_regulation
from tests.support.demands import ARTICLES, AWAITED, DEMANDS

BUILT = shipped_procedures().keys()
THEIRS = [
    str(clause.reference)
    for article in shipped_regulation().articles.values()
    for clause in article.clauses
    if clause.is_executable and clause.procedures and {*clause.procedures} <= BUILT
]
OURS = [
    str(clause.reference)
    for number in sorted(ARTICLES)
    for clause in shipped_regulation().articles[number].clauses
]


@pytest.fixture(scope="module")
def report() -> AcceptanceReport:
    return accept()


@pytest.fixture(scope="module")
def ledger(report: AcceptanceReport) -> dict[str, LedgerRow]:
    return {row.sentence: row for row in ledger_of(report)}


def test_every_scenario_holds(report):
    told = [f"{s.procedure}: {s.name}\n  {s.reason}" for s in report.failed]

    assert not told, "\n".join(told)
    assert sum(s.verdict == PASSED for s in report.scenarios) >= 780


def test_what_is_planned_says_what_it_waits_for(report):
    planned = [s for s in report.scenarios if s.verdict == PLANNED]

    assert planned
    assert [s.name for s in planned if not s.reason.startswith("待建程序：")] == []


def test_every_procedure_has_scenarios_and_every_flow_is_walked(report):
    unwalked = {each.procedure: each.unwalked for each in report.flows}

    assert unwalked == dict.fromkeys(BUILT, ())


@pytest.mark.parametrize("sentence", THEIRS)
def test_what_the_procedures_answer_for_alone_is_proven(ledger, sentence):
    assert ledger[sentence].verdict == "proven", ledger[sentence]
    assert ledger[sentence].elements


def test_no_clause_that_a_diagram_cites_is_left_without_proof(ledger):
    cited = [row for row in ledger.values() if row.elements]

    assert [row for row in cited if row.verdict not in {"proven", "planned"}] == []


def test_no_clause_is_unproven_or_failed(ledger):
    weak = [row for row in ledger.values() if row.verdict in {"unproven", "failed"}]

    assert weak == []


def test_all_articles_stand_in_the_ledger(ledger):
    assert {row.article for row in ledger.values()} == {*range(1, 80)}


@pytest.mark.parametrize("sentence", OURS)
def test_every_sentence_is_proven_awaited_or_says_why_not(ledger, sentence):
    row = ledger[sentence]

    if sentence in DEMANDS:
        assert (row.verdict, bool(row.elements)) == ("proven", True), row
    elif sentence in AWAITED:
        assert (row.verdict, row.reason) == (
            "planned",
            f"待建程序：{AWAITED[sentence]}",
        )
    else:
        assert (row.verdict, row.scenarios) == ("not_executable", ())
        assert row.reason


@pytest.mark.parametrize(
    ("sentence", "scenario"),
    [(s, scenario) for s, told in DEMANDS.items() for scenario in told.values()],
)
def test_every_demand_of_a_sentence_is_shown_by_its_scenario(
    report, sentence, scenario
):
    shown = [each for each in report.scenarios if is_named(each, scenario)]

    assert shown, f"no scenario {scenario}"
    assert {each.verdict for each in shown} == {PASSED}
    for each in shown:
        assert sentence in each.references
        assert sentence in each.evidence


def is_named(verdict: ScenarioVerdict, scenario: str) -> bool:
    """Say whether it is the scenario so named, or an outline's with its values."""
    slug, name = scenario.split(": ", 1)
    known = verdict.name
    return verdict.procedure == slug and (known == name or known.startswith(f"{name}("))
