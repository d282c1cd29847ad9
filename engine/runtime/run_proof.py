"""What a run of the gate needs and writes: begun, told line by line, concluded."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass

from engine.assembly import Engine
from engine.content.bundle import unpack
from engine.model.acceptance_run import AcceptanceRun
from engine.model.finding import Finding
from engine.model.procedure import Bundle
from engine.model.proof import Proof, ProofReport, Told
from engine.model.verdict import Verdict
from engine.runtime.aftermath import doer_of
from engine.runtime.chain import Told as Act
from engine.runtime.check_live import check_live
from engine.runtime.deed import Ask, Deed, carry_out
from engine.runtime.looking import Look, look
from engine.runtime.note import note_on_office
from engine.runtime.plain import plain
from engine.runtime.proof_at_hand import DEAD_AFTER, find_proof
from engine.runtime.proof_hashes import staged

VERB = "prove"


@dataclass(frozen=True, slots=True)
class Material:
    """All that a run needs, read in one look.

    `bundles` are all procedures in force by slug, the draft in its place; `before` is
    the version in force; `known` what this engine has found on these procedures, by
    the hash of a scenario.
    """

    proof: Proof
    draft: Bundle
    before: Bundle | None
    bundles: Mapping[str, Bundle]
    findings: tuple[Finding, ...]
    known: Mapping[str, Mapping[str, object]]


def read_material(engine: Engine, proof_id: str) -> Material:
    """Return what the run needs; the draft as it was when it was asked for.

    Raises:
        ProofNotFound: There is no such run.
    """
    with look(engine) as here:
        proof = find_proof(here, proof_id)
        draft = unpack(here.unit.proofs.files(proof_id))
        known = here.unit.verdicts.of_bundle(
            proof.stage_hash, engine_hash=proof.engine_hash
        )
        return Material(
            proof=proof,
            draft=draft,
            before=_before(here, proof),
            bundles=staged(here, draft),
            findings=check_live(here, draft),
            known={scenario: each.evidence for scenario, each in known.items()},
        )


def begin_proof(engine: Engine, proof_id: str) -> bool:
    """Let the run begin; False if it was begun or given up before."""
    return _write(engine, lambda deed: deed.unit.proofs.begin(proof_id, at=deed.now))


def tell_proof(engine: Engine, proof_id: str, lines: Sequence[Told] = ()) -> bool:
    """Keep lines of the run's progress, or only a sign of life.

    Returns:
        False if the run was given up meanwhile, so that it had better stop.
    """

    def work(deed: Deed) -> bool:
        if not deed.unit.proofs.see(proof_id, at=deed.now):
            return False
        deed.unit.proofs.tell(proof_id, lines)
        return True

    return _write(engine, work)


def keep_verdicts(
    engine: Engine,
    run: Proof | AcceptanceRun,
    found: Mapping[str, Mapping[str, object]],
) -> None:
    """Keep what scenarios came to on these procedures, by the scenario's hash.

    Args:
        engine: The engine.
        run: The run that found it.
        found: `{scenario's hash: {"verdicts": [each example's verdict as a dict]}}`, of
            scenarios that passed.
    """

    def work(deed: Deed) -> None:
        deed.unit.verdicts.put_many(
            Verdict(
                scenario,
                run.stage_hash,
                run.engine_hash,
                "passed",
                evidence,
                deed.now,
            )
            for scenario, evidence in found.items()
        )

    carry_out(engine, Ask(VERB), work)


def conclude_proof(engine: Engine, proof_id: str, report: ProofReport) -> bool:
    """Write what the run found, for ever, and the act; False if it was given up."""

    def work(deed: Deed) -> bool:
        proof = find_proof(deed, proof_id)
        plainly = plain(asdict(report))
        done = isinstance(plainly, dict) and deed.unit.proofs.conclude(
            proof_id,
            plainly,
            verdict=report.verdict,
            needs_legal=report.needs_legal,
            at=deed.now,
        )
        if done:
            details = {
                "proof_id": proof_id,
                "draft_id": proof.draft_id,
                "slug": proof.slug,
                "digest": proof.digest,
                "verdict": report.verdict.value,
            }
            doer = doer_of(engine, deed.unit, proof.asked_by)
            note_on_office(deed, doer, Act(VERB, details=details))
        return done

    return _write(engine, work)


def break_proof(engine: Engine, proof_id: str) -> bool:
    """Mark the run as broken: it told nothing, and must be asked for again."""
    return _write(
        engine, lambda deed: deed.unit.proofs.break_off(proof_id, at=deed.now)
    )


def give_up_dead(engine: Engine) -> int:
    """Mark as broken the runs and trials whose process is gone; return how many."""

    def work(deed: Deed) -> int:
        since = deed.now - DEAD_AFTER
        gone = deed.unit.strengths.give_up(unseen_since=since, at=deed.now)
        return gone + deed.unit.proofs.give_up(unseen_since=since, at=deed.now)

    return carry_out(engine, Ask("give_up_proofs"), work)


def _write(engine: Engine, work: Callable[[Deed], bool]) -> bool:
    return carry_out(engine, Ask(VERB), work)


def _before(here: Look, proof: Proof) -> Bundle | None:
    if not proof.based_on:
        return None
    return here.engine.library.procedure(here.unit, proof.based_on).bundle
