"""Columns: the rank of every node along the flow."""

from engine.bpmn.layout.scene import Bond, Edge, Kind, Node, Scope

Outgoing = dict[Node, list[Edge]]


def set_columns(scope: Scope) -> None:
    """Give every node its column: the longest path, loops cut where they close.

    A hand-over to another lane may stay in its column, which keeps pictures narrow.
    """
    flow = [n for n in scope.nodes if not n.host and not n.kind.is_artifact]
    outgoing: Outgoing = {node: [] for node in flow}
    for edge in scope.edges:
        if edge.bond is Bond.FLOW and edge.source.anchor in outgoing:
            outgoing[edge.source.anchor].append(edge)
    _mark_loops(flow, outgoing)
    upright = _handovers(scope, outgoing)
    while True:
        _rank(scope, flow, outgoing, upright)
        clash = next((edge for edge in upright if _is_blocked(scope, edge)), None)
        if clash is None:
            break
        del upright[clash]
    for node in scope.nodes:
        if node.host:
            node.column = node.host.column
        elif node.kind.is_artifact:
            node.column = _beside(scope, node)


def _beside(scope: Scope, node: Node) -> int:
    ends = [m.anchor for e in scope.edges if node in e.ends for m in e.ends]
    return min(
        (m.column for m in ends if not m.kind.is_artifact and m.kind is not Kind.POOL),
        default=0,
    )


def _mark_loops(flow: list[Node], outgoing: Outgoing) -> None:
    entered = {edge.target.anchor for edges in outgoing.values() for edge in edges}
    roots = [node for node in flow if node not in entered]
    done: dict[Node, bool] = {}
    for root in roots + flow:
        if root in done:
            continue
        done[root] = False
        stack = [(root, iter(outgoing[root]))]
        while stack:
            node, rest = stack[-1]
            edge = next(rest, None)
            if edge is None:
                done[node] = True
                stack.pop()
                continue
            target = edge.target.anchor
            edge.back = done.get(target) is False
            if target not in done:
                done[target] = False
                stack.append((target, iter(outgoing[target])))


def _handovers(scope: Scope, outgoing: Outgoing) -> dict[Edge, None]:
    """Return the edges to another lane that may run straight inside one column."""
    taken: set[tuple[Node, bool]] = set()
    found: dict[Edge, None] = {}
    for edge in scope.edges:
        source, target = edge.ends
        if edge.bond is not Bond.FLOW or edge.back or source.host:
            continue
        down = target.band > source.band
        if source.band == target.band or source.span + target.span > 2:  # noqa: PLR2004 - both are single
            continue
        hampered = (source.guests if down else target.guests) or (source, down) in taken
        several = source.kind is not Kind.GATEWAY and len(outgoing[source]) > 1
        if not hampered and not several:
            taken.add((source, down))
            found[edge] = None
    return found


def _is_blocked(scope: Scope, edge: Edge) -> bool:
    """Say whether something stands between the ends of an upright edge."""
    column = edge.source.column
    if edge.target.column != column:
        return False
    low, high = sorted((edge.source.band, edge.target.band))
    return any(
        node not in edge.ends
        and not node.host
        and not node.kind.is_artifact
        and low <= node.band <= high
        and node.covers(column)
        for node in scope.nodes
    )


def _rank(
    scope: Scope, flow: list[Node], outgoing: Outgoing, upright: dict[Edge, None]
) -> None:
    after: dict[Node, list[tuple[Node, int]]] = {
        node: [
            (edge.target.anchor, 0 if edge in upright else node.span)
            for edge in outgoing[node]
            if not edge.back
        ]
        for node in flow
    }
    for edge in scope.edges:  # messages pull pools into step
        source, target = edge.source.anchor, edge.target.anchor
        joined = source in after and target in after
        if edge.bond is Bond.MESSAGE and joined and not _reaches(after, target, source):
            after[source].append((target, 0))
    missing = dict.fromkeys(flow, 0)
    for node in flow:
        node.column = 0
        for target, _ in after[node]:
            missing[target] += 1
    ready = [node for node in flow if not missing[node]]
    sources = list(ready)
    for node in ready:
        for target, length in after[node]:
            target.column = max(target.column, node.column + length)
            missing[target] -= 1
            if not missing[target]:
                ready.append(target)
    for node in sources:
        if after[node]:
            least = min(target.column - length for target, length in after[node])
            node.column = max(0, least)


def _reaches(
    after: dict[Node, list[tuple[Node, int]]], start: Node, goal: Node
) -> bool:
    seen, rest = {start}, [start]
    while rest:
        for node, _ in after[rest.pop()]:
            if node not in seen:
                seen.add(node)
                rest.append(node)
    return goal in seen
