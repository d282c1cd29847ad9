"""A tag claims a clause; the way that was walked must have cited it."""

import pytest

from engine.acceptance.evidence import Reached, must_meet
from engine.model.reference import Reference

REACHED = Reached({"42.1": ("agenda_submission:fill_in",)}, {})


def test_a_clause_that_was_met_is_evidence():
    must_meet([Reference(42, 1), Reference(42)], REACHED)


def test_a_clause_that_was_not_met_fails_and_says_what_was():
    with pytest.raises(
        AssertionError, match="没有引到第42条第2句；引到的是：第42条第1句"
    ):
        must_meet([Reference(42, 1), Reference(42, 2)], REACHED)


def test_nothing_reached_is_said_so():
    with pytest.raises(AssertionError, match="引到的是：无"):
        must_meet([Reference(42, 1)], Reached({}, {}))
