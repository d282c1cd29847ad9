"""An issue's words as they are set: mark, title in lines, paragraphs with their face.

Source: article 52 (documents issued in the government's and in its office's name)
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from engine.model.issue import Issue

TITLE_CHARACTERS = 19
MARK_WIDTH_PT = 405.0
LARGEST_MARK_PT = 52.0

_UPWARD = {"请示", "报告"}
_FIRST = re.compile(r"[一二三四五六七八九十]+、")
_SECOND = re.compile(r"[（(][一二三四五六七八九十]+[)）]")
_SENTENCE = re.compile(r"[^。]*。?")
# A line of a title begins with none of these and ends with none of those.
_NOT_FIRST = frozenset("的地得了和与及、，。：；》）】”’!！?？")
_NOT_LAST = frozenset("《（【“‘和与及")
_ABOUT = "关于"
LONG_HEADING = 40


class Form(StrEnum):
    """The five forms in which a document is set (GB/T 9704)."""

    COMMON = "common"
    UPWARD = "upward"
    LETTER = "letter"
    ORDER = "order"
    MINUTES = "minutes"


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph: its heading in `face` (hei, kai or none), then the rest."""

    face: str
    heading: str
    rest: str


def form_of(kind: str) -> Form:
    """Return the form in which documents of this kind (文种) are set."""
    if kind in _UPWARD:
        return Form.UPWARD
    by_kind = {"函": Form.LETTER, "纪要": Form.MINUTES, "命令（令）": Form.ORDER}
    return by_kind.get(kind, Form.COMMON)


def mark_of(issue: Issue) -> str:
    """Return the red mark at the head (发文机关标志)."""
    endings = {Form.LETTER: "", Form.MINUTES: "纪要", Form.ORDER: "令"}
    return issue.issuer + endings.get(form_of(issue.kind), "文件")


def mark_size(mark: str) -> float:
    """Return the size in pt in which the mark fits the line."""
    return round(min(LARGEST_MARK_PT, MARK_WIDTH_PT / max(len(mark), 1)), 1)


def title_lines(title: str) -> tuple[str, ...]:
    """Return the title in lines: as its drafter parted it with spaces, or balanced."""
    parts = tuple(title.split())
    if len(parts) > 1 and max(map(len, parts)) <= TITLE_CHARACTERS:
        return parts
    if len(title) <= TITLE_CHARACTERS:
        return (title,)
    about = title.find(_ABOUT) + len(_ABOUT)
    fits = max(about, len(title) - about) <= TITLE_CHARACTERS
    if _ABOUT in title and fits and _may_break(title, about):
        return (title[:about], title[about:])
    lines = -(-len(title) // TITLE_CHARACTERS)
    return tuple(_balanced(title, lines))


def _balanced(title: str, lines: int) -> Iterator[str]:
    rest = title
    for left in range(lines, 1, -1):
        middle = -(-len(rest) // left)
        near = sorted(range(1, len(rest)), key=lambda cut: abs(cut - middle))
        cut = next((each for each in near if _may_break(rest, each)), middle)
        yield rest[:cut]
        rest = rest[cut:]
    yield rest


def _may_break(text: str, cut: int) -> bool:
    named = text[:cut].count("《") > text[:cut].count("》")
    return not named and text[cut] not in _NOT_FIRST and text[cut - 1] not in _NOT_LAST


def paragraphs_of(text: str) -> tuple[Paragraph, ...]:
    """Return the paragraphs of the text, headings told by how they are numbered."""
    lines = (line.strip(" \t\r　") for line in text.split("\n"))
    return tuple(_paragraph(line) for line in lines if line)


def _paragraph(line: str) -> Paragraph:
    face = "hei" if _FIRST.match(line) else "kai" if _SECOND.match(line) else ""
    if not face:
        return Paragraph("", "", line)
    heading = _SENTENCE.match(line)
    told = heading.group() if heading is not None else line
    # A numbered sentence as long as this is no heading, but text.
    if len(told) > LONG_HEADING:
        return Paragraph("", "", line)
    return Paragraph(face, told, line[len(told) :])


def day_words(day: date) -> str:
    """Return the day as documents bear it."""
    return f"{day.year}年{day.month}月{day.day}日"
