"""Identifiers: made in the application, ordered by time, unguessable (UUIDv7)."""

import secrets
from datetime import datetime


def new_id(now: datetime) -> str:
    """Return 32 hexadecimal digits, of which the first 12 order by `now` (ms)."""
    milliseconds = int(now.timestamp() * 1000) & (1 << 48) - 1
    value = milliseconds << 80 | secrets.randbits(80)
    value = value & ~(0xF << 76) | 7 << 76
    value = value & ~(0b11 << 62) | 0b10 << 62
    return f"{value:032x}"
