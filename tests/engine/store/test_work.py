from datetime import timedelta

import pytest

from engine.store.store import Store
from tests.support.records import NOW, a_task, put_case, put_task


@pytest.fixture
def office(store: Store) -> Store:
    put_case(store)
    put_task(store)
    put_task(store, a_task("t2"), revision=2)
    return store


def test_opening_is_recorded_the_first_time(office: Store):
    with office.begin() as unit:
        first = unit.openings.record("t1", by="p1", at=NOW)
        again = unit.openings.record("t1", by="p1", at=NOW + timedelta(hours=1))

        assert (first, again) == (True, False)
        assert unit.openings.of_tasks(["t1", "t2"]) == (("t1", "p1", NOW),)


def test_who_opened_what_a_deed_led_to_is_known(office: Store):
    with office.begin() as unit:
        unit.openings.record("t1", by="p1", at=NOW)
        before = unit.openings.first_since("c1", 2)
        unit.openings.record("t2", by="p3", at=NOW + timedelta(hours=2))
        unit.openings.record("t2", by="p2", at=NOW + timedelta(hours=1))

        assert before is None
        assert unit.openings.first_since("c1", 2) == ("p2", NOW + timedelta(hours=1))


def test_a_draft_is_written_over(office: Store):
    with office.begin() as unit:
        none = unit.drafts.find("t1")
        unit.drafts.save("t1", {"title": "预"}, by="p1", at=NOW)
        unit.drafts.save("t1", {"title": "预算", "rows": [{"a": 1}]}, by="p1", at=NOW)

        assert none == {}
        assert unit.drafts.find("t1") == {"title": "预算", "rows": [{"a": 1}]}
