"""Every scenario has a fresh office, though all share what was read once."""

from collections.abc import Iterator
from datetime import datetime, timedelta

import pytest

from engine.acceptance.driver import VerbDriver
from engine.acceptance.stage import OPENING, Stages, prepare_template
from engine.acceptance.world import World
from engine.model.clock import OFFICE_ZONE
from engine.runtime.portfolio import set_portfolio

CELLS = {
    "协调事项": "学校取暖改造的资金分担",
    "分歧所在": "两家对列支渠道争执不下",
    "是否重大决策": "否",
    "主持人": "副秘书长甲",
    "会议形式": "会议",
    "有关部门": "市财政局、市教育局",
}

TRIP = {
    "事由类别": "出国访问",
    "事由和去处": "赴友城访问",
    "起": "2026-11-23 18:00",
    "止": "2026-12-07 18:00",
    "依据": "出访批件十二号",
    "代行人": "常务副市长",
    "书面授权代签由市长签署的文件": "否",
}


@pytest.fixture(scope="module")
def stages(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stages]:
    template = tmp_path_factory.mktemp("template")
    prepare_template(template)
    stages = Stages(template, tmp_path_factory.mktemp("stage") / "office")
    yield stages
    stages.close()


def begun(stages: Stages) -> World:
    stage = stages.fresh()
    world = World(stage, VerbDriver(stage.engine))
    world.start("市教育局", "协调会议", CELLS)
    return world


def test_a_case_of_one_stage_is_not_on_the_next(stages: Stages):
    number = begun(stages).lasting.number

    second = begun(stages)

    assert second.lasting.number == number
    with second.stage.engine.store.read() as unit:
        assert unit.cases.open_ids() == (second.case_id,)


def test_a_clock_that_was_moved_stands_at_the_opening_again(stages: Stages):
    stages.fresh().move_to(OPENING + timedelta(days=30))

    assert stages.fresh().engine.clock() == OPENING


def test_an_office_that_was_changed_is_as_shipped_again(stages: Stages):
    changed = begun(stages)
    before = changed.office.portfolios
    deputy = changed.official("副市长丙").post_id
    set_portfolio(
        changed.stage.engine,
        by=changed.administrator,
        post_id=deputy,
        unit_id="finance_bureau",
    )
    assert changed.office.portfolios != before

    assert begun(stages).office.portfolios == before


def test_a_document_of_one_stage_is_not_on_the_next(stages: Stages):
    changed = begun(stages)
    changed.driver.attach(changed.official("市教育局"), "说明.pdf")
    assert [*changed.stage.engine.documents.iterdir()]

    assert not [*stages.fresh().engine.documents.iterdir()]


def test_what_is_due_on_the_way_is_done_at_its_moment(stages: Stages):
    stage = stages.fresh()
    world = World(stage, VerbDriver(stage.engine))
    world.start("秘书长", "市长离市代行主持", TRIP)

    stage.move_to(datetime(2026, 12, 20, 9, 0, tzinfo=OFFICE_ZONE))

    fired = [act.at for act in world.case.timeline if act.verb == "fire"]
    just_after = [
        datetime(2026, month, day, 18, 0, 1, tzinfo=OFFICE_ZONE)
        for month, day in ((11, 23), (12, 6), (12, 7))
    ]
    assert fired == just_after
    assert stage.engine.clock() == datetime(2026, 12, 20, 9, 0, tzinfo=OFFICE_ZONE)
