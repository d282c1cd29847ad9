"""The manifest in fields: what is changed is written, what has no field stays."""

import json

from playwright.sync_api import expect

from tests.browser.designer.conftest import Draw
from tests.browser.drawing import Drawing


def _manifest(drawing: Drawing) -> dict[str, object]:
    return dict(json.loads(drawing.files()["manifest.json"]))


def _open(draw: Draw, slug: str) -> Drawing:
    drawing = draw(slug)
    drawing.page.get_by_role("link", name="说明", exact=True).click()
    expect(drawing.page.get_by_role("textbox", name="名称", exact=True)).to_be_visible()
    return drawing


def test_a_new_name_is_saved_and_nothing_else_changes(draw: Draw) -> None:
    drawing = _open(draw, "document_issuing")
    before = _manifest(drawing)

    drawing.page.get_by_role("textbox", name="名称", exact=True).fill("公文印发")
    drawing.page.get_by_label("简介").focus()

    expect(drawing.state()).to_contain_text("已保存")
    drawing.saved(lambda _: _manifest(drawing)["name"] == "公文印发")
    assert _manifest(drawing) == before | {"name": "公文印发"}


def test_a_column_of_the_register_is_added(draw: Draw) -> None:
    drawing = _open(draw, "meeting_absence")
    page = drawing.page

    page.get_by_role("button", name="加一栏").click()
    rows = page.locator("ol").first.locator("> li")
    row = rows.last
    row.get_by_label("栏名").fill("备注")
    row.get_by_label("标识").fill("remark")
    row.get_by_role("button", name="加一步").click()

    def holds(_: object) -> bool:
        columns = _manifest(drawing)["register"]
        assert isinstance(columns, list)
        return columns[-1]["name"] == "remark" and columns[-1]["set_by"] != {}

    drawing.saved(holds)


def test_a_broken_manifest_is_mended_in_its_source(draw: Draw) -> None:
    drawing = _open(draw, "meeting_absence")
    page = drawing.page
    page.get_by_text("源文件", exact=True).click()
    source = page.get_by_label("源文件")

    source.fill("{")
    source.blur()
    expect(page.get_by_text("不是完整的 JSON")).to_be_visible()
    source.fill(json.dumps(_manifest(drawing) | {"summary": "改过的"}))
    source.blur()

    expect(page.get_by_label("简介")).to_have_value("改过的")
    drawing.saved(lambda _: _manifest(drawing)["summary"] == "改过的")
