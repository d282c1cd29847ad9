"""Fixtures of acceptance: the office as shipped, set up once."""

from collections.abc import Iterator

import pytest

from engine.acceptance.stage import Stages, prepare_template


@pytest.fixture(scope="session")
def stages(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stages]:
    template = tmp_path_factory.mktemp("template")
    prepare_template(template)
    stages = Stages(template, tmp_path_factory.mktemp("stage") / "office")
    yield stages
    stages.close()
