"""The gate lets pass what holds, and refuses the rest by article and scenario."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from engine.acceptance import gate_stages
from engine.acceptance.gate import prove, run_proof
from engine.content.bundle import FEATURE
from engine.model.proof import (
    Origin,
    ProofReport,
    ProofState,
    ProofVerdict,
    Stage,
    Told,
)
from engine.model.soundness import SoundnessKind
from engine.runtime.ask_proof import ask_proof
from engine.runtime.make_draft import make_draft
from engine.runtime.publish_draft import publish_draft
from engine.runtime.read_draft import read_draft
from engine.runtime.run_proof import break_proof
from engine.runtime.save_draft_file import save_draft_file
from engine.runtime.sign_proof import approve_proof
from tests.support.databases import Sqlite
from tests.support.gate import APPROVER, DESIGNER
from tests.support.running import Running, run_engine

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
    并且"市长"没有"市长确定"待办

  场景: 市长确定后办结
    当"秘书长"办理"秘书长审核",填写:
      | 字段 | 值   |
      | 结论 | 同意 |
    并且"市长"办理"市长确定",填写:
      | 字段 | 值   |
      | 结论 | 同意 |
    那么结局为"通过"
"""
FIRST = SCENARIOS[SCENARIOS.index("  @第42条") : SCENARIOS.index("  场景: 市长")]


@dataclass(slots=True)
class Office:
    """An office whose `tiny` is in force with two scenarios."""

    running: Running

    def draft(self, **files: str) -> str:
        """Make a draft with these files over what is in force; return its id."""
        engine = self.running.engine
        draft_id = make_draft(engine, "tiny", by=DESIGNER).draft_id
        for revision, (path, text) in enumerate(files.items(), start=1):
            save_draft_file(
                engine,
                draft_id,
                by=DESIGNER,
                path=PATHS[path],
                data=text.encode(),
                revision=revision,
            )
        return draft_id

    def prove(self, **files: str) -> ProofReport:
        return prove(self.running.engine, self.draft(**files), by=DESIGNER)

    def file(self, path: str) -> str:
        draft_id = make_draft(self.running.engine, "tiny", by=DESIGNER).draft_id
        return (
            read_draft(self.running.engine, draft_id, by=DESIGNER).files[path].decode()
        )


PATHS = {"diagram": DIAGRAM, "feature": FEATURE}


@pytest.fixture(scope="module")
def office(
    sqlite_databases: Sqlite, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Office]:
    folder = Path(tmp_path_factory.mktemp("gate"))
    with sqlite_databases.fresh(folder) as url:
        running = run_engine(url, folder)
        yield Office(running)
        running.engine.store.close()


@pytest.fixture(scope="module")
def in_force(office: Office) -> Office:
    """Put the two scenarios in force, through the gate."""
    engine = office.running.engine
    draft_id = office.draft(feature=SCENARIOS)
    lines: list[Told] = []
    report = prove(engine, draft_id, by=DESIGNER, tell=lines.append)
    assert report.objections == ()
    assert [each.words for each in lines if each.stage is Stage.ACCEPT] != []
    with engine.store.read() as unit:
        (proof,) = unit.proofs.of_draft(draft_id)
    assert proof.verdict is ProofVerdict.PASSED
    approve_proof(engine, proof.proof_id, by=APPROVER)
    publish_draft(
        engine, draft_id, by=DESIGNER, proof_id=proof.proof_id, why="补上场景"
    )
    return office


def codes(report: ProofReport) -> set[str]:
    return {each.code for each in report.objections}


def skipping(office: Office) -> str:
    """Return the diagram with the secretary-general passed over."""
    diagram = office.file(DIAGRAM)
    flow = 'sourceRef="fill_in" targetRef="'
    return diagram.replace(f'{flow}review"', f'{flow}approve"')


def test_what_is_in_force_passes_and_nothing_is_run_twice(in_force: Office):
    report = in_force.prove()

    assert report.verdict is ProofVerdict.PASSED
    assert [each.passed for each in report.stages] == [True] * 4
    assert not report.needs_legal
    assert report.soundness.kind is SoundnessKind.SOUND
    assert {each.name for each in report.scenarios} == {
        "先送秘书长审核",
        "市长确定后办结",
    }
    assert all(each.reused for each in report.scenarios)
    whole = next(each for each in report.scenarios if each.name == "市长确定后办结")
    assert whole.walked["tiny"] == ("to_fill_in", "to_review", "to_approve", "to_end")


def test_a_step_passed_over_is_refused_with_article_scenario_and_path(in_force):
    report = in_force.prove(diagram=skipping(in_force))

    assert {"check_failed", "unsound", "scenario_failed"} <= codes(report)
    failed = next(each for each in report.objections if each.code == "scenario_failed")
    assert failed.references == ("42.1",)
    assert "先送秘书长审核" in failed.words
    assert "第42条第1句" in failed.words
    first = report.scenarios[0]
    assert (first.origin, first.verdict) == (Origin.DRAFT, "failed")
    assert first.sentence == '那么"秘书长"有"秘书长审核"待办'
    assert first.walked["tiny"] == ("to_fill_in", "to_review")


def test_to_delete_the_scenario_too_does_not_help(in_force: Office):
    feature = SCENARIOS.replace(FIRST, "")

    report = in_force.prove(diagram=skipping(in_force), feature=feature)

    gone = [each for each in report.scenarios if each.origin is Origin.IN_FORCE]
    assert [(each.name, each.verdict) for each in gone] == [
        ("先送秘书长审核", "failed")
    ]
    assert {"scenario_failed", "clause_lost"} <= codes(report)
    assert report.needs_legal
    (lost,) = report.lost
    assert (lost.reference, lost.scenarios) == ("42.1", ("先送秘书长审核",))
    removed = next(each for each in report.changes if each.kind == "removed")
    assert removed.fails
    assert removed.before.startswith("@第42条第1句\n场景: 先送秘书长审核")


def test_a_scenario_merely_removed_loses_its_clause(in_force: Office):
    report = in_force.prove(feature=SCENARIOS.replace(FIRST, ""))

    assert codes(report) == {"clause_lost"}
    assert report.objections[0].references == ("42.1",)
    assert report.needs_legal


def test_a_rewritten_scenario_is_shown_beside_the_old_and_asks_the_legal_office(
    in_force,
):
    edited = SCENARIOS.replace('    并且"市长"没有"市长确定"待办\n', "")

    report = in_force.prove(feature=edited)

    assert report.objections == ()
    assert report.needs_legal
    (change,) = report.changes
    assert (change.kind, change.name) == ("edited", "先送秘书长审核")
    assert "没有" in change.before
    assert "没有" not in change.after


def test_a_rewritten_scenario_whose_old_form_fails_is_for_the_legal_office(in_force):
    """Of one that is gone the gate judges, of one that says otherwise a person."""
    diagram = in_force.file(DIAGRAM)
    vice = diagram.replace("'post:sec_general'\"/>", "'post:exec_deputy'\"/>")
    edited = SCENARIOS.replace('"秘书长"有', '"常务副市长"有').replace(
        '当"秘书长"办理', '当"常务副市长"办理'
    )
    assert vice != diagram

    report = in_force.prove(diagram=vice, feature=edited)

    assert report.objections == ()
    assert report.needs_legal
    changed = {each.name: each for each in report.changes}
    assert set(changed) == {"先送秘书长审核", "市长确定后办结"}
    assert all(each.kind == "edited" and each.fails for each in changed.values())
    old = [each for each in report.scenarios if each.origin is Origin.IN_FORCE]
    assert {each.verdict for each in old} == {"failed"}


def test_to_rename_a_scenario_that_fails_is_to_remove_it(in_force: Office):
    diagram = in_force.file(DIAGRAM)
    vice = diagram.replace("'post:sec_general'\"/>", "'post:exec_deputy'\"/>")
    renamed = SCENARIOS.replace("先送秘书长审核", "先送常务副市长审核")
    edited = renamed.replace('"秘书长"有', '"常务副市长"有').replace(
        '当"秘书长"办理', '当"常务副市长"办理'
    )

    report = in_force.prove(diagram=vice, feature=edited)

    (objection,) = report.objections
    assert objection.code == "scenario_failed"
    assert "先送秘书长审核" in objection.words
    assert objection.references == ("42.1",)


def test_a_flow_that_no_scenario_takes_is_refused(in_force: Office):
    last = SCENARIOS.index("  场景: 市长确定后办结")
    report = in_force.prove(feature=SCENARIOS[:last])

    assert codes(report) == {"flow_unwalked"}
    assert [each.flow_id for each in report.unwalked] == ["to_approve", "to_end"]
    assert report.flows == 4


def test_a_draft_without_scenarios_proves_nothing(in_force: Office):
    report = in_force.prove(feature="# language: zh-CN\n功能: 小事项\n")

    assert codes(report) == {"check_failed"}
    assert report.scenarios == ()


def test_what_cannot_run_is_refused_by_its_check(in_force: Office):
    diagram = in_force.file(DIAGRAM).replace("'post:sec_general'", "'post:nobody'")

    report = in_force.prove(diagram=diagram)

    (objection,) = report.objections
    assert objection.code == "check_failed"
    assert "post:nobody" in objection.words
    assert objection.references == ("42.1",)


def test_a_scenario_that_does_not_end_is_cut_off(in_force: Office, monkeypatch):
    monkeypatch.setattr(gate_stages, "SCENARIO_S", 0.0001)
    renamed = SCENARIOS.replace('"2026-11-23 09:00"', '"2026-11-24 09:00"')

    report = in_force.prove(feature=renamed)

    assert "scenario_failed" in codes(report)
    assert "没有在 0.0001 秒内结束" in report.scenarios[0].reason


def test_a_run_that_hogs_is_ended_and_says_so(in_force: Office, monkeypatch):
    monkeypatch.setattr(gate_stages, "WALL_S", 0.5)
    renamed = SCENARIOS.replace('"2026-11-23 09:00"', '"2026-11-25 09:00"')

    report = in_force.prove(feature=renamed)

    broken = next(each for each in report.objections if each.code == "run_broken")
    assert "已经中断" in broken.words


def test_the_same_content_is_proven_once_at_a_time(in_force: Office):
    engine, draft_id = in_force.running.engine, in_force.draft()
    asked = ask_proof(engine, draft_id, by=DESIGNER)
    assert ask_proof(engine, draft_id, by=DESIGNER) == asked

    report = run_proof(engine, asked.proof_id)

    assert report is not None
    assert run_proof(engine, asked.proof_id) is None


def test_a_run_that_was_given_up_ends(in_force: Office):
    engine, draft_id = in_force.running.engine, in_force.draft()
    asked = ask_proof(engine, draft_id, by=DESIGNER)
    break_proof(engine, asked.proof_id)

    assert run_proof(engine, asked.proof_id) is None
    with engine.store.read() as unit:
        assert unit.proofs.find(asked.proof_id).state is ProofState.BROKEN
