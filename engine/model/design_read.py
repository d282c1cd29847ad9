"""What the designer's pages show: procedures with versions and drafts, and proofs."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from engine.model.procedure import Version
from engine.model.procedure_draft import ProcedureDraft
from engine.model.proof import Hindrance, Proof, ProofReport, SignatureKind, Told
from engine.model.reading import ClauseShown
from engine.model.strength import StrengthTrial, Tally, TriedMutant


@dataclass(frozen=True, slots=True)
class SignatureShown:
    """A signature with the names of who signed and of their post."""

    kind: SignatureKind
    person: str
    post: str
    at: datetime
    words: str


@dataclass(frozen=True, slots=True)
class VersionShown:
    """A version with names, its signatures, and how many cases run on it.

    `until_at` is when another took its place, None while it is the current one;
    `is_proven` is False for a planned one that would lapse as things stand.
    """

    version: Version
    published_by: str
    signatures: tuple[SignatureShown, ...]
    open_cases: int
    all_cases: int
    until_at: datetime | None = None
    is_proven: bool = True

    @property
    def override(self) -> SignatureShown | None:
        """The signature by which a refusal was let pass, if one was."""
        overrides = (s for s in self.signatures if s.kind is SignatureKind.OVERRIDE)
        return next(overrides, None)


@dataclass(frozen=True, slots=True)
class ProofLine:
    """A run in a list: of which draft, who asked, and the version it led to (0: none).

    `is_latest` says that it is about what the draft holds now.
    """

    proof: Proof
    name: str
    asked_by: str
    version: int
    is_latest: bool


@dataclass(frozen=True, slots=True)
class DraftShown:
    """An open draft: who changed it, its newest run, whether its base still is one."""

    draft: ProcedureDraft
    changed_by: str
    newest: ProofLine | None
    is_outdated: bool


@dataclass(frozen=True, slots=True)
class ProcedureShown:
    """A procedure with its current version, the planned one, and its open drafts."""

    slug: str
    name: str
    current: VersionShown | None
    planned: VersionShown | None
    drafts: tuple[DraftShown, ...]


@dataclass(frozen=True, slots=True)
class StrengthShown:
    """A trial of mutants as it stands: what was found, and what nobody noticed."""

    trial: StrengthTrial
    asked_by: str
    tally: Tally
    survivors: tuple[tuple[int, TriedMutant], ...]


@dataclass(frozen=True, slots=True)
class ProofRead:
    """A run as its page shows it.

    `may` names what the asker may do: design, prove, approve, legal, override, publish,
    and try: let the mutants of it be tried. `strength` is the newest trial of them.
    `pictures` are the planes of the diagram that was proven; `flows` gives source and
    target of each of its flows, `cards` the clauses that are proven or would be lost.
    """

    line: ProofLine
    draft: ProcedureDraft
    report: ProofReport | None
    told: tuple[tuple[int, Told], ...]
    signatures: tuple[SignatureShown, ...]
    hindrances: tuple[Hindrance, ...]
    may: frozenset[str]
    pictures: tuple["Picture", ...]
    flows: Mapping[str, tuple[str, str]]
    cards: Mapping[str, ClauseShown]
    strength: StrengthShown | None


@dataclass(frozen=True, slots=True)
class Picture:
    """One plane as SVG without a frame; `ways` are the points of flows, by id, and
    `boxes` x, y, width and height of what else is drawn."""

    drawing: str
    extent: tuple[float, float, float, float]
    ways: Mapping[str, str]
    boxes: Mapping[str, tuple[float, float, float, float]]
