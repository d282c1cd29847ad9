"""How plain values read on a page: dates, due words, lamps, states; no request."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby

from engine.model.case import CaseState
from engine.model.clock import OFFICE_ZONE, office_day
from engine.model.reading import (
    Box,
    ClauseShown,
    EvidenceShown,
    Lamp,
    LeftUnit,
    OpinionShown,
    TimeLeft,
)
from engine.model.reference import Reference
from engine.model.task import TaskState

BOXES = {
    Box.TODO: "待办",
    Box.TO_READ: "待阅",
    Box.DONE: "已办",
    Box.STARTED: "我发起",
}
CASE_STATES: Mapping[str, str] = {
    CaseState.RUNNING: "办理中",
    CaseState.SUSPENDED: "已暂停",
    CaseState.INCIDENT: "待排障",
    CaseState.FINISHED: "已办结",
    CaseState.CANCELLED: "已终止",
}
TASK_STATES: Mapping[str, str] = {
    TaskState.OPEN: "待签收",
    TaskState.CLAIMED: "办理中",
    TaskState.COMPLETED: "已办",
    TaskState.CANCELLED: "已取消",
}
VERBS: Mapping[str, str] = {
    "start": "发起",
    "open": "打开",
    "claim": "签收",
    "release": "退还",
    "complete": "办理",
    "withdraw": "撤回",
    "transfer": "转办",
    "add_signer": "加签",
    "give_opinion": "提出加签意见",
    "urge": "催办",
    "perform": "办理",
    "cancel": "终止",
    "suspend": "暂停",
    "resume": "恢复",
    "retry": "排障重试",
    "migrate": "迁移到新版本",
    "migrate_back": "退回原版本",
    "attach": "上传附件",
    "fire": "到期触发",
    "receive": "收到消息",
    "render_issue": "正式公文定版",
    "undelivered": "消息未送达",
    "remind": "时限提醒",
    "refused": "被拒绝",
    "incident": "故障",
    "deliver": "送达",
    "deploy": "发布",
    "appoint": "任职",
    "set_portfolio": "调整分工",
    "record_absence": "登记离岗",
    "grant_acting": "授权代行",
    "end_grant": "结束代行",
    "end_appointment": "免职",
    "sign_in": "登录",
    "sign_out": "退出",
    "block_sign_in": "暂停登录",
    "change_password": "修改密码",
    "seed": "初次建立",
    "import_regulation": "导入条文",
    "make_draft": "新建草稿",
    "copy_draft": "复制草稿",
    "save_draft_file": "保存草稿",
    "rebase_draft": "草稿换底本",
    "discard_draft": "放弃草稿",
    "ask_proof": "送证明",
    "prove": "检验",
    "try_mutants": "变异检验",
    "stop_strength": "停下变异检验",
    "sign_proof": "签署检验",
    "publish_draft": "发布草稿",
    "come_into_force": "版本开始施行",
    "lapse": "版本到期未施行",
    "withdraw_version": "撤回待施行的版本",
    "restore_version": "恢复旧版本",
}
LAMPS: Mapping[Lamp, str] = {
    Lamp.NONE: "无时限",
    Lamp.GREEN: "绿灯",
    Lamp.YELLOW: "黄灯",
    Lamp.RED: "红灯",
}
MARKS = {"done": "已办", "active": "在办", "late": "超期"}
TONES: Mapping[Lamp, str] = {
    Lamp.NONE: "plain",
    Lamp.GREEN: "plain",
    Lamp.YELLOW: "soon",
    Lamp.RED: "late",
}
RIGHTS = {"system": "系统", "acting": "代行", "delegation": "受委托"}
ROLES = {
    "auditor": "审计人员",
    "administrator": "管理员",
    "designer": "流程设计人员",
    "legal": "法制审核人员",
    "approver": "流程批准人",
    "overrider": "特批人",
}
KILOBYTE = 1024


@dataclass(frozen=True, slots=True)
class Due:
    """A due moment as read: words, date, and the tone it is printed in."""

    words: str
    date: str
    tone: str
    lamp: Lamp


def due(
    due_at: datetime | None, lamp: Lamp, left: TimeLeft | None, now: datetime
) -> Due | None:
    """Say how a due moment stands at `now`; None where nothing is due."""
    if due_at is None or left is None:
        return None
    tone = TONES[Lamp.RED] if left.is_over else TONES[lamp]
    if not left.amount and left.unit is not LeftUnit.MINUTES:
        words = "今日已超期" if left.is_over else "今日到期"
        tone = tone if left.is_over else TONES[Lamp.YELLOW]
    else:
        words = f"{'超期' if left.is_over else '剩'} {time_words(left)}"
    return Due(words, moment(due_at, now), tone, lamp)


def time_words(left: TimeLeft) -> str:
    """Write how much it is, in the limit's own unit."""
    match left.unit:
        case LeftUnit.MINUTES:
            return minutes_words(left.amount)
        case LeftUnit.WORKING_DAYS:
            return f"{left.amount} 个工作日"
        case LeftUnit.CALENDAR_DAYS:
            return f"{left.amount} 天"


def minutes_words(minutes: int) -> str:
    """Write minutes as hours and minutes: 3 小时 05 分, 20 分钟."""
    hours, rest = divmod(minutes, 60)
    if not hours:
        return f"{rest} 分钟"
    return f"{hours} 小时 {rest:02d} 分" if rest else f"{hours} 小时"


def moment(at: datetime, now: datetime) -> str:
    """Write a moment as the office reads it; another year is named."""
    local = at.astimezone(OFFICE_ZONE)
    return f"{_day(local, now)} {local:%H:%M}"


def day(at: datetime, now: datetime) -> str:
    """Write the office's day of a moment; another year is named."""
    return _day(at.astimezone(OFFICE_ZONE), now)


def full_moment(at: datetime) -> str:
    """Write a moment with its year: papers and registers are read years later."""
    return f"{full_day(at)} {at.astimezone(OFFICE_ZONE):%H:%M}"


def full_day(at: datetime) -> str:
    """Write the day as on a document: 2026年11月23日."""
    local = at.astimezone(OFFICE_ZONE)
    return f"{local.year}年{local.month}月{local.day}日"


def _day(local: datetime, now: datetime) -> str:
    year = "" if local.year == office_day(now).year else f"{local.year}年"
    return f"{year}{local.month}月{local.day}日"


def size(size_bytes: int) -> str:
    """Write a file's size in the unit that needs few digits."""
    if size_bytes < KILOBYTE:
        return f"{size_bytes} B"
    if size_bytes < KILOBYTE * KILOBYTE:
        return f"{size_bytes / KILOBYTE:.0f} KB"
    return f"{size_bytes / KILOBYTE / KILOBYTE:.1f} MB"


def actor(name: str, post: str, on_behalf_of: str) -> str:
    """Write who acted; an acting official with both names: 李某（代市长）.

    Source: article 8 (who acts for the mayor signs as such).
    """
    if on_behalf_of:
        return f"{name}（代{on_behalf_of}）"
    return f"{post} {name}".strip() if post else name


def right_words(right: str, names: Mapping[str, str]) -> str:
    """Write by what right an act was done, as `Right.told` records it."""
    kind, _, named = right.partition(":")
    match kind:
        case "acting" | "delegation":
            return RIGHTS[kind]
        case "role":
            return ROLES.get(named, named)
        case _:
            return RIGHTS.get(right) or names.get(right, right)


def label(reference: str) -> str:
    """Write a reference as an official reads it; an unreadable one as it stands."""
    try:
        return Reference.parse(reference).label
    except ValueError:
        return reference


def labels(references: object) -> str:
    """Write references one after another: 第42条第1句、第66条."""
    if not isinstance(references, (list, tuple, frozenset, set)):
        return ""
    return "、".join(label(str(reference)) for reference in references)


def opinion_rounds(
    opinions: Iterable[OpinionShown],
) -> list[tuple[str, int, list[OpinionShown]]]:
    """Group opinions, as they come, by task and round; (task, round, opinions)."""
    grouped = groupby(opinions, key=lambda each: (each.task_name, each.round))
    return [(task, number, list(given)) for (task, number), given in grouped]


def evidence_by_clause(
    evidence: Iterable[EvidenceShown],
) -> list[tuple[ClauseShown, list[tuple[datetime, str]]]]:
    """Group evidence by clause, and by act within it: (moment, what met it)."""
    cards: dict[str, ClauseShown] = {}
    found: dict[str, dict[int, list[EvidenceShown]]] = {}
    for each in evidence:
        cards[each.clause.reference] = each.clause
        acts = found.setdefault(each.clause.reference, {})
        acts.setdefault(each.seq, []).append(each)
    return [
        (cards[reference], [(met[0].at, _names(met)) for met in acts.values()])
        for reference, acts in found.items()
    ]


def _names(met: Iterable[EvidenceShown]) -> str:
    """Name each node once; flows without a name say nothing beside named nodes."""
    names = dict.fromkeys(each.element_name for each in met if each.element_name)
    return "、".join(names) or "流转"
