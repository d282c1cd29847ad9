"""A database in memory is filled anew; one that keeps what it holds never is."""

from pathlib import Path

import pytest

from engine.store.migrate import migrate
from engine.store.refill import keep, refill
from engine.store.store import open_store
from tests.support.records import a_case, put_case


@pytest.fixture
def template(tmp_path: Path) -> Path:
    """A file that holds one case, and nobody has open."""
    path = tmp_path / "template.sqlite"
    store = open_store(f"sqlite:///{path}")
    migrate(store)
    put_case(store, a_case("甲"))
    store.close()
    return path


def test_it_holds_what_the_file_holds_and_nothing_else(template: Path):
    store = open_store("sqlite://")
    refill(store, template)
    put_case(store, a_case("乙"))

    refill(store, template)

    with store.read() as unit:
        assert unit.cases.open_ids() == ("甲",)
    store.close()


def test_the_file_stays_as_it_was(template: Path):
    before = template.read_bytes()
    store = open_store("sqlite://")

    refill(store, template)
    put_case(store, a_case("乙"))
    store.close()

    assert template.read_bytes() == before


def test_a_database_in_a_file_is_never_overwritten(template: Path, tmp_path: Path):
    office = open_store(f"sqlite:///{tmp_path / 'office.sqlite'}")
    migrate(office)
    put_case(office, a_case("乙"))

    with pytest.raises(ValueError, match="not in memory"):
        refill(office, template)

    with office.read() as unit:
        assert unit.cases.open_ids() == ("乙",)
    office.close()


def test_what_was_kept_comes_back_and_nothing_done_since(template: Path):
    store = open_store("sqlite://")
    refill(store, template)
    kept = keep(store)
    put_case(store, a_case("乙"))

    refill(store, kept)

    with store.read() as unit:
        assert unit.cases.open_ids() == ("甲",)
    kept.close()
    store.close()
