"""A procedure's proofs say what changed from each to the next, in words."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from engine.acceptance.history import Proven, changes_between, read_history
from engine.content.bundle import FEATURE
from engine.model.errors import RoleMissing
from engine.runtime.publish_draft import publish_draft
from engine.runtime.read_draft import read_draft
from engine.runtime.save_draft_file import save_draft_file
from tests.engine.acceptance.test_gate import SCENARIOS
from tests.support.databases import Sqlite
from tests.support.gate import (
    DESIGNER,
    LEGAL,
    approved,
    changed_draft,
    proven,
    rename,
)
from tests.support.running import AUDITOR, Running, run_engine

CLERK = "jinsui"


@pytest.fixture
def running(sqlite_databases: Sqlite, tmp_path: Path) -> Iterator[Running]:
    with sqlite_databases.fresh(tmp_path) as url:
        office = run_engine(url, tmp_path)
        yield office
        office.engine.store.close()


def save(running: Running, draft_id: str, path: str, text: str) -> None:
    revision = read_draft(running.engine, draft_id, by=DESIGNER).draft.revision
    save_draft_file(
        running.engine,
        draft_id,
        by=DESIGNER,
        path=path,
        data=text.encode(),
        revision=revision,
    )


def history(running: Running) -> list[Proven]:
    running.clock.pass_time(minutes=1)
    return list(read_history(running.engine, "tiny", by=AUDITOR).proofs)


def test_the_first_proof_is_held_against_the_version_in_force_then(running: Running):
    proven(running, changed_draft(running))

    (first,) = history(running)
    assert first.since_told == "当时的现行版本（第 1 版）"
    assert first.changes is not None
    (manifest,) = [each for each in first.changes if "manifest.json" in each]
    assert "改动" in manifest
    assert first.base == 1


def test_the_next_is_held_against_the_one_before_it(running: Running):
    draft_id = changed_draft(running)
    proven(running, draft_id)
    running.clock.pass_time(minutes=1)
    diagram = read_draft(running.engine, draft_id, by=DESIGNER).files["process.bpmn"]
    renamed = diagram.decode().replace('name="秘书长审核"', 'name="秘书长初审"')
    save(running, draft_id, "process.bpmn", renamed)
    save(running, draft_id, FEATURE, SCENARIOS)
    proven(running, draft_id)

    newest, _ = history(running)
    assert newest.since_told == "这份草稿的上一次检验"
    assert newest.changes is not None
    told = "\n".join(newest.changes)
    assert "流程图（process.bpmn）：改动办理环节“秘书长初审”（名称）" in told
    assert "场景：新增“先送秘书长审核”、“市长确定后办结”" in told
    assert "manifest.json" not in told


def test_what_did_not_change_says_so(running: Running):
    draft_id = changed_draft(running)
    proven(running, draft_id)
    running.clock.pass_time(minutes=1)
    proven(running, draft_id)

    newest, _ = history(running)
    assert newest.changes == ()


def test_it_tells_which_version_was_in_force_then_and_which_is_now(running: Running):
    older = changed_draft(running)
    proven(running, older)
    running.clock.pass_time(minutes=1)
    newer = changed_draft(running, name="又一个")
    publish_draft(
        running.engine,
        newer,
        by=DESIGNER,
        proof_id=approved(running, newer),
        why="改名",
    )

    told = read_history(running.engine, "tiny", by=LEGAL)
    assert told.number == 2
    assert [each.base for each in told.proofs] == [1, 1]
    assert [each.line.version for each in told.proofs] == [2, 0]
    (first, *_) = changes_between(
        running.engine,
        f"version:{told.proofs[1].line.proof.based_on}",
        f"version:{told.current}",
        by=LEGAL,
    )
    assert "manifest.json" in first


def test_only_reviewers_read_it(running: Running):
    with pytest.raises(RoleMissing):
        read_history(running.engine, "tiny", by=CLERK)


def test_a_draft_knows_its_base_and_that_another_came_into_force(running: Running):
    older = changed_draft(running)
    newer = changed_draft(running, name="又一个")
    before = read_draft(running.engine, older, by=AUDITOR)
    assert before.base is not None
    assert (before.base.number, before.is_outdated) == (1, False)

    proof_id = approved(running, newer)
    publish_draft(running.engine, newer, by=DESIGNER, proof_id=proof_id, why="改名")

    after = read_draft(running.engine, older, by=AUDITOR)
    assert after.base == before.base or after.base is not None
    assert after.current is not None
    assert (after.current.number, after.is_outdated) == (2, True)
    rename(running, older, "仍可改", by=DESIGNER)
