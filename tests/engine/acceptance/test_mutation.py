"""Mutants are tried by those who could notice; what nobody notices is told."""

import shutil
from pathlib import Path

import pytest

from engine.acceptance import mutation
from engine.acceptance.mutation import mutate_bundle, sampled
from engine.acceptance.mutation_plugin import OVERDUE
from engine.acceptance.run import RunFailed
from engine.acceptance.strength import Strength
from engine.assembly import PROCESSES
from engine.model.mutant import MutantKind
from engine.model.strength import Fate
from engine.runtime.folders import read_bundle
from engine.runtime.mutants import mutants_of

WEIGH = Path(__file__).resolve().parents[2] / "support" / "procedures" / "weigh"
BACKGROUND = """# language: zh-CN
功能: 称量
"""
HEAVY = """
  @第42条第1句
  场景: 重的由市长签批
    假如"市财政局"已报送"称量",填写:
      | 字段 | 值 |
      | 事由 | 甲 |
      | 轻重 | 重 |
    当"市长"办理"签批",填写:
      | 字段 | 值   |
      | 意见 | 同意 |
    那么结局为"已签"
    并且台账"次数"为"2"
"""
LIGHT = """
  场景: 轻的阅过即可
    当"市财政局"报送"称量",填写:
      | 字段 | 值 |
      | 事由 | 乙 |
      | 轻重 | 轻 |
    那么结局为"已阅"
"""
EMPTY = """
  场景: 没有事由，报送不成
    当"市财政局"报送"称量",填写:
      | 字段 | 值 |
      | 轻重 | 轻 |
    那么字段"事由"有错
"""
WRONG = """
  场景: 轻的也要市长签批
    当"市财政局"报送"称量",填写:
      | 字段 | 值 |
      | 事由 | 乙 |
      | 轻重 | 轻 |
    那么"市长"有"签批"待办
"""


@pytest.fixture(scope="module")
def processes(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An office that has one small procedure."""
    folder = tmp_path_factory.mktemp("home") / "processes"
    for name in ("office", "calendar", "parameters", "regulation"):
        shutil.copytree(PROCESSES / name, folder / name)
    shutil.copytree(WEIGH, folder / "weigh")
    return folder


def strength_with(processes: Path, *scenarios: str, sample: int = 0) -> Strength:
    feature = processes.parent / "weigh.feature"
    feature.write_text(BACKGROUND + "".join(scenarios), encoding="utf-8")
    bundle = read_bundle(processes / "weigh")
    return mutate_bundle(bundle, [feature], processes=processes, sample=sample)


@pytest.fixture(scope="module")
def whole(processes: Path) -> Strength:
    return strength_with(processes, HEAVY, LIGHT, EMPTY)


def test_whole_scenarios_catch_every_mutant(whole):
    assert [each.mutation.text for each in whole.of(Fate.SURVIVED)] == []
    assert (len(whole.verdicts), whole.score) == (17, 1.0)
    assert not whole.of(Fate.REFUSED)


def test_who_caught_a_mutant_and_why_is_told(whole):
    kind = MutantKind.CANDIDATES_SWAPPED
    (verdict,) = (
        each
        for each in whole.verdicts
        if (each.mutation.kind, each.mutation.place) == (kind, "sign")
    )

    assert (verdict.fate, verdict.by) == (Fate.CAUGHT, "重的由市长签批")
    assert "task_not_found" in verdict.reason


def test_a_mutant_that_never_ends_is_caught(whole):
    (verdict,) = (
        each
        for each in whole.verdicts
        if each.mutation.kind is MutantKind.CONDITION_TRUE
        and each.mutation.place == "once_more"
    )

    assert verdict.fate is Fate.CAUGHT
    assert verdict.seconds < 20


def test_only_scenarios_that_could_notice_are_run(whole):
    ran = {each.mutation.text: each.ran for each in whole.verdicts}

    assert ran["表单“称量单”的“事由”不再必填"] == 1
    assert max(ran.values()) <= 3
    assert all(
        each.ran == 1 for each in whole.verdicts if each.mutation.place == "sign"
    )


def test_what_no_scenario_looks_at_survives(processes):
    strength = strength_with(processes, HEAVY, LIGHT)

    (survivor,) = strength.of(Fate.SURVIVED)
    assert survivor.mutation.text == "表单“称量单”的“事由”不再必填"
    assert (survivor.ran, strength.score) == (0, 16 / 17)


def test_a_sample_is_always_the_same():
    mutants = tuple(mutants_of(read_bundle(WEIGH)))

    drawn = sampled(mutants, 4)

    assert len(drawn) == 4
    assert drawn == sampled(mutants, 4)
    assert sampled(mutants, 0) == mutants


def test_who_takes_too_long_is_cut_off_and_the_next_begins_afresh(
    processes, monkeypatch
):
    monkeypatch.setattr(mutation, "LEAST_S", 0.001)
    monkeypatch.setattr(mutation, "TIMES_LONGER", 0)

    strength = strength_with(processes, HEAVY, sample=4)

    overdue = [each for each in strength.of(Fate.CAUGHT) if each.reason == OVERDUE]
    assert overdue
    assert len(strength.verdicts) == 4


def test_scenarios_that_fail_by_themselves_prove_nothing(processes):
    with pytest.raises(RunFailed, match="轻的也要市长签批"):
        strength_with(processes, WRONG)
