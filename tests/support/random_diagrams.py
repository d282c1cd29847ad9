"""Small diagrams at random: blocks within blocks, now and then with a flaw."""

from dataclasses import dataclass, field
from random import Random

from tests.support.drawing import each
from tests.support.sketching import guest, sketch, sub

SPLITS = {"choice": "x", "parallel": "p", "inclusive": "o"}
SHAPES = ("row", "row", "choice", "parallel", "inclusive", "loop", "step", "scope")
WAYS = 9  # beyond so many nodes only steps are added


@dataclass
class _Drawing:
    """What has been drawn in one scope; `plain` draws what shows the same each time."""

    random: Random
    plain: bool
    count: int = 0
    arrows: list[tuple[str, str]] = field(default_factory=list)
    given: dict[str, str] = field(default_factory=dict)

    def new(self, letter: str) -> str:
        self.count += 1
        return f"{letter}{self.count}"

    def block(self, depth: int) -> tuple[str, str]:
        """Draw a block; return where it is entered and left."""
        shape = self.random.choice((*SHAPES, "guest"))
        if depth <= 0 or self.count > WAYS or shape == "step":
            step = self.new(self.random.choice("uuuc"))
            return step, step
        if shape == "row":
            first, second = self.block(depth - 1), self.block(depth - 1)
            self.arrows.append((first[1], second[0]))
            return first[0], second[1]
        if shape in SPLITS:
            return self._split(SPLITS[shape], depth)
        if shape == "loop":
            return self._loop(depth)
        host = self._scope(depth) if shape == "scope" else self.new("u")
        if shape == "guest" or self.random.random() < 0.3:
            return self._visited(host)
        return host, host

    def _split(self, letter: str, depth: int) -> tuple[str, str]:
        split = self.new(letter)
        merges = self.random.choice("xpo") if self.random.random() < 0.3 else letter
        merge = self.new(merges)
        for _ in range(self.random.choice((2, 2, 3))):
            first, last = self.block(depth - 1)
            self.arrows += [(split, first), (last, merge)]
        if self.random.random() < 0.2:
            self.arrows.append((split, merge))
        return split, merge

    def _loop(self, depth: int) -> tuple[str, str]:
        merge, (first, last) = self.new("x"), self.block(depth - 1)
        step, split = self.new("u"), self.new("x")
        self.arrows += [(merge, first), (last, step), (step, split), (split, merge)]
        return merge, split

    def _scope(self, depth: int) -> str:
        inner = _Drawing(self.random, self.plain, self.count)
        first, last = inner.block(depth - 1)
        number = inner.count + 1
        self.count = number
        arrows = [(f"s{number}", first), *inner.arrows, (last, f"e{number}")]
        is_many = self.random.random() < 0.25 and not self.plain
        several = each("['a', 'b']") if is_many else ""
        drawn = sub(f"k{number}", _text(arrows), several, **inner.given)
        self.given[f"k{number}"] = drawn
        return f"k{number}"

    def _visited(self, host: str) -> tuple[str, str]:
        """Draw a boundary event, its branch merged or with an end of its own."""
        event, step = self.new("b"), self.new("u")
        trigger = self.random.choice(("message", "timer"))
        interrupting = self.random.random() < 0.6
        if self.plain:
            trigger, interrupting = "message", True
        self.given[event] = guest(event, host, trigger, interrupting=interrupting)
        self.arrows.append((event, step))
        if self.random.random() < 0.4:
            self.arrows.append((step, self.new("e")))
            return host, host
        merge = self.new("x")
        self.arrows += [(host, merge), (step, merge)]
        return host, merge


def random_body(seed: int, *, plain: bool = False) -> str:
    """Return a body; the same seed gives the same one.

    A `plain` one has only events that interrupt, and instances only one by one.
    """
    random = Random(seed)  # noqa: S311 (nothing secret is drawn)
    drawing = _Drawing(random, plain)
    first, last = drawing.block(3)
    arrows = [("s", first), *drawing.arrows, (last, "e")]
    gateways = sorted({n for pair in arrows for n in pair if n[0] in "xpo"})
    if gateways and random.random() < 0.35:
        place, target = random.randrange(1, len(arrows)), random.choice(gateways)
        if arrows[place][0] != target:
            arrows[place] = (arrows[place][0], target)
    return sketch(_text(list(dict.fromkeys(arrows))), **drawing.given)


def _text(arrows: list[tuple[str, str]]) -> str:
    return "; ".join(f"{source} > {target}" for source, target in arrows)
