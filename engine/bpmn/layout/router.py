"""Edges as shortest paths over the grid: length, bends, crossings, shared ways."""

import heapq
from dataclasses import dataclass

from engine.bpmn.layout.grid import Grid, Usage, link_between
from engine.bpmn.layout.scene import (
    DOWN,
    LEFT,
    RIGHT,
    STEP,
    UP,
    Bond,
    Cell,
    Edge,
    Kind,
    Node,
)

ACROSS, ALONG = 75, 55  # a step to the next column, to the next row
BEND, CROSS, SHARE, BEHIND_GUESTS = 70, 150, 900, 500
REVISIONS = 2
NOTHING = Usage()
State = tuple[int, int, int]
Entry = tuple[float, int, float, State, State | None]


@dataclass(frozen=True, slots=True)
class _Goal:
    """Where a search ends: a node's cells, or the border line of a pool."""

    node: Node
    left: int
    right: int
    line: int
    low: int
    high: int

    @property
    def is_pool(self) -> bool:
        return self.node.kind is Kind.POOL

    def guess(self, x: int, y: int) -> float:
        beside = max(0, self.left - x, x - self.right)
        return ACROSS * beside + ALONG * abs(y - self.line)


def route(grid: Grid) -> None:
    """Give every edge its path; look again once everything lies."""
    router = _Router(grid)
    order = sorted(grid.scope.edges, key=_urgency)
    for edge in order:
        edge.path = router.find(edge)
        grid.book(edge)
    for edge in order * REVISIONS:
        grid.release(edge)
        edge.path = router.find(edge)
        grid.book(edge)


def _urgency(edge: Edge) -> tuple[bool, bool, bool, int]:
    source, target = edge.source.anchor, edge.target.anchor
    columns, bands = target.column - source.column, target.band - source.band
    far = abs(columns) + 3 * abs(bands) + abs(target.row - source.row)
    return edge.bond is Bond.MESSAGE, edge.back, columns != 0, far


class _Router:
    def __init__(self, grid: Grid) -> None:
        self.grid = grid

    def find(self, edge: Edge) -> list[Cell]:
        source_is_pool = edge.source.kind is Kind.POOL
        if source_is_pool and edge.target.kind is Kind.POOL:
            return []  # a straight line between the middles
        if source_is_pool:
            return self._search(edge, edge.target, edge.source)[::-1]
        return self._search(edge, edge.source, edge.target)

    def _goal(self, edge: Edge, source: Node, target: Node) -> _Goal:
        grid = self.grid
        low, high = 0, len(grid.lines) - 1
        if target.kind is Kind.POOL:
            rows = grid.lines_of(target)
            above = source.anchor.band < grid.lines[rows[0]][0]
            line = rows[0] if above else rows[-1]
            return _Goal(target, 1, grid.width, line, low, high)
        if edge.bond is Bond.FLOW:
            mine = grid.lines_of(grid.scope.bands[source.anchor.band].pool)
            low, high = mine[0], mine[-1]
        left, right, line = grid.home(target)
        return _Goal(target, left, right, line, low, high)

    def _search(self, edge: Edge, source: Node, target: Node) -> list[Cell]:
        goal = self._goal(edge, source, target)
        came: dict[State, State | None] = {}
        heap: list[Entry] = []
        count = 0
        for state, cost in self._exits(source, edge):
            count += 1
            heap.append((cost + goal.guess(*state[:2]), count, cost, state, None))
        heapq.heapify(heap)
        while heap:
            _, _, cost, state, parent = heapq.heappop(heap)
            if state in came:
                continue
            came[state] = parent
            if parent is not None and self._is_reached(goal, state):
                return _trace(came, state)
            for way in range(4):
                there = (state[0] + STEP[way][0], state[1] + STEP[way][1], way)
                if there in came or (parent is None and way != state[2]):
                    continue
                step = self._step(edge, goal, state, there, begins=parent is None)
                if step is not None:
                    count += 1
                    sofar = cost + step
                    rest = goal.guess(*there[:2])
                    heapq.heappush(heap, (sofar + rest, count, sofar, there, state))
        return self._last_resort(source, target)

    def _last_resort(self, source: Node, target: Node) -> list[Cell]:
        """Return the bent line between two cells if every way is walled in."""
        left, _, line = self.grid.home(source)
        goal_left, _, goal_line = self.grid.home(target)
        across = range(left, goal_left, 1 if goal_left > left else -1)
        along = range(line, goal_line, 1 if goal_line > line else -1)
        path = [(x, line) for x in across] + [(goal_left, y) for y in along]
        return [*path, (goal_left, goal_line)] if path else []

    def _is_reached(self, goal: _Goal, state: State) -> bool:
        if goal.is_pool:
            return state[1] == goal.line
        return self.grid.block.get(state[:2]) is goal.node.anchor

    def _exits(self, node: Node, edge: Edge) -> list[tuple[State, float]]:
        """Return the states an edge may begin with, and their cost."""
        if node.host:
            cell = self.grid.guest_cell(node)
            return [((*cell, UP if node.on_top else DOWN), 0)]
        left, right, y = self.grid.home(node)
        flows = edge.bond is Bond.FLOW
        exits: list[tuple[State, float]] = [
            ((right, y, RIGHT), 0 if flows else 60),
            ((left, y, LEFT), 200 if edge.back else 600),
        ]
        plain = flows and node.kind is not Kind.GATEWAY and not edge.back
        side = 60 if plain else 0
        for x in range(left, right + 1, 2):
            for way in (DOWN, UP):
                guests = BEHIND_GUESTS * bool(node.guests_at(top=way == UP))
                exits.append(((x, y, way), side + guests))
        if edge.source is edge.target:  # a loop leaves right, comes back elsewhere
            exits = exits[:1]
        return [
            (state, cost + self._busy(node, state[2], "out", edge))
            for state, cost in exits
        ]

    def _entry(self, node: Node, way: int, edge: Edge) -> float:
        cost = {RIGHT: 0, DOWN: 45, UP: 45, LEFT: 300}[way]
        if node.kind is Kind.GATEWAY or edge.back:
            cost = 200 if way == LEFT else min(cost, 15)
        if edge.bond is not Bond.FLOW:
            cost = 0 if way in {UP, DOWN} else 60
        if way in {UP, DOWN} and node.guests_at(top=way == DOWN):
            cost += BEHIND_GUESTS
        return cost + self._busy(node, (way + 2) % 4, "in", edge)

    def _busy(self, node: Node, side: int, role: str, edge: Edge) -> float:
        """Price a side of a node that others use: a gateway has one port a side."""
        if role == "in":
            same = 90 if node.kind is Kind.GATEWAY else 40
        else:
            same = 300 if edge.name or node.kind is Kind.GATEWAY else 60
        other = 900 if node.kind.is_pointed else 500
        users = self.grid.ports.get((node, side), ())
        return sum(same if user == role else other for user in users)

    def _step(
        self, edge: Edge, goal: _Goal, here: State, there: State, *, begins: bool
    ) -> float | None:
        """Price one step, None if it may not be taken."""
        x, y, way = there
        if abs(way - here[2]) == 2:  # noqa: PLR2004 - directions that differ by two oppose
            return None
        if not (0 <= x < self.grid.width and goal.low <= y <= goal.high):
            return None
        blocker = self.grid.block.get((x, y))
        upright = way in {UP, DOWN}
        if blocker is not None:
            inside = upright and x % 2 == 0
            if blocker is not goal.node.anchor or inside:
                return None
        elif goal.is_pool and y == goal.line and not upright:
            return None
        price: float = ALONG if upright else ACROSS
        if not begins:
            price += self._passing(edge, here, way)
        price += self._sharing(edge, here[:2], (x, y))
        return price + (self._entry(goal.node, way, edge) if blocker else 0)

    def _passing(self, edge: Edge, here: State, way: int) -> float:
        """Price going on from a cell: bends, crossings, other edges' bends."""
        x, y, direction = here
        usage = self.grid.usage.get((x, y), NOTHING)
        if way == direction:
            crossed = usage.upright if way in {RIGHT, LEFT} else usage.level
            return CROSS * len(crossed) + 60 * len(usage.turns)
        in_channel = (direction in {RIGHT, LEFT}) == (x % 2 == 0)
        arm = (direction + 2) % 4 if in_channel else way
        clashes = sum(
            other_arm != arm
            and other.source is not edge.source
            and other.target is not edge.target
            for other, other_arm in usage.turns
        )
        through = len(usage.level) + len(usage.upright)
        return BEND + 40 * through + 160 * clashes

    def _sharing(self, edge: Edge, here: Cell, there: Cell) -> float:
        """Price running beside others: dear where there is no channel to part in."""
        x, y, level = link = link_between(here, there)
        users = self.grid.links.get(link, ())
        if self.grid.is_channel(y) if level else x % 2 == 0:
            return 4 * len(users)
        return sum(
            8 if other.target is edge.target or other.source is edge.source else SHARE
            for other in users
        )


def _trace(came: dict[State, State | None], state: State | None) -> list[Cell]:
    path: list[Cell] = []
    while state is not None:
        path.append(state[:2])
        state = came[state]
    return path[::-1]
