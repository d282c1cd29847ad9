"""Old pages and second clicks: nothing typed is lost, nothing is done twice."""

from http import HTTPStatus

from playwright.sync_api import Response, expect

from tests.browser.conftest import Seat
from tests.browser.desk import Desk, watch

OFFICE_TASK = "政府投资项目资金管理"


def _open_twice(desk: Desk, words: str) -> None:
    """Leave the desk with one task in two tabs, the first of them in front."""
    desk.open_row(words)
    second = desk.page.context.new_page()
    watch(desk, second)
    second.goto(desk.page.url)


def test_who_comes_second_is_told_who_was_first(seat: Seat) -> None:
    desk = seat("guyanchuan")
    _open_twice(desk, "市级预备费使用")
    first, second = desk.page.context.pages
    desk.choose("结论", "通过，报市长确定")
    desk.press("签署")
    first.wait_for_url("**/cases/*")
    second.get_by_label("退回部门补正").check()
    second.get_by_role("textbox", name="意见").fill("第二个页面里写的话")

    with second.expect_navigation() as refused:
        second.get_by_role("button", name="签署", exact=True).click()

    _is_conflict(refused.value)
    told = second.locator("main")
    expect(told).to_contain_text("顾言川")
    expect(told).to_contain_text("月")
    expect(told).to_contain_text("第二个页面里写的话")


def test_a_page_that_another_overtook_keeps_what_was_typed(seat: Seat) -> None:
    slow, quick = seat("linxiaoman"), seat("heqinghe")
    slow.open_row(OFFICE_TASK)
    quick.open_row(OFFICE_TASK)
    quick.press("签收")
    expect(quick.page.get_by_text("已签收。")).to_be_visible()
    slow.choose("与会同志", "秘书长")

    with slow.page.expect_navigation() as refused:
        slow.press("登记送达")

    _is_conflict(refused.value)
    expect(slow.page.locator("main")).to_contain_text("何清和")
    expect(slow.page.locator("main")).to_contain_text("秘书长")


def test_a_double_click_starts_one_case(seat: Seat) -> None:
    desk = seat("fangning")
    started = desk.count("我发起")
    desk.go("/start/coordination_meeting")
    _fill_meeting(desk)

    desk.page.get_by_role("button", name="申请", exact=True).dblclick()

    desk.page.wait_for_url("**/cases/*")
    desk.go("/")
    assert desk.count("我发起") == started + 1


def _fill_meeting(desk: Desk) -> None:
    desk.fill("协调事项", "供水管网改造")
    desk.fill("分歧所在", "施工次序意见不一。")
    desk.choose("是否重大决策", "否")
    desk.pick("主持人", "副市长乙")
    desk.choose("会议形式", "会议")
    desk.choose("有关部门", "市住房和城乡建设局")
    desk.choose("有关部门", "市交通运输局")


def _is_conflict(answer: Response | None) -> None:
    assert answer is not None
    assert answer.status == HTTPStatus.CONFLICT
