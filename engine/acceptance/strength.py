"""How strong scenarios are: which of a procedure's mutants they catch."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from engine.model.mutant import Mutation
from engine.model.strength import Fate, tally_of


@dataclass(frozen=True, slots=True)
class MutantVerdict:
    """What became of one mutant.

    `by` is the scenario that caught it, or the code of what refused it;
    `reason` what it said; `ran` how many scenarios were run for it.
    """

    mutation: Mutation
    fate: Fate
    by: str
    reason: str
    ran: int
    seconds: float


@dataclass(frozen=True, slots=True)
class Strength:
    """What the scenarios of one procedure catch; `xml` is its diagram, unchanged."""

    slug: str
    name: str
    xml: bytes
    verdicts: tuple[MutantVerdict, ...]

    def of(self, fate: Fate) -> tuple[MutantVerdict, ...]:
        return tuple(each for each in self.verdicts if each.fate is fate)

    @property
    def score(self) -> float:
        """The share that was caught of those the check lets pass; 1 for none."""
        return tally_of(each.fate for each in self.verdicts).score


def strengths_json(strengths: Iterable[Strength]) -> str:
    """Return the document that `zhangfa mutate --json` promises."""
    procedures = [_as_json(each) for each in strengths]
    return json.dumps({"procedures": procedures}, ensure_ascii=False, indent=1)


def _as_json(strength: Strength) -> Mapping[str, object]:
    return {
        "procedure": strength.slug,
        "mutants": len(strength.verdicts),
        "score": round(strength.score, 4),
        **{fate.value: len(strength.of(fate)) for fate in Fate},
        "verdicts": [
            {
                "kind": each.mutation.kind.value,
                "place": each.mutation.place,
                "text": each.mutation.text,
                "fate": each.fate.value,
                "by": each.by,
                "reason": each.reason,
                "ran": each.ran,
                "seconds": round(each.seconds, 3),
            }
            for each in strength.verdicts
        ],
    }
