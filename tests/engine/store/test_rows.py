from dataclasses import dataclass
from enum import StrEnum

from engine.store.rows import row_of, value_of


class Colour(StrEnum):
    RED = "red"


@dataclass(frozen=True, slots=True)
class Lamp:
    colour: Colour
    posts: tuple[str, ...]
    name: str = ""


def test_a_value_becomes_a_row_of_plain_words():
    row = row_of(Lamp(Colour.RED, ("a",)))

    assert row == {"colour": "red", "posts": ("a",), "name": ""}
    assert type(row["colour"]) is str


def test_a_row_becomes_a_value_whatever_prefix_it_bears():
    row = {"lamp_colour": "red", "lamp_posts": ["a", "b"], "lamp_name": "x", "y": 1}

    lamp = value_of(Lamp, row, "lamp_")

    assert lamp == Lamp(Colour.RED, ("a", "b"), "x")
    assert lamp.colour is Colour.RED
