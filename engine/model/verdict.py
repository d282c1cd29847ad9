"""What a scenario's run came to, for one content of scenario, bundle and engine."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Verdict:
    """`verdict` is passed, failed or planned; `evidence` is JSON of plain values."""

    scenario_hash: str
    bundle_hash: str
    engine_hash: str
    verdict: str
    evidence: Mapping[str, object]
    at: datetime
