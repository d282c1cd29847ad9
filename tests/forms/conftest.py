"""Fixtures of the web's tests: an office that is served, on each database."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask

from forms.app import create_app
from tests.support.databases import Sqlite
from tests.support.running import Running, run_engine


@pytest.fixture
def running(database_url: str, tmp_path: Path) -> Iterator[Running]:
    """Give an office on each of the databases."""
    running = run_engine(database_url, tmp_path)
    yield running
    running.engine.store.close()


@pytest.fixture
def app(running: Running) -> Flask:
    return create_app(running.engine)


@pytest.fixture
def light(sqlite_databases: Sqlite, tmp_path: Path) -> Iterator[Running]:
    """Give an office on SQLite alone, for what no database has a say in."""
    with sqlite_databases.fresh(tmp_path) as url:
        running = run_engine(url, tmp_path)
        yield running
        running.engine.store.close()


@pytest.fixture
def light_app(light: Running) -> Flask:
    return create_app(light.engine)
