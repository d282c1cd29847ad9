"""Parameters: dotted names, plain values."""

import json

import pytest

from engine.content.parameters import read_parameters
from engine.model.errors import BundleRejected

LEAD = {"value": 2, "unit": "calendar_days", "references": ["42.2"], "note": "…"}


def test_parameters_are_read_by_name():
    parameters = read_parameters(json.dumps({"agenda.lead_days": LEAD}).encode())

    assert parameters["agenda.lead_days"].references == ("42.2",)
    assert parameters["agenda.lead_days"].value == 2


def test_everything_wrong_with_parameters_is_told_at_once():
    wrong = {
        "lead": LEAD,
        "a.b": {**LEAD, "value": {"x": 1}},
        "a.c": {"unit": "days"},
        "a.d": 5,
    }

    with pytest.raises(BundleRejected) as refused:
        read_parameters(json.dumps(wrong).encode())

    places = [each.text.partition(":")[0] for each in refused.value.findings]
    assert places == ["a.b.value", "a.c.value", "a.d", "lead"]
