"""An incident carried from the first call to the archive, as its people would do it.

The office's clock is moved on between the steps: half an hour without a fax, then the
four hours that run from it (article 70).
"""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from tests.browser.desk import Desk, sit_down
from tests.browser.serving import MovedClock, served

TITLE = "永丰县煤矿透水"
DUTY, SEC_GENERAL = "fengyeming", "guyanchuan"
PAPERS = (
    ("接报记录", "有"),
    ("报告和通知留痕", "有"),
    ("上报传真", "有"),
    ("省报回执", "有"),
    ("续报和更正", "有"),
    ("处理总结", "有"),
)


@pytest.fixture(scope="module")
def clock(tmp_path_factory: pytest.TempPathFactory) -> MovedClock:
    return MovedClock(tmp_path_factory.mktemp("clock") / "ahead")


@pytest.fixture(scope="module")
def moved_office(
    chromium: Browser, clock: MovedClock, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[str]:
    del chromium  # Asked for first: without a browser nothing is served.
    folder: Path = tmp_path_factory.mktemp("incident") / "data"
    with served(folder, clock) as address:
        yield address


@pytest.fixture
def desk(chromium: Browser, moved_office: str) -> Iterator[Desk]:
    desk = sit_down(chromium, moved_office, with_javascript=True)
    yield desk
    complaints = desk.complaints()
    desk.page.context.close()
    assert complaints == []


def test_an_incident_goes_from_the_first_call_to_the_archive(
    desk: Desk, clock: MovedClock
) -> None:
    desk.sign_in(DUTY)
    case = _the_call_is_taken(desk)
    _both_reports_are_made_at_once(desk)
    clock.pass_time(minutes=31)
    _the_duty_officer_is_prompted_to_ask(desk)
    _the_fax_starts_four_hours(desk, clock, case)
    clock.pass_time(hours=3, minutes=10)
    _the_lamp_turns_yellow(desk)
    _what_is_learned_later_is_added(desk, case)
    _what_was_wrong_is_corrected_beside_it(desk, case)
    _the_province_is_told_in_time(desk, clock, case)
    _the_secretary_general_instructs(desk)
    desk.sign_in(DUTY)
    _it_is_resolved(desk, clock, case)
    _the_papers_are_archived(desk, case)


def _the_call_is_taken(desk: Desk) -> str:
    desk.go("/start/emergency_report")
    desk.fill("事件名称", TITLE)
    desk.choose("来报方式", "电话")
    desk.fill("报告单位", "永丰县人民政府")
    desk.fill("报告人姓名", "何某")
    desk.fill("联系电话", "0467-1234567")
    desk.pick("事件类型", "重大生产事故")
    desk.fill("事件地点", "永丰县某煤矿")
    desk.fill("危害程度", "三人被困")
    desk.fill("失踪人数", "3")
    desk.press("登记接报")
    desk.page.wait_for_url("**/cases/*")
    expect(desk.page.locator(".elapsed")).to_contain_text("报告时间")
    return desk.page.url.partition("/cases/")[2].partition("?")[0]


def _both_reports_are_made_at_once(desk: Desk) -> None:
    where = desk.page.locator("#work + .steps")
    expect(where).to_contain_text("向秘书长报告")
    expect(where).to_contain_text("报市委办信息科")
    where.get_by_role("link", name="向秘书长报告").click()
    desk.pick("报告谁", "秘书长")
    desk.choose("报告方式", "电话")
    desk.choose("是否报到", "是")
    desk.fill("接报人", "秘书长")
    desk.press("登记报告")
    desk.page.wait_for_url("**/cases/*")
    where.get_by_role("link", name="报市委办信息科").click()
    desk.choose("报告方式", "电话")
    desk.fill("接报人", "信息科值班员")
    desk.press("登记报告")
    desk.page.wait_for_url("**/cases/*")
    fax = desk.page.get_by_role("link", name="登记信息科传真")
    expect(fax).to_be_visible()


def _the_duty_officer_is_prompted_to_ask(desk: Desk) -> None:
    # Half an hour without a click: the session has come to its end.
    desk.go("/?box=to_read")
    desk.sign_in(DUTY)
    prompt = desk.row("请主动询问")
    for _ in range(20):
        desk.go("/?box=to_read")
        if prompt.count():
            break
        desk.page.wait_for_timeout(500)
    expect(prompt).to_contain_text(re.compile("已过3[1-9]分钟"))


def _the_fax_starts_four_hours(desk: Desk, clock: MovedClock, case: str) -> None:
    desk.go(f"/cases/{case}")
    expect(desk.page.locator(".elapsed")).to_contain_text(
        re.compile("已过 3[1-9] 分钟")
    )
    desk.page.get_by_role("link", name="登记信息科传真").click()
    desk.choose("来件", "关于上报的传真件")
    desk.fill("收到时间", clock.local.strftime("%Y-%m-%dT%H:%M"))
    desk.fill("传真编号", "信传1号")
    desk.press("登记")
    _wait_for_work(desk, case, "报省政府总值班室")
    limit = desk.page.locator("aside.side li", has_text="报省政府总值班室")
    expect(limit).to_contain_text(re.compile("绿灯，剩 3 小时 5[0-9] 分|剩 4 小时"))


def _wait_for_work(desk: Desk, case: str, task: str) -> None:
    """Wait until a message has been delivered and the task is there."""
    waiting = desk.page.locator("#work + .steps", has_text=task)
    for _ in range(20):
        desk.go(f"/cases/{case}")
        if waiting.count():
            return
        desk.page.wait_for_timeout(500)
    expect(waiting).to_be_visible()


def _the_lamp_turns_yellow(desk: Desk) -> None:
    desk.go("/")
    desk.sign_in(DUTY)
    row = desk.row(TITLE).filter(has_text="报省政府总值班室")
    expect(row).to_contain_text(re.compile("黄灯，剩 (4[0-9]|50) 分钟"))
    desk.go("/registers/emergency_report?lamp=yellow")
    expect(desk.page.get_by_role("row").filter(has_text=TITLE)).to_contain_text("黄灯")
    desk.go("/registers/emergency_report?lamp=red")
    expect(desk.page.get_by_text("没有符合条件的办件。")).to_be_visible()


def _what_is_learned_later_is_added(desk: Desk, case: str) -> None:
    desk.go(f"/cases/{case}")
    desk.page.get_by_role("link", name="续报", exact=True).click()
    desk.fill("事态变化和处置进展", "一人获救，两人仍在搜救。")
    desk.fill("查清的原因", "老空区透水")
    desk.fill("失踪人数", "2")
    _to_whom_and_how(desk)
    desk.press("续报")
    desk.page.wait_for_url(f"**/cases/{case}?*")
    _the_first_report_stands(desk, "三人被困")
    expect(desk.page.locator(".opinions")).to_contain_text("一人获救，两人仍在搜救。")


def _what_was_wrong_is_corrected_beside_it(desk: Desk, case: str) -> None:
    desk.page.get_by_role("link", name="更正", exact=True).click()
    desk.choose("更正哪一份", "首报")
    desk.fill("原报说的", "三人被困")
    desk.fill("更正为", "四人被困")
    desk.choose("是否错报", "否")
    _to_whom_and_how(desk)
    desk.press("更正")
    desk.page.wait_for_url(f"**/cases/{case}?*")
    _the_first_report_stands(desk, "三人被困")
    expect(desk.page.locator(".paper-sheet", has_text="更正报告")).to_contain_text(
        "四人被困"
    )


def _to_whom_and_how(desk: Desk) -> None:
    desk.choose("报给谁", "秘书长")
    desk.choose("报给谁", "市委办信息科")
    desk.choose("报告方式", "电话")
    desk.fill("接报人", "秘书长；信息科值班员")


def _the_first_report_stands(desk: Desk, words: str) -> None:
    first = desk.page.locator(".paper-sheet", has_text="接报记录单")
    expect(first).to_have_count(1)
    expect(first).to_contain_text(words)


def _the_province_is_told_in_time(desk: Desk, clock: MovedClock, case: str) -> None:
    desk.go(f"/cases/{case}")
    work = desk.page.locator("#work + .steps")
    work.get_by_role("link", name="报省政府总值班室").click()
    desk.fill("报省时刻", clock.local.strftime("%Y-%m-%dT%H:%M"))
    desk.choose("报告方式", "传真")
    desk.fill("接报人", "省值班员")
    desk.fill("省值班室回执", "已收到")
    expect(desk.field("迟报理由")).to_be_hidden()
    desk.press("登记报省")
    desk.page.wait_for_url("**/cases/*")
    aside = desk.page.locator("aside.side")
    late = aside.locator("dt").get_by_text("迟报分钟数", exact=True)
    expect(late.locator("+ dd")).to_have_text("0")
    desk.sign_out()


def _the_secretary_general_instructs(desk: Desk) -> None:
    desk.sign_in(SEC_GENERAL)
    desk.open_row("秘书长指示")
    desk.choose("结论", "暂不需到场，继续跟踪")
    desk.fill("要求", "继续跟踪，有变化即报。")
    desk.press("下达")
    desk.page.wait_for_url("**/cases/*")
    desk.sign_out()


def _it_is_resolved(desk: Desk, clock: MovedClock, case: str) -> None:
    _wait_for_work(desk, case, "登记处理终结")
    desk.page.get_by_role("link", name="登记处理终结").click()
    desk.fill("终结时间", clock.local.strftime("%Y-%m-%dT%H:%M"))
    desk.fill("处理总结", "四人全部获救。")
    desk.press("终结")
    desk.page.wait_for_url("**/cases/*")
    expect(desk.page.get_by_text(re.compile("结局.终结归档"))).to_be_visible()
    expect(desk.page.locator(".elapsed")).to_contain_text("历时")


def _the_papers_are_archived(desk: Desk, case: str) -> None:
    archive = desk.page.locator("aside.side").get_by_role(
        "link", name=re.compile(TITLE)
    )
    for _ in range(20):
        desk.go(f"/cases/{case}")
        if archive.count():
            break
        desk.page.wait_for_timeout(500)
    address = str(archive.first.get_attribute("href"))
    _wait_for_work(desk, address.removeprefix("/cases/"), "收集材料")
    desk.page.get_by_role("link", name="收集材料").click()
    desk.fill("案卷题名", "永丰县煤矿透水应急材料")
    desk.choose("归档种类", "首次归档")
    for number, (kind, state) in enumerate(PAPERS, 1):
        if number > 1:
            desk.press("增加一行")
        desk.pick(f"材料，第 {number} 行", kind)
        desk.pick(f"状态，第 {number} 行", state)
    desk.choose("核定", "材料齐全，编目归档")
    desk.press("核定")
    desk.page.wait_for_url("**/cases/*")
    desk.page.get_by_role("link", name="编目归档").click()
    desk.fill("题名，第 1 行", "接报记录单")
    desk.fill("页数，第 1 行", "1")
    desk.choose("保管期限", "永久")
    desk.fill("存放处", "总值班室一号柜")
    desk.press("归档")
    desk.page.wait_for_url("**/cases/*")
    expect(desk.page.get_by_text(re.compile("结局.已归档"))).to_be_visible()
