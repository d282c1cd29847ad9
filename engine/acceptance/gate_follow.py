"""Following the gate's process: what it says, its pulse, and its end at the latest."""

import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import suppress
from pathlib import Path
from queue import Empty, SimpleQueue
from threading import Thread
from time import monotonic
from typing import IO

PULSE_S = 1.0
Line = Mapping[str, object]


def follow(module: str, folder: Path, *, wall_s: float) -> Iterator[Line | None]:
    """Let a module work on a folder; yield what it tells, None at least once a second.

    The process dies with this: when it has taken too long, or when nobody asks on. The
    last line is `{"end": true}` only if it came to its end by itself.
    """
    reading, writing = os.pipe()
    child = subprocess.Popen(  # noqa: S603 - our own interpreter and module
        [sys.executable, "-m", module, str(folder)],
        stdout=writing,
        stderr=subprocess.DEVNULL,
        # So that it can be ended together with the processes that it starts.
        start_new_session=True,
    )
    os.close(writing)
    lines: SimpleQueue[Line | None] = SimpleQueue()
    pump = Thread(target=_pump, args=(os.fdopen(reading, "rb"), lines), daemon=True)
    pump.start()
    until = monotonic() + wall_s
    try:
        while monotonic() < until:
            try:
                line = lines.get(timeout=PULSE_S)
            except Empty:
                yield None
                continue
            if line is None:
                return
            yield line
    finally:
        with suppress(ProcessLookupError):
            os.killpg(child.pid, signal.SIGKILL)
        child.wait()
        pump.join()


def _pump(output: IO[bytes], lines: SimpleQueue[Line | None]) -> None:
    """Pass the process's lines on, then None; half a line of a killed one is lost."""
    with output:
        for line in output:
            with suppress(ValueError):
                lines.put(json.loads(line))
    lines.put(None)
