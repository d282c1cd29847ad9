"""Soundness: whether every case of a diagram can finish, cleanly, and what is amiss."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum


class SoundnessKind(StrEnum):
    SOUND = "sound"
    UNSOUND = "unsound"
    UNDECIDED = "undecided"


class FaultKind(StrEnum):
    """What may be wrong with the way of the tokens.

    `CANNOT_FINISH`: from somewhere no end can be reached any more. `UNCLEAN_END`: two
    tokens meet in one place, so a step is done, or an end reached, twice. `UNBOUNDED`:
    the tokens can become more and more. `DEAD_ELEMENT`: no case ever gets there.
    """

    CANNOT_FINISH = "cannot_finish"
    UNCLEAN_END = "unclean_end"
    UNBOUNDED = "unbounded"
    DEAD_ELEMENT = "dead_element"


@dataclass(frozen=True, slots=True)
class PathStep:
    """One thing that happens: an element ends or goes off, its tokens take flows.

    `tokens` says where all tokens stand afterwards: ids of elements, or of flows whose
    token waits in front of a join; an id stands there once for each token.
    """

    element_id: str
    flow_ids: tuple[str, ...]
    tokens: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SoundnessFault:
    """One thing to mend: where, a Chinese sentence that says how, a shortest path.

    The path leads from the case's beginning (or the marking asked about) to where the
    fault shows; it is empty for an element that no path reaches.
    """

    kind: FaultKind
    element_ids: tuple[str, ...]
    sentence: str
    path: tuple[PathStep, ...] = ()


@dataclass(frozen=True, slots=True)
class SoundnessVerdict:
    """What came out; `states` were explored; `note` says in Chinese why undecided."""

    kind: SoundnessKind
    faults: tuple[SoundnessFault, ...] = ()
    states: int = 0
    note: str = ""


@dataclass(frozen=True, slots=True)
class Marking:
    """Where the tokens of a running case are, scope by scope.

    `tokens` counts them by element that waits, or by flow for a token that waits in
    front of a join; `scopes` are the sub-processes and called parts in progress, each
    with its element's id (one entry for each instance). `spent` are the boundary timers
    that have gone off beside what still waits, and will not again.
    """

    tokens: Mapping[str, int] = field(default_factory=dict)
    scopes: tuple[tuple[str, "Marking"], ...] = ()
    spent: frozenset[str] = frozenset()
