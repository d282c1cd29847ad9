"""Which scenarios the gate asks of a draft: its own, those in force, those across."""

import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from engine.acceptance.scenarios import FeatureBroken, ScenarioText, read_scenarios
from engine.acceptance.shipped import FEATURES, procedure_names
from engine.acceptance.tags import read_tags
from engine.content.bundle import FEATURE
from engine.model.procedure import Bundle
from engine.model.proof import Origin
from engine.model.reference import Regulation
from engine.runtime.drafting import name_of
from engine.runtime.run_proof import Material

_QUOTED = re.compile(r'"([^"\n]+)"')


@dataclass(frozen=True, slots=True)
class Asked:
    """The scenarios by origin, and the features that they stand in.

    One that the draft has unchanged is its own, and is not asked twice.
    """

    own: tuple[ScenarioText, ...]
    before: tuple[ScenarioText, ...]
    across: tuple[ScenarioText, ...]
    features: Mapping[Origin, tuple[tuple[str, bytes], ...]]

    def of(self, digest: str) -> Origin:
        """Return whose the scenario of this hash is."""
        if any(each.digest == digest for each in self.own):
            return Origin.DRAFT
        if any(each.digest == digest for each in self.before):
            return Origin.IN_FORCE
        return Origin.ACROSS

    @property
    def digests(self) -> tuple[str, ...]:
        """The hashes of all, each once."""
        all_ = (*self.own, *self.before, *self.across)
        return tuple(dict.fromkeys(each.digest for each in all_))


def asked_of(material: Material) -> Asked:
    """Return the scenarios that are asked of the draft."""
    slug = material.draft.slug
    own, before = feature_of(material.draft), feature_of(material.before)
    across = tuple(_across(material))
    features = {
        Origin.DRAFT: ((slug, own),),
        Origin.IN_FORCE: ((slug, before),),
        Origin.ACROSS: across,
    }
    return Asked(
        own=scenarios_in(own),
        before=scenarios_in(before),
        across=tuple(each for _, data in across for each in scenarios_in(data)),
        features={o: tuple(f for f in each if f[1]) for o, each in features.items()},
    )


def feature_of(bundle: Bundle | None) -> bytes:
    """Return the bundle's feature, empty if it has none."""
    return bundle.files.get(FEATURE, b"") if bundle is not None else b""


def claimed_elsewhere(material: Material, regulation: Regulation) -> frozenset[str]:
    """Return the clauses that other procedures' scenarios claim to prove."""
    others = [b for slug, b in material.bundles.items() if slug != material.draft.slug]
    return frozenset(
        reference
        for bundle in others
        for each in scenarios_in(feature_of(bundle))
        for reference in claims(each, regulation)
    )


def claims(scenario: ScenarioText, regulation: Regulation) -> tuple[str, ...]:
    """Return the clauses that a scenario claims; one that is planned claims none."""
    try:
        tags = read_tags(frozenset(scenario.tags), regulation)
    except ValueError:
        return ()
    return () if tags.is_planned else tuple(map(str, tags.references))


def scenarios_in(data: bytes) -> tuple[ScenarioText, ...]:
    """Return the scenarios; what is no feature has none, and is a finding elsewhere."""
    try:
        return read_scenarios(data) if data else ()
    except FeatureBroken:
        return ()


def _across(material: Material) -> Iterator[tuple[str, bytes]]:
    """Give the features across procedures that name this one."""
    mine = {name_of(material.draft), material.draft.slug}
    if material.before is not None:
        mine.add(name_of(material.before))
    here = {name_of(each) for each in material.bundles.values()} | mine
    for name, data, named in features_across(here):
        if named & mine:
            yield name, data


def features_across(
    here: Collection[str],
) -> Iterator[tuple[str, bytes, frozenset[str]]]:
    """Give the features across procedures that name only those that are in force.

    The others are to come.

    Args:
        here: The names of the procedures in force.

    Yields:
        The feature's name, its text, and all that it names.
    """
    every = set(procedure_names().values())
    for path in sorted((FEATURES / "across").glob("*.feature")):
        data = path.read_bytes()
        named = frozenset(_QUOTED.findall(data.decode("utf-8")))
        if (named & every) <= set(here):
            yield path.stem, data, named


def lay_out(
    asked: Asked, folder: Path, origins: Collection[Origin] = tuple(Origin)
) -> tuple[Path, ...]:
    """Write the features of these origins below the folder; return their paths."""
    paths = []
    for origin, features in asked.features.items():
        for name, data in features if origin in origins else ():
            path = folder / origin.value / f"{name}.feature"
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(data)
            paths.append(path)
    return tuple(paths)
