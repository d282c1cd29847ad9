"""One agenda item carried through all its people, as each of them would do it."""

import re
from datetime import datetime, timedelta

import pytest
from playwright.sync_api import FilePayload, expect

from engine.model.clock import OFFICE_ZONE
from tests.browser.conftest import Seat
from tests.browser.desk import Desk

TITLE = "关于调整市级财政预算的议题"
PDF = b"%PDF-1.4\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF\n"


@pytest.fixture
def desk(seat: Seat) -> Desk:
    return seat()


def test_an_item_goes_from_the_department_to_those_attending(desk: Desk) -> None:
    _the_department_reports(desk)
    _a_deputy_agrees(desk, "luchengyuan", "常务副市长", "预算平衡，同意提请讨论。")
    _nothing_has_moved_on_before_all_agreed(desk)
    _a_deputy_agrees(desk, "fangruolan", "副市长甲", "教育支出有保障，同意。")
    _sign(desk, "guyanchuan", "秘书长", "秘书长审核", "通过，报市长确定")
    _the_mayor_lists_it(desk)
    _the_office_delivers(desk)
    _an_attendee_replies(desk, "luchengyuan", "")
    _an_attendee_replies(desk, "fangruolan", "建议同步公开预算说明。")
    _an_attendee_replies(desk, "guyanchuan", "")
    _the_case_shows_it_all(desk)


def _the_department_reports(desk: Desk) -> None:
    desk.sign_in("jinsui")
    desk.page.get_by_role("link", name="发起", exact=True).click()
    desk.page.get_by_role("link", name=re.compile("发起 ?议题报送")).click()
    desk.fill("议题名称", TITLE)
    desk.choose("会议类型", "常务会议")
    desk.pick("事项类别", "财政预算")
    desk.pick("主办部门", "市财政局")
    desk.choose("涉及部门", "市教育局")
    desk.choose("紧急程度", "加急")
    desk.choose("密级", "公开")
    desk.fill("拟议决定", "原则同意预算调整方案。")
    _attach(desk, "attachments", "预算调整方案.pdf")
    _fill_table(desk)
    _answer_what_depends(desk)
    desk.choose("研究依据", "基础性研究")
    _attach(desk, "expert_report", "论证评估报告.pdf")
    desk.press("报送")

    desk.page.wait_for_url("**/cases/*")
    expect(desk.page.get_by_role("heading", level=1)).to_have_text(TITLE)
    expect(desk.page.get_by_role("status").first).to_have_text("已发起。")
    where = desk.page.locator("#work + .steps")
    expect(where).to_contain_text("常务副市长")
    expect(where).to_contain_text("副市长甲")
    expect(desk.page.get_by_role("link", name="预算调整方案.pdf").first).to_be_visible()
    desk.sign_out()


def _fill_table(desk: Desk) -> None:
    for number, unit, position in ((1, "市教育局", "同意"), (2, "市卫生局", "有保留")):
        if number > 1:
            desk.press("增加一行")
        day = datetime.now(OFFICE_ZONE).date() - timedelta(days=number)
        desk.pick(f"部门，第 {number} 行", unit)
        desk.fill(f"协商日期，第 {number} 行", day.isoformat())
        desk.pick(f"意见，第 {number} 行", position)
    desk.press("增加一行")
    desk.page.locator("[data-row]").last.get_by_role("button").click()
    expect(desk.page.locator("[data-row]")).to_have_count(2)


def _answer_what_depends(desk: Desk) -> None:
    """Answer what is asked only because of another answer (article 17)."""
    reason = desk.field("不公示、不听证的理由")
    expect(reason).to_be_hidden()
    desk.choose("涉及县（市）区", "否")
    desk.choose("涉及群众切身利益", "是")
    expect(reason).to_be_visible()
    expect(desk.field("县（市）区意见")).to_be_hidden()
    reason.fill("方案已在人大会前公开。")


def _attach(desk: Desk, key: str, name: str) -> None:
    desk.put_in(key, FilePayload(name=name, mimeType="application/pdf", buffer=PDF))
    uploaded = desk.page.locator(f"[data-files={key}]")
    expect(uploaded.get_by_role("link", name=name)).to_be_visible()


def _a_deputy_agrees(desk: Desk, login: str, post: str, words: str) -> None:
    desk.sign_in(login)
    waiting, done = desk.count("待办"), desk.count("已办")
    desk.open_row(TITLE)
    _why_me(desk, post, "第42条第1句", "分管领导")
    paper = desk.page.locator("details", has_text="议题申报单")
    expect(paper).to_contain_text("原则同意预算调整方案。")
    desk.choose("结论", "一致")
    desk.fill("意见", words)
    expect(desk.page.locator("[data-saved]")).to_have_text("已自动暂存")
    desk.page.reload()
    expect(desk.field("意见")).to_have_value(words)
    desk.press("签署")
    desk.page.wait_for_url("**/cases/*")
    desk.go("/")
    assert (desk.count("待办"), desk.count("已办")) == (waiting - 1, done + 1)
    expect(desk.row(TITLE)).to_have_count(0)
    desk.sign_out()


def _why_me(desk: Desk, post: str, clause: str, requirement: str) -> None:
    """See on the page of a task why it is here: the post, the clause, what it asks."""
    beside = desk.page.locator("aside.side")
    expect(beside.get_by_role("heading", name="为什么到我这里")).to_be_visible()
    expect(beside.locator("dl").first).to_contain_text(post)
    cited = beside.locator(".clause").filter(has_text=clause)
    expect(cited).to_contain_text(requirement)


def _nothing_has_moved_on_before_all_agreed(desk: Desk) -> None:
    desk.sign_in("guyanchuan")
    expect(desk.row(TITLE)).to_have_count(0)
    desk.sign_out()


def _sign(desk: Desk, login: str, post: str, task: str, answer: str) -> None:
    desk.sign_in(login)
    expect(desk.row(TITLE)).to_contain_text(task)
    expect(desk.row(TITLE)).to_contain_text(re.compile("剩 .*天|工作日"))
    desk.open_row(TITLE)
    _why_me(desk, post, "第42条第1句", "秘书长")
    desk.choose("结论", answer)
    desk.page.get_by_role("button", name="材料齐全，报市长确定。").click()
    desk.press("签署")
    desk.page.wait_for_url("**/cases/*")
    desk.sign_out()


def _the_mayor_lists_it(desk: Desk) -> None:
    desk.sign_in("shenyanqiu")
    desk.open_row(TITLE)
    _why_me(desk, "市长", "第42条第1句", "市长确定")
    _drawn(desk, done="sec_general_review", active="mayor_decision")
    expect(desk.field("开会时间")).to_be_hidden()
    desk.choose("结论", "列入议程")
    meeting = datetime.now(OFFICE_ZONE) + timedelta(days=6)
    desk.fill("开会时间", meeting.strftime("%Y-%m-%dT09:00"))
    words = f"{meeting.year}年{meeting.month}月{meeting.day}日"
    expect(desk.page.locator(".beside", has_text=words)).to_be_visible()
    desk.fill("议程次序", "1")
    desk.press("签署")
    desk.page.wait_for_url("**/cases/*")
    _drawn(desk, done="mayor_decision", active="deliver_materials")
    desk.sign_out()


def _the_office_delivers(desk: Desk) -> None:
    desk.sign_in("heqinghe")
    desk.open_row(TITLE)
    _why_me(desk, "办公室经办人", "第42条第2句", "两日")
    desk.press("签收")
    expect(desk.page.get_by_text("已签收。")).to_be_visible()
    delivered = datetime.now(OFFICE_ZONE) - timedelta(minutes=1)
    desk.fill("送达时间", delivered.strftime("%Y-%m-%dT%H:%M"))
    for post in ("常务副市长", "副市长甲", "秘书长"):
        desk.choose("与会同志", post)
    desk.press("登记送达")
    desk.page.wait_for_url("**/cases/*")
    desk.sign_out()


def _an_attendee_replies(desk: Desk, login: str, dissent: str) -> None:
    desk.sign_in(login)
    desk.open_row(TITLE)
    desk.choose("是否出席", "出席")
    desk.choose("对议题的意见", "分歧意见" if dissent else "无")
    if dissent:
        desk.fill("意见内容", dissent)
    desk.press("回执")
    desk.page.wait_for_url("**/cases/*")
    desk.sign_out()


def _the_case_shows_it_all(desk: Desk) -> None:
    desk.sign_in("jinsui")
    desk.go("/?box=started")
    desk.row(TITLE).get_by_role("link").first.click()
    desk.page.wait_for_url("**/cases/*")
    _drawn(desk, done="deliver_materials", active="until_meeting")
    expect(desk.page.get_by_text("正在等待：等到开会时刻")).to_be_visible()
    _opinions_stand_in_order(desk)
    _the_timeline_names_everybody(desk)
    evidence = desk.page.get_by_role("region", name="依据与落实")
    expect(evidence.get_by_role("row").filter(has_text="第42条第3句")).to_have_count(1)
    aside = desk.page.locator("aside.side")
    for label, value in (("是否重大", "是"), ("送达人数", "3"), ("会前意见数", "1")):
        term = aside.locator("dt").get_by_text(label, exact=True)
        expect(term.locator("+ dd")).to_have_text(value)
    desk.sign_out()


def _drawn(desk: Desk, done: str, active: str) -> None:
    desk.page.locator("[data-drawn]").wait_for()
    shapes = desk.page.locator("[data-diagram] .djs-shape")
    for mark, element_id in (("done", done), ("active", active)):
        marked = shapes.and_(desk.page.locator(f".diagram-{mark}"))
        drawn = marked.and_(desk.page.locator(f"[data-element-id={element_id}]"))
        expect(drawn).to_have_count(1)
    drawing = desk.page.locator("[data-diagram] svg[role=img]")
    expect(drawing).to_have_attribute("aria-label", re.compile("已办：.*填报议题"))


def _opinions_stand_in_order(desk: Desk) -> None:
    given = desk.page.locator(".opinion").all_inner_texts()
    expected = ("预算平衡", "教育支出", "材料齐全", "同步公开预算说明")
    found = [
        next(number for number, text in enumerate(given) if words in text)
        for words in expected
    ]
    assert found == sorted(found)


def _the_timeline_names_everybody(desk: Desk) -> None:
    acts = desk.page.locator("section").filter(
        has=desk.page.get_by_role("heading", name="经过", exact=True)
    )
    told = acts.locator(".steps").inner_text()
    people = ("金穗", "陆承远", "方若岚", "顾言川", "沈砚秋", "何清和")
    assert [name for name in people if name not in told] == []
    assert told.index("金穗") < told.index("沈砚秋") < told.index("何清和")
