from dataclasses import replace
from datetime import timedelta

import pytest

from engine.model.proof import (
    Proof,
    ProofState,
    ProofVerdict,
    Signature,
    SignatureKind,
    Stage,
    Told,
)
from engine.store.store import Store
from tests.engine.store.test_procedure_drafts import DRAFT
from tests.support.records import NOW

LATER = NOW + timedelta(minutes=1)
PROOF = Proof(
    proof_id="p1",
    draft_id="d1",
    slug="agenda",
    digest="a",
    based_on="v1",
    stage_hash="s",
    engine_hash="e",
    state=ProofState.QUEUED,
    verdict=ProofVerdict.NONE,
    needs_legal=False,
    asked_by="lutunan",
    asked_at=NOW,
    seen_at=NOW,
    done_at=None,
)
DONE = replace(
    PROOF,
    state=ProofState.DONE,
    verdict=ProofVerdict.REFUSED,
    needs_legal=True,
    seen_at=LATER,
    done_at=LATER,
)


@pytest.fixture
def office(store: Store) -> Store:
    with store.begin() as unit:
        unit.procedure_drafts.add(DRAFT, b"one")
        unit.proofs.add(PROOF, b"files")
    return store


def conclude(store: Store, words: str = "x") -> bool:
    with store.begin() as unit:
        return unit.proofs.conclude(
            "p1",
            {"words": words},
            verdict=ProofVerdict.REFUSED,
            needs_legal=True,
            at=LATER,
        )


def test_a_run_and_its_files_come_back(office: Store):
    with office.read() as unit:
        assert unit.proofs.find("p1") == PROOF
        assert unit.proofs.find("p9") is None
        assert unit.proofs.files("p1") == b"files"
        assert unit.proofs.report("p1") is None
        assert unit.proofs.under_way("d1", "a") == PROOF
        assert unit.proofs.under_way("d1", "b") is None


def test_runs_are_listed_newest_first(office: Store):
    newer = replace(PROOF, proof_id="p2", asked_at=LATER)
    with office.begin() as unit:
        unit.proofs.add(newer, b"")

        assert unit.proofs.of_draft("d1") == (newer, PROOF)
        assert unit.proofs.newest(size=1) == (newer,)


def test_a_run_begins_once_and_shows_that_it_lives(office: Store):
    with office.begin() as unit:
        begun = unit.proofs.begin("p1", at=NOW), unit.proofs.begin("p1", at=NOW)
        seen = unit.proofs.see("p1", at=LATER)

        assert begun == (True, False)
        assert seen
        assert unit.proofs.find("p1") == replace(
            PROOF, state=ProofState.RUNNING, seen_at=LATER
        )


def test_what_a_run_found_is_written_once_and_never_again(office: Store):
    first, second = conclude(office), conclude(office, "y")

    with office.begin() as unit:
        proofs = unit.proofs
        after = (
            proofs.begin("p1", at=NOW),
            proofs.see("p1", at=NOW),
            proofs.break_off("p1", at=NOW),
            proofs.give_up(unseen_since=LATER + timedelta(days=1), at=NOW),
        )

        assert (first, second) == (True, False)
        assert after == (False, False, False, 0)
        assert proofs.find("p1") == DONE
        assert proofs.report("p1") == {"words": "x"}


def test_a_run_that_shows_no_life_is_given_up(office: Store):
    with office.begin() as unit:
        alive = unit.proofs.give_up(unseen_since=NOW, at=LATER)
        dead = unit.proofs.give_up(unseen_since=LATER, at=LATER)
        found = unit.proofs.find("p1")

    assert (alive, dead) == (0, 1)
    assert found == replace(PROOF, state=ProofState.BROKEN, done_at=LATER)
    assert not conclude(office)


def test_progress_is_told_line_by_line(office: Store):
    lines = [Told(Stage.CHECK, "一", "passed"), Told(Stage.ACCEPT, "二")]
    with office.begin() as unit:
        unit.proofs.tell("p1", lines)
        unit.proofs.tell("p1", [Told(Stage.ACCEPT, "三", "failed")])

        assert [seq for seq, _ in unit.proofs.told("p1")] == [1, 2, 3]
        assert unit.proofs.told("p1", after=1)[0] == (2, lines[1])


def test_one_signs_once_in_each_kind(office: Store):
    mine = Signature("p1", SignatureKind.APPROVE, "yezhiwei", "", NOW, "")
    legal = Signature("p1", SignatureKind.LEGAL, "xumingfa", "x", LATER, "可以")
    with office.begin() as unit:
        signed = [unit.proofs.sign(each) for each in (mine, legal, mine)]

        assert signed == [True, True, False]
        assert unit.proofs.signatures("p1") == (mine, legal)
