"""One office per database for all faults: each test has a case of its own in it."""

from collections.abc import Iterator

import pytest

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
