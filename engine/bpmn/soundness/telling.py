"""What is wrong, in Chinese, and how to mend it."""

from engine.bpmn.soundness.diagnosis import Diagnosis
from engine.bpmn.soundness.net import Kind, Net, Node
from engine.model.soundness import FaultKind

NAMED = 6  # so many elements are named in a sentence, the rest counted


def tell(net: Net, found: Diagnosis) -> str:
    """Return the sentence for a fault."""
    nodes = [net.nodes[number] for number in found.nodes]
    if found.kind is FaultKind.UNBOUNDED:
        return (
            f"令牌会越来越多：每转一圈，{_named(nodes)}就多出一个。"
            "请不要从并行的一支连回分开之前；要重做的，先汇合再连回。"
        )
    if found.kind is FaultKind.UNCLEAN_END:
        return _tell_clash(nodes[0])
    if found.kind is FaultKind.DEAD_ELEMENT:
        return _tell_dead(net, nodes[0])
    if found.circles:
        return (
            f"办件会一直在{_named(nodes)}之间打转，再也走不到结束。"
            "请从其中一步画一条通向结束的连线。"
        )
    return _tell_stuck(net, nodes)


def tell_twice(net: Net, entry: int, found: Diagnosis) -> str:
    """Return the sentence for a branch that hangs when its event goes off twice."""
    nodes = [net.nodes[number] for number in found.nodes]
    return (
        f"{named(net.nodes[entry])}可以触发几次，几次的令牌会在{_named(nodes)}混在一起，"
        "有的再也等不齐。请把这一支画进子流程，或改为事件子流程。"
    )


def tell_uncaught(node: Node) -> str:
    """Return the sentence for an error that nothing around it catches."""
    return (
        f"错误{named(node)}没有人接，办件会停成异常。"
        "请在外层子流程上加错误边界事件，或改为普通结束。"
    )


def named(node: Node) -> str:
    """Name an element as an author finds it."""
    if node.name and node.name != node.element_id:
        return f"“{node.name}”({node.element_id})"
    return f"“{node.element_id}”"


def _named(nodes: list[Node]) -> str:
    told = "、".join(named(node) for node in nodes[:NAMED])
    return f"{told}等 {len(nodes)} 处" if len(nodes) > NAMED else told


def _tell_clash(node: Node) -> str:
    if node.ends:
        return (
            f"结束{named(node)}会到达两次：先到的一路结束时，另一路还在走。"
            "请把分开的几路在它之前用并行网关汇合，或给每一路各画一个结束。"
        )
    return (
        f"{named(node)}会同时有两个令牌，同一件事会办两遍。"
        "请把分开的几路在它之前用并行网关汇合，或把分开处改为排他网关。"
    )


def _tell_stuck(net: Net, nodes: list[Node]) -> str:
    deaf = [node for node in nodes if node.kind in {Kind.LISTEN, Kind.EITHER}]
    if deaf:
        return (
            f"{named(deaf[0])}等的信号不会再来：没有哪一步发出它，或者发出时这里还没有等。"
            "请改为消息，或让发信号的一步排在它之后。"
        )
    joins = [node for node in nodes if net.is_join(node.number)]
    if joins:
        sources = [net.nodes[net.flows[flow].source] for flow in joins[0].into]
        return (
            f"汇合网关{named(joins[0])}等不齐：从{_named(sources)}来的令牌不一定都到，"
            "办件会停在这里。请让它前面的几路由并行网关分出，或把它改为排他网关。"
        )
    return f"办件会停在{_named(nodes)}，再也走不到结束。请给它画一条出路。"


def _tell_dead(net: Net, node: Node) -> str:
    if node.kind is Kind.GUEST:
        host = net.nodes[node.host]
        why = "它所附的这一步从不等待"
        if node.trigger in {"signal", "escalation", "error"}:
            why = "附着期间没有哪一步抛出它"
        return (
            f"边界事件{named(node)}永不触发（{named(host)}：{why}）。"
            "请删除它，或附到别的步骤上。"
        )
    if node.kind is Kind.BESIDE:
        return (
            f"事件子流程{named(node)}永不启动：没有哪一步发出它等的信号。请删除或改正。"
        )
    return f"没有办件走得到{named(node)}。请把它连到流程中，或删除。"
