"""What a scenario reached: the clauses cited on its way, and the flows it walked."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from engine.acceptance.tags import is_met
from engine.acceptance.world import World
from engine.model.reading import CaseRead
from engine.model.reference import Reference
from engine.runtime.read_case import read_case

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
    for case in cases_of(world):
        slug = case.case.slug
        for shown in case.evidence:
            places = evidence.setdefault(shown.clause.reference, {})
            places[f"{slug}:{shown.element_id}"] = None
        # Marks stand in the order of the way.
        flows = (each for each in case.marks if each in case.diagram.flows)
        walked.setdefault(slug, {}).update(dict.fromkeys(flows))
    for reference in world.refused:
        evidence.setdefault(str(reference), {})[REFUSAL] = None
    return Reached(
        {reference: tuple(places) for reference, places in evidence.items()},
        {slug: tuple(flows) for slug, flows in walked.items()},
    )


def cases_of(world: World) -> Iterable[CaseRead]:
    """Give the cases of the scenario, and those linked, as the reviewer sees them."""
    seen: set[str] = set()
    waiting = list(world.cases)
    while waiting:
        case_id = waiting.pop()
        if case_id not in seen:
            seen.add(case_id)
            case = read_case(world.stage.engine, case_id, by=world.reviewer)
            waiting += [link.case_id for link in case.links if link.outward]
            yield case


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
