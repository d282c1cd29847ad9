"""Every signature of a countersign shows the one limit under which all sign."""

from pathlib import Path

from engine.acceptance.driver import VerbDriver
from engine.acceptance.stage import open_stage, prepare_template
from engine.acceptance.world import World
from engine.model.reading import Box

CELLS = {
    "议题名称": "公交线网调整",
    "会议类型": "市长办公会议",
    "事项类别": "重要事项",
    "主办部门": "市交通运输局",
    "紧急程度": "平件",
    "密级": "公开",
    "拟议决定": "新开三条线路",
    "涉及县（市）区": "否",
    "涉及群众切身利益": "否",
}


def test_a_deputy_sees_until_when_to_sign(tmp_path: Path) -> None:
    prepare_template(tmp_path / "office")
    stage = open_stage(tmp_path / "office", tmp_path / "stage")
    driver = VerbDriver(stage.engine)
    world = World(stage, driver)
    world.start("市交通运输局", "议题报送", CELLS)

    (row,) = driver.box(world.official("副市长乙"), Box.TODO)

    (limit,) = [each for each in world.case.limits if each.name == row.task_name]
    assert row.due_at is not None
    assert row.due_at == limit.due_at
