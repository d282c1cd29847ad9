"""Settings, keys and what is read once."""

from datetime import date
from pathlib import Path

import pytest

from engine.assembly import Settings
from engine.model.clock import at
from engine.model.office import Unit
from engine.runtime.looking import look
from engine.store.store import count_statements
from tests.support.running import run_engine


def test_everything_lies_in_the_data_folder_unless_told_otherwise(tmp_path):
    settings = Settings.from_env({"ZHANGFA_DATA": str(tmp_path)})

    assert settings.data == tmp_path
    assert settings.database_url == f"sqlite:///{tmp_path / 'zhangfa.sqlite'}"
    assert settings.port == 8080


def test_the_database_and_the_port_can_be_told():
    settings = Settings.from_env(
        {"ZHANGFA_DATABASE_URL": "postgresql://db/office", "PORT": "8123"}
    )

    assert settings.database_url == "postgresql://db/office"
    assert settings.port == 8123


@pytest.fixture
def running(database_url: str, tmp_path: Path):
    running = run_engine(database_url, tmp_path)
    yield running
    running.engine.store.close()


def test_the_office_is_read_again_only_when_it_has_changed(running):
    library, store = running.engine.library, running.engine.store
    with at(running.clock()), store.begin() as unit:
        before = library.picture(unit)
        with count_statements(store) as unchanged:
            assert library.picture(unit) is before
        unit.office.put_units([Unit("new_bureau", "市新设局")])
        after = library.picture(unit)

    assert unchanged.count == 1
    assert "new_bureau" in after.office.units


def test_a_parameter_that_begins_tomorrow_holds_from_then_on(running):
    name, tomorrow = "agenda.lead_days", date(2026, 11, 24)
    with running.engine.store.begin() as unit:
        unit.office.put_parameter(name, 3, from_on=tomorrow)

    today = look_up(running, name)
    running.clock.pass_time(days=1)

    assert (today, look_up(running, name)) == (2, 3)


def look_up(running, name):
    with look(running.engine) as seen:
        return seen.picture.parameters[name]


def test_a_version_is_read_from_the_database_once(running):
    library, store = running.engine.library, running.engine.store
    with at(running.clock()), store.read() as unit:
        version = unit.versions.in_force("tiny")
        first = library.procedure(unit, version.version_id)
        with count_statements(store) as again:
            assert library.procedure(unit, version.version_id) is first

    assert again.count == 0
