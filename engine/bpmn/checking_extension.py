"""Checks on our extension: what may stand where, with which attributes."""

from collections.abc import Iterator
from dataclasses import dataclass

from lxml import etree

from engine.bpmn.checking_sheet import (
    Sheet,
    error,
    extensions,
    is_event_sub_process,
    kind_of,
    owner_of,
    told,
)
from engine.bpmn.names import FLOW_NODES, ZF, bpmn
from engine.model.diagram import LimitKind, LimitUnit
from engine.model.finding import Finding
from engine.model.reference import Reference

CATCHING = {"intermediateCatchEvent", "boundaryEvent", "receiveTask"}
BOOLEANS = frozenset({"true", "false"})


@dataclass(frozen=True, slots=True)
class Shape:
    """What one extension element must and may have, and where it may stand."""

    required: frozenset[str]
    optional: frozenset[str]
    owners: frozenset[str]
    several: bool = False


def _shape(
    required: str, optional: str, owners: set[str], *, several: bool = False
) -> Shape:
    words = frozenset(required.split()), frozenset(optional.split())
    return Shape(*words, frozenset(owners), several)


SHAPES = {
    "task": _shape("form candidates", "reserved", {"userTask", "startEvent"}),
    "reference": _shape(
        "to", "", {*FLOW_NODES, "sequenceFlow", "process", "limit"}, several=True
    ),
    "limit": _shape(
        "key name unit amount",
        "start before kind remind notify warn",
        {"userTask", "subProcess", "transaction", "process", *CATCHING},
        several=True,
    ),
    "outcome": _shape("name", "", {"endEvent"}),
    "effect": _shape("operation", "result", {"serviceTask"}),
    "argument": _shape("name value", "", {"effect", "decision"}, several=True),
    "decision": _shape("table result", "", {"businessRuleTask"}),
    "message": _shape(
        "name",
        "correlation payload result",
        {"startEvent", "endEvent", "intermediateThrowEvent", "sendTask", *CATCHING},
    ),
}
# What the designer's panel calls them; what it does not show keeps its name.
WORDS = {
    "task": "办理",
    "reference": "依据",
    "limit": "时限",
    "outcome": "结局",
    "effect": "系统操作",
    "argument": "参数",
    "decision": "决策",
    "message": "消息",
    ("task", "form"): "表单",
    ("task", "candidates"): "谁来办",
    ("reference", "to"): "条款",
    ("limit", "key"): "时限标识",
    ("limit", "name"): "时限名称",
    ("limit", "amount"): "多长",
    ("limit", "unit"): "单位",
    ("limit", "start"): "从何时起算",
    ("limit", "kind"): "软硬",
    ("outcome", "name"): "结局",
    ("effect", "operation"): "做什么",
    ("effect", "result"): "结果记在",
    ("argument", "name"): "名称",
    ("argument", "value"): "值",
    ("decision", "table"): "决策表",
    ("decision", "result"): "结果记在",
    ("message", "name"): "消息名称",
}
CLOSED = {
    ("limit", "unit"): frozenset(LimitUnit),
    ("limit", "kind"): frozenset(LimitKind),
    ("limit", "before"): BOOLEANS,
    ("task", "reserved"): BOOLEANS,
}


def check_extension(sheet: Sheet) -> Iterator[Finding]:
    """Yield what is wrong with `zf:` elements."""
    keys: set[str] = set()
    for element in sheet.process.iter(f"{{{ZF}}}*"):
        shape = SHAPES.get(kind_of(element))
        if shape is None:
            text = (
                f"{_at(element)}中没有 zf:{kind_of(element)} 这种扩展，请删除或改正。"
            )
            yield error(element, "extension_unknown", text)
            continue
        yield from _check_place(element, shape)
        yield from _check_attributes(element, shape)
        if kind_of(element) == "limit":
            yield from _check_limit(element, keys)
        if kind_of(element) == "reference":
            yield from _check_reference(element)
    yield from _check_strays(sheet)


def _at(element: etree._Element) -> str:
    return told(owner_of(element))


def _word(kind: str, name: str) -> str:
    return f"“{WORDS.get((kind, name), name)}”"


def _check_strays(sheet: Sheet) -> Iterator[Finding]:
    for element in sheet.process.iter():
        for name in element.attrib:
            if str(name).startswith(f"{{{ZF}}}"):
                text = f"{_at(element)}把 zf 扩展写成了属性，请写成 zf 元素。"
                yield error(element, "extension_misplaced", text)


def _check_place(element: etree._Element, shape: Shape) -> Iterator[Finding]:
    kind, parent = kind_of(element), element.getparent()
    holder = parent
    if parent is not None and parent.tag == bpmn("extensionElements"):
        holder = parent.getparent()
    nested = kind == "argument" or (kind == "reference" and holder is parent)
    inside = holder is not None and kind_of(holder) in shape.owners
    if holder is None or not inside or (holder is parent and not nested):
        text = (
            f"“{WORDS[kind]}”不能放在{_at(element)}的这个位置，请移到它所属的元素上。"
        )
        yield error(element, "extension_misplaced", text)
        return
    if kind == "task" and kind_of(holder) == "startEvent":
        scope = holder.getparent()
        if scope is None or not is_event_sub_process(scope):
            text = f"{_at(element)}不是随时可办的行为：只有事件子流程的开始才能带表单。"
            yield error(element, "extension_misplaced", text)
    same = extensions(holder, kind)
    if not shape.several and len(same) > 1 and same[0] is not element:
        text = f"{_at(element)}有 {len(same)} 个“{WORDS[kind]}”，请只留一个。"
        yield error(element, "extension_doubled", text)


def _check_attributes(element: etree._Element, shape: Shape) -> Iterator[Finding]:
    kind = kind_of(element)
    for name in sorted(shape.required):
        if not element.get(name, "").strip():
            text = f"{_at(element)}的“{WORDS[kind]}”缺少{_word(kind, name)}，请填写。"
            yield error(element, f"{kind}_incomplete", text)
    for raw, value in element.attrib.items():
        name = str(raw)
        allowed = CLOSED.get((kind, name))
        if name.startswith("{"):
            continue  # said by the check on namespaces
        if name not in shape.required | shape.optional:
            text = (
                f"{_at(element)}的“{WORDS[kind]}”没有 {name} 这个属性，请删除或改正。"
            )
            yield error(element, "extension_attribute_unknown", text)
        elif allowed is not None and value not in allowed:
            words = "、".join(sorted(str(word) for word in allowed))
            text = (
                f"{_at(element)}的{_word(kind, name)}不能是“{value}”，应为：{words}。"
            )
            yield error(element, "extension_value", text)


def _check_limit(element: etree._Element, keys: set[str]) -> Iterator[Finding]:
    key = element.get("key", "")
    if key in keys:
        text = f"时限“{key}”用了不止一次，请给每个时限各自的 key。"
        yield error(element, "limit_key_doubled", text)
    keys.add(key)
    if element.get("before") == "true" and not element.get("start", "").strip():
        text = f"{_at(element)}的时限是倒推的，请在 start 写明从哪个时刻倒推。"
        yield error(element, "limit_incomplete", text)


def _check_reference(element: etree._Element) -> Iterator[Finding]:
    named = element.get("to", "").strip()
    try:
        if named:
            Reference.parse(named)
    except ValueError:
        text = (
            f"{_at(element)}的依据“{named}”写法不对，请写成 42.1、40(2) 或 16 的样子。"
        )
        yield error(element, "reference_unparsable", text)


def has_reference(element: etree._Element) -> bool:
    """Say whether an element names the clause that it carries out."""
    return bool(extensions(element, "reference"))
