"""Facts that scenarios share are established once; each goes on alone from there."""

from collections.abc import Iterator

import pytest
from pytest_bdd.parser import Step

from engine.acceptance.beginnings import Beginnings, facts_of, in_order, unfolded
from engine.acceptance.driver import VerbDriver
from engine.acceptance.scenarios import parse_feature
from engine.acceptance.stage import OPENING, Stages, prepare_template
from engine.acceptance.world import World
from tests.support.walks import take

FEATURE = """# language: zh-CN
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

  场景: 召开
    假如已依次办理:
      | 办理人     | 事项       | 填写 |
      | 副秘书长甲 | 主持人确定 | 结论=召开;会议时间=2026-11-25 09:00 |
    那么案件仍在办理

  场景: 离市
    假如"市长"离市,由"常务副市长"代行,依据"出访"
    那么案件仍在办理

  场景: 也离市
    假如"市长"离市,由"常务副市长"代行,依据"出访"
    当时间到"2026-11-30 09:00"
    那么案件仍在办理
"""


@pytest.fixture(scope="module")
def stages(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stages]:
    template = tmp_path_factory.mktemp("template")
    prepare_template(template)
    stages = Stages(template, tmp_path_factory.mktemp("stage") / "office")
    yield stages
    stages.close()


@pytest.fixture
def beginnings(stages: Stages) -> Beginnings:
    return Beginnings(stages, VerbDriver)


def steps_of(name: str) -> list[Step]:
    return [*unfolded(parse_feature(FEATURE.encode()).scenarios[name].steps)]


def play(beginnings: Beginnings, name: str) -> tuple[World, int]:
    """Establish a scenario's facts; return its world, and how many stood already."""
    steps = steps_of(name)
    facts = facts_of(steps)
    world, standing = beginnings.take_up(facts)
    for step, fact in [*zip(steps, facts, strict=False)][standing:]:
        take(world, step)
        beginnings.note(fact, world)
    return world, standing


def plan(beginnings: Beginnings, *names: str) -> None:
    beginnings.plan(facts_of(steps_of(name)) for name in names)


def test_facts_that_are_the_same_so_far_are_established_once(beginnings: Beginnings):
    plan(beginnings, "离市", "也离市")

    assert play(beginnings, "离市")[1] == 0
    assert play(beginnings, "也离市")[1] == 2


def test_a_scenario_goes_on_as_if_it_had_done_it_all(beginnings: Beginnings):
    plan(beginnings, "离市", "也离市")
    whole, _ = play(beginnings, "离市")
    number, acts = whole.lasting.number, len(whole.case.timeline)
    grants = whole.office.grants

    taken, _ = play(beginnings, "也离市")

    assert (taken.lasting.number, len(taken.case.timeline)) == (number, acts)
    assert taken.office.grants == grants
    assert (taken.cases, taken.filled) == (whole.cases, whole.filled)


def test_what_one_scenario_does_afterwards_the_next_does_not_find(
    beginnings: Beginnings,
):
    plan(beginnings, "离市", "也离市")
    first, _ = play(beginnings, "离市")
    first.terminate("市教育局", "取消", "两家已经商定")
    first.stage.move_to(OPENING.replace(month=12))
    first.driver.attach(first.official("市教育局"), "说明.pdf")
    first.filled.clear()

    second, _ = play(beginnings, "也离市")

    assert second.case.case.is_open
    assert second.stage.clock.moment == OPENING
    assert not [*second.stage.engine.documents.iterdir()]
    assert second.filled


def test_nothing_is_kept_that_nobody_waits_for(beginnings: Beginnings):
    plan(beginnings, "离市", "也离市")
    play(beginnings, "离市")
    play(beginnings, "也离市")

    assert play(beginnings, "也离市")[1] == 0


def test_another_plan_forgets_what_was_kept(beginnings: Beginnings):
    plan(beginnings, "离市", "也离市")
    play(beginnings, "离市")

    plan(beginnings, "也离市")

    assert play(beginnings, "也离市")[1] == 0


def test_scenarios_that_begin_alike_stand_together():
    names = ["离市", "召开", "也离市"]

    ordered = in_order(names, [facts_of(steps_of(name)) for name in names])

    assert ordered == ["离市", "也离市", "召开"]


def test_a_table_of_deeds_is_as_many_facts_as_it_has_rows():
    table = """
  场景: 两行
    假如已依次办理:
      | 办理人 | 事项 | 填写 |
      | 甲     | 一   | 丙=1 |
      | 乙     | 二   | 丙=2 |
    那么案件仍在办理
"""
    steps = parse_feature((FEATURE + table).encode()).scenarios["两行"].steps

    [_, first, second, look] = unfolded(steps)

    assert first.datatable is not None
    assert second.datatable is not None
    assert [row[0] for row in first.datatable.raw()] == ["办理人", "甲"]
    assert [row[0] for row in second.datatable.raw()] == ["办理人", "乙"]
    assert look.name == "案件仍在办理"
