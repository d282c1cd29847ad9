"""The server as it is started, by a clock that runs ahead as far as a file says.

`AHEAD=<file> python -m tests.browser.clocked`; the file holds whole seconds.
"""

import os
from datetime import datetime, timedelta
from pathlib import Path

from engine.assembly import system_clock
from forms.__main__ import main

AHEAD = "AHEAD"


def ahead_clock() -> datetime:
    """Return the machine's moment, moved on by what the file says."""
    seconds = Path(os.environ[AHEAD]).read_text(encoding="utf-8")
    return system_clock() + timedelta(seconds=int(seconds))


if __name__ == "__main__":
    main(ahead_clock)
