"""Fixtures of the verbs' tests: an engine of its own for each, on each database."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.support.running import Running, run_engine


@pytest.fixture
def running(database_url: str, tmp_path: Path) -> Iterator[Running]:
    running = run_engine(database_url, tmp_path)
    yield running
    running.engine.store.close()
