"""A proof: one run of the gate over one exact content of a draft, kept for ever."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from engine.model.finding import Finding
from engine.model.soundness import SoundnessVerdict


class ProofState(StrEnum):
    QUEUED = "queued"
    RUNNING = "running"
    DONE = "done"
    BROKEN = "broken"


class ProofVerdict(StrEnum):
    """`NONE` until the run is done, and for ever where it broke off."""

    NONE = ""
    PASSED = "passed"
    REFUSED = "refused"


class Stage(StrEnum):
    """The stages of the gate, in their order."""

    CHECK = "check"
    SOUND = "sound"
    ACCEPT = "accept"
    COMPARE = "compare"


class Origin(StrEnum):
    """Whose a scenario is: the draft's, the version in force's, or procedures'."""

    DRAFT = "draft"
    IN_FORCE = "in_force"
    ACROSS = "across"


@dataclass(frozen=True, slots=True)
class Proof:
    """The row of a run.

    `digest` is the draft's when it was asked for, `based_on` the version in force then;
    `stage_hash` stands for all procedures that it ran among, `engine_hash` for what ran
    them. `seen_at` is the last sign of life of the process that runs it.
    """

    proof_id: str
    draft_id: str
    slug: str
    digest: str
    based_on: str
    stage_hash: str
    engine_hash: str
    state: ProofState
    verdict: ProofVerdict
    needs_legal: bool
    asked_by: str
    asked_at: datetime
    seen_at: datetime
    done_at: datetime | None

    @property
    def is_under_way(self) -> bool:
        return self.state in {ProofState.QUEUED, ProofState.RUNNING}


class SignatureKind(StrEnum):
    """The second person's, the legal office's, or one that lets a refusal pass."""

    APPROVE = "approve"
    LEGAL = "legal"
    OVERRIDE = "override"


@dataclass(frozen=True, slots=True)
class Signature:
    """Who signed a proof, in which post, when, and in which words."""

    proof_id: str
    kind: SignatureKind
    person_id: str
    post_id: str
    at: datetime
    reason: str


@dataclass(frozen=True, slots=True)
class Told:
    """One line of a run's progress; `mark` is passed, failed, planned or empty."""

    stage: Stage
    words: str
    mark: str = ""


@dataclass(frozen=True, slots=True)
class StageDone:
    """A stage that was gone through, and whether it lets the draft pass."""

    stage: Stage
    passed: bool
    words: str


@dataclass(frozen=True, slots=True)
class ScenarioProof:
    """A scenario and what came of it.

    `references` are its tags; `walked` maps a slug to the flows in the order of the
    way; `sentence` is the one that failed; `reused` says that nothing it depends on
    has changed since it ran.
    """

    origin: Origin
    name: str
    references: tuple[str, ...]
    verdict: str
    reason: str = ""
    sentence: str = ""
    walked: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    seconds: float = 0.0
    reused: bool = False


@dataclass(frozen=True, slots=True)
class ScenarioChange:
    """A scenario of the version in force that is gone or otherwise now, or a new one.

    `kind` is removed, edited or added; `before` and `after` are its texts; `fails` says
    that its text of before does not hold on the draft.
    """

    kind: str
    name: str
    before: str
    after: str
    references: tuple[str, ...] = ()
    fails: bool = False


@dataclass(frozen=True, slots=True)
class LostClause:
    """A clause that nothing would prove any more, and what proved it until now."""

    reference: str
    scenarios: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class FlowShown:
    """A sequence flow by its id, and in words: from where to where."""

    flow_id: str
    words: str


@dataclass(frozen=True, slots=True)
class Objection:
    """One reason why the draft may not be published, with the articles it touches."""

    code: str
    words: str
    references: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Hindrance:
    """What stands between a proof and the publication, in words; `code` is stable."""

    code: str
    words: str


@dataclass(frozen=True, slots=True)
class ProofReport:
    """All that a run found; what it objects to refuses the publication."""

    stages: tuple[StageDone, ...] = ()
    findings: tuple[Finding, ...] = ()
    soundness: SoundnessVerdict | None = None
    scenarios: tuple[ScenarioProof, ...] = ()
    changes: tuple[ScenarioChange, ...] = ()
    lost: tuple[LostClause, ...] = ()
    flows: int = 0
    unwalked: tuple[FlowShown, ...] = ()
    objections: tuple[Objection, ...] = ()
    needs_legal: bool = False

    @property
    def verdict(self) -> ProofVerdict:
        return ProofVerdict.REFUSED if self.objections else ProofVerdict.PASSED
