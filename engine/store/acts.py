"""Acts: appended to their chains, never changed; triggers refuse anything else."""

from collections.abc import Collection, Mapping
from typing import Any

from sqlalchemy import (
    Connection,
    Select,
    Text,
    bindparam,
    cast,
    literal_column,
    select,
)

from engine.model.act import Act
from engine.store.rows import insert_once, row_of, upsert, value_of, write
from engine.store.tables.case import CASES
from engine.store.tables.trail import ACTS, CHAIN_HEADS

_OF_CHAIN = (
    select(ACTS)
    .where(ACTS.c.chain == bindparam("chain"), ACTS.c.seq > bindparam("after"))
    .order_by(ACTS.c.seq)
)
_APPEND = ACTS.insert()


class Acts:
    """Repository of acts and of the heads of chains that have no case."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def append(self, *acts: Act) -> None:
        """Write acts, whose seq and MAC the caller has made from their chain's head."""
        write(self._connection, _APPEND, [row_of(act) for act in acts])

    def lock_head(self, chain: str) -> tuple[int, str]:
        """Return seq and MAC of a chain without a case, locked; (0, "") if new."""
        insert_once(
            self._connection, CHAIN_HEADS, {"chain": chain, "seq": 0, "head": ""}
        )
        where = select(CHAIN_HEADS).where(CHAIN_HEADS.c.chain == chain)
        row = self._connection.execute(where.with_for_update()).mappings().one()
        return row["seq"], row["head"]

    def move_head(self, act: Act) -> None:
        """Let the chain's head be this act."""
        row = {"chain": act.chain, "seq": act.seq, "head": act.mac}
        self._connection.execute(upsert(self._connection, CHAIN_HEADS), row)

    def of_chain(
        self, chain: str, *, after: int = 0, size: int | None = None
    ) -> tuple[Act, ...]:
        """Return the chain's acts in order, from after the seq `after`."""
        statement = _OF_CHAIN if size is None else _OF_CHAIN.limit(size)
        return self._read(statement, chain=chain, after=after)

    def latest(self, chain: str, *, before: int, size: int) -> tuple[Act, ...]:
        """Return the chain's latest acts, or those before a seq, the latest first."""
        where = select(ACTS).where(ACTS.c.chain == chain)
        if before:
            where = where.where(ACTS.c.seq < before)
        return self._read(where.order_by(ACTS.c.seq.desc()).limit(size))

    def citing(self, reference: str, *, size: int, among: int) -> tuple[Act, ...]:
        """Return the latest acts that cite a clause, the latest first.

        Args:
            reference: The clause, as acts cite it.
            size: How many to return at most.
            among: Among how many of the latest acts of all chains to look.
        """
        latest = select(ACTS).order_by(ACTS.c.at.desc()).limit(among).subquery()
        cited = cast(latest.c.references, Text).contains(f'"{reference}"')
        where = select(latest).where(cited).order_by(latest.c.at.desc())
        return self._read(where.limit(size))

    def head(self, chain: str) -> tuple[int, str]:
        """Return seq and MAC of a chain without a case; (0, "") if it has no act."""
        where = select(CHAIN_HEADS).where(CHAIN_HEADS.c.chain == chain)
        row = self._connection.execute(where).mappings().first()
        return (0, "") if row is None else (row["seq"], row["head"])

    def of_case(self, case_id: str) -> tuple[Act, ...]:
        return self.of_chain(case_id)

    def actors_of_cases(
        self, case_ids: Collection[str]
    ) -> Mapping[str, frozenset[str]]:
        """Return by case everybody who acted in it."""
        where = select(ACTS.c.chain, ACTS.c.actor).where(ACTS.c.chain.in_(case_ids))
        found: dict[str, set[str]] = {}
        for case_id, actor in self._connection.execute(where.distinct()):
            found.setdefault(case_id, set()).add(actor)
        return {case_id: frozenset(actors) for case_id, actors in found.items()}

    def heads(self) -> Mapping[str, tuple[int, str]]:
        """Return seq and MAC of every chain's last act, as known beside the acts."""
        of_cases = select(CASES.c.case_id, CASES.c.acts, CASES.c.head)
        others = select(CHAIN_HEADS.c.chain, CHAIN_HEADS.c.seq, CHAIN_HEADS.c.head)
        found = self._connection.execute(of_cases.union_all(others))
        return {chain: (seq, head) for chain, seq, head in found}

    def chains(self, after: str = "", size: int = 100) -> tuple[str, ...]:
        """Return the names of chains in order, from after `after`."""
        where = select(ACTS.c.chain).where(ACTS.c.chain > after, ACTS.c.seq == 1)
        ordered = where.order_by(literal_column("chain")).limit(size)
        return tuple(self._connection.execute(ordered).scalars())

    def _read(self, statement: Select[Any], **given: object) -> tuple[Act, ...]:
        rows = self._connection.execute(statement, given).mappings()
        return tuple(value_of(Act, row) for row in rows)
