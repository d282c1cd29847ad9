"""The authored calendar of a year."""

import json
from datetime import date

import pytest

from engine.content.calendar import read_calendar
from engine.model.errors import BundleRejected

YEAR = {
    "year": 2026,
    "notice": "通知",
    "holidays": ["2026-01-01", "2026-01-02"],
    "working_days": ["2026-01-04"],
}


def test_a_year_is_read():
    year = read_calendar(json.dumps(YEAR).encode())

    assert year.holidays == {date(2026, 1, 1), date(2026, 1, 2)}
    assert year.working_days == {date(2026, 1, 4)}


@pytest.mark.parametrize(
    ("changed", "told"),
    [
        ({"holidays": ["2025-12-31"]}, "不在 2026 年"),
        ({"holidays": ["2026-01-01", "2026-01-01"]}, "有重复"),
        ({"working_days": ["2026-01-01"]}, "同时列为放假日"),
        ({"holidays": ["1月1日"]}, "holidays.0"),
        ({"notice": ""}, "notice"),
    ],
)
def test_a_year_that_contradicts_itself_is_refused(changed, told):
    with pytest.raises(BundleRejected) as refused:
        read_calendar(json.dumps({**YEAR, **changed}).encode())

    assert any(told in each.text for each in refused.value.findings)
