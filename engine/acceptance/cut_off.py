"""Limits of a run: how long a scenario may take, what a process may use."""

import resource
import signal
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType


class ScenarioOverdue(BaseException):
    """The scenario did not end in time; no deed of its may take this for a fault."""


@contextmanager
def within(seconds: float) -> Iterator[None]:
    """Let the block run for so long at most; 0 sets no limit.

    Raises:
        ScenarioOverdue: It did not end; raised wherever the block just was.
    """
    if not seconds:
        yield
        return

    def cut_off(_number: int, _frame: FrameType | None) -> None:
        raise ScenarioOverdue(f"没有在 {seconds:g} 秒内结束，已经中断")

    before = signal.signal(signal.SIGALRM, cut_off)
    signal.setitimer(signal.ITIMER_REAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)


def limit_process(*, cpu_s: int, memory_bytes: int) -> None:
    """Hold this process, and those that it starts, each to so much CPU and memory."""
    resource.setrlimit(resource.RLIMIT_CPU, (cpu_s, cpu_s))
    resource.setrlimit(resource.RLIMIT_AS, (memory_bytes, memory_bytes))
