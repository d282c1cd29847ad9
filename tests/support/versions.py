"""Another version of a procedure for tests, in force at once and without the gate."""

from collections.abc import Mapping
from pathlib import Path

from engine.assembly import Engine
from engine.content.bundle import digest, pack
from engine.model.identity import new_id
from engine.model.procedure import Bundle, Version, VersionState
from engine.runtime.folders import read_bundle


def changed(folder: Path, changes: Mapping[str, Mapping[str, str]]) -> Bundle:
    """Return the folder's bundle with texts replaced, by file; each must be there."""
    bundle = read_bundle(folder)
    files = dict(bundle.files)
    for name, replaced in changes.items():
        text = files[name].decode()
        for old, new in replaced.items():
            assert old in text, old
            text = text.replace(old, new)
        files[name] = text.encode()
    return Bundle(bundle.slug, files)


def put_in_force(engine: Engine, bundle: Bundle) -> Version:
    """Let the bundle be the version in force from now on."""
    with engine.store.begin() as unit:
        known = unit.versions.of_slug(bundle.slug)
        version = Version(
            version_id=new_id(engine.clock()),
            slug=bundle.slug,
            number=len(known) + 1,
            digest=digest(bundle),
            state=VersionState.IN_FORCE,
            published_at=engine.clock(),
            published_by="lutunan",
        )
        for each in known:
            unit.versions.retire(each.version_id)
        unit.versions.add(version, pack(bundle))
    return version
