"""Published versions of procedures: written once, one of each procedure in force."""

from datetime import datetime

from sqlalchemy import ColumnElement, Connection, select, update

from engine.model.procedure import Version, VersionState
from engine.store.rows import row_of, value_of
from engine.store.tables.procedure import VERSIONS

_FACTS = tuple(c for c in VERSIONS.c if c.name in Version.__dataclass_fields__)
_IN_FORCE = VERSIONS.c.state == VersionState.IN_FORCE.value


class Versions:
    """Repository of versions."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def add(self, version: Version, packed: bytes) -> None:
        """Write a new version; `packed` holds the bundle's files, opaque here."""
        row = row_of(version) | {"files": packed}
        self._connection.execute(VERSIONS.insert(), row)

    def find(self, version_id: str) -> Version | None:
        return next(iter(self._where(VERSIONS.c.version_id == version_id)), None)

    def bundle(self, version_id: str) -> bytes:
        """Return the packed files of a version, which must exist."""
        where = select(VERSIONS.c.files).where(VERSIONS.c.version_id == version_id)
        return bytes(self._connection.execute(where).scalar_one())

    def in_force(self, slug: str) -> Version | None:
        return next(iter(self._where(VERSIONS.c.slug == slug, _IN_FORCE)), None)

    def all_in_force(self) -> tuple[Version, ...]:
        return self._where(_IN_FORCE)

    def of_slug(self, slug: str) -> tuple[Version, ...]:
        """Return all versions of a procedure, oldest first."""
        return self._where(VERSIONS.c.slug == slug)

    def put_in_force(self, version: Version, *, at: datetime, by: str) -> None:
        """Let this version be the one in force; the one before is retired."""
        mine = VERSIONS.c.version_id == version.version_id
        retired = update(VERSIONS).where(VERSIONS.c.slug == version.slug, _IN_FORCE)
        self._connection.execute(retired.values(state=VersionState.RETIRED.value))
        self._connection.execute(
            update(VERSIONS)
            .where(mine)
            .values(state=VersionState.IN_FORCE.value, published_at=at, published_by=by)
        )

    def _where(self, *conditions: ColumnElement[bool]) -> tuple[Version, ...]:
        where = select(*_FACTS).where(*conditions)
        ordered = where.order_by(VERSIONS.c.slug, VERSIONS.c.number)
        rows = self._connection.execute(ordered).mappings()
        return tuple(value_of(Version, row) for row in rows)
