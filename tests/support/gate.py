"""Drafts with proofs, for tests of what is done with them; no scenario is run."""

from engine.model.proof import Objection, ProofReport
from engine.runtime.ask_proof import ask_proof
from engine.runtime.make_draft import make_draft
from engine.runtime.read_draft import read_draft
from engine.runtime.run_proof import begin_proof, conclude_proof
from engine.runtime.save_draft_file import save_draft_file
from engine.runtime.sign_proof import approve_proof
from tests.support.running import Running

DESIGNER, APPROVER = "lutunan", "yezhiwei"
LEGAL, OVERRIDER = "xumingfa", "guyanchuan"
PASSED = ProofReport()
TOUCHED = ProofReport(needs_legal=True)
REFUSED = ProofReport(
    objections=(
        Objection(
            "scenario_failed",
            "场景“送市长”（第42条第1句）没有通过：没有待办",
            ("42.1",),
        ),
    )
)


def changed_draft(running: Running, by: str = DESIGNER, name: str = "小小事项") -> str:
    """Make a draft of `tiny` under another name; return its id."""
    draft = make_draft(running.engine, "tiny", by=by)
    rename(running, draft.draft_id, name, by=by)
    return draft.draft_id


def rename(running: Running, draft_id: str, name: str, by: str = DESIGNER) -> None:
    """Change the name of the draft's procedure."""
    read = read_draft(running.engine, draft_id, by=by)
    manifest = read.files["manifest.json"].decode()
    save_draft_file(
        running.engine,
        draft_id,
        by=by,
        path="manifest.json",
        data=manifest.replace(read.draft.name, name).encode(),
        revision=read.draft.revision,
    )


def proven(running: Running, draft_id: str, report: ProofReport = PASSED) -> str:
    """Conclude a proof of the draft with this report; return its id."""
    proof = ask_proof(running.engine, draft_id, by=DESIGNER)
    begin_proof(running.engine, proof.proof_id)
    conclude_proof(running.engine, proof.proof_id, report)
    return proof.proof_id


def approved(running: Running, draft_id: str, report: ProofReport = PASSED) -> str:
    """Return a proof of the draft that the second person has approved."""
    proof_id = proven(running, draft_id, report)
    approve_proof(running.engine, proof_id, by=APPROVER)
    return proof_id
