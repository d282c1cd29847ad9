"""The rules as data."""

import json

import pytest

from engine.content.regulation import read_rules
from engine.model.errors import BundleRejected
from engine.model.reference import Reference

CLAUSE = {"reference": "42.1", "requirement": "先协调再上会。", "kind": "procedure"}
ARTICLE = {
    "number": 42,
    "chapter": "第九章 会议制度",
    "summary": "议题",
    "kind": "procedure",
    "clauses": [CLAUSE],
}


def _read(*articles):
    return read_rules(json.dumps({"title": "规则", "articles": articles}).encode())


def test_the_rules_are_read_by_article_and_clause():
    rules = _read(ARTICLE)

    assert rules.has(Reference.parse("42"))
    assert rules.clause(Reference.parse("42.1")).requirement == "先协调再上会。"


@pytest.mark.parametrize(
    "articles",
    [
        [ARTICLE, ARTICLE],
        [{**ARTICLE, "number": 43}],
        [{**ARTICLE, "clauses": [CLAUSE, CLAUSE]}],
        [{**ARTICLE, "kind": "advice"}],
        [{**ARTICLE, "number": 0}],
    ],
)
def test_rules_that_contradict_themselves_are_refused(articles):
    with pytest.raises(BundleRejected):
        _read(*articles)
