"""Tests of what may be started."""

from engine.runtime.starting import NOT_PUBLISHED, read_start_options
from tests.support.running import MAYOR


def test_a_unit_s_official_may_start_what_any_unit_may(running):
    clerk = running.holder("finance_bureau_clerk")

    option = read_start_options(running.engine, by=clerk)[0]

    assert (option.slug, option.refused) == ("tiny", "")
    assert [clause.label for clause in option.clauses] == ["第42条第1句"]


def test_who_may_not_is_told_who_may(running):
    option = read_start_options(running.engine, by=MAYOR)[0]

    assert (option.slug, option.refused) == ("tiny", "由各单位发起")


def test_the_procedures_to_come_are_shown_as_not_published(running):
    planned = read_start_options(running.engine, by=MAYOR)[1:]

    assert len(planned) == 37
    assert {option.refused for option in planned} == {NOT_PUBLISHED}
