"""A server is killed while it proves a draft; and others are answered meanwhile."""

import time
from collections.abc import Callable, Iterator
from pathlib import Path
from statistics import median

import pytest

from engine.content.bundle import FEATURE
from engine.model.proof import Proof, ProofState
from engine.runtime.audit import verify_chains
from engine.runtime.make_draft import make_draft
from engine.runtime.read_draft import read_draft
from engine.runtime.save_draft_file import save_draft_file
from tests.engine.acceptance.test_gate import SCENARIOS
from tests.faults.serving import Client, Server, served, signed_in
from tests.support.databases import Sqlite
from tests.support.gate import DESIGNER, LEGAL
from tests.support.running import Running, run_engine

# A run whose process is gone is known to be after twenty seconds.
PATIENCE_S = 240.0
# Whoever works in the office waits at most so long while a draft is proven.
BOUND_S = 15.0
LEAST_ROUNDS = 3


@pytest.fixture
def running(sqlite_databases: Sqlite, tmp_path: Path) -> Iterator[Running]:
    with sqlite_databases.fresh(tmp_path) as url:
        office = run_engine(url, tmp_path)
        yield office
        office.engine.store.close()


@pytest.fixture
def draft_id(running: Running) -> str:
    draft = make_draft(running.engine, "tiny", by=DESIGNER)
    save_draft_file(
        running.engine,
        draft.draft_id,
        by=DESIGNER,
        path=FEATURE,
        data=SCENARIOS.encode(),
        revision=1,
    )
    return draft.draft_id


def proofs(running: Running, draft_id: str) -> tuple[Proof, ...]:
    with running.engine.store.read() as unit:
        return unit.proofs.of_draft(draft_id)


def wait_until(holds: Callable[[], bool], what: str) -> None:
    until = time.monotonic() + PATIENCE_S
    while not holds():
        assert time.monotonic() < until, what
        time.sleep(0.1)


def begin(server: Server, running: Running, draft_id: str, by: Client) -> str:
    """Press the button and wait until scenarios run; return the proof's id."""
    status, _ = server.page(by, f"/designer/drafts/{draft_id}/proofs", x="")
    assert status == 303
    proof_id = proofs(running, draft_id)[0].proof_id

    def scenarios_run() -> bool:
        with running.engine.store.read() as unit:
            return any("要运行" in told.words for _, told in unit.proofs.told(proof_id))

    wait_until(scenarios_run, "the proof did not begin")
    return proof_id


def test_a_proof_cut_off_by_a_kill_says_so_and_nothing_of_the_draft_is_lost(
    running: Running, draft_id: str
):
    reviewer = signed_in(running, LEGAL)
    before = read_draft(running.engine, draft_id, by=DESIGNER)
    with served(running) as server:
        proof_id = begin(server, running, draft_id, reviewer)
        server.kill()
    assert [each.state for each in proofs(running, draft_id)] == [ProofState.RUNNING]

    address = f"/designer/proofs/{proof_id}"
    with served(running) as server:
        wait_until(
            lambda: "检验中断了" in server.page(reviewer, address)[1],
            "the page does not say that it broke off",
        )
        page = server.page(reviewer, address)[1]
        assert "服务停止或重新启动过，没有结论" in page
        assert "重新检验</button>" in page
        assert read_draft(running.engine, draft_id, by=DESIGNER) == before

        again = begin(server, running, draft_id, reviewer)
        assert again != proof_id
        wait_until(
            lambda: proofs(running, draft_id)[0].state is ProofState.DONE,
            "the second proof did not end",
        )
    states = {each.proof_id: each.state for each in proofs(running, draft_id)}
    assert states == {again: ProofState.DONE, proof_id: ProofState.BROKEN}
    assert verify_chains(running.engine) == ()


def test_officials_are_answered_while_a_draft_is_proven(
    running: Running,
    draft_id: str,
    record_testsuite_property: Callable[[str, object], None],
):
    clerk = signed_in(running, running.holder("finance_bureau_clerk"))
    reviewer = signed_in(running, running.holder("sec_general"))
    task_id = running.start().task_ids[0]
    pages = [
        (clerk, "/"),
        (clerk, "/start"),
        (clerk, "/start/tiny"),
        (reviewer, "/"),
        (reviewer, f"/tasks/{task_id}"),
    ]
    with served(running) as server:

        def ask_for_all() -> list[float]:
            taken = []
            for client, path in pages:
                begun = time.monotonic()
                status, _ = server.page(client, path)
                taken.append(time.monotonic() - begun)
                assert status == 200, path
            return taken

        ask_for_all()
        alone = [each for _ in range(LEAST_ROUNDS) for each in ask_for_all()]
        begin(server, running, draft_id, signed_in(running, DESIGNER))
        meanwhile: list[float] = []
        rounds = 0
        while proofs(running, draft_id)[0].state is ProofState.RUNNING:
            meanwhile += ask_for_all()
            rounds += 1
    assert proofs(running, draft_id)[0].state is ProofState.DONE
    assert rounds >= LEAST_ROUNDS
    for name, taken in {"alone": alone, "meanwhile": meanwhile}.items():
        record_testsuite_property(f"{name}_median_ms", round(median(taken) * 1000))
        record_testsuite_property(f"{name}_max_ms", round(max(taken) * 1000))
    assert max(meanwhile) < BOUND_S
