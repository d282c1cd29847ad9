"""Strength: the mutants of what a proof proved, tried in turn, told as they go.

Asked for apart from the proof, since it takes minutes. A trial is a row; who leaves the
page leaves it running, and whoever stops it keeps what was found so far.
"""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Lock, Thread
from time import monotonic

from engine.acceptance.gate_features import asked_of, lay_out
from engine.acceptance.gate_follow import follow
from engine.acceptance.strength_child import CHILD, DRAFT, TRYING, Trying
from engine.assembly import Engine
from engine.content.bundle import pack
from engine.model.proof import Origin
from engine.model.shaping import shaped
from engine.model.strength import StrengthTrial, TrialState, TriedMutant
from engine.runtime.ask_strength import ask_strength
from engine.runtime.folders import write_bundle
from engine.runtime.run_proof import Material, read_material
from engine.runtime.run_strength import begin_trial, end_trial, tell_trial

WALL_S = 7_200.0
CPU_S = 7_200
MEMORY_BYTES = 3_000_000_000
TELL_EVERY_S = 1.0
CUT_OFF = "用尽了时间、处理器或内存，已经中断"
# Of the features that the gate asks, those that the draft is measured by.
_MEASURES = (Origin.DRAFT, Origin.ACROSS)

# One trial at a time in a process; a proof does not wait for one.
_TURN = Lock()


class Stopped(RuntimeError):
    """Somebody has stopped the trial, or given it up."""


@dataclass(slots=True)
class Notebook:
    """Tells what became of mutants, a few at a time; each telling is a sign of life."""

    engine: Engine
    trial_id: str
    total: int = 0
    mutants: list[TriedMutant] = field(default_factory=list)
    told_at: float = 0.0

    def note(self, mutant: TriedMutant) -> None:
        self.mutants.append(mutant)
        if monotonic() - self.told_at >= TELL_EVERY_S:
            self.flush()

    def flush(self) -> None:
        """Tell what was noted, or only that the trial lives.

        Raises:
            Stopped: It was stopped or given up.
        """
        self.told_at = monotonic()
        told = tuple(self.mutants)
        if not tell_trial(self.engine, self.trial_id, told, total=self.total):
            raise Stopped
        self.mutants.clear()


def start_trial(
    engine: Engine, proof_id: str, *, by: str, sample: int
) -> StrengthTrial:
    """Begin to try the mutants of what was proven, in the background.

    Args:
        engine: The engine.
        proof_id: The proof, which is done and whose scenarios hold.
        by: Who asks.
        sample: How many mutants to try, always the same; 0 for all.

    Raises:
        RoleMissing: The person is neither designer nor reviewer.
        ProofNotFound: There is no such proof.
        TrialNotPossible: It is not done, or scenarios of it do not hold.
    """
    trial = ask_strength(engine, proof_id, by=by, sample=sample)
    arguments = (engine, trial)
    Thread(target=run_trial, args=arguments, name="strength", daemon=True).start()
    return trial


def run_trial(engine: Engine, trial: StrengthTrial) -> None:
    """Run a trial that was asked for; it ends at once if another does so."""
    notes = Notebook(engine, trial.trial_id)
    ended = False
    try:
        with _turn(notes):
            if not begin_trial(engine, trial.trial_id):
                return
            why = _try_all(read_material(engine, trial.proof_id), trial, notes)
            notes.flush()
            state = TrialState.BROKEN if why else TrialState.DONE
            ended = end_trial(engine, trial.trial_id, state, why=why)
    except Stopped:
        return
    finally:
        if not ended:
            end_trial(engine, trial.trial_id, TrialState.BROKEN)


@contextmanager
def _turn(notes: Notebook) -> Iterator[None]:
    """Wait for this process's turn to run a trial, showing life."""
    while not _TURN.acquire(timeout=1):
        notes.flush()
    try:
        yield
    finally:
        _TURN.release()


def _try_all(material: Material, trial: StrengthTrial, notes: Notebook) -> str:
    """Let the process try the mutants and hear what it tells; return why it broke."""
    with TemporaryDirectory(prefix="zhangfa-strength-") as name:
        folder = Path(name)
        _lay_out(material, trial.sample, folder)
        ended, why = False, ""
        for line in follow(CHILD, folder, wall_s=WALL_S):
            if line is None:
                notes.flush()
            elif "total" in line:
                notes.total = shaped(int, line["total"])
            elif "mutant" in line:
                notes.note(shaped(TriedMutant, line["mutant"]))
            elif "broken" in line:
                why = str(line["broken"])
            else:
                ended = "end" in line
    return why or ("" if ended else CUT_OFF)


def _lay_out(material: Material, sample: int, folder: Path) -> None:
    """Write all that the process needs below the folder."""
    staged = folder / "processes"
    for slug, bundle in material.bundles.items():
        write_bundle(bundle, staged / slug)
    features = lay_out(asked_of(material), folder / "features", origins=_MEASURES)
    trying = Trying(
        features=tuple(map(str, features)),
        staged=str(staged),
        sample=sample,
        cpu_s=CPU_S,
        memory_bytes=MEMORY_BYTES,
    )
    (folder / TRYING).write_text(json.dumps(asdict(trying)), encoding="utf-8")
    (folder / DRAFT).write_bytes(pack(material.draft))
