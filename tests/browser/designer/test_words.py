"""Everything that the editor shows is Chinese: every menu, every panel, every hint."""

import json
import re

from playwright.sync_api import Page, expect

from tests.browser.designer.conftest import Draw
from tests.browser.drawing import Drawing
from tests.browser.test_access import UNFOLD

# What one sees or hears: text, and the attributes that are read out or shown on hover.
# What an author wrote (expressions, ids, what is typed) is no words of ours.
SHOWN = """() => {
  const own = '.cm-content, svg text, kbd, .bjs-powered-by, script, style, noscript';
  const texts = [];
  const visit = (root) => {
    for (const each of root.querySelectorAll('*')) {
      if (each.shadowRoot) visit(each.shadowRoot);
      if (each.closest(own)) continue;
      for (const name of ['aria-label', 'title', 'placeholder']) {
        if (each.getAttribute(name)) texts.push(each.getAttribute(name));
      }
      for (const node of each.childNodes) {
        if (node.nodeType === Node.TEXT_NODE && node.data.trim()) texts.push(node.data);
      }
    }
  };
  visit(document.body);
  return texts;
}"""
WORD = re.compile(r"[A-Za-z][A-Za-z'-]{2,}")
# Names of formats and keys, and what an example in a hint writes in expressions.
NAMES = {"BPMN", "SVG", "PNG", "PDF", "zip", "JavaScript"}
NAMES |= {"Ctrl", "Shift", "Delete", "Enter", "Esc"}
EXPRESSION = re.compile(r"[\w.]+\([^)]*\)|'[^']*'|[A-Za-z_]\w*(?:[._]\w+)+")
# The page's own module, under the release's address from which the page took it.
MISSED = """async () => {
  const shell = document.querySelector("script[src*='/designer/shell.js']").src;
  return [...(await import(new URL('zh.js', shell))).missed];
}"""


def known_names(drawing: Drawing) -> set[str]:
    """Return the names that the draft and the office's vocabulary bring along."""
    address = f"{drawing.desk.address}/designer/vocabulary"
    told = json.dumps(drawing.page.request.get(address).json())
    own = told + json.dumps(drawing.files())
    return set(re.findall(r"[A-Za-z]\w{2,}", own))


def foreign(page: Page, known: set[str]) -> set[str]:
    """Return the words in Latin letters on the page that are nobody's name."""
    texts = [EXPRESSION.sub("", text) for text in page.evaluate(SHOWN)]
    words = {word for text in texts for word in WORD.findall(text)}
    return words - known - NAMES


def _untranslated(drawing: Drawing) -> list[str]:
    return list(drawing.page.evaluate(MISSED))


def test_each_kind_of_element_has_a_panel_in_chinese(draw: Draw) -> None:
    drawing = draw("emergency_report")
    known = known_names(drawing)
    shown = set()
    for element_id in _one_of_each_kind(drawing):
        drawing.find(element_id)
        drawing.page.evaluate(UNFOLD)
        shown |= foreign(drawing.page, known)

    assert shown == set()
    assert _untranslated(drawing) == []


def _one_of_each_kind(drawing: Drawing) -> list[str]:
    """Return one element of each kind; a flow with a condition is another kind."""
    found: dict[tuple[str, ...], str] = {}
    for element in drawing.xml().iter("{*}process").__next__().iter("{*}*"):
        local = str(element.tag).rpartition("}")[2]
        if not element.get("id") or local in {"laneSet", "process"}:
            continue
        parts = sorted(str(part.tag).rpartition("}")[2] for part in element)
        kind = (local, *(p for p in parts if p.endswith(("Definition", "Expression"))))
        if local.endswith(("Event", "Task", "Gateway", "Process", "Activity", "Flow")):
            found.setdefault(kind, str(element.get("id")))
    return list(found.values())


def test_each_menu_is_chinese(draw: Draw) -> None:
    drawing = draw("emergency_report")
    page, known = drawing.page, known_names(drawing)
    shown = set()
    for element_id in _one_of_each_kind(drawing):
        drawing.find(element_id)
        for action in ("append", "replace"):
            entry = page.locator(f'.djs-context-pad [data-action="{action}"]')
            if entry.count():
                entry.click()
                expect(page.locator(".djs-popup")).to_be_visible()
                shown |= foreign(page, known)
                page.keyboard.press("Escape")
    page.get_by_role("button", name="更多……").click()
    page.get_by_role("combobox", name="画一个……").fill("网关")
    page.keyboard.press("End")
    expect(page.locator(".djs-popup-search-count")).to_contain_text("找到 4 项")
    shown |= foreign(page, known)

    assert shown == set()
    assert _untranslated(drawing) == []


def test_what_aligns_and_what_helps_is_chinese(draw: Draw) -> None:
    drawing = draw()
    page, known = drawing.page, known_names(drawing)
    page.locator('[data-element-id="apply"] .djs-hit').first.click()
    page.keyboard.press("Control+a")
    page.locator('.djs-context-pad [data-action="align"]').click()
    shown = foreign(page, known)
    page.keyboard.press("Escape")
    drawing.tool("缩略图")
    drawing.tool("键盘")
    expect(page.get_by_role("dialog", name="键盘操作")).to_be_visible()
    shown |= foreign(page, known)
    page.get_by_role("button", name="关闭").click()
    drawing.tool("导出 ▾")
    shown |= foreign(page, known)

    assert shown == set()
    assert _untranslated(drawing) == []


def _tab(drawing: Drawing, name: str) -> None:
    tabs = drawing.page.get_by_role("navigation", name="草稿的各部分")
    tabs.get_by_role("link", name=name, exact=True).click()


def test_the_designer_of_forms_is_chinese(draw: Draw) -> None:
    drawing = draw("coordination_meeting")
    page, known = drawing.page, known_names(drawing)
    _tab(drawing, "表单")
    page.get_by_text("新建表单").click()
    shown = foreign(page, known)
    made = page.get_by_role("group", name="添加").get_by_role("button")
    names = made.all_inner_texts()
    for name in names:
        page.get_by_role("button", name="整张表单").click()
        page.get_by_role("button", name=f"添加{name}", exact=True).click()
        expect(page.locator(".form-panel h2")).to_contain_text(name)
        page.evaluate(UNFOLD)
        shown |= foreign(page, known | _keys(drawing))
    page.get_by_label("显示的条件").press_sequentially("nothing_such(")
    page.get_by_label("显示的条件").blur()
    expect(page.locator(".form-panel .refusal").first).to_contain_text("没有函数")
    shown |= foreign(page, known | _keys(drawing) | {"nothing_such"})

    assert len(names) == 15
    assert shown == set()
    assert _untranslated(drawing) == []


def _keys(drawing: Drawing) -> set[str]:
    """Return the names of fields as they are typed: what authors wrote."""
    source = drawing.page.get_by_label("表单的源文").input_value()
    return set(WORD.findall(source))


def test_the_editor_of_scenarios_is_chinese(draw: Draw) -> None:
    drawing = draw("coordination_meeting")
    page, known = drawing.page, known_names(drawing)
    _tab(drawing, "场景")
    page.get_by_role("button", name="加一个场景").click()
    shown = foreign(page, known)
    page.keyboard.type("试")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("End")
    page.keyboard.type("已依次")
    expect(page.locator(".cm-tooltip-autocomplete li").first).to_be_visible()
    shown |= foreign(page, known)
    page.keyboard.press("Escape")
    page.locator(".cm-lint-marker").last.hover()
    expect(page.locator(".cm-tooltip-lint")).to_be_visible()
    shown |= foreign(page, known)

    assert shown == set()


def test_what_is_tried_and_kept_is_chinese(draw: Draw) -> None:
    drawing = draw()
    desk, page, known = drawing.desk, drawing.page, known_names(drawing)
    _tab(drawing, "试运行")
    page.wait_for_url("**/sandbox")
    shown = foreign(page, known)
    desk.press("开一个新的试运行")
    page.wait_for_url("**/office/start/**")
    inside = page.url.partition("/office/")[0]
    for address in (page.url, f"{inside}/office/start", f"{inside}/office/", inside):
        page.goto(address)
        page.evaluate(UNFOLD)
        shown |= foreign(page, known)
    desk.press("关闭这个试运行")

    assert shown == set()


def test_the_pages_around_the_editor_are_chinese(draw: Draw) -> None:
    drawing = draw()
    page, known = drawing.page, known_names(drawing)
    draft = f"/designer/drafts/{drawing.draft_id}"
    shown = set()
    for path in ("/designer", "/designer/procedures/meeting_absence/versions"):
        drawing.desk.go(path)
        page.evaluate(UNFOLD)
        shown |= foreign(page, known)
    for tab in ("决策表", "说明"):
        drawing.desk.go(draft)
        _tab(drawing, tab)
        page.evaluate(UNFOLD)
        shown |= foreign(page, known)
    for tab in ("检验和发布", "比较"):
        drawing.desk.go(draft)
        _tab(drawing, tab)
        page.wait_for_load_state()
        page.evaluate(UNFOLD)
        shown |= foreign(page, known)

    assert shown == set()


def test_only_what_the_engine_runs_is_offered(draw: Draw) -> None:
    drawing = draw()
    drawing.page.get_by_role("button", name="更多……").click()

    offered = set(drawing.page.locator(".djs-popup .djs-popup-label").all_inner_texts())

    assert {"用户任务", "排他网关", "调用活动", "等待条件"} <= offered
    refused = {"任务", "手工任务", "复杂网关", "数据存储", "事务", "补偿", "链接"}
    assert not {name for name in offered if any(each == name for each in refused)}
