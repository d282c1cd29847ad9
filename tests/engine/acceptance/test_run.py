"""A run: what passes, what fails and says why, what breaks the run down."""

import pytest

from engine.acceptance.child import ONLY, SECONDS
from engine.acceptance.report import ScenarioVerdict
from engine.acceptance.run import RunFailed, run_features
from engine.acceptance.scenarios import read_scenarios

BEGINNING = """# language: zh-CN
功能: 试
  背景:
    假如"市教育局"已报送"协调会议",填写:
      | 字段         | 值                     |
      | 协调事项     | 学校取暖改造的资金分担 |
      | 分歧所在     | 两家对列支渠道争执不下 |
      | 是否重大决策 | 否                     |
      | 主持人       | 副秘书长甲             |
      | 会议形式     | 会议                   |
      | 有关部门     | 市财政局、市教育局     |
"""
SCENARIOS = """
  @第44条第1句
  场景: 成立
    那么"副秘书长甲"有"主持人确定"待办

  @第46条第2句
  场景: 标签没有证据
    那么"副秘书长甲"有"主持人确定"待办

  场景: 看到的不是这样
    那么"市长"有"主持人确定"待办

  场景: 事项写错一个字
    那么"副秘书长甲"没有"主持人确认"待办

  场景: 字段写错一个字
    当"副秘书长甲"办理"主持人确定",填写:
      | 字段 | 值 |
      | 结轮 | 召开 |
    那么案件仍在办理

  场景: 职务写错一个字
    那么"副秘书长假"有"主持人确定"待办

  场景: 没有这样的句子
    当"市长"拍板
    那么案件仍在办理

  @第46条第2句 @待建_minutes_signing
  场景: 还要等
    那么"副秘书长甲"有"签发纪要"待办
"""


@pytest.fixture(scope="module")
def verdicts(tmp_path_factory: pytest.TempPathFactory) -> dict[str, ScenarioVerdict]:
    feature = tmp_path_factory.mktemp("features") / "trial.feature"
    feature.write_text(BEGINNING + SCENARIOS, encoding="utf-8")
    return {verdict.name: verdict for verdict in run_features([feature])}


def test_what_holds_passes_with_its_evidence_and_its_way(verdicts):
    verdict = verdicts["成立"]

    assert (verdict.procedure, verdict.verdict) == ("trial", "passed")
    assert verdict.references == ("44.1",)
    assert "coordination_meeting:apply" in verdict.evidence["44.1"]
    assert verdict.walked["coordination_meeting"]
    assert verdict.seconds > 0


@pytest.mark.parametrize(
    ("name", "reason"),
    [
        ("标签没有证据", "走过的路没有引到第46条第2句"),
        ("看到的不是这样", "市长的待办：无"),
        ("事项写错一个字", "没有名为“主持人确认”的事项，最接近的是“主持人确定”"),
        ("字段写错一个字", "没有名为“结轮”的字段，最接近的是“结论”"),
        ("职务写错一个字", "没有名为“副秘书长假”的职务或单位，最接近的是“副秘书长"),
        ("没有这样的句子", "“市长”拍板"),
    ],
)
def test_what_does_not_hold_fails_and_says_why(verdicts, name, reason):
    assert verdicts[name].verdict == "failed"
    assert reason in verdicts[name].reason.replace('"市长"', "“市长”")


def test_what_waits_for_a_procedure_is_planned_and_says_for_which(verdicts):
    verdict = verdicts["还要等"]

    assert (verdict.verdict, verdict.reason) == ("planned", "待建程序：minutes_signing")
    assert verdict.references == ("46.2",)


def test_every_scenario_has_its_place(verdicts):
    assert sorted(verdict.place for verdict in verdicts.values()) == [*range(8)]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (
            "  @第42条第9句\n  场景: 无\n    那么案件仍在办理\n",
            "规则里没有这些条款：第42条第9句",
        ),
        ("  场景: 无\n    那么案件仍在办理\n    闲话\n", "闲话"),
        ("  场景: 无\n    如果不成句\n    那么案件仍在办理\n", "“如果不成句”不成句"),
        ('  场景: 无\n    当时间到"2026-12-01 09:00"\n', "什么也没有查看"),
    ],
)
def test_what_nobody_can_mean_breaks_the_run(tmp_path, text, told):
    feature = tmp_path / "trial.feature"
    feature.write_text(BEGINNING + text, encoding="utf-8")

    with pytest.raises(RunFailed, match=told) as failure:
        list(run_features([feature]))

    assert "\n" not in str(failure.value)


def test_a_feature_without_scenarios_is_nothing_to_run(tmp_path):
    feature = tmp_path / "trial.feature"
    feature.write_text(BEGINNING, encoding="utf-8")

    with pytest.raises(RunFailed, match="NoScenariosFound"):
        list(run_features([feature]))


ENDLESS = """# language: zh-CN
功能: 试
  场景: 没有尽头
    当时间到"2026-12-31 09:00"
    那么案件仍在办理
"""


def test_a_scenario_that_does_not_end_is_cut_off_and_the_others_go_on(tmp_path):
    feature = tmp_path / "trial.feature"
    waiting = ENDLESS + ENDLESS.partition("功能: 试\n")[2].replace("没有尽头", "下一个")
    feature.write_text(waiting, encoding="utf-8")

    verdicts = list(run_features([feature], setting={SECONDS: "0.0001"}))

    assert [each.verdict for each in verdicts] == ["failed", "failed"]
    assert {each.reason for each in verdicts} == {"没有在 0.0001 秒内结束，已经中断"}


def test_only_the_scenarios_asked_for_are_run(tmp_path):
    feature, only = tmp_path / "trial.feature", tmp_path / "only.txt"
    feature.write_text(BEGINNING + SCENARIOS, encoding="utf-8")
    asked = next(each for each in read_scenarios(feature.read_bytes()))
    only.write_text(asked.digest)

    (verdict,) = run_features([feature], setting={ONLY: str(only)})

    assert (verdict.name, verdict.verdict) == ("成立", "passed")
    assert verdict.digest == asked.digest
    assert verdict.walked["coordination_meeting"]
