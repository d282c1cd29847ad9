"""The ring of secret keys: which seals new rows, and the old ones that still verify."""

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class KeyRing:
    """`current` names the key that seals; keys that ever sealed stay in `keys`."""

    current: str
    keys: Mapping[str, bytes] = field(repr=False)

    @property
    def key(self) -> bytes:
        return self.keys[self.current]
