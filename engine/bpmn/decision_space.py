"""The rows of a decision table as boxes in the space of its inputs' classes.

A mask is a whole number whose bits are classes of one input; a box is a mask for each
input; a set of rows is a whole number whose bits are rows.
"""

from collections.abc import Iterator, Sequence

Box = tuple[int, ...]


class Exhausted(Exception):
    """What is asked takes more steps than there are."""


class Budget:
    """Steps that may still be taken: a table may not keep the service busy."""

    def __init__(self, steps: int) -> None:
        self._left = steps

    def spend(self, steps: int = 1) -> None:
        self._left -= steps
        if self._left < 0:
            raise Exhausted


class Space:
    """Boxes side by side, and for each class of each input the rows it is in."""

    def __init__(
        self, boxes: Sequence[Box], sizes: Sequence[int], budget: Budget
    ) -> None:
        self._budget = budget
        self.whole: Box = tuple((1 << size) - 1 for size in sizes)
        self._holders = [
            self._spread([box[at] for box in boxes], self.whole[at])
            for at in range(len(sizes))
        ]
        # Rows that ask nothing more from an input onwards.
        self._open = [(1 << len(boxes)) - 1]
        for at in reversed(range(len(sizes))):
            full = sum(
                1 << row for row, box in enumerate(boxes) if box[at] == self.whole[at]
            )
            self._open.insert(0, self._open[0] & full)

    def _spread(self, masks: Sequence[int], whole: int) -> list[int]:
        rows_of: dict[int, int] = {}
        for row, mask in enumerate(masks):
            rows_of[mask] = rows_of.get(mask, 0) | 1 << row
        always = rows_of.pop(whole, 0)
        holders = [always] * whole.bit_length()
        for mask, rows in rows_of.items():
            for place in bits(mask):
                self._budget.spend()
                holders[place] |= rows
        return holders

    def meeting(self, box: Box) -> int:
        """Return the rows whose box has something in common with this one."""
        found = -1
        for at, mask in enumerate(box):
            either = 0
            for place in bits(mask):
                self._budget.spend()
                either |= self._holders[at][place]
            found &= either
        return found if box else self._open[0]

    def outside(self, box: Box, rows: int) -> Iterator[Box]:
        """Give the parts of a box that none of these rows covers."""
        yield from self._outside(box, rows, 0, set())

    def _outside(
        self, box: Box, rows: int, at: int, covered: set[tuple[int, int]]
    ) -> Iterator[Box]:
        if rows & self._open[at] or (at, rows) in covered:
            return
        if not rows:
            yield box[at:]
            return
        groups: dict[int, int] = {}
        for place in bits(box[at]):
            self._budget.spend()
            left = self._holders[at][place] & rows
            groups[left] = groups.get(left, 0) | 1 << place
        is_covered = True
        for left, places in groups.items():
            for rest in self._outside(box, left, at + 1, covered):
                is_covered = False
                yield (places, *rest)
        if is_covered:
            covered.add((at, rows))


def bits(mask: int) -> Iterator[int]:
    """Give the places of the bits that are set, from the lowest."""
    while mask:
        low = mask & -mask
        yield low.bit_length() - 1
        mask ^= low
