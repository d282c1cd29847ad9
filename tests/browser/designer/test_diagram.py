"""The diagram as a whole: laid out, taken out, and the same when nothing is changed."""

from pathlib import Path

import pytest
from lxml import etree
from playwright.sync_api import expect

from engine.bpmn.layout.layout import layout
from tests.browser.designer.conftest import Draw
from tests.browser.drawing import Drawing
from tests.browser.serving import ROOT
from tests.support.meaning import meaning

SHIPPED = sorted(path.parent.name for path in ROOT.glob("processes/*/process.bpmn"))
SHAPE = "{http://www.omg.org/spec/BPMN/20100524/DI}BPMNShape"
BOUNDS = "{http://www.omg.org/spec/DD/20100524/DC}Bounds"


def _taken_out(drawing: Drawing, kind: str) -> Path:
    drawing.tool("导出 ▾")
    with drawing.page.expect_download() as download:
        drawing.page.get_by_role("button", name=kind, exact=True).click()
    return Path(download.value.path())


@pytest.mark.parametrize("slug", SHIPPED)
def test_what_is_shipped_is_saved_as_it_was(slug: str, draw: Draw) -> None:
    drawing = draw(slug)

    saved = etree.parse(_taken_out(drawing, "BPMN 文件")).getroot()

    assert meaning(saved) == meaning(drawing.xml())


def test_the_layout_is_one_step_and_keeps_the_model(draw: Draw) -> None:
    drawing = draw("agenda_submission")
    before = drawing.xml()
    _drag(drawing, "sec_general_review", 180, 260)
    moved = drawing.saved(lambda root: _places(root) != _places(before))

    drawing.tool("自动排版")
    expect(drawing.page.locator("#told")).to_have_text("已重新排版")

    laid_out = drawing.saved(lambda root: _places(root) != _places(moved))
    assert _process(laid_out) == _process(moved)
    assert _places(laid_out) == _places(etree.fromstring(layout(etree.tostring(moved))))
    drawing.undo()
    drawing.saved(lambda root: _places(root) == _places(moved))


def _places(root: etree._Element) -> dict[str, tuple[float, ...]]:
    """Return where everything is drawn."""
    return {
        str(shape.get("bpmnElement")): tuple(
            float(str(shape.find(BOUNDS).get(name))) for name in ("x", "y")
        )
        for shape in root.iter(SHAPE)
    }


def _process(root: etree._Element) -> object:
    return meaning(root.find("{*}process"))


def _drag(drawing: Drawing, element_id: str, right: int, down: int) -> None:
    drawing.find(element_id)
    box = drawing.page.locator(f'[data-element-id="{element_id}"] .djs-hit').first
    at = box.bounding_box()
    assert at is not None
    x, y = at["x"] + 10, at["y"] + 10
    drawing.page.mouse.move(x, y)
    drawing.page.mouse.down()
    drawing.page.mouse.move(x + right / 2, y + down / 2, steps=4)
    drawing.page.mouse.move(x + right, y + down, steps=4)
    drawing.page.mouse.up()


def test_it_is_taken_out_as_a_picture(draw: Draw) -> None:
    drawing = draw()

    svg = etree.parse(_taken_out(drawing, "SVG 图")).getroot()
    png = _taken_out(drawing, "PNG 图").read_bytes()

    assert "填请假单" in "".join(svg.itertext())
    assert png.startswith(b"\x89PNG")
    width = int.from_bytes(png[16:20], "big")
    assert width > 1_000


def test_it_is_printed_alone_on_one_page(draw: Draw) -> None:
    drawing = draw()
    page = drawing.page
    page.evaluate("window.print = () => { document.body.dataset.printed = 'yes'; }")

    drawing.tool("导出 ▾")
    page.get_by_role("button", name="PDF（打印）").click()

    page.locator("body[data-printed]").wait_for()
    page.emulate_media(media="print")
    expect(page.locator(".print-sheet img")).to_be_visible()
    expect(page.locator("main")).to_be_hidden()
