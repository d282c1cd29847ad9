from datetime import UTC, date, datetime, timedelta, timezone

import pytest
from sqlalchemy import literal, select
from sqlalchemy.exc import StatementError

from engine.store.store import Store
from engine.store.types import Moment, Plain
from tests.support.records import NOW


def stored(store: Store, value: object, kind: object) -> object:
    with store.read() as unit:
        return unit.connection.execute(select(literal(value, kind))).scalar()


def test_a_moment_comes_back_in_utc_to_the_microsecond(store: Store):
    moment = datetime(2026, 11, 23, 9, 0, 0, 1, tzinfo=timezone(timedelta(hours=8)))

    back = stored(store, moment, Moment())

    assert back == moment
    assert back.tzinfo is UTC


def test_a_naive_moment_is_refused(store: Store):
    naive = NOW.replace(tzinfo=None)

    with pytest.raises(StatementError, match="2026"):
        stored(store, naive, Moment())


def test_plain_values_keep_their_order_and_their_script(store: Store):
    value = {"乙": [1, 2.5, None, True], "甲": {"b": 1, "a": "字"}}

    back = stored(store, value, Plain())

    assert back == value
    assert list(back) == ["乙", "甲"]


def test_days_become_text_and_sets_lists(store: Store):
    value = {"on": date(2026, 11, 23), "units": frozenset({"b", "a"}), "pair": (1, 2)}

    back = stored(store, value, Plain())

    assert back == {"on": "2026-11-23", "units": ["a", "b"], "pair": [1, 2]}


@pytest.mark.parametrize("value", [float("nan"), object(), b"bytes"])
def test_what_is_no_plain_value_is_refused(store: Store, value: object):
    with pytest.raises(StatementError):
        stored(store, value, Plain())
