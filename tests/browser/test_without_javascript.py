"""The whole work without JavaScript: only the diagram is missing."""

import pytest
from playwright.sync_api import FilePayload, expect

from tests.browser.conftest import Seat
from tests.browser.desk import Desk

TITLE = "关于社区用房的议题"
FILE = FilePayload(name="方案.txt", mimeType="text/plain", buffer="方案".encode())


@pytest.fixture
def desk(seat: Seat) -> Desk:
    return seat("kangning", with_javascript=False)


def test_a_case_is_started_with_a_row_and_a_file_added_by_buttons(desk: Desk) -> None:
    desk.go("/start/agenda_submission")
    desk.fill("议题名称", TITLE)
    desk.choose("会议类型", "市长办公会议")
    desk.pick("事项类别", "重要事项")
    desk.pick("主办部门", "市卫生局")
    desk.choose("紧急程度", "平件")
    desk.choose("密级", "公开")
    desk.fill("拟议决定", "原则同意。")
    desk.put_in("attachments", FILE)
    desk.press("增加一行")
    for number, unit in ((1, "市财政局"), (2, "市住房和城乡建设局")):
        desk.pick(f"部门，第 {number} 行", unit)
        desk.fill(f"协商日期，第 {number} 行", "2026-11-20")
        desk.pick(f"意见，第 {number} 行", "同意")
    desk.choose("涉及县（市）区", "否")
    desk.choose("涉及群众切身利益", "否")

    expect(desk.field("议题名称")).to_have_value(TITLE)
    expect(desk.page.get_by_role("link", name="方案.txt")).to_be_visible()
    desk.press("报送")

    expect(desk.page.get_by_role("heading", level=1)).to_have_text(TITLE)
    expect(desk.page.get_by_text("已发起。")).to_be_visible()


def test_a_task_is_completed_and_its_case_told_in_a_list(seat: Seat) -> None:
    desk = seat("luchengyuan", with_javascript=False)
    desk.page.locator("tbody tr", has_text="义务教育").get_by_role("link").first.click()
    desk.choose("结论", "一致")
    desk.fill("意见", "同意。")
    desk.press("签署")

    expect(desk.page.get_by_text("已办理。")).to_be_visible()
    expect(desk.page.get_by_text("流程图要用 JavaScript 画")).to_be_visible()
    desk.page.get_by_text("流程图的文字说明").click()
    steps = desk.page.locator("[data-diagram] ~ details tbody tr")
    expect(steps.filter(has_text="填报议题")).to_contain_text("已办")
    expect(steps.filter(has_text="分管领导协调")).to_contain_text("在办")
    expect(steps.filter(has_text="市长确定")).to_contain_text("未到")


def test_what_was_refused_stays_on_the_page(desk: Desk) -> None:
    desk.go("/start/agenda_submission")
    desk.fill("议题名称", TITLE)

    desk.press("报送")

    expect(desk.page.locator(".summary")).to_contain_text("会议类型")
    expect(desk.field("议题名称")).to_have_value(TITLE)
