"""A designer moves running cases to the version in force, and one of them back."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, expect

from engine.assembly import PROCESSES, Settings, open_engine
from tests.browser.desk import Desk, sit_down
from tests.browser.drawing import DESIGNER, Drafting
from tests.support.versions import changed, put_in_force

TO_END = 'sourceRef="hand_over" targetRef="ended_listed">'
FILED = (
    'sourceRef="filed" targetRef="ended_listed"/>'
    '<userTask id="filed" name="议题归档"><extensionElements>'
    '<zf:task form="deliver_materials" candidates="\'unit:gov_office\'"/>'
    '<zf:reference to="42.2"/></extensionElements></userTask>'
    '<sequenceFlow id="to_filed" sourceRef="hand_over" targetRef="filed">'
)
AHEAD = {"process.bpmn": {TO_END: FILED}}


@pytest.fixture(scope="module")
def newer(drafting: Drafting) -> Drafting:
    """Put a version in force that has one more step before the end."""
    url = f"sqlite:///{drafting.folder / 'zhangfa.sqlite'}"
    engine = open_engine(Settings(drafting.folder, url))
    put_in_force(engine, changed(PROCESSES / "agenda_submission", AHEAD))
    engine.store.close()
    return drafting


@pytest.fixture
def desk(chromium: Browser, newer: Drafting) -> Iterator[Desk]:
    desk = sit_down(chromium, newer.address, with_javascript=True)
    desk.sign_in(DESIGNER)
    yield desk
    complaints = desk.complaints()
    desk.page.context.close()
    assert complaints == []


def test_a_case_is_moved_after_a_dry_run_and_put_back(desk: Desk) -> None:
    desk.go("/designer/procedures/agenda_submission/migration")
    rows = desk.page.locator("tbody tr[data-case]")
    before = rows.count()
    row = rows.filter(has_text="可以迁移").first
    number = row.get_by_role("link").inner_text()
    for box in desk.page.locator("[name=case]").all():
        box.uncheck()
    row.get_by_role("checkbox").check()
    desk.fill("迁移理由", "归档要留痕")

    desk.press("迁移选中的办件")
    desk.page.get_by_text("迁移了 1 件，共选 1 件。").wait_for()
    moved = rows.filter(has_text=number)
    expect(moved).to_contain_text("已迁移")
    desk.press("退回原版本")
    expect(moved).to_contain_text("已退回原版本")

    desk.page.reload()
    assert rows.count() == before
    expect(rows.filter(has_text=number)).to_contain_text("可以迁移")


def test_all_that_can_be_moved_are_moved_and_leave_the_list(desk: Desk) -> None:
    desk.go("/designer/procedures/agenda_submission/migration")
    chosen = desk.page.locator("[name=case]:checked").count()
    left = desk.page.locator("tbody tr[data-case]").count() - chosen
    desk.fill("迁移理由", "归档要留痕")

    desk.press("迁移选中的办件")
    desk.page.get_by_text(f"迁移了 {chosen} 件，共选 {chosen} 件。").wait_for()

    desk.page.reload()
    assert chosen > 0
    assert desk.page.locator("tbody tr[data-case]").count() == left
