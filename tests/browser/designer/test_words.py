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
NAMES = {"BPMN", "SVG", "PNG", "PDF", "Ctrl", "Shift", "Delete", "Enter", "Esc"}
EXPRESSION = re.compile(r"[\w.]+\([^)]*\)|'[^']*'|[A-Za-z_]\w*(?:[._]\w+)+")
# The page's own module, under the release's address from which the page took it.
MISSED = """async () => {
  const shell = document.querySelector("script[src*='/designer/shell.js']").src;
  return [...(await import(new URL('zh.js', shell))).missed];
}"""


def _known(drawing: Drawing) -> set[str]:
    """Return the names that the draft and the office's vocabulary bring along."""
    address = f"{drawing.desk.address}/designer/vocabulary"
    told = json.dumps(drawing.page.request.get(address).json())
    own = told + json.dumps(drawing.files())
    return set(re.findall(r"[A-Za-z]\w{2,}", own))


def _foreign(page: Page, known: set[str]) -> set[str]:
    """Return the words in Latin letters on the page that are nobody's name."""
    texts = [EXPRESSION.sub("", text) for text in page.evaluate(SHOWN)]
    words = {word for text in texts for word in WORD.findall(text)}
    return words - known - NAMES


def _untranslated(drawing: Drawing) -> list[str]:
    return list(drawing.page.evaluate(MISSED))


def test_each_kind_of_element_has_a_panel_in_chinese(draw: Draw) -> None:
    drawing = draw("emergency_report")
    known = _known(drawing)
    shown = set()
    for element_id in _one_of_each_kind(drawing):
        drawing.find(element_id)
        drawing.page.evaluate(UNFOLD)
        shown |= _foreign(drawing.page, known)

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
    page, known = drawing.page, _known(drawing)
    shown = set()
    for element_id in _one_of_each_kind(drawing):
        drawing.find(element_id)
        for action in ("append", "replace"):
            entry = page.locator(f'.djs-context-pad [data-action="{action}"]')
            if entry.count():
                entry.click()
                expect(page.locator(".djs-popup")).to_be_visible()
                shown |= _foreign(page, known)
                page.keyboard.press("Escape")
    page.get_by_role("button", name="更多……").click()
    page.get_by_role("combobox", name="画一个……").fill("网关")
    page.keyboard.press("End")
    expect(page.locator(".djs-popup-search-count")).to_contain_text("找到 4 项")
    shown |= _foreign(page, known)

    assert shown == set()
    assert _untranslated(drawing) == []


def test_what_aligns_and_what_helps_is_chinese(draw: Draw) -> None:
    drawing = draw()
    page, known = drawing.page, _known(drawing)
    page.locator('[data-element-id="apply"] .djs-hit').first.click()
    page.keyboard.press("Control+a")
    page.locator('.djs-context-pad [data-action="align"]').click()
    shown = _foreign(page, known)
    page.keyboard.press("Escape")
    drawing.tool("缩略图")
    drawing.tool("键盘")
    expect(page.get_by_role("dialog", name="键盘操作")).to_be_visible()
    shown |= _foreign(page, known)
    page.get_by_role("button", name="关闭").click()
    drawing.tool("导出 ▾")
    shown |= _foreign(page, known)

    assert shown == set()
    assert _untranslated(drawing) == []


def test_only_what_the_engine_runs_is_offered(draw: Draw) -> None:
    drawing = draw()
    drawing.page.get_by_role("button", name="更多……").click()

    offered = set(drawing.page.locator(".djs-popup .djs-popup-label").all_inner_texts())

    assert {"用户任务", "排他网关", "调用活动", "等待条件"} <= offered
    refused = {"任务", "手工任务", "复杂网关", "数据存储", "事务", "补偿", "链接"}
    assert not {name for name in offered if any(each == name for each in refused)}
