"""Words of scenarios that are neither names nor labels: lamps, refusals, values."""

from collections.abc import Mapping, Sequence

from engine.acceptance.naming import EMPTY
from engine.model.office import Office
from engine.model.reading import Lamp

LAMPS = {
    Lamp.GREEN: "绿灯",
    Lamp.YELLOW: "黄灯",
    Lamp.RED: "红灯",
    Lamp.NONE: "不亮",
}

REFUSALS: Mapping[str, str] = {
    "办件已经办结": "case_finished",
    "事项已经办理": "task_already_completed",
    "办件没有找到": "case_not_found",
    "事项没有找到": "task_not_found",
    "不可再终止": "may_not_terminate",
    "不能加签": "may_not_add_signer",
    "附件不能收下": "document_refused",
    "后续动作被拒绝": "effect_refused",
    "应当回避": "duty_conflict",
    "涉密不得上传": "document_refused",
}


def shown(value: object, office: Office) -> str:
    """Return a register's value as a scenario writes it."""
    if value is None or value == "":
        return EMPTY
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, Sequence) and not isinstance(value, str):
        return "、".join(shown(each, office) for each in value)
    text = str(value)
    for known in (office.posts, office.units, office.people):
        if text in known:
            return known[text].name
    return text
