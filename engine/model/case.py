"""A case (办件): one process instance, and what may become of it."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class CaseState(StrEnum):
    RUNNING = "running"
    SUSPENDED = "suspended"
    INCIDENT = "incident"
    FINISHED = "finished"
    CANCELLED = "cancelled"


def case_number(word: str, year: int, number: int) -> str:
    """Return the number that a case bears: `议题〔2026〕0004`."""
    return f"{word}〔{year}〕{number:04d}"


@dataclass(frozen=True, slots=True)
class Case:
    """`number` such as `议题〔2026〕0004`; `revision` moves with each deed.

    `head` is the MAC of the last act in its chain, `acts` how many there are.
    """

    case_id: str
    slug: str
    version_id: str
    number: str
    title: str
    state: CaseState
    outcome: str
    initiator: str
    initiator_post: str
    initiator_unit: str
    started_at: datetime
    ended_at: datetime | None
    revision: int
    acts: int
    head: str

    @property
    def is_open(self) -> bool:
        return self.state not in {CaseState.FINISHED, CaseState.CANCELLED}
