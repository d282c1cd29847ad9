"""The closed list of effects: what a service task may do to the world, with what."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType


class ArgumentKind(StrEnum):
    """What the expression of an argument should give."""

    TEXT = "text"
    PRINCIPAL = "principal"
    PRINCIPALS = "principals"
    PROCEDURE = "procedure"
    MOMENT = "moment"
    NUMBER = "number"
    YES_NO = "yes_no"
    LIST = "list"
    RECORD = "record"


@dataclass(frozen=True, slots=True)
class Argument:
    """One argument of an effect; `label` and `help` are for its author."""

    name: str
    label: str
    kind: ArgumentKind
    required: bool = True
    help: str = ""


@dataclass(frozen=True, slots=True)
class Operation:
    """One effect: what it does in words, and what it is told."""

    label: str
    help: str
    asked: tuple[Argument, ...]

    @property
    def required(self) -> frozenset[str]:
        return frozenset(each.name for each in self.asked if each.required)

    @property
    def arguments(self) -> frozenset[str]:
        return frozenset(each.name for each in self.asked)


def _must(name: str, label: str, kind: ArgumentKind, words: str = "") -> Argument:
    return Argument(name, label, kind, help=words)


def _may(name: str, label: str, kind: ArgumentKind, words: str = "") -> Argument:
    return Argument(name, label, kind, required=False, help=words)


_TO = _must("to", "给谁", ArgumentKind.PRINCIPALS)
_SENDING = (
    _must("name", "消息名称", ArgumentKind.TEXT, "'case_ended'"),
    _may("correlation", "关联", ArgumentKind.TEXT, "case.id"),
    _may("payload", "内容", ArgumentKind.RECORD, "{'title': case.title}"),
)
_BASIS = _must("basis", "凭据", ArgumentKind.TEXT)
_FROM_AT = _must("from_at", "自何时", ArgumentKind.MOMENT, "now()")
_UNTIL_AT = _may("until_at", "至何时", ArgumentKind.MOMENT)

# `to` is a principal or a list of them; moments and days are as in any expression.
OPERATIONS: Mapping[str, Operation] = MappingProxyType(
    {
        "start_case": Operation(
            "立一件",
            "按另一个程序立一件办件，与本件关联。",
            (
                _must("procedure", "程序", ArgumentKind.PROCEDURE),
                _may("answers", "填好的内容", ArgumentKind.RECORD, "{'title': …}"),
                _may("kind", "关联叫什么", ArgumentKind.TEXT, "'督办'"),
                _may("initiator", "发起主体", ArgumentKind.PRINCIPAL),
                _may("title", "标题", ArgumentKind.TEXT, "case.title"),
            ),
        ),
        "send_message": Operation("发消息", "发给等这条消息的那一件办件。", _SENDING),
        "send_signal": Operation("发信号", "此刻等着的办件都会收到。", _SENDING),
        "notify": Operation(
            "通知",
            "送一条待阅，不等回音。",
            (
                _TO,
                _must("text", "写什么", ArgumentKind.TEXT),
                _may("title", "标题", ArgumentKind.TEXT),
            ),
        ),
        "circulate": Operation(
            "传阅",
            "送阅标题、正文和附件，不等回音。",
            (
                _TO,
                _may("title", "标题", ArgumentKind.TEXT, "case.title"),
                _may("text", "正文", ArgumentKind.TEXT),
                _may("documents", "附件", ArgumentKind.LIST),
            ),
        ),
        "issue_number": Operation(
            "编号",
            "从一个字号里取下一个号。",
            (
                _must("series", "字号", ArgumentKind.TEXT, "'临政发'"),
                _may("year", "年份", ArgumentKind.NUMBER),
            ),
        ),
        "register_grant": Operation(
            "登记代行或委托",
            "从这时起一个职务代另一个职务办理。",
            (
                _must("kind", "哪一种", ArgumentKind.TEXT, "'acting' 或 'delegation'"),
                _must("from_post", "被代的职务", ArgumentKind.PRINCIPAL),
                _must("to_post", "代行的职务", ArgumentKind.PRINCIPAL),
                _FROM_AT,
                _BASIS,
                _UNTIL_AT,
                _may(
                    "scope", "范围", ArgumentKind.TEXT, "'all'、'procedures' 或 'cases'"
                ),
                _may("subjects", "哪些程序或办件", ArgumentKind.LIST),
                _may("covers_reserved", "包括保留事项", ArgumentKind.YES_NO),
            ),
        ),
        "end_grant": Operation(
            "结束代行或委托",
            "立即结束；已经结束的不变。",
            (
                _must("grant_id", "哪一项授权", ArgumentKind.TEXT, "granted.grant_id"),
                _may("reason", "理由", ArgumentKind.TEXT),
            ),
        ),
        "register_absence": Operation(
            "登记离岗",
            "记下某人从何时到何时不在岗。",
            (
                _must("person_id", "人员", ArgumentKind.PRINCIPAL),
                _must("kind", "哪一种", ArgumentKind.TEXT, "'离市外出'"),
                _FROM_AT,
                _BASIS,
                _UNTIL_AT,
            ),
        ),
        "end_absence": Operation(
            "结束离岗",
            "立即结束；已经结束的不变。",
            (_must("absence_id", "哪一次", ArgumentKind.TEXT, "absent.absence_id"),),
        ),
    }
)
