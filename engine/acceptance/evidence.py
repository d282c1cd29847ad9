"""What a scenario reached: the clauses cited on its way, and the flows it walked."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from engine.acceptance.tags import is_met
from engine.acceptance.world import World
from engine.model.reference import Reference
from engine.runtime.read_ways import Way, read_ways

REFUSAL = "refusal"


@dataclass(frozen=True, slots=True)
class Reached:
    """`evidence` maps a reference to the `slug:element` ids that cite it on the way,
    `walked` a slug to the ids of the sequence flows taken."""

    evidence: Mapping[str, tuple[str, ...]]
    walked: Mapping[str, tuple[str, ...]]

    @property
    def references(self) -> frozenset[Reference]:
        return frozenset(Reference.parse(text) for text in self.evidence)


def reached_in(world: World) -> Reached:
    """Return what all cases of the scenario, linked ones included, reached."""
    evidence: dict[str, dict[str, None]] = {}
    walked: dict[str, dict[str, None]] = {}
    for way in ways_of(world):
        slug = way.case.slug
        for cited, element_id in way.evidence:
            evidence.setdefault(cited, {})[f"{slug}:{element_id}"] = None
        flows = (each for each in way.walked if each in way.diagram.flows)
        walked.setdefault(slug, {}).update(dict.fromkeys(flows))
    for reference in world.refused:
        evidence.setdefault(str(reference), {})[REFUSAL] = None
    return Reached(
        {reference: tuple(places) for reference, places in evidence.items()},
        {slug: tuple(flows) for slug, flows in walked.items()},
    )


def ways_of(world: World) -> tuple[Way, ...]:
    """Return the ways of the scenario's cases, and of those linked, as the reviewer
    sees them."""
    return read_ways(world.stage.engine, world.cases, by=world.reviewer)


def must_meet(references: Iterable[Reference], reached: Reached) -> None:
    """Fail unless everything that the tags claim was cited on the way.

    Raises:
        AssertionError: It names the clauses without evidence, and what was reached.
    """
    met = reached.references
    missing = [r.label for r in references if not is_met(r, met)]
    if missing:
        labels = "、".join(reference.label for reference in sorted(met)) or "无"
        raise AssertionError(
            f"走过的路没有引到{'、'.join(missing)}；引到的是：{labels}"
        )
