"""Official texts of the rules, imported apart from the product."""

from collections.abc import Mapping
from datetime import datetime

from sqlalchemy import Connection, select

from engine.store.rows import upsert, write
from engine.store.tables.procedure import REGULATION_TEXTS

_ALL = select(REGULATION_TEXTS.c.article, REGULATION_TEXTS.c.text)


class RegulationTexts:
    """Repository of official texts by article."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def put_many(self, texts: Mapping[int, str], *, at: datetime) -> None:
        rows = [{"article": n, "text": t, "imported_at": at} for n, t in texts.items()]
        write(self._connection, upsert(self._connection, REGULATION_TEXTS), rows)

    def texts(self) -> Mapping[int, str]:
        """Return the texts imported so far, by article number."""
        return {article: text for article, text in self._connection.execute(_ALL)}  # noqa: C416 (rows are not pairs to mypy)
