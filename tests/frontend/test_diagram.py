"""What a browser shows of a diagram, under the strict content policy."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page

from engine.bpmn.layout.layout import layout
from frontend.render import STATIC, shown

AXE = Path(__file__).parents[2] / "frontend/node_modules/axe-core/axe.min.js"
MARKS = '{"fill_in": "done", "to_review": "done", "review": "late", "gone": "active"}'
DIAGRAM = """<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL"
 id="d" targetNamespace="urn:zhangfa"><process id="agenda" isExecutable="true">
<startEvent id="begun"/><userTask id="fill_in" name="填报议题"/>
<userTask id="review" name="秘书长审核"/><endEvent id="ended" name="办结"/>
<sequenceFlow id="first" sourceRef="begun" targetRef="fill_in"/>
<sequenceFlow id="to_review" sourceRef="fill_in" targetRef="review"/>
<sequenceFlow id="last" sourceRef="review" targetRef="ended"/>
</process></definitions>"""

pytestmark = pytest.mark.skipif(
    shutil.which("chromium") is None
    or not (STATIC / "vendor/viewer.js").is_file()
    or not AXE.is_file(),
    reason="no Chromium, or the viewer is not built: run `make setup`",
)


@pytest.fixture(scope="module")
def drawn(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Page, list[str]]]:
    """A page with the marked diagram, and the browser's complaints."""
    source = tmp_path_factory.mktemp("diagram") / "agenda.bpmn"
    source.write_bytes(layout(DIAGRAM.encode()))
    with shown(source, MARKS) as (page, complaints):
        yield page, complaints


def test_the_strict_policy_lets_it_draw(drawn: tuple[Page, list[str]]) -> None:
    page, complaints = drawn

    assert complaints == []
    assert page.locator("[data-element-id=fill_in]").count() == 1


def test_state_is_told_by_class_and_by_word(drawn: tuple[Page, list[str]]) -> None:
    page, _ = drawn

    assert page.locator(".diagram-late[data-element-id=review]").count() == 1
    assert page.locator(".diagram-done[data-element-id=to_review]").count() == 1
    words = page.locator(".djs-overlay .diagram-word").all_inner_texts()
    assert sorted(words) == ["已办", "超期"]


def test_who_does_not_see_it_hears_it(drawn: tuple[Page, list[str]]) -> None:
    page, _ = drawn

    heard = page.locator(".diagram-stage svg[role=img]").get_attribute("aria-label")
    assert heard == "流程图；已办：填报议题；超期：秘书长审核"


def test_the_keyboard_reaches_and_zooms_it(drawn: tuple[Page, list[str]]) -> None:
    page, _ = drawn
    before = page.locator("g.viewport").get_attribute("transform")

    page.keyboard.press("Tab")
    focused = page.evaluate("document.activeElement.getAttribute('role')")
    page.get_by_role("button", name="缩小").press("Enter")

    assert focused == "img"
    assert page.locator("g.viewport").get_attribute("transform") != before


def test_the_maker_s_mark_stays_visible(drawn: tuple[Page, list[str]]) -> None:
    page, _ = drawn

    assert page.locator("a.bjs-powered-by").is_visible()


def test_axe_finds_nothing(drawn: tuple[Page, list[str]]) -> None:
    page, _ = drawn
    page.evaluate(AXE.read_text(encoding="utf-8"))

    violations = page.evaluate(
        "async () => (await axe.run(document)).violations.map("
        "(v) => [v.id, ...v.nodes.map((n) => n.html)])"
    )

    assert violations == []


def test_a_diagram_that_cannot_be_drawn_says_so(drawn: tuple[Page, list[str]]) -> None:
    page, _ = drawn
    page.route("**/diagram.bpmn", lambda route: route.fulfill(body="<a/>"))

    page.reload()

    told = page.locator(".diagram-refused")
    told.wait_for()
    assert "暂时无法显示" in told.inner_text()
