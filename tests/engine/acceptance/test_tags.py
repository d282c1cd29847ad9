"""Tags are clauses that exist, or procedures that are awaited."""

import pytest

from engine.acceptance.shipped import shipped_regulation
from engine.acceptance.tags import is_met, labels, read_tags
from engine.model.reference import Reference

RULES = shipped_regulation()


def test_tags_are_read_as_references_in_order():
    tags = read_tags(frozenset({"第42条第2句", "第16条第1句"}), RULES)

    assert tags.references == (Reference(16, 1), Reference(42, 2))
    assert not tags.is_planned


def test_a_clause_that_the_rules_do_not_have_is_refused_by_name():
    with pytest.raises(ValueError, match="规则里没有这些条款：第42条第9句、第80条"):
        read_tags(frozenset({"第80条", "第42条第9句", "第42条第1句"}), RULES)


def test_an_awaited_procedure_makes_the_scenario_planned():
    tags = read_tags(frozenset({"第46条第2句", "待建_minutes_signing"}), RULES)

    assert tags.is_planned
    assert tags.awaited == ("minutes_signing",)


def test_every_clause_of_the_rules_may_be_a_tag():
    clauses = [c for article in RULES.articles.values() for c in article.clauses]

    assert {clause.reference.label for clause in clauses} <= labels(RULES).keys()


def test_an_article_is_met_by_any_of_its_sentences():
    assert is_met(Reference(42), frozenset({Reference(42, 3)}))
    assert not is_met(Reference(42), frozenset({Reference(41, 2)}))


def test_a_sentence_is_met_by_its_own_citation_only():
    assert is_met(Reference(42, 1), frozenset({Reference(42, 1)}))
    assert not is_met(Reference(42, 1), frozenset({Reference(42), Reference(42, 2)}))
