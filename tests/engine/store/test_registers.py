from datetime import UTC, date, datetime

import pytest

from engine.store.registers import Between, typed
from engine.store.store import Store
from tests.support.records import a_case, put_case

MOMENT = "2026-11-23T01:00:00+00:00"


@pytest.fixture
def office(store: Store) -> Store:
    for n, amount in enumerate((10, 20, 30)):
        put_case(store, a_case(f"c{n}"))
        with store.begin() as unit:
            fields = {"amount": amount, "major": n > 0, "meeting_at": MOMENT}
            unit.registers.put(f"c{n}", "agenda", fields)
    return store


def found(store: Store, *conditions: Between, **paging) -> list[str]:
    with store.read() as unit:
        cases = unit.registers.find("agenda", *conditions, **paging)
    return [case.case_id for case in cases]


@pytest.mark.parametrize(
    "value",
    ["预算", 3, 2.5, True, None, MOMENT, "2026-11-23", ["a", "b"], {"k": [1]}],
)
def test_a_value_comes_back_as_it_was(store: Store, value):
    put_case(store)
    with store.begin() as unit:
        unit.registers.put("c1", "agenda", {"field": value})

        assert unit.registers.of_case("c1") == {"field": value}


def test_the_last_value_counts(store: Store):
    put_case(store)
    with store.begin() as unit:
        unit.registers.put("c1", "agenda", {"a": 1, "b": 1})
        unit.registers.put("c1", "agenda", {"a": "two"})
        both = unit.registers.of_case("c1")
        unit.registers.restore("c1", "agenda", {"b": 7})

        assert both == {"a": "two", "b": 1}
        assert unit.registers.of_case("c1") == {"b": 7}


def test_cases_are_found_by_what_their_register_says(office: Store):
    day = datetime(2026, 11, 23, tzinfo=UTC)

    assert found(office, Between("amount", low=20)) == ["c2", "c1"]
    assert found(office, Between("amount", low=10, high=20)) == ["c0"]
    assert found(office, Between("major", is_=False)) == ["c0"]
    assert found(office, Between("meeting_at", low=day)) == ["c2", "c1", "c0"]
    assert found(office, Between("amount", is_=20), Between("major", is_=True)) == [
        "c1"
    ]
    assert found(office, Between("other", is_=1)) == []


def test_a_register_is_paged_through(office: Store):
    first = found(office, size=2)

    assert first == ["c2", "c1"]
    assert found(office, after=first[-1], size=2) == ["c0"]


@pytest.mark.parametrize(
    ("value", "column", "kept"),
    [
        (True, "flag", True),
        (3, "number", 3.0),
        ("2026-11-23", "day", date(2026, 11, 23)),
        (date(2026, 11, 23), "day", date(2026, 11, 23)),
        (MOMENT, "moment", datetime(2026, 11, 23, 1, tzinfo=UTC)),
        ("2026-11-23T01:00:00", "moment", None),
        ("2026-13-99", "day", None),
        ("2026-13-99", "text", "2026-13-99"),
        ([1], "number", None),
    ],
)
def test_a_value_fills_the_column_of_its_kind(value, column, kept):
    assert typed(value)[column] == kept


def test_a_unit_is_found_by_itself_and_in_a_list(store: Store):
    put_case(store)
    put_case(store, a_case("c2"))
    put_case(store, a_case("c3"))
    with store.begin() as unit:
        unit.registers.put("c1", "agenda", {"unit": "finance"})
        unit.registers.put("c2", "agenda", {"unit": ["water", "finance"]})
        unit.registers.put("c3", "agenda", {"unit": ["finance_office", "%"]})

    assert found(store, Between("unit", has="finance")) == ["c2", "c1"]
    assert found(store, Between("unit", has="%")) == ["c3"]
