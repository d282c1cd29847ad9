"""A document carried from its draft to its publication, as its people would do it."""

import re
from datetime import datetime, timedelta

import pytest
from playwright.sync_api import Page, expect
from pypdf import PdfReader

from engine.model.clock import OFFICE_ZONE
from tests.browser.conftest import Seat
from tests.browser.desk import Desk

TITLE = "临江市人民政府关于做好冬季供暖工作的通知"
BODY = (
    "各县要保障供暖。\n一、加强调度。燃料储备不得少于十五天。\n本通知自印发之日起施行。"
)
CHECKED = BODY.replace("十五天", "二十天")


@pytest.fixture
def desk(seat: Seat) -> Desk:
    return seat()


def test_a_document_goes_from_draft_to_publication(desk: Desk, tmp_path) -> None:
    _the_bureau_drafts(desk)
    assert "送审稿" in _pdf(desk, tmp_path)
    desk.sign_out()
    _the_office_changes_the_text(desk)
    _a_leader_signs(desk, "luchengyuan", "审核", "同意，送签", "请市长签发。")
    _a_leader_signs(desk, "shenyanqiu", "签发", "签发", "同意印发。")
    _the_office_proofs(desk)
    issued = _pdf(desk, tmp_path)
    number = re.search(r"临政发〔\d{4}〕\d+号", issued)
    assert number, issued
    assert "送审稿" not in issued
    assert CHECKED.split("\n")[0] in issued
    _the_office_prints(desk)
    _publication_waits_until_it_is_registered(desk)
    _everybody_sees_what_became_of_it(desk, number[0])
    assert _pdf(desk, tmp_path) == issued


def _the_bureau_drafts(desk: Desk) -> None:
    desk.sign_in("jinsui")
    desk.go("/start/document_issuing")
    desk.choose("发文机关", "市政府")
    desk.pick("文种", "通知")
    desk.pick("特定事项", "无")
    desk.fill("标题", TITLE)
    desk.pick("主办部门", "市财政局")
    desk.choose("紧急程度", "加急")
    desk.choose("密级", "公开")
    desk.choose("属部门职权范围", "否")
    desk.choose("主送机关", "永丰县人民政府")
    desk.choose("主送机关", "清河县人民政府")
    desk.choose("抄送机关", "市财政局")
    desk.fill("正文", BODY)
    desk.choose("属重大决策", "否")
    desk.press("送核稿")
    desk.page.wait_for_url("**/cases/*")
    expect(desk.page.get_by_role("heading", level=1)).to_have_text(TITLE)


def _pdf(desk: Desk, folder) -> str:
    """Return the words of the PDF that the case page offers."""
    link = desk.page.get_by_role("link", name=re.compile("（PDF）"))
    address = desk.address + str(link.get_attribute("href"))
    answer = desk.page.context.request.get(address)
    assert answer.headers["content-type"] == "application/pdf"
    file = folder / "issue.pdf"
    file.write_bytes(answer.body())
    return "".join(page.extract_text() for page in PdfReader(file).pages)


def _the_office_changes_the_text(desk: Desk) -> None:
    desk.sign_in("heqinghe")
    desk.open_row(TITLE)
    desk.choose("结论", "通过")
    desk.fill("核改后的正文", CHECKED)
    desk.fill("核稿意见", "文稿合规，拟送审。")
    desk.press("核毕")
    desk.page.wait_for_url("**/cases/*")
    desk.page.get_by_role("link", name="与第 1 稿").click()
    changed = desk.page.locator(".compared")
    expect(changed.locator("del")).to_have_text("删去：五")
    expect(changed.locator("ins")).to_have_text("增加：二")
    _compare_backwards(desk.page)
    desk.page.get_by_role("link", name="返回").click()
    desk.sign_out()


def _compare_backwards(page: Page) -> None:
    page.get_by_label("从", exact=True).select_option("2")
    page.get_by_label("到", exact=True).select_option("1")
    page.get_by_role("button", name="对照", exact=True).click()
    expect(page.locator(".compared ins")).to_have_text("增加：五")


def _a_leader_signs(desk: Desk, login: str, what: str, answer: str, words: str) -> None:
    """Sign the text that the office has changed; `what` the form calls it."""
    desk.sign_in(login)
    desk.open_row(TITLE)
    expect(desk.field(f"{what}的正文")).to_have_value(CHECKED)
    desk.choose("结论", answer)
    desk.fill(f"{what}意见", words)
    desk.press("签署")
    desk.page.wait_for_url("**/cases/*")
    desk.sign_out()


def _the_office_proofs(desk: Desk) -> None:
    desk.sign_in("heqinghe")
    desk.open_row(TITLE)
    desk.choose("复核结论", "无需修改")
    desk.press("复核")
    desk.page.wait_for_url("**/cases/*")
    expect(desk.page.get_by_role("link", name="正式公文（PDF）")).to_be_visible()


def _the_office_prints(desk: Desk) -> None:
    desk.page.reload()
    expect(desk.page.get_by_text("正式公文已经定版")).to_be_visible()
    desk.open_row(TITLE)
    desk.choose("已用印", "是")
    desk.choose("印章", "电子印章")
    desk.fill("印制份数", "30")
    desk.fill("印发时间", _a_minute_ago())
    desk.choose("转督办", "否")
    desk.press("分发")
    desk.page.wait_for_url("**/cases/*")


def _a_minute_ago() -> str:
    moment = datetime.now(OFFICE_ZONE) - timedelta(minutes=1)
    return moment.strftime("%Y-%m-%dT%H:%M")


def _publication_waits_until_it_is_registered(desk: Desk) -> None:
    desk.open_row(TITLE)
    desk.choose("公布", "是")
    desk.press("确定")
    desk.page.wait_for_url("**/cases/*")
    desk.go("/")
    expect(desk.row(TITLE)).to_contain_text("待公布登记")
    desk.open_row(TITLE)
    desk.choose("公布方式", "政府网站")
    now = datetime.now(OFFICE_ZONE).strftime("%Y-%m-%dT%H:%M")
    desk.fill("公布时间", now)
    desk.press("登记")
    desk.page.wait_for_url("**/cases/*")
    expect(desk.page.get_by_text(re.compile("结局.已印发并公布"))).to_be_visible()
    desk.sign_out()


def _everybody_sees_what_became_of_it(desk: Desk, number: str) -> None:
    desk.sign_in("jinsui")
    desk.go("/registers/document_issuing")
    row = desk.page.get_by_role("row").filter(has_text=TITLE)
    expect(row).to_contain_text(number)
    expect(row.get_by_role("link", name="正式公文（PDF）")).to_be_visible()
    row.get_by_role("link", name=TITLE).click()
    desk.page.get_by_role("link", name="发文拟稿单").click()
    opinions = desk.page.locator("table").inner_text()
    given = ("同意印发。", "请市长签发。", "文稿合规")
    assert sorted(given, key=opinions.index) == list(given)
    desk.page.get_by_role("link", name="返回").click()
