"""Identifiers."""

from datetime import UTC, datetime, timedelta

from engine.model.identity import new_id

NOW = datetime(2026, 3, 1, tzinfo=UTC)


def test_an_id_is_a_uuid_of_version_7_in_32_digits():
    made = new_id(NOW)

    assert len(made) == 32
    assert made[12] == "7"
    assert made[16] in "89ab"


def test_ids_order_by_time():
    assert new_id(NOW) < new_id(NOW + timedelta(milliseconds=1))


def test_ids_of_one_moment_differ():
    assert len({new_id(NOW) for _ in range(1_000)}) == 1_000
