"""Saving by itself: two at one draft, a lost connection, a page that was closed."""

import pytest
from playwright.sync_api import Error, Route, expect

from tests.browser.designer.conftest import Draw
from tests.browser.drawing import BPMN, Drawing

FIRST = "apply"
# What the browser's console says of what these tests bring about.
CUT, CONFLICT = "net::ERR_INTERNET_DISCONNECTED", "409 (CONFLICT)"


def _rename(drawing: Drawing, name: str, element_id: str = FIRST) -> None:
    drawing.find(element_id)
    drawing.field("名称").fill(name)
    drawing.field("名称").press("Tab")


def _has(name: str):
    return lambda root: root.find(f".//{BPMN}userTask[@name='{name}']") is not None


def _two(draw: Draw) -> tuple[Drawing, Drawing]:
    """Open one draft twice; the second is going to meet a conflict."""
    first = draw()
    second = draw(draft_id=first.draft_id)
    second.desk.allowed.add(CONFLICT)
    return first, second


def _at_odds(draw: Draw) -> tuple[Drawing, Drawing]:
    """Let both rename the same step, the second too late."""
    first, second = _two(draw)
    _rename(first, "先改的")
    first.saved(_has("先改的"))
    _rename(second, "后改的")
    return first, second


def test_what_is_drawn_is_saved_and_said_so(draw: Draw) -> None:
    drawing = draw()

    _rename(drawing, "请假申请")

    drawing.saved(_has("请假申请"))
    expect(drawing.state()).to_contain_text("已保存")


def test_who_comes_second_is_told_and_may_take_the_other_s_state(draw: Draw) -> None:
    _, second = _at_odds(draw)

    banner = second.page.get_by_role("alert")
    expect(banner).to_contain_text("卢图南")
    expect(banner).to_contain_text("process.bpmn")
    assert second.field("名称").input_value() == "后改的"
    banner.get_by_role("button", name="载入对方的版本").click()
    expect(banner).to_be_hidden()
    second.find(FIRST)
    expect(second.field("名称")).to_have_value("先改的")
    _rename(second, "再改的")
    second.saved(_has("再改的"))


def test_who_comes_second_may_keep_a_copy(draw: Draw) -> None:
    first, second = _at_odds(draw)

    second.page.get_by_role("button", name="把我的改动留作副本").click()

    link = second.page.get_by_role("link", name="打开副本")
    expect(link).to_be_visible()
    assert _has("先改的")(first.xml())
    link.click()
    copy = Drawing(second.desk, second.page.url.rpartition("/")[2])
    copy.page.locator("main[data-ready]").wait_for()
    assert copy.draft_id != first.draft_id
    assert _has("后改的")(copy.xml())


def test_changes_to_different_files_are_joined(draw: Draw) -> None:
    first, second = _two(draw)
    manifest = second.files()["manifest.json"]
    first.page.evaluate(
        """async ([draft, text]) => {
          const address = `/designer/drafts/${draft}/files`;
          const { revision } = await (await fetch(address)).json();
          const token = document.body.dataset.token;
          const headers = { 'If-Match': `"${revision}"`, 'X-Token': token };
          const sent = { method: 'PUT', body: text, headers };
          await fetch(`${address}/manifest.json`, sent);
        }""",
        [first.draft_id, manifest + "\n"],
    )

    _rename(second, "后改的")

    second.saved(_has("后改的"))
    assert second.files()["manifest.json"] == manifest + "\n"
    expect(second.page.get_by_role("alert")).to_contain_text("已并入本页")


def test_a_lost_connection_loses_nothing(draw: Draw) -> None:
    drawing = draw()
    drawing.desk.allowed.add(CUT)
    drawing.page.context.set_offline(offline=True)

    _rename(drawing, "断线时改的")

    expect(drawing.state()).to_have_text("连接中断，改动留在本页，恢复后自动保存")
    drawing.page.context.set_offline(offline=False)
    expect(drawing.state()).to_contain_text("已保存")
    drawing.saved(_has("断线时改的"))


def test_a_page_left_without_a_connection_loses_nothing(draw: Draw) -> None:
    drawing = draw()
    drawing.desk.allowed.add("net::ERR_FAILED")
    drawing.page.route("**/files/**", lambda route: route.abort())
    _rename(drawing, "离开前改的")
    expect(drawing.state()).to_contain_text("连接中断")

    drawing.page.goto("about:blank")
    drawing.page.unroute("**/files/**")
    drawing.open()

    # Saved in its last moment or taken up by the next page: it is there.
    drawing.find(FIRST)
    expect(drawing.field("名称")).to_have_value("离开前改的")
    drawing.saved(_has("离开前改的"))


def test_what_a_page_that_died_had_not_saved_is_taken_up_again(draw: Draw) -> None:
    drawing = draw()
    drawing.desk.allowed.add("net::ERR_FAILED")
    dying, context = drawing.page, drawing.page.context
    dying.route("**/files/**", lambda route: route.abort())
    _rename(drawing, "出事前改的")
    expect(drawing.state()).to_contain_text("连接中断")
    next_page = context.new_page()

    with dying.expect_event("crash"), pytest.raises(Error, match="crash"):
        dying.goto("chrome://crash")
    drawing.desk.page = next_page
    drawing.open()

    expect(next_page.get_by_role("alert")).to_contain_text("已经恢复")
    drawing.saved(_has("出事前改的"))


def test_a_reviewer_looks_and_changes_nothing(draw: Draw) -> None:
    made = draw()

    drawing = draw(draft_id=made.draft_id, login="songheng")

    expect(drawing.state()).to_have_text("只读")
    expect(drawing.page.get_by_role("button", name="自动排版")).to_be_hidden()
    drawing.page.locator(f'[data-element-id="{FIRST}"] .djs-hit').first.click()
    expect(drawing.field("名称")).to_be_disabled()


def test_a_save_whose_answer_was_lost_is_no_conflict(draw: Draw) -> None:
    drawing = draw()
    drawing.desk.allowed |= {CONFLICT, "net::ERR_FAILED"}
    lost = []

    def answer(route: Route) -> None:
        if lost or route.request.method != "PUT":
            route.continue_()
        else:
            lost.append(route.fetch())
            route.abort()

    drawing.page.route("**/files/process.bpmn", answer)
    _rename(drawing, "改过的")

    expect(drawing.state()).to_contain_text("连接中断")
    expect(drawing.state()).to_contain_text("已保存")
    expect(drawing.page.get_by_role("alert")).to_have_count(0)
    assert lost
    drawing.saved(_has("改过的"))


def test_a_conflict_is_still_one_after_the_page_was_closed(draw: Draw) -> None:
    _, second = _at_odds(draw)
    expect(second.page.get_by_role("alert")).to_be_visible()

    for _ in range(2):
        second.open()
        banner = second.page.get_by_role("alert")
        expect(banner).to_contain_text("本机留有上次没有保存的改动")

    assert _has("先改的")(second.xml())


def test_everything_is_saved_before_one_goes_to_try_it(draw: Draw) -> None:
    drawing = draw()
    drawing.find(FIRST)
    drawing.field("名称").fill("刚改的")

    drawing.page.get_by_role("link", name="试运行").click()
    drawing.page.wait_for_url("**/sandbox")

    assert _has("刚改的")(drawing.xml())


def test_who_cannot_save_is_told_before_going_on(draw: Draw) -> None:
    drawing = draw()
    drawing.desk.allowed.add(CUT)
    drawing.page.context.set_offline(offline=True)
    _rename(drawing, "断线时改的")

    drawing.page.get_by_role("link", name="试运行").click()

    expect(drawing.page.get_by_role("alert")).to_contain_text("还有改动没有保存")
    drawing.page.context.set_offline(offline=False)
    drawing.saved(_has("断线时改的"))
