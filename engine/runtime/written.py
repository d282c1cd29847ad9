"""What the record of a step is told besides what the engine did."""

from collections.abc import Mapping
from dataclasses import dataclass

from engine.model.task import UserTask
from engine.runtime.chain import Doer, Told


@dataclass(frozen=True, slots=True)
class Answered:
    """A task, or a standing act, that the deed completed, with its answers."""

    element_id: str
    answers: Mapping[str, object]
    task: UserTask | None = None


@dataclass(frozen=True, slots=True)
class Written:
    """What the record is told besides the advance.

    `effects` are what the deed's effects came to; with one of them, or with a message
    thrown, something may have left the house. `withdrawable` says whether the kind of
    deed can be withdrawn at all. `cancelled` is the outcome that a termination gave.
    """

    doer: Doer
    told: Told
    answered: Answered | None = None
    effects: tuple[Mapping[str, object], ...] = ()
    withdrawable: bool = False
    cancelled: str = ""
