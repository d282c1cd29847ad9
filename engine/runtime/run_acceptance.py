"""What an acceptance run needs and writes: begun, followed, concluded."""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from engine.assembly import Engine
from engine.model.acceptance_run import AcceptanceRun, Accepted
from engine.model.errors_design import ProofNotFound
from engine.model.procedure import Bundle
from engine.runtime.aftermath import doer_of
from engine.runtime.chain import Told
from engine.runtime.deed import Ask, Deed, carry_out
from engine.runtime.looking import look
from engine.runtime.note import note_on_office
from engine.runtime.proof_hashes import bundles_of

VERB = "accept"
COUNTED = ("passed", "failed", "planned")


@dataclass(frozen=True, slots=True)
class InForce:
    """What a run is about: the procedures by slug as they were when it was asked for,
    and what this engine has found on them, by the hash of a scenario."""

    run: AcceptanceRun
    bundles: Mapping[str, Bundle]
    known: Mapping[str, Mapping[str, object]]


def read_in_force(engine: Engine, run_id: str) -> InForce:
    """Return what the run needs.

    Raises:
        ProofNotFound: There is no such run.
    """
    with look(engine) as here:
        run = here.unit.acceptance_runs.find(run_id)
        if run is None:
            raise ProofNotFound
        versions = map(here.unit.versions.find, run.versions.values())
        known = here.unit.verdicts.of_bundle(
            run.stage_hash, engine_hash=run.engine_hash
        )
        return InForce(
            run=run,
            bundles=bundles_of(here, (each for each in versions if each is not None)),
            known={scenario: each.evidence for scenario, each in known.items()},
        )


def begin_acceptance(engine: Engine, run_id: str, *, total: int) -> bool:
    """Let the run begin over so many scenarios; False if it was begun or given up."""
    return _write(
        engine,
        lambda deed: deed.unit.acceptance_runs.begin(run_id, total=total, at=deed.now),
    )


def tell_acceptance(engine: Engine, run_id: str, *, seen: int) -> bool:
    """Note how many scenarios were looked at; False if the run was given up."""
    return _write(
        engine,
        lambda deed: deed.unit.acceptance_runs.see(run_id, seen=seen, at=deed.now),
    )


def conclude_acceptance(engine: Engine, run_id: str, found: Sequence[Accepted]) -> bool:
    """Write what the run found, for ever, and the act; False if it was given up."""
    counts = Counter(each.verdict for each in found)
    told = {name: counts[name] for name in COUNTED}

    def work(deed: Deed) -> bool:
        runs = deed.unit.acceptance_runs
        run = runs.find(run_id)
        if run is None or not runs.conclude(run_id, found, told, at=deed.now):
            return False
        details = {"run_id": run_id, "versions": dict(run.versions), **told}
        doer = doer_of(engine, deed.unit, run.asked_by)
        note_on_office(deed, doer, Told(VERB, details=details))
        return True

    return _write(engine, work)


def break_acceptance(engine: Engine, run_id: str) -> bool:
    """Mark the run as broken: it came to nothing, and must be asked for again."""
    return _write(
        engine, lambda deed: deed.unit.acceptance_runs.break_off(run_id, at=deed.now)
    )


def _write(engine: Engine, work: Callable[[Deed], bool]) -> bool:
    return carry_out(engine, Ask(VERB), work)
