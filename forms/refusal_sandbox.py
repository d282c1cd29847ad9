"""What the refusals of sandboxes and of recording say, and their statuses."""

from collections.abc import Mapping
from http import HTTPStatus

from forms.refusal_row import Row

_MISSING = HTTPStatus.NOT_FOUND
_CONFLICT = HTTPStatus.CONFLICT
_UNFIT = HTTPStatus.UNPROCESSABLE_ENTITY

SANDBOX_ROWS: Mapping[str, Row] = {
    "sandbox_not_found": Row(
        _MISSING, "找不到试运行", ("没有这个试运行，或者它已经关闭、过期清除。",)
    ),
    "too_many_sandboxes": Row(
        _CONFLICT,
        "试运行太多",
        ("每人最多同时开 {most} 个试运行，请先关闭一个。",),
    ),
    "clock_moves_forward": Row(
        _UNFIT,
        "时钟只能向前拨",
        ("试运行的时钟现在是 {moment}，只能拨到更晚的时刻。",),
    ),
    "nothing_awaited": Row(
        _CONFLICT, "前面没有时限", ("没有等着到点的定时、时限或提醒，时钟没有拨动。",)
    ),
    "never_settles": Row(
        _CONFLICT,
        "到点的事务办不完",
        ("到点的事务每一轮都生出新的一件，没有尽头，已经停下；请检查流程图的循环。",),
    ),
    "scenario_name_taken": Row(
        _CONFLICT, "场景名已经有了", ("草稿里已经有叫“{name}”的场景，请换一个名称。",)
    ),
    "not_recordable": Row(_UNFIT, "录不成场景", ("{why}。",)),
}
