"""Fixtures of acceptance: the office as shipped, set up once."""

from pathlib import Path

import pytest

from engine.acceptance.stage import prepare_template


@pytest.fixture(scope="session")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("template")
    prepare_template(folder)
    return folder
