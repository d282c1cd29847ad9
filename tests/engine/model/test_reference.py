"""References to the rules."""

import pytest

from engine.model.reference import Article, Clause, Reference, Regulation


@pytest.mark.parametrize("text", ["1", "42.1", "40(2)", "16.1(3)", "99"])
def test_a_reference_reads_and_writes_the_same(text):
    assert str(Reference.parse(text)) == text


@pytest.mark.parametrize(
    "text", ["", "0", "042", "100", "42.", "42.0", "第42条", "4 2"]
)
def test_what_is_no_reference_is_refused(text):
    with pytest.raises(ValueError, match=text or "^$"):
        Reference.parse(text)


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("42", "第42条"),
        ("42.1", "第42条第1句"),
        ("40(2)", "第40条第（二）项"),
        ("16.1(3)", "第16条第1句第（三）项"),
    ],
)
def test_a_label_reads_as_officials_read_it(text, label):
    assert Reference.parse(text).label == label


def test_the_rules_know_articles_and_their_clauses_only():
    clause = Clause(Reference(42, 1), "要求", "procedure")
    article = Article(42, "章", "议题", "procedure", (clause,))
    rules = Regulation("规则", {42: article})

    assert rules.has(Reference(42))
    assert rules.clause(Reference(42, 1)) is clause
    assert not rules.has(Reference(42, 2))
    assert not rules.has(Reference(43))
    assert rules.clause(Reference(43, 1)) is None


def test_a_clause_with_a_reason_is_not_executable():
    assert Clause(Reference(1), "要求", "procedure").is_executable
    assert not Clause(Reference(1), "要求", "declaratory", "宣示").is_executable
