"""Ask for an acceptance run: all scenarios over what is in force now."""

from engine.assembly import Engine
from engine.model.acceptance_run import AcceptanceRun
from engine.model.entitlement import DeskVerb
from engine.model.identity import new_id
from engine.model.proof import ProofState
from engine.runtime.deed import Ask, Deed, carry_out
from engine.runtime.proof_at_hand import DEAD_AFTER
from engine.runtime.proof_hashes import bundles_of, engine_hash, stage_hash
from engine.runtime.roles import must_be_allowed

VERB = "ask_acceptance"


def ask_acceptance(engine: Engine, *, by: str) -> AcceptanceRun:
    """Queue a run and return it; somebody has to run it.

    One that has not ended is returned instead of another.

    Raises:
        RoleMissing: The person is neither designer nor reviewer.
    """

    def work(deed: Deed) -> AcceptanceRun:
        must_be_allowed(deed, DeskVerb.REVIEW, by)
        runs = deed.unit.acceptance_runs
        runs.give_up(unseen_since=deed.now - DEAD_AFTER, at=deed.now)
        running = runs.under_way()
        if running is not None:
            return running
        versions = deed.unit.versions.all_current()
        run = AcceptanceRun(
            run_id=new_id(deed.now),
            state=ProofState.QUEUED,
            versions={each.slug: each.version_id for each in versions},
            stage_hash=stage_hash(bundles_of(deed, versions)),
            engine_hash=engine_hash(),
            asked_by=by,
            asked_at=deed.now,
            seen_at=deed.now,
        )
        runs.add(run)
        return run

    return carry_out(engine, Ask(VERB, by), work)
