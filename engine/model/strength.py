"""How strong the scenarios of a proven draft are: one trial of its mutants, kept."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class Fate(StrEnum):
    """`REFUSED` as broken or unsound, `CAUGHT` by a scenario, or it `SURVIVED` all."""

    REFUSED = "refused"
    CAUGHT = "caught"
    SURVIVED = "survived"


class TrialState(StrEnum):
    """`STOPPED` by a person, `BROKEN` by itself: both keep what was found so far."""

    QUEUED = "queued"
    RUNNING = "running"
    DONE = "done"
    STOPPED = "stopped"
    BROKEN = "broken"


UNDER_WAY = frozenset({TrialState.QUEUED, TrialState.RUNNING})


@dataclass(frozen=True, slots=True)
class StrengthTrial:
    """The row of a trial of the mutants of what a proof proved.

    `sample` is how many mutants were asked for, 0 for all; `total` how many there are
    to try, 0 until that is known. `seen_at` is the last sign of life of the process
    that runs it; `why` says in Chinese why it broke off.
    """

    trial_id: str
    proof_id: str
    sample: int
    total: int
    state: TrialState
    asked_by: str
    asked_at: datetime
    seen_at: datetime
    done_at: datetime | None
    why: str = ""

    @property
    def is_under_way(self) -> bool:
        return self.state in UNDER_WAY


@dataclass(frozen=True, slots=True)
class TriedMutant:
    """A mutant and what became of it.

    `place` is the element or flow that shows it, or a file; `words` say in Chinese what
    was changed; `by` is the scenario that caught it or the code of what refused it,
    `reason` what it said; `ran` how many scenarios were run.
    """

    kind: str
    place: str
    words: str
    fate: Fate
    by: str
    reason: str
    ran: int


@dataclass(frozen=True, slots=True)
class Tally:
    """How many mutants met which fate."""

    refused: int = 0
    caught: int = 0
    survived: int = 0

    @property
    def tried(self) -> int:
        """How many were tried at all."""
        return self.refused + self.caught + self.survived

    @property
    def score(self) -> float:
        """The share that was caught of those the check lets pass; 1 for none."""
        able = self.caught + self.survived
        return self.caught / able if able else 1.0


def tally_of(fates: Iterable[Fate]) -> Tally:
    """Return how often each fate is among these."""
    listed = tuple(fates)
    return Tally(
        refused=listed.count(Fate.REFUSED),
        caught=listed.count(Fate.CAUGHT),
        survived=listed.count(Fate.SURVIVED),
    )
