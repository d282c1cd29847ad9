"""Published versions of procedures: written once, one of each procedure in force."""

from datetime import datetime
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Connection,
    Select,
    bindparam,
    or_,
    select,
    update,
)

from engine.model.procedure import Version, VersionState
from engine.store.rows import row_of, value_of
from engine.store.tables.procedure import VERSIONS

_FACTS = tuple(c for c in VERSIONS.c if c.name in Version.__dataclass_fields__)
_IN_FORCE = VERSIONS.c.state == VersionState.IN_FORCE.value
_STOPPED = VERSIONS.c.state == VersionState.STOPPED.value
_PLANNED = VERSIONS.c.state == VersionState.PLANNED.value
_CURRENT = or_(_IN_FORCE, _STOPPED)
_ALL = select(*_FACTS).order_by(VERSIONS.c.slug, VERSIONS.c.number)
_OF_ID = _ALL.where(VERSIONS.c.version_id == bindparam("version_id"))
_OF_SLUG = _ALL.where(VERSIONS.c.slug == bindparam("slug"))
_SLUG_IN_FORCE, _SLUG_CURRENT = _OF_SLUG.where(_IN_FORCE), _OF_SLUG.where(_CURRENT)
_OF_PROOF = _ALL.where(VERSIONS.c.proof_id == bindparam("proof_id"))
_ALL_CURRENT = _ALL.where(_CURRENT)
_SLUG_PLANNED = _OF_SLUG.where(_PLANNED)
_SLUG_STANDING = _OF_SLUG.where(or_(_CURRENT, _PLANNED))
_ALL_PLANNED = _ALL.where(_PLANNED)
_DUE = _ALL_PLANNED.where(VERSIONS.c.from_at <= bindparam("at"))


class Versions:
    """Repository of versions."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def add(self, version: Version, packed: bytes) -> None:
        """Write a new version; `packed` holds the bundle's files, opaque here."""
        row = row_of(version) | {"files": packed}
        self._connection.execute(VERSIONS.insert(), row)

    def find(self, version_id: str) -> Version | None:
        return next(iter(self._where(_OF_ID, version_id=version_id)), None)

    def bundle(self, version_id: str) -> bytes:
        """Return the packed files of a version, which must exist."""
        where = select(VERSIONS.c.files).where(VERSIONS.c.version_id == version_id)
        return bytes(self._connection.execute(where).scalar_one())

    def in_force(self, slug: str) -> Version | None:
        return next(iter(self._where(_SLUG_IN_FORCE, slug=slug)), None)

    def current(self, slug: str) -> Version | None:
        """Return the version that is in force, or would be if it were not stopped."""
        return next(iter(self._where(_SLUG_CURRENT, slug=slug)), None)

    def all_current(self) -> tuple[Version, ...]:
        """Return the versions in force, and those that are stopped."""
        return self._where(_ALL_CURRENT)

    def standing(self, slug: str) -> tuple[Version, ...]:
        """Return the current version and the planned one, if they are there."""
        return self._where(_SLUG_STANDING, slug=slug)

    def planned(self, slug: str) -> Version | None:
        """Return the version whose moment is still to come, if one is."""
        return next(iter(self._where(_SLUG_PLANNED, slug=slug)), None)

    def all_planned(self) -> tuple[Version, ...]:
        """Return the versions whose moment is still to come."""
        return self._where(_ALL_PLANNED)

    def due(self, at: datetime) -> tuple[Version, ...]:
        """Return the planned versions whose moment has come."""
        return self._where(_DUE, at=at)

    def of_slug(self, slug: str) -> tuple[Version, ...]:
        """Return all versions of a procedure, oldest first."""
        return self._where(_OF_SLUG, slug=slug)

    def of_proof(self, proof_id: str) -> Version | None:
        """Return the version that this proof let pass, if it was published."""
        return next(iter(self._where(_OF_PROOF, proof_id=proof_id)), None)

    def known_slugs(self) -> frozenset[str]:
        """Return the slugs of which there is any version."""
        return frozenset(
            self._connection.execute(select(VERSIONS.c.slug).distinct()).scalars()
        )

    def retire(self, version_id: str) -> bool:
        """Retire a version; False if it is not the current one any more."""
        return self._move(version_id, _CURRENT, VersionState.RETIRED)

    def stop(self, version_id: str) -> bool:
        """Let no case begin on a version; False if it is not in force."""
        return self._move(version_id, _IN_FORCE, VersionState.STOPPED)

    def resume(self, version_id: str) -> bool:
        """Let cases begin on it again; False if it is not stopped."""
        return self._move(version_id, _STOPPED, VersionState.IN_FORCE)

    def let_in(self, version_id: str) -> bool:
        """Let a planned version be in force; False if it is not planned any more."""
        return self._move(version_id, _PLANNED, VersionState.IN_FORCE)

    def withdraw(self, version_id: str, state: VersionState) -> bool:
        """Let a planned version never be in force; False if it is not planned."""
        return self._move(version_id, _PLANNED, state)

    def _move(
        self, version_id: str, is_so: ColumnElement[bool], state: VersionState
    ) -> bool:
        moved = update(VERSIONS).where(VERSIONS.c.version_id == version_id, is_so)
        return self._connection.execute(moved.values(state=state.value)).rowcount == 1

    def _where(self, statement: Select[Any], **given: object) -> tuple[Version, ...]:
        rows = self._connection.execute(statement, given).mappings()
        return tuple(value_of(Version, row) for row in rows)
