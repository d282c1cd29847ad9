"""The gate: a run over one exact content of a draft, in turn, told as it goes.

A run is a row, which tells its progress and in the end what it found. What an author
wrote runs in a process of its own, so the server answers others meanwhile.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from threading import Lock, Thread

from engine.acceptance.gate_stages import Diary, GivenUp, Tell, go_through
from engine.assembly import Engine
from engine.model.errors_design import ProofUnderWay
from engine.model.proof import Proof, ProofReport
from engine.runtime.ask_proof import ask_proof
from engine.runtime.run_proof import (
    begin_proof,
    break_proof,
    conclude_proof,
    read_material,
)

# One run at a time in a process: two would only take each other's time.
_TURN = Lock()


def prove(
    engine: Engine, draft_id: str, *, by: str, tell: Tell | None = None
) -> ProofReport:
    """Run the gate over a draft as it is saved now, and wait for what it finds.

    Raises:
        RoleMissing: The person is neither designer nor reviewer.
        DraftNotFound: There is no such draft.
        DraftClosed: It was published or discarded.
        ProofUnderWay: The same content is being proven already.
    """
    proof = ask_proof(engine, draft_id, by=by)
    report = run_proof(engine, proof.proof_id, tell=tell)
    if report is None:
        raise ProofUnderWay(proof_id=proof.proof_id)
    return report


def start_proof(engine: Engine, draft_id: str, *, by: str) -> Proof:
    """Begin to prove a draft in the background; return the run to be followed.

    Raises:
        RoleMissing: The person is neither designer nor reviewer.
        DraftNotFound: There is no such draft.
        DraftClosed: It was published or discarded.
    """
    proof = ask_proof(engine, draft_id, by=by)
    arguments = (engine, proof.proof_id)
    Thread(target=run_proof, args=arguments, name="gate", daemon=True).start()
    return proof


def run_proof(
    engine: Engine, proof_id: str, *, tell: Tell | None = None
) -> ProofReport | None:
    """Run a proof that was asked for; None if another does so, or it was given up."""
    diary = Diary(engine, proof_id, tell)
    ended = False
    with _turn(diary) as is_mine:
        if not is_mine or not begin_proof(engine, proof_id):
            return None
        try:
            report = go_through(engine, read_material(engine, proof_id), diary)
            diary.flush()
            ended = True
            return report if conclude_proof(engine, proof_id, report) else None
        except GivenUp:
            return None
        finally:
            if not ended:
                break_proof(engine, proof_id)


@contextmanager
def _turn(diary: Diary) -> Iterator[bool]:
    """Wait for this process's turn to run a proof, showing life; False if given up."""
    while not _TURN.acquire(timeout=1):
        try:
            diary.flush()
        except GivenUp:
            yield False
            return
    try:
        yield True
    finally:
        _TURN.release()
