"""Checks on the decision tables: whether they can be read, and what they leave open."""

from collections.abc import Iterator

from engine.bpmn.checking_sheet import Sheet
from engine.bpmn.decision_analysis import analyse
from engine.bpmn.decision_reading import TableRefused, read_table
from engine.model.finding import Finding, Severity


def check_tables(sheet: Sheet) -> Iterator[Finding]:
    """Yield what is wrong with the tables that stand beside the diagram."""
    if sheet.is_shared:
        return
    for name, xml in sheet.tables.items():
        try:
            faults = analyse(xml)
        except TableRefused as refusal:
            row = f"第 {refusal.row + 1} 行" if refusal.row >= 0 else ""
            text = f"决策表“{name}”不能用：{row}{refusal}。请改正。"
            yield Finding(Severity.ERROR, name, "table_refused", text)
            continue
        shown = read_table(xml).name or name
        for fault in faults:
            text = f"决策表“{shown}”：{fault.text}"
            yield Finding(fault.severity, name, fault.code, text)
