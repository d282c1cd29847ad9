"""Search of cases by number and title; words of two Chinese characters are found.

No index of either database finds two Chinese characters in every locale, so every
character and every two neighbours stand in a table of our own.
"""

from sqlalchemy import Connection, Select, delete, intersect, select

from engine.model.case import Case
from engine.store.tables.case import CASE_GRAMS, CASES

MOST_GRAMS = 12
_FACTS = tuple(c for c in CASES.c if c.name in Case.__dataclass_fields__)


def folded(text: str) -> str:
    """Return the text as search compares it."""
    return " ".join(text.casefold().split())


def grams_of(text: str) -> frozenset[str]:
    """Return each character and each two neighbours of every word."""
    words = folded(text).split()
    pairs = {word[i : i + 2] for word in words for i in range(len(word) - 1)}
    return frozenset(pairs | {character for word in words for character in word})


def matching(search: str) -> Select[tuple[str]] | None:
    """Return the statement that gives the ids of cases with all words of the search."""
    words = folded(search).split()
    if not words:
        return None
    sought = [w[i : i + 2] for w in words for i in range(max(1, len(w) - 1))]
    each = [
        select(CASE_GRAMS.c.case_id).where(CASE_GRAMS.c.gram == gram)
        for gram in dict.fromkeys(sought[:MOST_GRAMS])
    ]
    where = select(CASES.c.case_id).where(CASES.c.case_id.in_(intersect(*each)))
    for word in words:
        where = where.where(CASES.c.search_text.contains(word, autoescape=True))
    return where


class Search:
    """Repository of the words under which cases are found."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def put(self, case: Case) -> None:
        """Write the case's number and title into the index, over what stood there."""
        mine = CASE_GRAMS.c.case_id == case.case_id
        self._connection.execute(delete(CASE_GRAMS).where(mine))
        grams = grams_of(f"{case.number} {case.title}")
        rows = [{"gram": gram, "case_id": case.case_id} for gram in sorted(grams)]
        self._connection.execute(CASE_GRAMS.insert(), rows)
