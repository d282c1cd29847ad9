"""Read the ways of cases and of those they started: what was walked, what was met."""

from collections.abc import Iterable
from dataclasses import dataclass

from engine.assembly import Engine
from engine.model.case import Case
from engine.model.diagram import Diagram
from engine.runtime.looking import look
from engine.runtime.seeing import see_case
from engine.runtime.walk import evidence, walked


@dataclass(frozen=True, slots=True)
class Way:
    """The way of one case, as far as its acts stand.

    `walked` are ids of elements and flows in their order, `evidence` pairs of a
    reference and the id of what cites it.
    """

    case: Case
    diagram: Diagram
    walked: tuple[str, ...]
    evidence: tuple[tuple[str, str], ...]


def read_ways(engine: Engine, case_ids: Iterable[str], *, by: str) -> tuple[Way, ...]:
    """Return the ways of these cases, and of those that they started in turn.

    Raises:
        CaseNotFound: One does not exist, or is not for this person to see.
    """
    seen: set[str] = set()
    waiting, ways = list(case_ids), []
    with look(engine) as here:
        while waiting:
            case_id = waiting.pop()
            if case_id in seen:
                continue
            seen.add(case_id)
            case = see_case(here, case_id, by)
            met = ((cited, at) for cited, at, _ in evidence(case.acts))
            diagram = case.procedure.diagram
            ways.append(Way(case.case, diagram, walked(case.acts), tuple(met)))
            links = here.unit.links.of_case(case_id)
            waiting += [each.to_case for each in links if each.from_case == case_id]
    return tuple(ways)
