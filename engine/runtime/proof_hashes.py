"""What a proof depends on beside the draft: what runs it, and what it runs among."""

import hashlib
from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path

import engine as house
from engine.assembly import PROCESSES
from engine.content.bundle import FEATURE, digest
from engine.model.procedure import Bundle, Version
from engine.runtime.looking import Here

_ROOT = Path(house.__file__).parent
# What scenarios find when they begin; they always run on the shipped office.
_SHIPPED = ("office", "calendar", "parameters", "regulation")


@cache
def engine_hash() -> str:
    """Return the hash of the engine's sources and of the office that is shipped."""
    files = [*_ROOT.rglob("*.py")]
    for name in _SHIPPED:
        files += (PROCESSES / name).glob("*.json")
    whole = hashlib.sha256()
    for path in sorted(files):
        whole.update(path.name.encode() + b"\n" + path.read_bytes())
    return whole.hexdigest()


def staged(here: Here, bundle: Bundle) -> Mapping[str, Bundle]:
    """Return what a draft is proven among: all that is current, it in its place."""
    return bundles_of(here, here.unit.versions.all_current()) | {bundle.slug: bundle}


def bundles_of(here: Here, versions: Iterable[Version]) -> dict[str, Bundle]:
    """Return the bundles of these versions by slug."""
    library = here.engine.library
    return {
        each.slug: library.procedure(here.unit, each.version_id).bundle
        for each in versions
    }


def stage_hash(bundles: Mapping[str, Bundle]) -> str:
    """Return the hash of these procedures, their scenarios aside."""
    whole = hashlib.sha256()
    for slug in sorted(bundles):
        files = {p: d for p, d in bundles[slug].files.items() if p != FEATURE}
        whole.update(f"{slug} {digest(Bundle(slug, files))}\n".encode())
    return whole.hexdigest()
