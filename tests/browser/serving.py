"""The real server in a process of its own, on a free port, with a folder of its own."""

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from engine.model.clock import OFFICE_ZONE
from tests.browser.clocked import AHEAD

ROOT = Path(__file__).parents[2]
READY_WITHIN_S = 60


@dataclass(slots=True)
class MovedClock:
    """The clock of a served office, as a test moves it on."""

    file: Path
    seconds: int = 0

    def __post_init__(self) -> None:
        self.pass_time()

    def pass_time(self, **by: float) -> None:
        """Move on; the file is replaced whole, for the office reads it at any time."""
        self.seconds += int(timedelta(**by).total_seconds())
        written = self.file.with_suffix(".new")
        written.write_text(str(self.seconds), encoding="utf-8")
        written.replace(self.file)

    @property
    def local(self) -> datetime:
        """What the office's clock shows."""
        return datetime.now(OFFICE_ZONE) + timedelta(seconds=self.seconds)


@contextmanager
def served(
    folder: Path, clock: MovedClock | None = None, processes: Path | None = None
) -> Iterator[str]:
    """Serve a new demo office; give its address.

    Args:
        folder: Where its data lie.
        clock: The clock it goes by, instead of the machine's.
        processes: A folder with its procedures, instead of those that are shipped.
    """
    port = _free_port()
    address = f"http://127.0.0.1:{port}"
    environment = os.environ | {"ZHANGFA_DATA": str(folder), "PORT": str(port)}
    if processes is not None:
        environment["ZHANGFA_PROCESSES"] = str(processes)
    module = "forms"
    if clock is not None:
        module, environment[AHEAD] = "tests.browser.clocked", str(clock.file)
    log = folder.with_suffix(".log")
    with log.open("wb") as sink:
        process = subprocess.Popen(  # noqa: S603 (our own modules)
            [sys.executable, "-m", module],
            cwd=ROOT,
            env=environment,
            stdout=sink,
            stderr=subprocess.STDOUT,
        )
    try:
        _wait(address, process, log)
        yield address
    finally:
        process.terminate()
        process.wait(timeout=READY_WITHIN_S)


def _wait(address: str, process: subprocess.Popen[bytes], log: Path) -> None:
    """Return once the server invites people to its address."""
    until = time.monotonic() + READY_WITHIN_S
    while time.monotonic() < until and process.poll() is None:
        if address in log.read_text(encoding="utf-8"):
            return
        time.sleep(0.05)
    process.kill()
    raise RuntimeError(log.read_text(encoding="utf-8"))


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
