"""A draft: a state of a procedure that people still work on, and that nothing runs."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from engine.model.procedure import Version


class DraftState(StrEnum):
    OPEN = "open"
    PUBLISHED = "published"
    DISCARDED = "discarded"


@dataclass(frozen=True, slots=True)
class ProcedureDraft:
    """One draft with the hash of its files.

    `based_on` is the version it was made from, empty for a new procedure; `revision`
    counts the saves, from 1; `editors` are all who ever changed it, its maker included:
    none of them may approve it.
    """

    draft_id: str
    slug: str
    name: str
    based_on: str
    digest: str
    revision: int
    state: DraftState
    made_by: str
    made_at: datetime
    changed_by: str
    changed_at: datetime
    editors: tuple[str, ...]

    @property
    def is_open(self) -> bool:
        return self.state is DraftState.OPEN


@dataclass(frozen=True, slots=True)
class DraftRead:
    """A draft as its editor shows it.

    `files` are by path; `base` is the version that it was made from, None for a new
    procedure, `current` the one in force now; `in_force` is that one's id, empty if
    there is none; `may_change` says whether the asker may save it; `changed_by` is a
    name.
    """

    draft: ProcedureDraft
    files: Mapping[str, bytes]
    changed_by: str
    in_force: str
    may_change: bool
    base: Version | None
    current: Version | None

    @property
    def is_outdated(self) -> bool:
        """Whether another version has come into force since it was made."""
        return self.draft.is_open and self.draft.based_on != self.in_force
