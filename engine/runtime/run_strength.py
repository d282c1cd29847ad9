"""What a trial of mutants writes: begun, told mutant by mutant, ended."""

from collections.abc import Callable, Sequence
from dataclasses import asdict

from engine.assembly import Engine
from engine.model.strength import TrialState, TriedMutant
from engine.runtime.aftermath import doer_of
from engine.runtime.chain import Told
from engine.runtime.deed import Ask, Deed, carry_out
from engine.runtime.note import note_on_office

VERB = "try_mutants"


def begin_trial(engine: Engine, trial_id: str) -> bool:
    """Let the trial begin; False if it was begun, stopped or given up before."""
    return _write(engine, lambda deed: deed.unit.strengths.begin(trial_id, at=deed.now))


def tell_trial(
    engine: Engine,
    trial_id: str,
    mutants: Sequence[TriedMutant] = (),
    *,
    total: int = 0,
) -> bool:
    """Keep what became of mutants, or only a sign of life.

    Args:
        engine: The engine.
        trial_id: The trial.
        mutants: Those that were tried since.
        total: How many there are to try, 0 while that is not known.

    Returns:
        False if the trial was stopped or given up, so that it had better end.
    """

    def work(deed: Deed) -> bool:
        if not deed.unit.strengths.see(trial_id, at=deed.now, total=total):
            return False
        deed.unit.strengths.tell(trial_id, mutants)
        return True

    return _write(engine, work)


def end_trial(engine: Engine, trial_id: str, state: TrialState, why: str = "") -> bool:
    """Let the trial end so, for ever, which is an act; False if it has ended before."""

    def work(deed: Deed) -> bool:
        strengths = deed.unit.strengths
        trial = strengths.find(trial_id)
        if trial is None or not strengths.end(trial_id, state, at=deed.now, why=why):
            return False
        details = {
            "proof_id": trial.proof_id,
            "state": state.value,
            **asdict(strengths.tally(trial_id)),
        }
        doer = doer_of(engine, deed.unit, trial.asked_by)
        note_on_office(deed, doer, Told(VERB, details=details))
        return True

    return _write(engine, work)


def _write(engine: Engine, work: Callable[[Deed], bool]) -> bool:
    return carry_out(engine, Ask(VERB), work)
