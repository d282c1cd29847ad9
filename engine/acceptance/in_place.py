"""A bundle in place of its procedure: on a stage, which is thrown away afterwards."""

from engine.assembly import Engine, read_procedure
from engine.content.bundle import digest, pack
from engine.model.clock import at
from engine.model.identity import new_id
from engine.model.procedure import Bundle, Version, VersionState
from engine.runtime.chain import SYSTEM


def put_in_place(stage: Engine, bundle: Bundle) -> Version:
    """Let the bundle be what is in force of its procedure, unproven and unapproved.

    Only for an engine on a database of its own, which is thrown away: an office's
    versions change through the gate alone.

    Raises:
        BundleRejected: It cannot be read, so it could not run either.
    """
    read_procedure(bundle)
    with at(stage.clock()) as now, stage.store.begin() as unit:
        before, hashed = unit.versions.current(bundle.slug), digest(bundle)
        if before is not None and before.digest == hashed:
            return before
        if before is not None:
            unit.versions.retire(before.version_id)
        version = Version(
            version_id=new_id(now),
            slug=bundle.slug,
            number=len(unit.versions.of_slug(bundle.slug)) + 1,
            digest=hashed,
            state=VersionState.IN_FORCE,
            published_at=now,
            published_by=SYSTEM,
        )
        unit.versions.add(version, pack(bundle))
    return version
