"""Where a scenario is put into a feature: where no rule's tags bind it."""

import pytest

from engine.acceptance.feature_text import add_scenario, files_a_case
from engine.acceptance.scenarios import read_scenarios
from engine.model.errors import BundleRejected
from engine.model.errors_sandbox import ScenarioNameTaken

ONE = "  场景: 一\n    那么案件仍在办理\n"
RULED = """# language: zh-CN
功能: 试

  背景:
    假如"市财政局"已报送"议题报送",填写:
      | 字段 | 值 |

  场景: 零
    那么案件仍在办理

  # 规则说的话
  @第42条第1句
  规则: 依次办理

    场景: 二
      那么案件仍在办理
"""


def added(feature: str, name: str = "一") -> str:
    told = ONE.replace("一", name)
    return add_scenario(
        feature.encode(), told, name=name, procedure="议题报送"
    ).decode()


def test_the_first_scenario_makes_a_feature():
    assert added("") == "# language: zh-CN\n功能: 议题报送\n\n" + ONE


def test_it_stands_before_the_first_rule_and_bears_no_tag_of_it():
    scenarios = {each.name: each for each in read_scenarios(added(RULED).encode())}

    assert [*scenarios] == ["零", "一", "二"]
    assert scenarios["一"].rule == ""
    assert scenarios["一"].tags == ()
    assert scenarios["二"].tags == ("第42条第1句",)


def test_without_rules_it_stands_at_the_end():
    twice = added(added(""), "三")

    assert [each.name for each in read_scenarios(twice.encode())] == ["一", "三"]
    assert twice.endswith("\n")


def test_everything_else_stays_as_it_was():
    assert added(RULED).replace(ONE + "\n", "") == RULED


def test_a_name_is_given_once():
    with pytest.raises(ScenarioNameTaken):
        added(RULED, "二")


def test_a_feature_that_cannot_be_read_is_left_alone():
    with pytest.raises(BundleRejected):
        added("没有功能的文字\n")


def test_a_background_that_files_a_case_is_known():
    assert files_a_case(RULED.encode())
    assert not files_a_case(added("").encode())
