"""Decision tables in the browser: the grid, faults at its rows, samples decided."""

import re
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from lxml import etree
from playwright.sync_api import Locator, expect

from engine.bpmn.decision_reading import Table, read_table
from tests.browser.designer.conftest import Draw
from tests.browser.designer.test_words import foreign, known_names
from tests.browser.drawing import WITHIN_S, Drawing
from tests.browser.test_access import ASK_AXE, AXE, NARROW, WIDTHS
from tests.support.tabling import Asked, dmn

PROCESSES = Path(__file__).parents[3] / "processes"
PATH = "in_scope.dmn"
MODEL = """async ([text, deeds]) => {
  const shell = document.querySelector("script[src*='/designer/shell.js']").src;
  const { TableModel } = await import(new URL('table_model.js', shell));
  const model = new TableModel(text, () => {});
  const before = model.write();
  for (const [name, ...given] of deeds) model[name](...given);
  return [before, model.write()];
}"""


@pytest.fixture
def drawing(draw: Draw) -> Drawing:
    drawing = draw("emergency_report")
    drawing.page.get_by_role("link", name="决策表", exact=True).click()
    expect(grid(drawing)).to_be_visible()
    expect(outcome(drawing)).to_have_text("是")
    return drawing


def grid(drawing: Drawing) -> Locator:
    return drawing.page.get_by_role("grid", name="是否属报告范围")


def cell(drawing: Drawing, row: int, place: int) -> Locator:
    """Return a cell by its row and column, from one."""
    return drawing.page.locator(f'td[data-row="{row - 1}"][data-place="{place - 1}"]')


def outcome(drawing: Drawing, row: int = 0) -> Locator:
    return drawing.page.locator(".outcome").nth(row)


def table(drawing: Drawing, holds: Callable[[Table], object]) -> Table:
    """Wait until the table is saved so; return it."""
    until = time.monotonic() + WITHIN_S
    while time.monotonic() < until:
        found = read_table(drawing.files()[PATH].encode())
        if holds(found):
            return found
        drawing.page.wait_for_timeout(100)
    raise AssertionError(drawing.files()[PATH])


def entries(found: Table, row: int) -> list[str]:
    return [each.source for each in found.rows[row - 1].inputs]


def put(drawing: Drawing, text: str) -> None:
    """Let the source be this text."""
    drawing.page.get_by_text("源文", exact=True).click()
    drawing.page.get_by_label("决策表的源文").fill(text)
    drawing.desk.press("采用")


def problems(drawing: Drawing) -> Locator:
    return drawing.page.locator("#problems")


def there_and_back(text: str) -> list[list[object]]:
    """Return deeds after which the table is as it was."""
    found = read_table(text.encode())
    note = etree.fromstring(text.encode()).findtext(".//{*}rule/{*}description")
    last = len(found.inputs) - 1
    return [
        ["setCell", 0, 0, '"别的"'],
        ["setNote", 0, "别的"],
        ["moveRow", 0, 1],
        ["moveRow", 1, -1],
        ["addRow", 1, [], "新"],
        ["copyRow", 1],
        ["removeRow", 1],
        ["removeRow", 1],
        ["addColumn", True, {"label": "甲", "source": "a", "typeRef": "string"}],
        ["moveColumn", last + 1, -1],
        ["moveColumn", last, 1],
        ["removeColumn", last + 1],
        ["setCell", 0, 0, found.rows[0].inputs[0].source],
        ["setNote", 0, (note or "").strip()],
    ]


def test_every_shipped_table_is_left_as_it_was(drawing: Drawing) -> None:
    for path in sorted(PROCESSES.glob("*/*.dmn")):
        text = path.read_text()

        given = [text, there_and_back(text)]
        untouched, changed_back = drawing.page.evaluate(MODEL, given)

        assert untouched == text, path.name
        assert changed_back == text, path.name


def test_a_cell_is_changed_a_gap_stands_at_its_row_and_undo_takes_it_back(
    drawing: Drawing,
) -> None:
    page = drawing.page
    cell(drawing, 3, 2).click()
    page.keyboard.press("Enter")
    listed = page.get_by_role("listbox", name="是否重大紧急")
    expect(listed.get_by_role("option", name="一般事项")).to_have_attribute(
        "aria-selected", "true"
    )
    for key in ("ArrowUp", " ", "Enter"):
        page.keyboard.press(key)

    expect(cell(drawing, 3, 2)).to_have_text("存疑、一般事项")
    fault = page.locator(".fault-row.error")
    expect(fault).to_contain_text(
        "第 2 行和第 3 行重叠：事件类型=其他、是否重大紧急=存疑 时"
    )
    expect(problems(drawing)).to_contain_text(
        "决策表“是否属报告范围”：第 2 行和第 3 行重叠"
    )
    table(drawing, lambda t: entries(t, 3) == ['"其他"', '"存疑", "一般事项"'])

    page.keyboard.press("Control+z")
    expect(fault).to_have_count(0)
    page.keyboard.press("ArrowUp")
    page.keyboard.press("Enter")
    for key in ("ArrowDown", " ", "Enter"):
        page.keyboard.press(key)
    gap = page.locator("tr.gap")
    expect(gap).to_contain_text("事件类型=其他、是否重大紧急=存疑 时没有规则")
    expect(problems(drawing)).to_contain_text("是否重大紧急=存疑 时没有规则")
    table(drawing, lambda t: entries(t, 2) == ['"其他"', '"重大紧急"'])

    drawing.desk.press(
        "撤销",
    )
    expect(gap).to_have_count(0)
    expect(problems(drawing)).to_contain_text("没有查出问题")
    table(drawing, lambda t: entries(t, 2) == ['"其他"', '"重大紧急", "存疑"'])


def test_a_gap_is_filled_from_where_it_is_shown(drawing: Drawing) -> None:
    page = drawing.page
    cell(drawing, 3, 1).click()
    drawing.desk.press("删除行")
    gap = page.locator("tr.gap")
    expect(gap.locator("td").first).to_have_text("其他")
    expect(gap.locator("td").nth(1)).to_have_text("一般事项")

    gap.get_by_role("button", name="补上这一行").click()

    expect(gap).to_have_count(0)
    expect(cell(drawing, 3, 3)).to_be_focused()
    made = table(drawing, lambda t: len(t.rows) == 3)
    assert entries(made, 3) == ['"其他"', '"一般事项"']


def test_samples_say_which_rows_hold_and_what_comes_out(drawing: Drawing) -> None:
    page = drawing.page
    page.get_by_label("第 1 组 事件类型").select_option(label="其他")
    page.get_by_label("第 1 组 是否重大紧急").select_option(label="一般事项")
    expect(outcome(drawing)).to_have_text("否")
    expect(page.locator("tr.hit .number")).to_have_text("3")

    drawing.desk.press("再试一组")
    page.get_by_label("第 2 组 事件类型").select_option(label="其他")
    page.get_by_label("第 2 组 是否重大紧急").select_option(label="（没有填）")
    expect(outcome(drawing, 1)).to_have_text("没有规则，结果是空的")

    cell(drawing, 2, 2).click()
    page.keyboard.press("Delete")
    expect(outcome(drawing)).to_contain_text("算不出来：")
    expect(page.locator(".trials tbody tr").first).to_contain_text("第 2、3 行")


def test_one_walks_and_writes_as_in_a_spreadsheet(drawing: Drawing) -> None:
    page = drawing.page
    cell(drawing, 1, 1).click()
    for key in ("ArrowDown", "Tab", "Tab", "Tab"):
        page.keyboard.press(key)
    expect(cell(drawing, 2, 4)).to_be_focused()
    page.keyboard.press("Enter")
    page.get_by_role("textbox", name="依据和说明").fill("第69条")
    page.keyboard.press("Enter")
    expect(cell(drawing, 3, 4)).to_be_focused()
    page.keyboard.press("Home")
    expect(cell(drawing, 3, 1)).to_be_focused()

    page.keyboard.press("Alt+ArrowUp")
    expect(cell(drawing, 2, 1)).to_be_focused()
    page.keyboard.press("Control+Enter")
    expect(cell(drawing, 3, 1)).to_be_focused()
    made = table(drawing, lambda t: len(t.rows) == 4)

    assert [row.rule_id for row in made.rows[:2]] == ["listed", "other_ordinary"]
    assert entries(made, 3) == ["-", "-"]
    assert "第69条</description>" in drawing.files()[PATH]
    for _ in range(3):
        page.keyboard.press("Control+z")
    shipped = (PROCESSES / "emergency_report" / PATH).read_text()
    drawing.saved(lambda _: drawing.files()[PATH] == shipped)


def test_a_finding_leads_to_its_row(drawing: Drawing) -> None:
    page = drawing.page
    cell(drawing, 3, 2).click()
    page.keyboard.press("Delete")
    found = problems(drawing).get_by_role("button")
    expect(found).to_contain_text("第 2 行和第 3 行重叠")
    page.get_by_role("link", name="流程图", exact=True).click()

    found.click()

    expect(cell(drawing, 3, 1)).to_be_focused()
    drawing.desk.press("撤销")
    expect(cell(drawing, 3, 2)).to_have_text("一般事项")


def test_cells_are_copied_and_pasted_as_one_deed(drawing: Drawing) -> None:
    page = drawing.page
    cell(drawing, 2, 2).click()
    page.keyboard.press("Control+c")
    cell(drawing, 3, 2).click()
    page.keyboard.press("Control+v")
    expect(cell(drawing, 3, 2)).to_have_text("重大紧急、存疑")

    paste(cell(drawing, 3, 2), "一般事项\t否\t甲")
    expect(cell(drawing, 3, 4)).to_have_text("甲")
    expect(cell(drawing, 3, 2)).to_have_text("一般事项")
    cell(drawing, 3, 2).press("Control+z")
    expect(cell(drawing, 3, 2)).to_have_text("重大紧急、存疑")

    paste(cell(drawing, 3, 2), "不明")
    expect(page.locator(".table-notes")).to_have_text(
        "没有粘贴：第 3 行“是否重大紧急”：“不明”不在允许的值里。"
    )


def paste(at: Locator, text: str) -> None:
    """Paste text that came from elsewhere."""
    at.evaluate(
        """(each, text) => {
          const clipboardData = new DataTransfer();
          clipboardData.setData('text/plain', text);
          each.focus();
          const more = { clipboardData, bubbles: true, cancelable: true };
          each.dispatchEvent(new ClipboardEvent('paste', more));
        }""",
        text,
    )


def test_a_reviewer_reads_and_tries_and_changes_nothing(
    draw: Draw, drawing: Drawing
) -> None:
    reader = draw(draft_id=drawing.draft_id, login="songheng")
    page = reader.page
    page.get_by_role("link", name="决策表", exact=True).click()
    page.get_by_label("第 1 组 事件类型").select_option(label="其他")
    expect(page.locator("tr.hit .number")).to_have_text("2")

    cell(reader, 1, 1).click()
    for key in ("Enter", "Delete", "Alt+ArrowDown", "Control+Enter"):
        page.keyboard.press(key)

    expect(page.get_by_role("toolbar", name="决策表工具")).to_have_count(0)
    expect(cell(reader, 1, 1)).to_contain_text("重大交通事故")
    expect(page.locator("tr[data-rule]")).to_have_count(3)


def test_a_column_has_a_kind_and_refuses_what_does_not_fit(drawing: Drawing) -> None:
    page = drawing.page
    drawing.desk.press("加条件列")
    dialog = page.get_by_role("dialog", name="新的条件列")
    dialog.get_by_label("名称").fill("伤亡人数")
    dialog.get_by_label("看什么").fill("hurt")
    dialog.get_by_label("类型").select_option(label="整数")
    dialog.get_by_role("button", name="采用").click()
    expect(cell(drawing, 1, 3)).to_be_focused()

    page.keyboard.press("F2")
    page.get_by_role("textbox", name="伤亡人数", exact=True).fill("很多")
    refused = page.locator(".cell-said.refused")
    expect(refused).to_have_text("“很多”不是数。")
    page.keyboard.press("Enter")
    expect(refused).to_be_visible()
    page.get_by_role("textbox", name="伤亡人数", exact=True).fill(">=3 且 <10")
    page.keyboard.press("Enter")

    expect(cell(drawing, 1, 3)).to_have_text("≥ 3 且 ＜ 10")
    expect(page.locator("tr.gap").first).to_contain_text("伤亡人数=2 时没有规则")
    made = table(drawing, lambda t: entries(t, 1)[-1] == "? >= 3 and ? < 10")
    assert [each.kind.value for each in made.inputs] == ["text", "text", "integer"]


def test_a_table_is_begun_with_the_values_of_a_form(draw: Draw) -> None:
    drawing = draw("document_issuing")
    page = drawing.page
    page.get_by_role("link", name="决策表", exact=True).click()
    page.get_by_text("新建决策表").click()
    maker = page.get_by_role("group").filter(has_text="新建决策表")
    maker.get_by_label("名称", exact=True).fill("按密级审批")
    maker.get_by_label("标识", exact=True).fill("by_secrecy")
    maker.get_by_role("button", name="新建", exact=True).click()
    expect(page.locator(".table-notes")).to_contain_text("表里还没有规则")
    expect(page.get_by_role("button", name="撤销")).to_be_disabled()

    page.locator(".column-head").first.click()
    dialog = page.get_by_role("dialog", name="条件列")
    dialog.get_by_label("名称").fill("密级")
    dialog.get_by_label("看什么").fill("secrecy")
    dialog.get_by_role("button", name="取自表单").click()
    expect(dialog.get_by_label("允许的值")).to_have_value(
        "公开\n内部\n秘密\n机密\n绝密"
    )
    dialog.get_by_role("button", name="采用").click()
    drawing.desk.press("＋ 加一行")
    for key in ("Enter", "ArrowDown", " ", "ArrowDown", " ", "Tab", "Enter"):
        page.keyboard.press(key)
    page.get_by_role("textbox", name="结论").fill("办公室")
    page.keyboard.press("Enter")

    expect(cell(drawing, 1, 1)).to_have_text("公开、内部")
    expect(outcome(drawing)).to_have_text("没有规则，结果是空的")
    page.get_by_label("第 1 组 密级").select_option(label="内部")
    expect(outcome(drawing)).to_have_text("办公室")
    expect(page.locator("tr.gap td").first).to_have_text("秘密、机密、绝密")


def test_an_expression_is_refused_where_it_is_typed(drawing: Drawing) -> None:
    page = drawing.page
    cell(drawing, 2, 2).click()
    page.keyboard.type("=? in nothing(1)")
    page.keyboard.press("Enter")
    said = page.locator(".cell-said.refused")
    expect(said).to_have_text("没有函数“nothing”。")

    page.get_by_role("textbox", name="是否重大紧急").fill('=?.startswith("重大")')
    page.keyboard.press("Enter")

    expect(cell(drawing, 2, 2)).to_have_text('?.startswith("重大")')
    expect(page.locator("tr.gap")).to_contain_text("是否重大紧急=存疑 时没有规则")


def test_a_cell_that_cannot_be_read_is_shown_at_its_place(drawing: Drawing) -> None:
    shipped = drawing.files()[PATH]

    put(drawing, shipped.replace(">False<", ">1 +<"))

    expect(cell(drawing, 3, 3)).to_have_class(re.compile("has-error"))
    expect(drawing.page.locator(".fault-row")).to_contain_text("第 3 行“1 +”")
    expect(problems(drawing)).to_contain_text("不能用：第 3 行“1 +”")


def test_the_policy_decides_and_only_what_the_engine_keeps_is_offered(
    drawing: Drawing,
) -> None:
    page = drawing.page
    policy = page.get_by_label("几行成立时")
    offered = policy.locator("option").all_inner_texts()
    assert offered == ["唯一", "首行优先", "一致", "汇集"]

    cell(drawing, 1, 1).click()
    page.keyboard.press("Delete")
    expect(page.locator(".fault-row.error").first).to_contain_text("重叠")
    policy.select_option(label="首行优先")

    expect(page.locator(".fault-row.error")).to_have_count(0)
    expect(page.locator(".fault-row.warning").first).to_contain_text(
        "第 2 行永远用不到"
    )
    table(drawing, lambda t: t.policy == "FIRST")


def test_what_is_no_table_is_shown_to_be_mended(drawing: Drawing) -> None:
    shipped = drawing.files()[PATH]
    # The browser's own page for what is no XML has a style that the policy drops.
    drawing.desk.allowed.add("Applying inline style")

    put(drawing, "<definitions>")
    fault = drawing.page.locator(".raw .refusal")
    expect(fault).to_contain_text("源文不是完整的 XML")
    expect(grid(drawing)).to_be_visible()
    drawing.page.get_by_label("决策表的源文").fill(
        shipped.replace("decisionTable", "x")
    )
    drawing.desk.press("采用")
    told = drawing.page.locator(".table-sheet > .failed")
    expect(told).to_have_text("这张表还不能用：一个文件应当恰有一个决策和一张决策表。")
    expect(grid(drawing)).to_be_hidden()
    drawing.page.get_by_label("决策表的源文").fill(shipped.replace(">True<", ">1 +<"))
    drawing.desk.press("采用")

    expect(grid(drawing)).to_be_visible()
    expect(told).to_contain_text("写法不对")


def test_a_huge_table_is_refused_in_words_and_a_large_one_is_shown(
    drawing: Drawing,
) -> None:
    drawing.desk.allowed.add("422")  # It is not saved either, and the page says so.
    kind = (Asked("amount", "number"),)
    huge = dmn(*((f"{n}", "1") for n in range(10_000)), inputs=kind)
    large = dmn(*((f"{n}", "1") for n in range(1_000)), inputs=kind)

    put(drawing, huge.decode())
    told = drawing.page.locator(".table-sheet > .failed")
    expect(told).to_contain_text("请拆成几张表")
    expect(drawing.state()).to_contain_text("没有保存")
    drawing.page.get_by_label("决策表的源文").fill(large.decode())
    drawing.desk.press("采用")

    expect(told).to_be_hidden()
    expect(drawing.page.locator("tr[data-rule]")).to_have_count(300)
    expect(drawing.page.get_by_text("再显示 300 行（还有 700 行）")).to_be_visible()
    expect(drawing.page.locator("tr.gap").first).to_contain_text("amount=-1")


def test_everybody_can_use_it_and_all_of_it_is_chinese(drawing: Drawing) -> None:
    page, known = drawing.page, known_names(drawing)
    drawing.desk.press("删除行")
    expect(page.locator("tr.gap")).to_contain_text("重大疫情、煤气泄漏中毒")
    page.evaluate(AXE)
    assert page.evaluate(ASK_AXE) == []
    shown = foreign(page, known)
    cell(drawing, 1, 2).click()
    page.keyboard.press("Enter")
    shown |= foreign(page, known)
    assert page.evaluate(ASK_AXE) == []
    page.keyboard.press("Escape")
    cell(drawing, 1, 3).click()
    page.keyboard.type("=")
    shown |= foreign(page, known)
    page.keyboard.press("Escape")
    page.locator(".column-head").first.click()
    shown |= foreign(page, known)

    assert page.evaluate(ASK_AXE) == []
    assert shown == {"Tab", "Alt"}


def test_a_narrow_screen_scrolls_the_table_in_its_own_box(drawing: Drawing) -> None:
    drawing.page.set_viewport_size(NARROW)

    needed, given = drawing.page.evaluate(WIDTHS)

    assert needed <= given
    box = drawing.page.locator(".table-scroll").first
    assert box.evaluate("each => each.scrollWidth > each.clientWidth")
