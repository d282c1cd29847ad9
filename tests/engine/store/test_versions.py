from dataclasses import replace

import pytest
from sqlalchemy.exc import IntegrityError

from engine.model.procedure import VersionState
from engine.store.store import Store
from tests.support.records import NOW, VERSION

DRAFT = replace(
    VERSION,
    version_id="v2",
    number=2,
    state=VersionState.DRAFT,
    published_at=None,
    published_by="",
)


@pytest.fixture
def office(store: Store) -> Store:
    with store.begin() as unit:
        unit.versions.add(VERSION, b"one")
        unit.versions.add(DRAFT, b"two")
    return store


def test_a_version_and_its_files_come_back(office: Store):
    with office.read() as unit:
        assert unit.versions.find("v2") == DRAFT
        assert unit.versions.find("v9") is None
        assert unit.versions.bundle("v2") == b"two"
        assert unit.versions.of_slug("agenda") == (VERSION, DRAFT)


def test_one_version_is_in_force(office: Store):
    with office.begin() as unit:
        before = unit.versions.in_force("agenda")
        unit.versions.put_in_force(DRAFT, at=NOW, by="p2")
        after = unit.versions.all_in_force()

        assert before == VERSION
        assert [(v.version_id, v.published_by) for v in after] == [("v2", "p2")]
        assert unit.versions.find("v1").state is VersionState.RETIRED


def test_a_number_is_given_once(office: Store):
    twin = replace(DRAFT, version_id="v3")

    with pytest.raises(IntegrityError), office.begin() as unit:
        unit.versions.add(twin, b"three")
