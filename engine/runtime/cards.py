"""Clauses as cards: what they require in our words, beside the official text."""

from collections.abc import Iterable, Mapping

from engine.assembly import Engine
from engine.model.reading import ClauseShown
from engine.model.reference import Reference
from engine.runtime.official_text import text_of
from engine.store.unit import Unit


def cards_of(
    engine: Engine, unit: Unit, references: Iterable[str]
) -> Mapping[str, ClauseShown]:
    """Return the card of each clause, by reference, in order and without repeats.

    One statement, however many clauses there are, and none for none.
    """
    wanted = list(dict.fromkeys(references))
    parsed = {each: Reference.parse(each) for each in wanted}
    texts = unit.regulation.texts() if parsed else {}
    return {
        each: _card(engine, reference, texts.get(reference.article, ""))
        for each, reference in parsed.items()
    }


def _card(engine: Engine, reference: Reference, article_text: str) -> ClauseShown:
    rules = engine.regulation
    clause, article = rules.clause(reference), rules.articles.get(reference.article)
    if clause is not None:
        requirement = clause.requirement
    else:
        requirement = article.summary if article is not None else ""
    return ClauseShown(
        reference=str(reference),
        label=reference.label,
        requirement=requirement,
        text=text_of(article_text, reference),
    )
