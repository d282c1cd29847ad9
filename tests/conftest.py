"""Fixtures for all tests: a database of each kind, fresh for each test."""

import os
import subprocess
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from engine.store.store import Store, open_store
from tests.support.databases import Postgresql, Sqlite, postgresql_server


@pytest.fixture(scope="session")
def sqlite_databases(tmp_path_factory: pytest.TempPathFactory) -> Sqlite:
    return Sqlite(tmp_path_factory.mktemp("sqlite"))


@pytest.fixture(scope="session")
def postgresql_databases() -> Iterator[Postgresql]:
    with ExitStack() as stack:
        try:
            databases = Postgresql(stack.enter_context(postgresql_server()))
        except (OSError, KeyError, subprocess.SubprocessError) as error:
            reason = f"PostgreSQL cannot start: {error}"
            if os.environ.get("CI") == "true":
                pytest.fail(reason)
            pytest.skip(reason)
        yield databases
        databases.close()


@pytest.fixture(params=["sqlite", "postgresql"])
def database_url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """Give the URL of a migrated, empty database; each test runs on both kinds."""
    databases = request.getfixturevalue(f"{request.param}_databases")
    with databases.fresh(tmp_path) as url:
        yield url


@pytest.fixture
def store(database_url: str) -> Iterator[Store]:
    opened = open_store(database_url)
    yield opened
    opened.close()
