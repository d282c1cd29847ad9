"""Every scenario holds, every flow is walked, every clause has its proof."""

import pytest

from engine.acceptance.ledger import LedgerRow
from engine.acceptance.report import PASSED, PLANNED, AcceptanceReport
from engine.acceptance.run import accept, ledger_of
from engine.acceptance.shipped import shipped_procedures, shipped_regulation

BUILT = shipped_procedures().keys()
THEIRS = [
    str(clause.reference)
    for article in shipped_regulation().articles.values()
    for clause in article.clauses
    if clause.is_executable and clause.procedures and {*clause.procedures} <= BUILT
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
    assert sum(s.verdict == PASSED for s in report.scenarios) >= 107


def test_what_is_planned_says_what_it_waits_for(report):
    planned = [s for s in report.scenarios if s.verdict == PLANNED]

    assert planned
    assert [s.name for s in planned if not s.reason.startswith("待建程序:")] == []


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
