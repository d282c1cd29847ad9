"""Effects that change the office: what they leave in its rows, and what they refuse."""

from datetime import timedelta
from pathlib import Path

import pytest

from engine.model.errors import EffectRefused
from engine.model.reading import Receipt
from engine.runtime.deploy import deploy_folder
from engine.runtime.start import start_case
from tests.support.builders import CLERK, incidents, settle
from tests.support.running import Running

FOLDER = Path(__file__).parents[2] / "support" / "procedures" / "office_rows"


def take(running: Running, way: str) -> Receipt:
    deploy_folder(running.engine, FOLDER)
    answers = {"title": "代行", "way": way}
    by = running.holder(CLERK)
    return start_case(running.engine, "office_rows", by=by, answers=answers)


def office_of(running: Running):
    with running.engine.store.read() as unit:
        return unit.office.load()


def test_an_absence_that_is_ended_ends_now_whatever_was_foreseen(running):
    take(running, "absence")

    (absence,) = office_of(running).absences
    assert (absence.person_id, absence.until_at) == (
        "luchengyuan",
        running.clock.moment,
    )
    verbs = [act.verb for act in running.acts("office")]
    assert verbs[-2:] == ["record_absence", "end_absence"]


@pytest.mark.parametrize(
    ("way", "why"),
    [
        ("backwards", "ends_before_begins"),
        ("groundless", "no_basis"),
        ("unknown_absence", "absence_not_found"),
        ("unknown_grant", "grant_not_found"),
        ("doubled", "grant_overlaps"),
    ],
)
def test_what_the_office_cannot_hold_is_refused_with_its_reason(running, way, why):
    with pytest.raises(EffectRefused) as refused:
        take(running, way)

    assert refused.value.facts["why"] == why
    office = office_of(running)
    assert (office.absences, office.grants) == ((), ())


def test_an_overlap_cites_the_article_on_acting(running):
    with pytest.raises(EffectRefused) as refused:
        take(running, "doubled")

    assert refused.value.facts["references"] == ("8.1",)


def test_a_grant_ended_in_the_same_deed_makes_room_for_the_next(running):
    take(running, "replaced")

    ends = sorted(office_of(running).grants, key=lambda each: each.until_at is None)
    assert [each.until_at for each in ends] == [running.clock.moment, None]


def test_a_grant_that_is_over_keeps_its_end(running):
    take(running, "late")
    due = running.clock.moment + timedelta(hours=1)
    running.clock.pass_time(hours=3)
    settle(running)

    (grant,) = office_of(running).grants
    assert grant.until_at == due
    assert incidents(running) == ()
