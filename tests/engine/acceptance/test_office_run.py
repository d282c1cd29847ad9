"""What is in force is accepted in the office itself, and the ledger reads the runs."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from engine.acceptance.in_place import put_in_place
from engine.acceptance.office_ledger import ledger_rows
from engine.acceptance.office_run import run_acceptance
from engine.content.bundle import FEATURE
from engine.model.acceptance_run import AcceptanceRun
from engine.model.errors import RoleMissing
from engine.model.procedure import Bundle
from engine.model.proof import ProofState
from engine.runtime.ask_acceptance import ask_acceptance
from engine.runtime.folders import read_bundle
from engine.runtime.read_acceptance import read_run, read_standing
from tests.support.databases import Sqlite
from tests.support.running import AUDITOR, MAYOR, TINY, Running, run_engine

DIAGRAM = "process.bpmn"
SCENARIOS = """# language: zh-CN
功能: 小事项

  背景:
    假如现在是"2026-11-23 09:00"
    并且"市财政局"已报送"小事项",填写:
      | 字段 | 值 |
      | 名称 | 甲 |

  @第42条第1句
  场景: 先送秘书长审核
    那么"秘书长"有"秘书长审核"待办

  场景: 秘书长同意之后送市长
    当"秘书长"办理"秘书长审核",填写:
      | 字段 | 值   |
      | 结论 | 同意 |
    那么"市长"有"市长确定"待办
"""


@pytest.fixture(scope="module")
def office(
    sqlite_databases: Sqlite, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Running]:
    folder = Path(tmp_path_factory.mktemp("accepting"))
    with sqlite_databases.fresh(folder) as url:
        running = run_engine(url, folder)
        put_in_place(running.engine, _tiny())
        yield running
        running.engine.store.close()


def _tiny(*, skipping: bool = False) -> Bundle:
    """Return the procedure with its scenarios; led past the first reviewer if asked."""
    bundle = read_bundle(TINY)
    files = {**bundle.files, FEATURE: SCENARIOS.encode()}
    if skipping:
        flow = b'sourceRef="fill_in" targetRef="'
        files[DIAGRAM] = files[DIAGRAM].replace(flow + b'review"', flow + b'approve"')
    return Bundle(bundle.slug, files)


def _accept(office: Running) -> AcceptanceRun:
    run = ask_acceptance(office.engine, by=AUDITOR)
    run_acceptance(office.engine, run.run_id)
    with office.engine.store.read() as unit:
        found = unit.acceptance_runs.find(run.run_id)
    assert found is not None
    office.clock.pass_time(minutes=1)
    return found


def _proven(office: Running, sentence: str) -> str:
    rows = ledger_rows(office.engine, read_standing(office.engine, by=AUDITOR))
    return next(row.verdict for row in rows if row.sentence == sentence)


def test_a_run_tells_what_broke_and_the_ledger_follows(office: Running):
    assert _proven(office, "42.1") == "planned"

    first = _accept(office)

    assert (first.state, first.total) == (ProofState.DONE, 2)
    assert (first.passed, first.failed, first.planned) == (2, 0, 0)
    assert _proven(office, "42.1") == "proven"
    assert office.acts("office")[-1].verb == "accept"

    with office.engine.store.read() as unit:
        before = unit.versions.current("tiny")
    after = put_in_place(office.engine, _tiny(skipping=True))
    changed = read_standing(office.engine, by=AUDITOR).changed
    assert before is not None
    assert changed == {"tiny": (before.version_id, after.version_id)}

    second = _accept(office)

    assert second.failed == 2
    assert _proven(office, "42.1") == "failed"
    read = read_run(office.engine, second.run_id, by=AUDITOR)
    assert read.before is not None
    assert read.before.run.run_id == first.run_id
    failed = [each.name for each in read.found if each.verdict == "failed"]
    assert "先送秘书长审核" in failed


def test_what_has_not_changed_is_not_run_again(
    office: Running, monkeypatch: pytest.MonkeyPatch
):
    put_in_place(office.engine, _tiny())
    _accept(office)
    # A process could not even be started now.
    monkeypatch.setattr("sys.executable", "/nowhere/python")

    again = _accept(office)

    assert again.state is ProofState.DONE
    assert (again.passed, again.failed) == (2, 0)


def test_a_run_that_came_to_nothing_is_broken_and_may_be_asked_again(
    office: Running, monkeypatch: pytest.MonkeyPatch
):
    put_in_place(office.engine, _tiny(skipping=True))
    with monkeypatch.context() as patched:
        patched.setattr("engine.acceptance.office_run.WALL_S", 0.0)
        broken = _accept(office)

    assert broken.state is ProofState.BROKEN
    again = ask_acceptance(office.engine, by=AUDITOR)
    assert again.run_id != broken.run_id
    assert ask_acceptance(office.engine, by=AUDITOR).run_id == again.run_id


def test_one_whose_server_stopped_is_given_up(office: Running):
    asked = ask_acceptance(office.engine, by=AUDITOR)
    office.clock.pass_time(minutes=1)

    read = read_run(office.engine, asked.run_id, by=AUDITOR)

    assert read.shown.run.state is ProofState.BROKEN
    assert ask_acceptance(office.engine, by=AUDITOR).run_id != asked.run_id


def test_only_reviewers_ask_and_read(office: Running):
    with pytest.raises(RoleMissing):
        ask_acceptance(office.engine, by=MAYOR)
    with pytest.raises(RoleMissing):
        read_standing(office.engine, by=MAYOR)
