"""The real server in a process of its own, on a free port, with a folder of its own."""

import os
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).parents[2]
READY_WITHIN_S = 60


@contextmanager
def served(folder: Path) -> Iterator[str]:
    """Serve a new demo office; give its address."""
    port = _free_port()
    address = f"http://127.0.0.1:{port}"
    environment = os.environ | {"ZHANGFA_DATA": str(folder), "PORT": str(port)}
    log = folder.with_suffix(".log")
    with log.open("wb") as sink:
        process = subprocess.Popen(
            [sys.executable, "-m", "forms"],
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
    until = time.monotonic() + READY_WITHIN_S
    while time.monotonic() < until and process.poll() is None:
        try:
            with urllib.request.urlopen(f"{address}/sign-in", timeout=5):
                return
        except OSError:
            time.sleep(0.1)
    process.kill()
    raise RuntimeError(log.read_text(encoding="utf-8"))


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
