"""Tags of scenarios: references to the rules (`第42条第1句`), and planned ones."""

from dataclasses import dataclass

from engine.model.reference import Reference, Regulation

AWAITED = "待建_"
PLANNED = "planned"


@dataclass(frozen=True, slots=True)
class ScenarioTags:
    """What the tags of one scenario say.

    `awaited` are the slugs of procedures that do not exist yet (`待建_<slug>`): a
    scenario with any is planned and does not run.
    """

    references: tuple[Reference, ...]
    awaited: tuple[str, ...]

    @property
    def is_planned(self) -> bool:
        return bool(self.awaited)


def read_tags(tags: frozenset[str], regulation: Regulation) -> ScenarioTags:
    """Read a scenario's tags, its feature's included.

    Raises:
        ValueError: A tag is neither a reference that exists in the rules nor awaited.
    """
    known = labels(regulation)
    awaited = tuple(
        sorted(t.removeprefix(AWAITED) for t in tags if t.startswith(AWAITED))
    )
    others = sorted(t for t in tags if not t.startswith(AWAITED) and t != PLANNED)
    unknown = [tag for tag in others if tag not in known]
    if unknown:
        raise ValueError(f"规则里没有这些条款：{'、'.join(unknown)}")
    return ScenarioTags(tuple(sorted(known[tag] for tag in others)), awaited)


def labels(regulation: Regulation) -> dict[str, Reference]:
    """Return every tag that a scenario may bear for a clause of the rules."""
    known = {
        Reference(number).label: Reference(number) for number in regulation.articles
    }
    for article in regulation.articles.values():
        known |= {
            clause.reference.label: clause.reference for clause in article.clauses
        }
    return known


def is_met(reference: Reference, reached: frozenset[Reference]) -> bool:
    """Say whether what was reached cites the reference.

    A whole article is met by any of its sentences; a sentence needs its own citation.
    """
    if reference.sentence or reference.item:
        return reference in reached
    return any(other.article == reference.article for other in reached)
