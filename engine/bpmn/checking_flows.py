"""Checks on the way of the token: flows, gateways, reachability, loops."""

from collections.abc import Iterator

from lxml import etree

from engine.bpmn.checking_sheet import (
    GATEWAYS,
    Sheet,
    child,
    definition_of,
    error,
    id_of,
    is_event_sub_process,
    kind_of,
    text_of,
    told,
)
from engine.model.finding import Finding

CHOOSING = frozenset({"exclusiveGateway", "inclusiveGateway"})
SEVERAL = 2
WAITING = frozenset({"message", "timer", "signal", "conditional"})


def check_flows(sheet: Sheet) -> Iterator[Finding]:
    """Yield what is wrong with flows, gateways and ways."""
    yield from _check_each_flow(sheet)
    for node in sheet.nodes.values():
        yield from _check_ends_of(sheet, node)
        if kind_of(node) in CHOOSING:
            yield from _check_choice(sheet, node)
        if kind_of(node) == "eventBasedGateway":
            yield from _check_event_gateway(sheet, node)
    for scope in sheet.scopes:
        yield from _check_reach(sheet, scope)


def _check_each_flow(sheet: Sheet) -> Iterator[Finding]:
    pairs: dict[tuple[str, str], str] = {}
    for flow in sheet.flows:
        pair = (flow.get("sourceRef", ""), flow.get("targetRef", ""))
        ends = [sheet.nodes.get(end) for end in pair]
        for end, node in zip(pair, ends, strict=True):
            if node is None:
                text = f"连线{told(flow)}的一端“{end}”不存在，请重新连线。"
                yield error(flow, "flow_end_unknown", text)
            elif node.getparent() is not flow.getparent():
                text = f"连线{told(flow)}穿过了子流程的边界，请只在同一层内连线。"
                yield error(flow, "flow_crosses_border", text)
        if pair in pairs:
            text = f"连线{told(flow)}与“{pairs[pair]}”两端相同，请合并成一条。"
            yield error(flow, "flow_doubled", text)
        pairs.setdefault(pair, id_of(flow))
        if child(flow, "conditionExpression") is not None:
            source = ends[0]
            only = len(sheet.leaving.get(pair[0], ())) < SEVERAL
            if source is None or kind_of(source) not in CHOOSING or only:
                text = (
                    f"连线{told(flow)}带有条件，但它不是从有多条出线的"
                    "排他或包容网关出来的；请先画网关，或删除条件。"
                )
                yield error(flow, "condition_misplaced", text)


def _check_ends_of(sheet: Sheet, node: etree._Element) -> Iterator[Finding]:
    kind, name = kind_of(node), told(node)
    leaving = sheet.leaving.get(id_of(node), [])
    arriving = sheet.arriving.get(id_of(node), [])
    if kind not in GATEWAYS and len(leaving) >= SEVERAL:
        text = f"{name}有 {len(leaving)} 条出线，请用网关说明是选一条还是都走。"
        yield error(node, "outgoing_several", text)
    if kind in {"startEvent", "boundaryEvent"} and arriving:
        text = f"{name}不能有进线，请去掉。"
        yield error(node, "incoming_refused", text)
    if kind == "endEvent" and leaving:
        text = f"结束事件{name}不能有出线，请去掉，或改为中间事件。"
        yield error(node, "outgoing_refused", text)
    if kind != "endEvent" and not leaving and not is_event_sub_process(node):
        text = f"{name}没有出线，请连到下一步或结束事件。"
        yield error(node, "dead_end", text)
    if kind == "parallelGateway" and len(leaving) + len(arriving) <= SEVERAL:
        text = f"并行网关{name}既不分也不合，请删除，或补上缺的连线。"
        yield error(node, "gateway_idle", text)


def _check_choice(sheet: Sheet, node: etree._Element) -> Iterator[Finding]:
    leaving = sheet.leaving.get(id_of(node), [])
    default = node.get("default", "")
    if default and default not in {id_of(flow) for flow in leaving}:
        text = f"网关{told(node)}的默认出线“{default}”不是它的出线，请改正。"
        yield error(node, "default_unknown", text)
    if len(leaving) < SEVERAL:
        return
    if not default:
        text = f"网关{told(node)}没有默认出线：条件都不成立时流程会停住；请指定一条。"
        yield error(node, "default_missing", text)
    for flow in leaving:
        has_condition = bool(text_of(child(flow, "conditionExpression")))
        if id_of(flow) == default and has_condition:
            text = f"默认出线{told(flow)}不看条件，请删除它的条件。"
            yield error(flow, "default_conditioned", text)
        if id_of(flow) != default and not has_condition:
            text = f"网关{told(node)}的出线{told(flow)}没有条件，请补上或设为默认。"
            yield error(flow, "condition_missing", text)


def _check_event_gateway(sheet: Sheet, node: etree._Element) -> Iterator[Finding]:
    leaving = sheet.leaving.get(id_of(node), [])
    targets = [sheet.nodes.get(flow.get("targetRef", "")) for flow in leaving]
    if len(leaving) < SEVERAL:
        text = f"事件网关{told(node)}至少要有两条出线，请补上或删除网关。"
        yield error(node, "event_gateway_single", text)
    timers = 0
    for target in targets:
        if target is None:
            continue
        trigger = definition_of(target)
        timers += trigger == "timer"
        if kind_of(target) != "intermediateCatchEvent" or trigger not in WAITING:
            text = f"事件网关{told(node)}之后只能是等待事件，请改正{told(target)}。"
            yield error(target, "event_gateway_target", text)
        elif len(sheet.arriving.get(id_of(target), ())) >= SEVERAL:
            text = f"事件网关之后的{told(target)}只能有一条进线，请分开画。"
            yield error(target, "event_gateway_target", text)
    if timers >= SEVERAL:
        text = (
            f"事件网关{told(node)}之后有 {timers} 个定时，引擎只认得其中一个；"
            "请只留一个，或改用边界定时。"
        )
        yield error(node, "event_gateway_timers", text)


def _after(sheet: Sheet, node_id: str) -> list[str]:
    """Return what a token may come to next, boundary events included."""
    flows = sheet.leaving.get(node_id, ())
    guests = sheet.guests.get(node_id, ())
    return [flow.get("targetRef", "") for flow in flows] + [id_of(g) for g in guests]


def _reached(sheet: Sheet, starts: list[str]) -> set[str]:
    seen: set[str] = set()
    rest = list(starts)
    while rest:
        node_id = rest.pop()
        if node_id not in seen:
            seen.add(node_id)
            rest += _after(sheet, node_id)
    return seen


def _check_reach(sheet: Sheet, scope: etree._Element) -> Iterator[Finding]:
    nodes = [node for node in sheet.inside(scope) if not is_event_sub_process(node)]
    starts = [id_of(node) for node in nodes if kind_of(node) == "startEvent"]
    reached = _reached(sheet, starts)
    leads = _leading_to_end(sheet, nodes)
    for node in nodes:
        if id_of(node) not in reached:
            text = f"{told(node)}从开始事件走不到，引擎会忽略它；请连线或删除。"
            yield error(node, "unreachable", text)
        elif id_of(node) not in leads:
            text = f"从{told(node)}出发走不到任何结束事件，请补上出路。"
            yield error(node, "no_way_out", text)


def _leading_to_end(sheet: Sheet, nodes: list[etree._Element]) -> set[str]:
    """Return the nodes from which an end can be reached, or that have a finding."""
    before: dict[str, list[str]] = {}
    for node in nodes:
        for target in _after(sheet, id_of(node)):
            before.setdefault(target, []).append(id_of(node))
    final = [id_of(node) for node in nodes if not _after(sheet, id_of(node))]
    seen: set[str] = set()
    while final:
        node_id = final.pop()
        if node_id not in seen:
            seen.add(node_id)
            final += before.get(node_id, [])
    return seen
