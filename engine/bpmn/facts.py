"""What diagrams say of each thing in them, for comparisons.

Nothing is interpreted: every attribute and text counts, ours and foreign ones, so that
no change goes unseen. What is only drawn does not count.
"""

from collections.abc import Iterator, Mapping

from lxml import etree

from engine.bpmn.gate import read_xml
from engine.bpmn.names import FLOW_NODES, bpmn, local_name, zf
from engine.model.difference import Facts

Node = etree._Element  # lxml's public type has this name

_KINDS = {
    "process": "流程",
    "startEvent": "开始事件",
    "endEvent": "结束事件",
    "intermediateCatchEvent": "等待事件",
    "intermediateThrowEvent": "发出事件",
    "boundaryEvent": "边界事件",
    "userTask": "办理环节",
    "serviceTask": "后续动作",
    "scriptTask": "脚本",
    "businessRuleTask": "决策",
    "sendTask": "发送",
    "receiveTask": "接收",
    "subProcess": "子流程",
    "callActivity": "调用",
    "exclusiveGateway": "排他网关",
    "parallelGateway": "并行网关",
    "inclusiveGateway": "包容网关",
    "eventBasedGateway": "事件网关",
    "sequenceFlow": "流",
}
_FIELDS = {
    "task@form": "表单",
    "task@candidates": "办理人",
    "task@reserved": "保留事项",
    "reference": "依据",
    "outcome@name": "结局",
    "decision@table": "决策表",
    "decision@result": "决策结果",
    "effect@operation": "动作",
    "effect@result": "动作结果",
    "message@name": "消息",
    "message@correlation": "消息对应",
    "message@payload": "消息内容",
    "message@result": "消息结果",
    "conditionExpression": "条件",
    "documentation": "说明",
    "script": "脚本",
    "@sourceRef": "起点",
    "@targetRef": "终点",
    "@default": "默认分支",
    "@attachedToRef": "所附环节",
    "@cancelActivity": "打断",
    "@calledElement": "所调用的部分",
    "timerEventDefinition/timeDuration": "定时（时长）",
    "timerEventDefinition/timeDate": "定时（时刻）",
    "multiInstanceLoopCharacteristics/loopDataInputRef": "会签对象",
    "multiInstanceLoopCharacteristics/completionCondition": "会签结束条件",
    "multiInstanceLoopCharacteristics/loopDataOutputRef": "会签结果",
    "multiInstanceLoopCharacteristics/inputDataItem@name": "会签的每一项",
    "multiInstanceLoopCharacteristics@isSequential": "依次办理",
    "@isInterrupting": "打断",
}
# What BPMN takes for said where nothing is said; editors leave it out.
_DEFAULTS = frozenset(
    {
        ("multiInstanceLoopCharacteristics@isSequential", "false"),
        ("@cancelActivity", "true"),
        ("@isInterrupting", "true"),
        ("@triggeredByEvent", "false"),
    }
)
_LIMIT = {
    "name": "名称",
    "unit": "单位",
    "amount": "数量",
    "start": "起算",
    "before": "倒计",
    "kind": "软硬",
    "remind": "提前提醒",
    "notify": "通知谁",
    "warn": "黄灯",
}
_DRAWN = frozenset({"incoming", "outgoing", "laneSet", "extensionElements"})
_THINGS = FLOW_NODES | {"sequenceFlow"}


def facts_of_diagram(xml: bytes) -> Mapping[str, Facts]:
    """Return what the diagram says of its elements and flows, by id.

    Raises:
        XmlRefused: It is no readable BPMN.
    """
    root = read_xml(xml)
    things = list(root.iter(*map(bpmn, _KINDS)))
    return {each.get("id", ""): _facts(each) for each in things if each.get("id")}


def _facts(node: Node) -> Facts:
    kind = local_name(node.tag)
    fields: dict[str, str] = {}
    for path, value in paths_of(node, "", stops=_THINGS):
        name = _field(path)
        # Several of one kind, such as references, read as a list.
        fields[name] = f"{fields[name]}、{value}" if name in fields else value
    return Facts(_KINDS[kind], node.get("name", ""), fields)


def paths_of(
    node: Node, path: str, *, stops: frozenset[str]
) -> Iterator[tuple[str, str]]:
    """Give every attribute and text of a thing, but for the things inside it.

    Args:
        node: The thing.
        path: Where it stands in another, empty for a thing of its own.
        stops: Which parts are things of their own.
    """
    for name, value in node.attrib.items():
        said = f"{path}@{local_name(name)}", str(value)
        if (local_name(name) not in {"id", "name", "label"} or path) and (
            said not in _DEFAULTS
        ):
            yield said
    for child in node:
        local = local_name(child.tag)
        # Our own parts may be called as elements are: `zf:task` is no task.
        if not local or (local in stops and child.tag != zf(local)):
            continue
        if local == "extensionElements":
            yield from paths_of(child, path, stops=stops)
        elif local not in _DRAWN:
            step = _step(child, local)
            below = f"{path}/{step}" if path else step
            text = (child.text or "").strip()
            if text:
                yield below, text
            yield from paths_of(child, below, stops=stops)


def _step(child: Node, local: str) -> str:
    """Return how a part is named in a path: what has a key or name by that."""
    if local == "limit":
        return f"limit[{child.get('key', '')}]"
    if local == "argument":
        return f"argument[{child.get('name', '')}]"
    return local


def _field(path: str) -> str:
    """Return a path in Chinese where we know what it is."""
    if path.endswith("reference@to"):
        whose = path.removesuffix("reference@to").rstrip("/")
        return f"{_limit(whose)}依据" if whose else "依据"
    if path.startswith("limit["):
        whose, _, attribute = path.partition("@")
        return f"{_limit(whose)}{_LIMIT.get(attribute, attribute)}"
    if "argument[" in path:
        name = path.partition("argument[")[2].partition("]")[0]
        return f"参数“{name}”"
    return _FIELDS.get(path, path)


def _limit(path: str) -> str:
    return f"时限“{path.partition('[')[2].partition(']')[0]}”的"
