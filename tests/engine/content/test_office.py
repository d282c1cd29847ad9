"""An office is read whole, refused whole, and written so that it reads the same."""

import json
from datetime import UTC, date, datetime

import pytest

from engine.content.office import read_office
from engine.model.errors import BundleRejected
from engine.model.office import Appointment, GrantKind

OFFICE = {
    "units": [{"unit_id": "finance", "name": "财政局", "head_post": "finance_head"}],
    "posts": [
        {"post_id": "mayor", "name": "市长", "unit_id": "", "rank": 1},
        {
            "post_id": "finance_head",
            "name": "局长",
            "unit_id": "finance",
            "rank": 20,
            "kinds": ["unit_head"],
        },
    ],
    "people": [
        {"person_id": "a", "name": "甲", "login": "a", "password": "secret-1"},
        {"person_id": "b", "name": "乙", "login": "b", "roles": ["auditor"]},
    ],
    "appointments": [{"person_id": "a", "post_id": "mayor", "from_on": "2026-01-01"}],
    "grants": [
        {
            "grant_id": "g",
            "kind": "acting",
            "from_post": "mayor",
            "to_post": "finance_head",
            "from_at": "2026-01-01T09:00:00+08:00",
            "basis": "会议决定",
        }
    ],
}


def _read(**changed):
    return read_office(json.dumps({**OFFICE, **changed}).encode())


def test_an_office_is_read_with_the_first_passwords_apart():
    seed = _read()

    assert seed.passwords == {"a": "secret-1"}
    assert "secret-1" not in repr(seed)
    assert seed.office.people["b"].roles == ("auditor",)
    assert seed.office.appointments == (Appointment("a", "mayor", date(2026, 1, 1)),)
    grant = seed.office.grants[0]
    assert grant.kind is GrantKind.ACTING
    assert grant.from_at == datetime(2026, 1, 1, 1, tzinfo=UTC)


@pytest.mark.parametrize(
    ("changed", "told"),
    [
        ({"people": OFFICE["people"] * 2}, "a 重复"),
        (
            {
                "appointments": [
                    {"person_id": "z", "post_id": "mayor", "from_on": "2026-01-01"}
                ]
            },
            "“z”没有登记",
        ),
        ({"appointments": [{"person_id": "a", "post_id": "mayor"}]}, "缺少这一项"),
        ({"salaries": []}, "不认识这一项"),
        (
            {"grants": [{**OFFICE["grants"][0], "from_at": "2026-01-01T09:00:00"}]},
            "grants.0.from_at",
        ),
        ({"people": [{**OFFICE["people"][0], "roles": ["root"]}]}, "people.0.roles"),
    ],
)
def test_what_hangs_in_the_air_is_a_finding(changed, told):
    with pytest.raises(BundleRejected) as refused:
        _read(**changed)

    assert any(told in each.text for each in refused.value.findings)
