"""What is arranged: nodes, edges, bands (leaf lanes) and scopes; the measures."""

from dataclasses import dataclass, field
from enum import StrEnum

ROW_HEIGHT = 80
GAP = 40  # least width of a channel between two columns
CLEAR = 16  # least distance of an edge from a node
TRACK = 12  # distance of parallel edges
HEADER = 30  # width of the name strip of a pool or lane
POOL_GAP = 40
MARGIN = 40  # distance of the drawing from the origin

RIGHT, DOWN, LEFT, UP = range(4)
STEP = ((1, 0), (0, 1), (-1, 0), (0, -1))

Cell = tuple[int, int]
Point = tuple[float, float]
Box = tuple[float, float, float, float]


class Kind(StrEnum):
    TASK = "task"
    EVENT = "event"
    GATEWAY = "gateway"
    DATA = "data"
    NOTE = "note"
    SUB = "sub"
    POOL = "pool"

    @property
    def is_artifact(self) -> bool:
        """Data objects and notes follow the flow; they do not shape it."""
        return self in {Kind.DATA, Kind.NOTE}

    @property
    def is_pointed(self) -> bool:
        """Edges meet events and gateways in the middle of a side only."""
        return self in {Kind.EVENT, Kind.GATEWAY}


class Bond(StrEnum):
    FLOW = "flow"
    MESSAGE = "message"
    LINK = "link"


@dataclass(eq=False, slots=True)
class Node:
    """`x`, `y` is the upper left corner; `span` the columns an open sub-process covers.

    A boundary event has a `host`, on whose upper or lower edge it sits.
    """

    node_id: str
    kind: Kind
    name: str = ""
    band: int = -1
    column: int = 0
    row: int = 0
    span: int = 1
    width: float = 0
    height: float = 0
    x: float = 0
    y: float = 0
    host: "Node | None" = None
    on_top: bool = False
    guests: list["Node"] = field(default_factory=list)
    inner: "Scope | None" = None
    around: "Node | None" = None
    label: Box | None = None

    @property
    def anchor(self) -> "Node":
        """The node that stands on the grid."""
        return self.host or self

    @property
    def middle(self) -> Point:
        return self.x + self.width / 2, self.y + self.height / 2

    @property
    def place(self) -> tuple[int, int]:
        """Where it stands from top to bottom."""
        return self.band, self.row

    def guests_at(self, *, top: bool) -> list["Node"]:
        """Return the boundary events on the upper or lower edge, left to right."""
        return [guest for guest in self.guests if guest.on_top is top]

    def covers(self, column: int) -> bool:
        return self.column <= column < self.column + self.span


@dataclass(eq=False, slots=True)
class Edge:
    """`path` holds grid cells, `points` the drawn corners; `back` closes a loop.

    A gateway's `default` flow begins with a slash, which its name keeps clear of.
    """

    edge_id: str
    source: Node
    target: Node
    name: str = ""
    bond: Bond = Bond.FLOW
    default: bool = False
    back: bool = False
    path: list[Cell] = field(default_factory=list)
    points: list[Point] = field(default_factory=list)
    label: Box | None = None

    @property
    def name_offset(self) -> int:
        """How far from the beginning of the edge its name may stand."""
        return 20 if self.default else 6

    @property
    def ends(self) -> tuple[Node, Node]:
        return self.source, self.target


@dataclass(eq=False, slots=True)
class Band:
    """A full-width strip of rows: a leaf lane, a pool without lanes, a whole plane."""

    lane_id: str = ""
    pool: Node | None = None
    rows: int = 1
    y: float = 0
    height: float = 0


@dataclass(eq=False, slots=True)
class Lane:
    """A lane over the bands `first` to `last`, with the lanes inside it."""

    lane_id: str
    first: int
    last: int
    lanes: list["Lane"]

    @property
    def depth(self) -> int:
        return 1 + max((lane.depth for lane in self.lanes), default=0)


@dataclass(eq=False, slots=True)
class Frame:
    """The lanes of one process, in their pool if there is one."""

    pool: Node | None
    first: int
    last: int
    lanes: list[Lane]

    @property
    def depth(self) -> int:
        """How many name strips stand to the left of the first column."""
        strips = max((lane.depth for lane in self.lanes), default=0)
        return strips + (self.pool is not None)


@dataclass(eq=False, slots=True)
class Scope:
    """What one plane or one open sub-process holds."""

    nodes: list[Node] = field(default_factory=list)
    edges: list[Edge] = field(default_factory=list)
    bands: list[Band] = field(default_factory=list)
    frames: list[Frame] = field(default_factory=list)
    width: float = 0
    height: float = 0
