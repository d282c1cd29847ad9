"""Fixtures of the abuse tests: the shipped office, served once on each database."""

from collections.abc import Iterator

import pytest
from flask import Flask

from tests.abuse.served import Served, serve


@pytest.fixture(scope="package", params=["sqlite", "postgresql"])
def served(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Served]:
    """Give an office that all these tests share; refusals leave it as it was."""
    databases = request.getfixturevalue(f"{request.param}_databases")
    folder = tmp_path_factory.mktemp("served")
    with databases.fresh(folder) as url, serve(url, folder) as office:
        yield office


@pytest.fixture
def alone(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Served]:
    """Give an office of one's own on SQLite, for what changes it for everybody."""
    databases = request.getfixturevalue("sqlite_databases")
    folder = tmp_path_factory.mktemp("alone")
    with databases.fresh(folder) as url, serve(url, folder) as office:
        yield office


@pytest.fixture
def light_app(alone: Served) -> Flask:
    return alone.app
