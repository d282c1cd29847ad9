"""Mutants of time limits: gone, longer, counted otherwise, without force or voice.

Left out: reminding nobody, where those to be reminded are those who have the task; who
has a task is reminded in any case.
"""

from collections.abc import Iterator

from engine.bpmn.checking_sheet import Sheet, extensions, id_of, text_of, told
from engine.bpmn.mutants_change import Change, Copy, Edit, Node, at, drop, names
from engine.bpmn.names import bpmn
from engine.model.diagram import LimitKind, LimitUnit
from engine.model.mutant import CASE, MutantKind

OTHER_UNIT = {
    LimitUnit.WORKING_DAYS: LimitUnit.CALENDAR_DAYS,
    LimitUnit.CALENDAR_DAYS: LimitUnit.WORKING_DAYS,
    LimitUnit.HOURS: LimitUnit.CALENDAR_DAYS,
}
UNITS = {
    LimitUnit.WORKING_DAYS: "工作日",
    LimitUnit.CALENDAR_DAYS: "自然日",
    LimitUnit.HOURS: "小时",
}
NOTHING = "0"


def limit_changes(sheet: Sheet) -> Iterator[Change]:
    """Yield the changes of every limit, those of the whole process included."""
    for node in [sheet.process, *sheet.all_nodes]:
        for place, limit in enumerate(extensions(node, "limit")):
            yield from _changes(sheet, node, place, limit)


def _changes(sheet: Sheet, node: Node, place: int, limit: Node) -> Iterator[Change]:
    seen_by = frozenset({CASE}) if node is sheet.process else at(node)
    name = f"{told(node)}的时限“{limit.get('name', '')}”"

    def change(kind: MutantKind, text: str, edit: Edit) -> Change:
        return Change(kind, id_of(node), f"{name}{text}", seen_by, edit, names(limit))

    def put(attribute: str, value: str) -> Edit:
        return lambda copy: copy.extension(id_of(node), "limit", place).set(
            attribute, value
        )

    def remove(copy: Copy) -> None:
        drop(copy.extension(id_of(node), "limit", place))

    amount, unit = limit.get("amount", ""), LimitUnit(limit.get("unit", ""))
    yield change(MutantKind.LIMIT_DROPPED, "删去", remove)
    # No days in another unit are still no days.
    if amount.strip() != NOTHING:
        other = OTHER_UNIT[unit]
        yield change(
            MutantKind.LIMIT_DOUBLED, "延长一倍", put("amount", f"2 * ({amount})")
        )
        yield change(
            MutantKind.LIMIT_UNIT_CHANGED,
            f"由{UNITS[unit]}改按{UNITS[other]}计",
            put("unit", other),
        )
    if limit.get("kind") == LimitKind.HARD:
        yield change(MutantKind.LIMIT_SOFTENED, "由硬改软", put("kind", LimitKind.SOFT))
    if limit.get("remind"):
        yield change(
            MutantKind.LIMIT_UNANNOUNCED, "到期之前不再提醒", put("remind", "")
        )
    if limit.get("notify") and not _has_task(node, limit.get("notify", "")):
        yield change(
            MutantKind.LIMIT_SILENCED, "只提醒办理人，不提醒别人", put("notify", "[]")
        )


def _has_task(node: Node, notify: str) -> bool:
    """Say whether those whom a limit notifies are plainly those who have the task."""
    have = [task.get("candidates", "") for task in extensions(node, "task")]
    have += [text_of(each) for each in node.iter(bpmn("loopDataInputRef"))]
    return notify in have or notify in {f"[{each}]" for each in have}
