from dataclasses import replace

import pytest
from sqlalchemy.exc import IntegrityError

from engine.model.procedure import VersionState
from engine.store.store import Store
from tests.support.records import DAY, NOW, VERSION

OLDER = replace(
    VERSION, version_id="v0", number=0, digest="c", state=VersionState.RETIRED
)


@pytest.fixture
def office(store: Store) -> Store:
    with store.begin() as unit:
        unit.versions.add(OLDER, b"one")
        unit.versions.add(VERSION, b"two")
    return store


def test_a_version_and_its_files_come_back(office: Store):
    with office.read() as unit:
        assert unit.versions.find("v1") == VERSION
        assert unit.versions.find("v9") is None
        assert unit.versions.bundle("v1") == b"two"
        assert unit.versions.of_slug("agenda") == (OLDER, VERSION)
        assert unit.versions.known_slugs() == {"agenda"}


def test_one_version_is_in_force(office: Store):
    with office.read() as unit:
        assert unit.versions.in_force("agenda") == VERSION
        assert unit.versions.all_current() == (VERSION,)


def test_a_stopped_version_is_current_and_not_in_force(office: Store):
    with office.begin() as unit:
        versions = unit.versions
        stopped = versions.stop("v1"), versions.stop("v1"), versions.stop("v0")
        found = versions.in_force("agenda")
        current = versions.current("agenda")
        resumed = versions.resume("v1"), versions.resume("v1")

        assert stopped == (True, False, False)
        assert found is None
        assert current == replace(VERSION, state=VersionState.STOPPED)
        assert versions.all_current() == (VERSION,)
        assert resumed == (True, False)


def test_a_version_is_retired_once(office: Store):
    with office.begin() as unit:
        retired = unit.versions.retire("v1"), unit.versions.retire("v1")

        assert retired == (True, False)
        assert unit.versions.current("agenda") is None


def test_a_number_is_given_once(office: Store):
    twin = replace(VERSION, version_id="v3")

    with pytest.raises(IntegrityError), office.begin() as unit:
        unit.versions.add(twin, b"three")


def test_a_planned_version_is_due_from_its_moment_and_is_let_in_once(office: Store):
    planned = replace(
        VERSION, version_id="v2", number=2, state=VersionState.PLANNED, from_at=NOW
    )
    with office.begin() as unit:
        versions = unit.versions
        versions.add(planned, b"three")

        assert versions.planned("agenda") == planned
        assert versions.all_planned() == (planned,)
        assert versions.standing("agenda") == (VERSION, planned)
        assert versions.current("agenda") == VERSION
        assert versions.due(NOW - DAY) == ()
        assert versions.due(NOW) == (planned,)
        assert versions.retire("v1")
        assert (versions.let_in("v2"), versions.let_in("v2")) == (True, False)
        assert not versions.withdraw("v2", VersionState.WITHDRAWN)
        assert versions.current("agenda") == replace(
            planned, state=VersionState.IN_FORCE
        )


def test_a_withdrawn_version_is_never_due(office: Store):
    planned = replace(
        VERSION, version_id="v2", number=2, state=VersionState.PLANNED, from_at=NOW
    )
    with office.begin() as unit:
        unit.versions.add(planned, b"three")

        assert unit.versions.withdraw("v2", VersionState.WITHDRAWN)
        assert unit.versions.due(NOW) == ()
        assert unit.versions.standing("agenda") == (VERSION,)
