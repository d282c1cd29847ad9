"""Acts: their digest and the seal that joins them to their predecessor."""

from dataclasses import fields, replace
from datetime import UTC, datetime

import pytest

from engine.model.act import Act, canonical, digest_of, mac_of

ACT = Act(
    chain="case-1",
    seq=2,
    at=datetime(2026, 3, 1, 1, tzinfo=UTC),
    verb="complete",
    actor="a",
    actor_name="甲",
    post="exec_deputy",
    on_behalf_of="post:mayor",
    right="acting:g",
    element_id="mayor_decision",
    task_id="t",
    references=("42.1", "8.1"),
    details={"decision": "列入"},
    digest="d",
    previous="p",
    algorithm="sha256",
    key_id="k1",
)
KEY = b"0123456789abcdef0123456789abcdef"
SEALED = [f.name for f in fields(Act) if f.name not in {"details", "mac", "algorithm"}]


def _changed(value):
    if isinstance(value, datetime):
        return value.replace(second=1)
    if isinstance(value, int):
        return value + 1
    return (*value, "9") if isinstance(value, tuple) else f"{value}x"


@pytest.mark.parametrize("name", SEALED)
def test_the_seal_covers_every_field(name):
    forged = replace(ACT, **{name: _changed(getattr(ACT, name))})

    assert mac_of(forged, KEY) != mac_of(ACT, KEY)


def test_the_seal_needs_the_key():
    assert mac_of(ACT, KEY) == mac_of(replace(ACT, mac="whatever"), KEY)
    assert mac_of(ACT, KEY) != mac_of(ACT, KEY[::-1])


def test_the_same_details_have_one_digest_in_any_order():
    assert digest_of({"a": 1, "b": "二"}) == digest_of({"b": "二", "a": 1})
    assert digest_of({"a": 1}) != digest_of({"a": "1"})


def test_the_canonical_form_is_utf8_without_spaces():
    assert canonical({"b": [1, None], "a": "二"}) == '{"a":"二","b":[1,null]}'.encode()
