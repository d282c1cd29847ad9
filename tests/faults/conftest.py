"""One office per database for all faults: each test has a case of its own in it."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.faults.serving import Client, signed_in
from tests.support.running import Running, run_engine


@pytest.fixture(scope="module", params=["sqlite", "postgresql"])
def office(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Running]:
    databases = request.getfixturevalue(f"{request.param}_databases")
    folder = tmp_path_factory.mktemp(f"office_{request.param}")
    with databases.fresh(folder) as url:
        running = run_engine(url, folder)
        yield running
        running.engine.store.close()


@pytest.fixture
def running(
    database_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Running]:
    """Give an office of its own, which is not as patient as the real one."""
    monkeypatch.setattr("engine.store.database.BUSY_TIMEOUT_MS", 50)
    running = run_engine(database_url, tmp_path)
    yield running
    running.engine.store.close()


@pytest.fixture
def reviewer(running: Running) -> Client:
    return signed_in(running, running.holder("sec_general"))
