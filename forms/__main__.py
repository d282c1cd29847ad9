"""`python -m forms`: one process with pages and worker, an office set up on the way."""

import logging
import signal
import sys
from collections.abc import Callable
from contextlib import suppress
from datetime import datetime
from pathlib import Path
from types import FrameType
from typing import Protocol

from waitress import create_server  # type: ignore[import-untyped]  # it ships no types

from engine.assembly import Engine, Settings, open_engine, system_clock
from engine.runtime.demo import read_demo
from engine.runtime.seed import seed
from engine.worker import start_worker
from forms.app import create_app
from forms.demo_cases import open_demo_cases
from forms.demo_people import featured
from forms.guard import UPLOAD_BYTES

THREADS = 8
FORWARDED = {"x-forwarded-for", "x-forwarded-proto", "x-forwarded-host"}
VIEWER = Path(__file__).parent / "static" / "vendor" / "viewer.js"


class _Server(Protocol):
    """What is used of waitress's server."""

    def run(self) -> None:
        """Serve until the interpreter exits."""


def main(clock: Callable[[], datetime] = system_clock) -> None:
    """Serve until told to stop, by this clock."""
    logging.basicConfig(
        level=logging.WARNING, format="%(asctime)s %(name)s %(message)s"
    )
    settings = Settings.from_env()
    _tell(f"数据目录 {settings.data}")
    engine = open_engine(settings, clock)
    _set_up(engine)
    worker = start_worker(engine)
    server = create_server(
        create_app(engine),
        host="127.0.0.1",
        port=settings.port,
        threads=THREADS,
        max_request_body_size=UPLOAD_BYTES,
        ident="",
        trusted_proxy=settings.proxy or None,
        trusted_proxy_headers=FORWARDED if settings.proxy else set(),
        clear_untrusted_proxy_headers=True,
    )
    _invite(engine, settings.port)
    try:
        _serve(server)
    finally:
        # A second signal must not cut off what the first one began.
        signal.signal(signal.SIGTERM, signal.SIG_IGN)
        signal.signal(signal.SIGINT, signal.SIG_IGN)
        _tell("正在停止…")
        server.close()
        worker.stop()
        engine.store.close()


def _set_up(engine: Engine) -> None:
    is_new = not read_demo(engine)
    if is_new:
        _tell("首次启动：建立演示机构，检查并发布流程…")
    seed(engine)
    if is_new and read_demo(engine):
        _tell(f"演示办件 {open_demo_cases(engine)} 件")
    if not VIEWER.exists():
        _tell("流程图组件还没有生成（make setup）；其他功能不受影响")


def _serve(server: _Server) -> None:
    # Waitress's loop ends in good order when the interpreter is told to exit inside it.
    signal.signal(signal.SIGTERM, _stop)
    signal.signal(signal.SIGINT, _stop)
    with suppress(SystemExit):
        server.run()


def _stop(number: int, frame: FrameType | None) -> None:
    del number, frame
    raise SystemExit(0)


def _invite(engine: Engine, port: int) -> None:
    _tell(f"已就绪：http://127.0.0.1:{port}/")
    people = read_demo(engine)
    if people:
        _tell(f"可用这些账号登录，密码都是 {people[0].password}")
        for person in featured(people):
            _tell(f"    {person.login:<14} {person.name} {'、'.join(person.posts)}")


def _tell(words: str) -> None:
    sys.stdout.write(f"· {words}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main()
