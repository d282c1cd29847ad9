"""Plain values read back from JSON as they were written."""

import json
from datetime import UTC, date, datetime

import pytest

from engine.model.case import CaseState
from engine.runtime.plain import plain


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (datetime(2026, 11, 23, tzinfo=UTC), "2026-11-23T00:00:00+00:00"),
        (date(2026, 11, 23), "2026-11-23"),
        (("a", {"b": (1, None)}), ["a", {"b": [1, None]}]),
        ({"b", "a"}, ["a", "b"]),
        (CaseState.RUNNING, "running"),
        (True, True),
    ],
)
def test_a_value_becomes_what_json_reads_back(value, expected):
    assert plain(value) == expected
    assert json.loads(json.dumps(plain(value))) == expected


def test_what_has_no_plain_form_is_refused():
    with pytest.raises(TypeError):
        plain(object())
