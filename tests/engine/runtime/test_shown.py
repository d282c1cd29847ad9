"""Tests of how rows are shown."""

from dataclasses import replace
from datetime import timedelta

import pytest

from engine.model.diagram import LimitSpec, LimitUnit
from engine.model.reading import Lamp
from engine.model.waiting import Limit
from engine.runtime.looking import look
from engine.runtime.procedures import read_procedures
from engine.runtime.shown import limits_shown


@pytest.mark.parametrize(
    ("warn", "lamp"),
    [("", Lamp.GREEN), ("0.5", Lamp.YELLOW), ("parameter('gone')", Lamp.GREEN)],
)
def test_a_lamp_turns_yellow_where_its_limit_says(running, warn, lamp):
    diagram = next(iter(read_procedures(running.engine).values())).diagram
    spec = LimitSpec("k", "限", LimitUnit.CALENDAR_DAYS, "10", warn=warn)
    with look(running.engine) as here:
        began, due = here.now - timedelta(days=6), here.now + timedelta(days=4)
        limit = Limit("c1", "k", "p", "", began, due, None)

        (shown,) = limits_shown(here, replace(diagram, limits=(spec,)), [limit], {})

    assert shown.lamp is lamp
