"""What changed between two versions of a text: by sentence, then by character."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum

_SENTENCE = re.compile(r"[^。；！？\n]*[。；！？\n]?")
# Sentences less alike than this are shown whole: a patchwork reads worse.
ALIKE = 0.5
# Comparing characters takes time with the product of both lengths.
MOST_COMPARED = 4_000_000


class Change(StrEnum):
    SAME = "same"
    DELETED = "deleted"
    INSERTED = "inserted"


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece of text that stayed, went or came."""

    change: Change
    text: str


def difference(old: str, new: str) -> tuple[Piece, ...]:
    """Return the pieces in order; those that stayed or came make up the new text."""
    return tuple(_joined(_sentences(_split(old), _split(new))))


def _split(text: str) -> list[str]:
    return [each for each in _SENTENCE.findall(text.replace("\r\n", "\n")) if each]


def _sentences(old: list[str], new: list[str]) -> Iterator[Piece]:
    """Give the pieces sentence by sentence."""
    matcher = SequenceMatcher(None, old, new)
    for tag, from_old, to_old, from_new, to_new in matcher.get_opcodes():
        before, after = "".join(old[from_old:to_old]), "".join(new[from_new:to_new])
        if tag == "equal":
            yield Piece(Change.SAME, before)
        else:
            yield from _characters(before, after)


def _characters(before: str, after: str) -> Iterator[Piece]:
    """Give the pieces character by character, where the two are alike at all."""
    matcher = None
    if 0 < len(before) * len(after) <= MOST_COMPARED:
        matcher = SequenceMatcher(None, before, after, autojunk=False)
    if matcher is None or matcher.quick_ratio() < ALIKE or matcher.ratio() < ALIKE:
        yield Piece(Change.DELETED, before)
        yield Piece(Change.INSERTED, after)
        return
    for tag, from_old, to_old, from_new, to_new in matcher.get_opcodes():
        if tag == "equal":
            yield Piece(Change.SAME, before[from_old:to_old])
        else:
            yield Piece(Change.DELETED, before[from_old:to_old])
            yield Piece(Change.INSERTED, after[from_new:to_new])


def _joined(pieces: Iterator[Piece]) -> Iterator[Piece]:
    """Give the pieces without empty ones, neighbours of a kind as one."""
    held: Piece | None = None
    for each in pieces:
        if not each.text:
            continue
        if held is not None and held.change is each.change:
            held = Piece(held.change, held.text + each.text)
            continue
        if held is not None:
            yield held
        held = each
    if held is not None:
        yield held
