"""How a sentence may be typed: its commas and colons in half or in full width."""

import re
from typing import Any

from pytest_bdd import parsers

# What is quoted is somebody's name or words, and stays as it is.
_QUOTED_OR_WIDE = re.compile(r'"[^"]*"|[\uff0c\uff1a]')
_NARROW = {"\uff0c": ",", "\uff1a": ":"}


def narrow(sentence: str) -> str:
    """Return the sentence with the commas and colons that its definition has."""
    return _QUOTED_OR_WIDE.sub(lambda m: _NARROW.get(m[0], m[0]), sentence)


class Told(parsers.parse):
    """A sentence with names in its places."""

    def parse_arguments(self, name: str) -> dict[str, Any]:
        return super().parse_arguments(narrow(name))

    def is_matching(self, name: str) -> bool:
        return super().is_matching(narrow(name))


class ToldEither(parsers.re):
    """A sentence of which parts may be left out, or said in one way or the other."""

    def parse_arguments(self, name: str) -> dict[str, str] | None:
        return super().parse_arguments(narrow(name))

    def is_matching(self, name: str) -> bool:
        return super().is_matching(narrow(name))
