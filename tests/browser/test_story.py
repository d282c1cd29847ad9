"""A designer's day: a new step, drawn, filled in, told, tried, proven and in force."""

import re
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import timedelta

import pytest
from playwright.sync_api import Browser, Locator, expect

from tests.browser.designer.test_words import foreign, known_names
from tests.browser.desk import Desk, sit_down
from tests.browser.drawing import Drawing
from tests.browser.serving import MovedClock, served
from tests.browser.test_access import UNFOLD

# A proof takes seconds; a machine that does other things at once may take longer.
PATIENCE_MS = 120_000
DESIGNER, APPROVER, LEGAL = "lutunan", "yezhiwei", "xumingfa"
CLERK, CHAIR, OFFICE_CLERK = "jinsui", "guyanchuan", "heqinghe"
STEP, FORM = "现场踏勘", "现场踏勘记录"
READY, LACKING = "具备条件", "不具备条件"
WRITTEN, RECORDED = "不具备条件的要写明缺什么", "踏勘过了再通知各方"
ARRANGED, REGISTERED = "现场安排好了再通知各方", "主持人定的形式、时间和地点记入台账"
CLAUSE = "第44条第3句"


@dataclass(slots=True)
class Town:
    """An office and its people, each at a desk that they keep."""

    browser: Browser
    address: str
    clock: MovedClock
    desks: dict[str, Desk] = field(default_factory=dict)

    def seat(self, login: str) -> Desk:
        if login not in self.desks:
            desk = sit_down(self.browser, self.address, with_javascript=True)
            desk.sign_in(login)
            self.desks[login] = desk
        return self.desks[login]


@pytest.fixture
def town(chromium: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Town]:
    home = tmp_path_factory.mktemp("town")
    clock = MovedClock(home / "ahead")
    with served(home / "data", clock) as address:
        town = Town(chromium, address, clock)
        yield town
        complaints = [
            each for desk in town.desks.values() for each in desk.complaints()
        ]
        for desk in town.desks.values():
            desk.page.context.close()
    assert complaints == []


def test_a_step_is_designed_proven_and_put_in_force_in_the_browser(town: Town):
    _apply(town, "旧办件")
    drawing = _new_draft(town)
    _draw_step(drawing)
    _design_form(drawing)
    _say_who_and_why(drawing)
    _mend_scenarios(drawing)
    _write_scenario(drawing)
    _record_scenario(drawing)
    _publish(town, _prove(drawing))

    _apply(town, "新办件")
    for title in ("旧办件", "新办件"):
        _confirm(town, title)
        _arrange(town, title)
    clerk = town.seat(OFFICE_CLERK)
    clerk.go("/")
    expect(clerk.row("旧办件").filter(has_text=STEP)).to_have_count(0)
    clerk.row("新办件").filter(has_text=STEP).get_by_role("link").first.click()
    clerk.choose("现场情况", LACKING)
    clerk.fill("缺什么", "停车的地方")
    clerk.press("踏勘完毕")
    expect(clerk.page.get_by_role("status").first).to_contain_text("已办理")
    _finish(town, "旧办件")


def _new_draft(town: Town) -> Drawing:
    desk = town.seat(DESIGNER)
    desk.go("/designer")
    desk.press("新建草稿：协调会议")
    desk.page.wait_for_url(re.compile(r"/designer/drafts/\w{32}"))
    desk.page.locator("main[data-ready]").wait_for()
    return Drawing(desk, desk.page.url.rpartition("/")[2].partition("#")[0])


def _tab(drawing: Drawing, name: str) -> None:
    tabs = drawing.page.get_by_role("navigation", name="草稿的各部分")
    tabs.get_by_role("link", name=name, exact=True).click()


def _draw_step(drawing: Drawing) -> None:
    """Put a user task between 安排现场 and 发出会议通知."""
    drawing.page.locator('[data-element-id="arrange_site"] .djs-hit').first.click()
    drawing.pad("append.user-task")
    drawing.page.keyboard.type(STEP)
    drawing.page.keyboard.press("Enter")
    expect(drawing.panel.get_by_role("heading", level=2)).to_have_text(STEP)
    drawing.field("标识").fill("survey")
    drawing.field("标识").press("Tab")
    wrong = drawing.page.locator("#problems")
    expect(wrong).to_contain_text("请填写表单和谁来办")
    expect(wrong).to_contain_text("没有依据")


def _design_form(drawing: Drawing) -> None:
    """Make the step's form from the panel, its fields by clicks."""
    page, desk = drawing.page, drawing.desk
    drawing.panel.get_by_role("button", name="新建表单").click()
    maker = page.get_by_role("group").filter(has_text="新建表单")
    expect(maker.get_by_label("名称", exact=True)).to_have_value(STEP)
    expect(maker.get_by_label("标识", exact=True)).to_have_value("survey")
    maker.get_by_label("名称", exact=True).fill(FORM)
    maker.get_by_role("button", name="新建", exact=True).click()
    expect(page.get_by_role("button", name="添加单行文字")).to_be_focused()
    panel = page.locator(".form-panel")

    panel.get_by_label("提交按钮").fill("踏勘完毕")
    desk.press("添加单选")
    expect(panel.get_by_label("标签", exact=True)).to_be_focused()
    page.keyboard.type("现场情况")
    panel.get_by_label("字段名").fill("state")
    panel.get_by_label("选项").fill(f"{READY}\n{LACKING}")
    panel.get_by_label("必填", exact=True).select_option(label="是")
    desk.press("添加长文字")
    page.keyboard.type("缺什么")
    panel.get_by_label("字段名").fill("lacking")
    _complete(panel.get_by_label("显示的条件"))
    panel.get_by_label("必填", exact=True).select_option(label="按条件")
    _complete(panel.get_by_label("必填的条件"))

    preview = page.locator("form[aria-label=预览]")
    asked = preview.locator("[data-ask=lacking]")
    expect(asked).to_be_hidden()
    preview.get_by_label(LACKING).check()
    expect(asked).to_be_visible()
    expect(page.get_by_role("navigation", name="表单", exact=True)).to_contain_text(
        f"{FORM}用于 {STEP}"
    )


def _complete(editor: Locator) -> None:
    """Write `state == '不具备条件'`, the names taken from what is offered."""
    offered = editor.page.locator(".cm-tooltip-autocomplete li")
    editor.fill("")
    editor.press_sequentially("sta")
    offered.filter(has_text="现场情况").click()
    editor.press_sequentially(" == '")
    offered.get_by_text(LACKING, exact=True).click()
    expect(editor).to_have_text(f"state == '{LACKING}'")
    editor.blur()


def _say_who_and_why(drawing: Drawing) -> None:
    page = drawing.page
    side = page.get_by_role("region", name="字段")
    side.get_by_role("button", name=STEP, exact=True).click()
    expect(drawing.field("标识")).to_have_value("survey")
    expect(drawing.field("表单")).to_have_value("survey")
    picker = drawing.panel.get_by_label("办理人：加一个")
    picker.fill("市政府办公室")
    picker.press("Enter")
    expect(drawing.panel.locator(".today").first).to_contain_text("何清和")
    clause = drawing.panel.get_by_label("加一条依据").first
    clause.fill("44.3")
    clause.press("Enter")
    expect(drawing.panel.locator(".clause").first).to_contain_text(CLAUSE)
    expect(page.locator("#counts")).to_have_text("0 个错误0 个提醒")


def _mend_scenarios(drawing: Drawing) -> None:
    """Let two scenarios of the version in force go by the new step."""
    page = drawing.page
    _tab(drawing, "场景")
    page.get_by_role("button", name=f"运行“{ARRANGED}”").click()
    failed = page.locator(".scenario-list li.failed")
    expect(failed).to_contain_text("市财政局的待办", timeout=PATIENCE_MS)

    failed.get_by_role("button", name=ARRANGED).first.click()
    _line(drawing, '那么"市财政局"有"有关部门回执"待办')
    _retype(drawing, f'那么"市政府办公室"有"{STEP}"待办')
    page.get_by_role("button", name=REGISTERED).first.click()
    _line(drawing, "现场地点=第五中学")
    page.keyboard.press("End")
    _type(drawing, f"\n| 市政府办公室 | {STEP} | 现场情况={READY} |")


def _write_scenario(drawing: Drawing) -> None:
    """Write a scenario, its names taken from what is offered."""
    page = drawing.page
    offered = page.locator(".cm-tooltip-autocomplete li")
    drawing.desk.press("加一个场景")
    _type(drawing, WRITTEN)
    page.keyboard.press("ArrowDown")
    page.keyboard.press("End")
    page.keyboard.type("已依次")
    offered.filter(has_text="已依次办理:").click()
    _type(
        drawing,
        "\n  | 办理人 | 事项 | 填写 |"
        "\n| 副秘书长甲 | 主持人确定 |"
        " 结论=召开;开会时间=2026-11-25 09:00;会议形式=现场办公会;现场地点=第三中学 |"
        "\n| 市政府办公室 | 安排现场 | 现场地点=第三中学;现场联系人=教务主任 |",
    )
    page.keyboard.press("ArrowDown")
    page.keyboard.press("End")
    page.keyboard.type('"市政府办公室"办理"')
    offered.get_by_text(STEP, exact=True).click()
    _type(drawing, '",填写:\n  | 字段 | 值 |\n| ')
    page.keyboard.type("现场")
    offered.get_by_text("现场情况", exact=True).click()
    page.keyboard.type(" | ")
    offered.get_by_text(LACKING, exact=True).click()
    page.keyboard.type(" |")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("End")
    _type(drawing, '字段"缺什么"有错')
    page.get_by_role("button", name=f"运行“{WRITTEN}”").click()
    told = page.locator(".scenario-list li").filter(has_text=WRITTEN)
    expect(told).to_have_class("passed", timeout=PATIENCE_MS)


def _line(drawing: Drawing, words: str) -> None:
    """Put the cursor into the first line shown that has these words."""
    drawing.page.locator(".cm-line").filter(has_text=words).first.click()


def _retype(drawing: Drawing, words: str) -> None:
    drawing.page.keyboard.press("End")
    drawing.page.keyboard.press("Shift+Home")
    _type(drawing, words)


def _type(drawing: Drawing, words: str) -> None:
    """Type as one types who needs no completion."""
    for number, line in enumerate(words.split("\n")):
        if number:
            drawing.page.keyboard.press("Escape")
            drawing.page.keyboard.press("Enter")
        drawing.page.keyboard.type(line)
    drawing.page.keyboard.press("Escape")


def _record_scenario(drawing: Drawing) -> None:
    """Walk a case in a sandbox by the new step, and keep it."""
    desk, page = drawing.desk, drawing.page
    _tab(drawing, "试运行")
    page.wait_for_url("**/sandbox")
    desk.press("开一个新的试运行")
    page.wait_for_url("**/office/start/**")
    _fill_application(desk, "取暖改造的分担", "副秘书长甲")
    desk.press("申请")
    _turn(desk, "主持人确定")
    desk.choose("结论", "召开")
    desk.fill("开会时间", "2026-11-25T09:00")
    desk.press("签署")
    _turn(desk, "安排现场")
    desk.fill("现场联系人", "教务主任")
    desk.press("安排就绪")
    _turn(desk, STEP)
    desk.choose("现场情况", READY)
    desk.press("踏勘完毕")
    page.wait_for_url("**/office/cases/**")

    page.get_by_role("link", name="存为场景").click()
    page.get_by_label("场景名称").fill(RECORDED)
    page.get_by_label(CLAUSE).check()
    desk.press("存进草稿")
    page.wait_for_url("**#scenarios")
    listed = page.locator(".scenario-list li")
    expect(listed.filter(has_text=RECORDED)).to_have_count(1)


def _turn(desk: Desk, task: str) -> None:
    """Be whoever has this to do, at the task's page."""
    desk.page.locator(".turns").get_by_role("button", name=task).click()
    desk.page.wait_for_url("**/office/tasks/**")


def _prove(drawing: Drawing) -> str:
    """Press the button, see progress, wait for the report; return its path."""
    page = drawing.page
    _tab(drawing, "检验和发布")
    drawing.desk.press("检验现在的内容")
    page.wait_for_url("**/designer/proofs/*")
    expect(page.get_by_role("columnheader", name="阶段")).to_be_visible(
        timeout=PATIENCE_MS
    )
    expect(page.get_by_text("另须法制审核人员签署")).to_be_visible()
    page.evaluate(UNFOLD)
    assert foreign(page, known_names(drawing)) == set()
    return page.url.removeprefix(drawing.desk.address)


def _publish(town: Town, report: str) -> None:
    desk = town.seat(DESIGNER)
    desk.fill("为什么发布", "踏勘要留痕")
    desk.press("发布")
    expect(desk.page.get_by_role("alert").first).to_contain_text("还没有第二个人批准")

    for login, button in ((APPROVER, "批准发布"), (LEGAL, "法制签署")):
        signer = town.seat(login)
        signer.go(report)
        signer.press(button)
        expect(signer.page.get_by_role("status").first).to_contain_text("已签署")
    desk.go(report)
    desk.fill("为什么发布", "踏勘要留痕")
    desk.press("发布")
    desk.page.wait_for_url("**/versions?*")
    newest = desk.page.locator(".versions > li").first
    for words in ("第 2 版", "踏勘要留痕", "叶知微", "许明法"):
        expect(newest).to_contain_text(words)


def _fill_application(desk: Desk, title: str, chair: str) -> None:
    desk.fill("协调事项", title)
    desk.fill("分歧所在", "两家对列支渠道争执不下")
    desk.choose("是否重大决策", "否")
    desk.pick("主持人", chair)
    desk.choose("会议形式", "现场办公会")
    desk.fill("现场地点", "第三中学")
    desk.choose("有关部门", "市财政局")
    desk.choose("有关部门", "市教育局")


def _apply(town: Town, title: str) -> None:
    desk = town.seat(CLERK)
    desk.go("/start/coordination_meeting")
    _fill_application(desk, title, "秘书长")
    desk.press("申请")
    desk.page.wait_for_url("**/cases/*")


def _confirm(town: Town, title: str) -> None:
    chair = town.seat(CHAIR)
    chair.open_row(title)
    chair.choose("结论", "召开")
    meeting = town.clock.local + timedelta(hours=1)
    chair.fill("开会时间", meeting.strftime("%Y-%m-%dT%H:%M"))
    chair.press("签署")
    chair.page.wait_for_url("**/cases/*")


def _arrange(town: Town, title: str) -> None:
    clerk = town.seat(OFFICE_CLERK)
    clerk.open_row(title)
    clerk.fill("现场联系人", "教务主任")
    clerk.press("安排就绪")
    clerk.page.wait_for_url("**/cases/*")


def _finish(town: Town, title: str) -> None:
    """Let the meeting be held and its result be recorded."""
    town.clock.pass_time(hours=2)
    chair = town.seat(CHAIR)
    chair.sign_in(CHAIR)  # Nobody's sign-in outlasts so long a silence.
    _wait_for(chair, title, "记录协调结果")
    chair.open_row(title)
    chair.fill("召开时间", town.clock.local.strftime("%Y-%m-%dT%H:%M"))
    chair.choose("到会部门", "市财政局")
    chair.choose("结果", "达成一致")
    chair.choose("如何处理", "形成协调意见")
    chair.fill("一致意见", "市级财政先行垫付")
    chair.press("记录")
    chair.page.wait_for_url("**/cases/*")
    expect(chair.page.locator("main")).to_contain_text("已办结")
    expect(chair.page.locator("main")).to_contain_text("第 1 版")


def _wait_for(desk: Desk, title: str, task: str) -> None:
    """Look into the inbox until the worker has opened the task."""
    until = time.monotonic() + PATIENCE_MS / 1000
    while time.monotonic() < until:
        desk.go("/")
        if desk.row(title).filter(has_text=task).count():
            return
        desk.page.wait_for_timeout(500)
    raise AssertionError(f"no {task} of {title}")
