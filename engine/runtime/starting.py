"""What somebody may start, and why not the others."""

import json
from collections.abc import Iterator

from engine.assembly import Engine
from engine.model.authority import may_start
from engine.model.errors import MayNotStart
from engine.model.procedure import Manifest, VersionState
from engine.model.reading import StartOption
from engine.runtime.cards import cards_of
from engine.runtime.looking import Look, look

CATALOGUE = "regulation/procedures.json"
NOT_PUBLISHED = "尚未发布"
STOPPED = "已停止新办"


def read_start_options(engine: Engine, *, by: str) -> tuple[StartOption, ...]:
    """Return the procedures in force, then those of the rules still to be published.

    What the asker may start comes first.
    """
    with look(engine) as here:
        library = engine.library
        current = here.unit.versions.all_current()
        stopped = {v.slug for v in current if v.state is VersionState.STOPPED}
        manifests = [
            library.procedure(here.unit, v.version_id).manifest for v in current
        ]
        references = [ref for each in manifests for ref in each.start_references]
        cards = cards_of(engine, here.unit, references)
        options = [
            StartOption(
                slug=each.slug,
                name=each.name,
                summary=each.summary,
                refused=STOPPED if each.slug in stopped else _refused(here, each, by),
                clauses=tuple(cards[reference] for reference in each.start_references),
            )
            for each in manifests
        ]
    options.sort(key=lambda option: bool(option.refused))
    published = {option.slug for option in options}
    planned = (p for p in _catalogue(engine) if p.slug not in published)
    return (*options, *planned)


def _refused(here: Look, manifest: Manifest, by: str) -> str:
    """Return who may start it, if the asker may not."""
    try:
        may_start(here.office, by, manifest, here.now)
    except MayNotStart as refusal:
        names = refusal.facts["candidates"]
        return f"由{'、'.join(names)}发起"  # type: ignore[arg-type]  # facts are objects
    return ""


def _catalogue(engine: Engine) -> Iterator[StartOption]:
    """Give every procedure of the rules as one that is planned."""
    path = engine.settings.processes / CATALOGUE
    if not path.exists():
        return
    for each in json.loads(path.read_bytes())["procedures"]:
        yield StartOption(each["slug"], each["name"], "", NOT_PUBLISHED, ())
