"""References to the rules: `42.1`, `40(2)`, `16`; and the rules as data."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

_FORM = re.compile(
    r"(?P<article>[1-9]\d?)(?:\.(?P<sentence>[1-9]))?(?:\((?P<item>[1-9])\))?"
)
_NUMERALS = "一二三四五六七八九"


@dataclass(frozen=True, slots=True, order=True)
class Reference:
    """Article, sentence (0: the whole article) and item (0: none)."""

    article: int
    sentence: int = 0
    item: int = 0

    @classmethod
    def parse(cls, text: str) -> "Reference":
        """Read `42.1`, `40(2)` or `16`.

        Raises:
            ValueError: The text has another form.
        """
        match = _FORM.fullmatch(text)
        if match is None:
            raise ValueError(text)
        article, sentence, item = match.group("article", "sentence", "item")
        return cls(int(article), int(sentence or 0), int(item or 0))

    def __str__(self) -> str:
        sentence = f".{self.sentence}" if self.sentence else ""
        item = f"({self.item})" if self.item else ""
        return f"{self.article}{sentence}{item}"

    @property
    def label(self) -> str:
        """The reference as an official reads it: `第42条第1句`."""
        sentence = f"第{self.sentence}句" if self.sentence else ""
        item = f"第（{_NUMERALS[self.item - 1]}）项" if self.item else ""
        return f"第{self.article}条{sentence}{item}"


@dataclass(frozen=True, slots=True)
class Clause:
    """One sentence or item of an article, in our own words.

    `kind` is procedure, constraint, organisation, periodic or declaratory; `reason`
    says why nothing in it is executable, where nothing is; `procedures` are the slugs
    that carry it out; `limits` the time limits it sets, in words.
    """

    reference: Reference
    requirement: str
    kind: str
    reason: str = ""
    procedures: tuple[str, ...] = ()
    limits: tuple[str, ...] = ()

    @property
    def is_executable(self) -> bool:
        return not self.reason


@dataclass(frozen=True, slots=True)
class Article:
    """One article: its sentences and items; `text` is official, once imported."""

    number: int
    chapter: str
    summary: str
    kind: str
    clauses: tuple[Clause, ...]


@dataclass(frozen=True, slots=True)
class Regulation:
    """The rules as data, 79 articles; the official text is imported separately."""

    title: str
    articles: Mapping[int, Article]

    def clause(self, reference: Reference) -> Clause | None:
        """Return the clause referred to, or None for a whole article or an unknown."""
        article = self.articles.get(reference.article)
        if article is None:
            return None
        return next((c for c in article.clauses if c.reference == reference), None)

    def has(self, reference: Reference) -> bool:
        """Say whether the article, and the sentence or item in it, exists."""
        if reference.article not in self.articles:
            return False
        whole = not (reference.sentence or reference.item)
        return whole or self.clause(reference) is not None
