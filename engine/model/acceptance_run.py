"""An acceptance run (验收): all scenarios over what is in force, kept for ever."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from engine.model.proof import ProofState


@dataclass(frozen=True, slots=True)
class Accepted:
    """What one scenario came to.

    `references` are its tags; `verdict` is passed, failed or planned; `reached` maps
    each of its references that was met to the `slug:element` ids that cite it.
    """

    procedure: str
    name: str
    references: tuple[str, ...]
    verdict: str
    reason: str = ""
    reached: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class AcceptanceRun:
    """The row of a run.

    `versions` are the ids of what was in force by slug; `stage_hash` stands for their
    content, `engine_hash` for what ran it. `total` scenarios are looked at (0 before it
    begins), `seen` of them so far; `passed`, `failed` and `planned` count verdicts, of
    which an outline has several. `seen_at` is the last sign of life of its process.
    """

    run_id: str
    state: ProofState
    versions: Mapping[str, str]
    stage_hash: str
    engine_hash: str
    asked_by: str
    asked_at: datetime
    seen_at: datetime
    done_at: datetime | None = None
    total: int = 0
    seen: int = 0
    passed: int = 0
    failed: int = 0
    planned: int = 0

    @property
    def is_under_way(self) -> bool:
        return self.state in {ProofState.QUEUED, ProofState.RUNNING}
