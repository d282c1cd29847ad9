"""The rules as data: every article, sentence and item once, in order, accounted for."""

import json
from itertools import groupby, pairwise
from pathlib import Path
from typing import Any

import pytest

from engine.content.regulation import read_rules
from engine.model.reference import Reference

FOLDER = Path(__file__).parents[2] / "processes" / "regulation"
RULES: dict[str, Any] = json.loads((FOLDER / "rules.json").read_bytes())
LISTED: list[dict[str, str]] = json.loads((FOLDER / "procedures.json").read_bytes())[
    "procedures"
]
ARTICLES: list[dict[str, Any]] = RULES["articles"]
CLAUSES: list[dict[str, Any]] = [
    clause for article in ARTICLES for clause in article["clauses"]
]
KINDS = {"procedure", "constraint", "organisation", "periodic", "declaratory"}
TIERS = {"core", "main", "periodic", "light", "sub"}
SENTENCES_OF = {
    7: 3, 13: 4, 24: 3, 31: 4, 37: 5, 39: 3, 40: 3, 42: 3, 44: 3, 45: 3,
    49: 3, 52: 3, 64: 3, 65: 4, 67: 3, 75: 3, 77: 3,
}  # fmt: skip
TWO_SENTENCES = {
    6, 19, 20, 21, 25, 26, 28, 36, 41, 43, 46, 47, 48, 50, 53, 55, 59, 60, 61, 63,
    66, 68, 69, 71, 76, 78, 79,
}  # fmt: skip
ITEMS_OF = {39: 3, 40: 4, 41: 4}


def references_of(article: dict[str, Any]) -> list[Reference]:
    return [Reference.parse(clause["reference"]) for clause in article["clauses"]]


def ids(rows: list[dict[str, Any]], key: str) -> list[str]:
    return [str(row[key]) for row in rows]


def test_every_article_stands_once_and_in_order():
    assert [article["number"] for article in ARTICLES] == list(range(1, 80))


def test_the_fourteen_chapters_follow_one_another():
    chapters = [chapter for chapter, _ in groupby(ids(ARTICLES, "chapter"))]

    assert len(chapters) == len(set(chapters)) == 14


@pytest.mark.parametrize("article", ARTICLES, ids=ids(ARTICLES, "number"))
def test_every_clause_belongs_to_its_article(article):
    numbers = {reference.article for reference in references_of(article)}

    assert numbers == {article["number"]}


@pytest.mark.parametrize("article", ARTICLES, ids=ids(ARTICLES, "number"))
def test_sentences_are_counted_from_one_without_a_gap(article):
    number = article["number"]
    expected = SENTENCES_OF.get(number, 2 if number in TWO_SENTENCES else 1)

    sentences = [each.sentence for each in references_of(article) if not each.item]

    assert sentences == list(range(1, expected + 1))


@pytest.mark.parametrize("article", ARTICLES, ids=ids(ARTICLES, "number"))
def test_items_are_counted_from_one_and_follow_the_sentence_that_lists_them(article):
    references = references_of(article)
    items = [each.item for each in references if each.item]

    assert items == list(range(1, ITEMS_OF.get(article["number"], 0) + 1))
    assert [
        before.sentence
        for before, after in pairwise(references)
        if after.item == 1 and not before.item
    ] == [2] * bool(items)


def test_no_reference_stands_twice():
    references = ids(CLAUSES, "reference")

    assert len(references) == len(set(references)) == 156


@pytest.mark.parametrize("clause", CLAUSES, ids=ids(CLAUSES, "reference"))
def test_a_clause_is_written_as_it_is_cited(clause):
    assert str(Reference.parse(clause["reference"])) == clause["reference"]


@pytest.mark.parametrize("clause", CLAUSES, ids=ids(CLAUSES, "reference"))
def test_a_clause_is_carried_out_or_says_why_not(clause):
    assert bool(clause["procedures"]) != bool(clause["reason"])


@pytest.mark.parametrize("clause", CLAUSES, ids=ids(CLAUSES, "reference"))
def test_only_what_is_carried_out_is_timed(clause):
    assert clause["procedures"] or not clause["limits"]


@pytest.mark.parametrize("clause", CLAUSES, ids=ids(CLAUSES, "reference"))
def test_nothing_declaratory_is_carried_out(clause):
    assert clause["kind"] != "declaratory" or clause["reason"]


@pytest.mark.parametrize("clause", CLAUSES, ids=ids(CLAUSES, "reference"))
def test_a_requirement_is_one_short_sentence(clause):
    assert 4 < len(clause["requirement"]) <= 90
    assert clause["requirement"].endswith("。")
    assert clause["requirement"].count("。") == 1


@pytest.mark.parametrize("clause", CLAUSES, ids=ids(CLAUSES, "reference"))
def test_a_clause_names_only_listed_procedures_once_each(clause):
    assert len(clause["procedures"]) == len(set(clause["procedures"]))
    assert set(clause["procedures"]) <= set(ids(LISTED, "slug"))


@pytest.mark.parametrize("article", ARTICLES, ids=ids(ARTICLES, "number"))
def test_kinds_are_of_the_closed_list(article):
    assert {article["kind"], *ids(article["clauses"], "kind")} <= KINDS


@pytest.mark.parametrize("article", ARTICLES, ids=ids(ARTICLES, "number"))
def test_an_article_is_declaratory_exactly_when_all_its_clauses_are(article):
    kinds = set(ids(article["clauses"], "kind"))

    assert (article["kind"] == "declaratory") == (kinds == {"declaratory"})


def test_thirty_seven_procedures_are_listed_once_with_name_and_tier():
    assert len(set(ids(LISTED, "slug"))) == len(set(ids(LISTED, "name"))) == 37
    assert len(LISTED) == 37
    assert set(ids(LISTED, "tier")) == TIERS


def test_every_listed_procedure_carries_out_some_clause():
    carried_out = {slug for clause in CLAUSES for slug in clause["procedures"]}

    assert carried_out == set(ids(LISTED, "slug"))


def test_a_procedure_with_a_folder_bears_its_listed_name():
    names = {row["slug"]: row["name"] for row in LISTED}
    manifests = [
        json.loads(path.read_bytes()) for path in FOLDER.parent.glob("*/manifest.json")
    ]

    assert [each["name"] for each in manifests] == [
        names.get(each["slug"]) for each in manifests
    ]


def test_the_reader_takes_every_clause():
    regulation = read_rules((FOLDER / "rules.json").read_bytes())
    references = map(Reference.parse, ids(CLAUSES, "reference"))

    assert {regulation.has(reference) for reference in references} == {True}
    assert len(regulation.articles) == 79
