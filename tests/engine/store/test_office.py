from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from engine.model.calendar import YearCalendar
from engine.model.clock import at
from engine.model.office import (
    Absence,
    Appointment,
    Grant,
    GrantKind,
    GrantScope,
    Office,
    Person,
    Portfolio,
    Post,
    Unit,
)
from engine.store.store import Store, count_statements
from tests.support.records import NOW

DAY_ONE = date(2026, 1, 1)
GRANT = Grant(
    grant_id="g1",
    kind=GrantKind.ACTING,
    from_post="mayor",
    to_post="deputy",
    from_at=NOW,
    until_at=None,
    scope=GrantScope.PROCEDURES,
    subjects=("agenda",),
    basis="市政府〔2026〕1号",
)
OFFICE = Office(
    revision=0,
    units={"finance": Unit("finance", "市财政局", "财政", "head", "department")},
    posts={
        "deputy": Post("deputy", "副市长", "", 2, ("deputy_mayor",)),
        "mayor": Post("mayor", "市长", "", 1, ("mayor",)),
    },
    people={"p1": Person("p1", "王芳", "wangfang", ("auditor",))},
    appointments=(Appointment("p1", "mayor", DAY_ONE),),
    portfolios=(Portfolio("deputy", "finance", DAY_ONE),),
    absences=(Absence("a1", "p1", "leave", NOW, None, "假条"),),
    grants=(GRANT,),
)


@pytest.fixture
def office(store: Store) -> Store:
    with store.begin() as unit:
        unit.office.seed(OFFICE)
    return store


def test_an_office_comes_back_whole(office: Store):
    with office.read() as unit:
        loaded = unit.office.load()

    assert loaded == replace(OFFICE, revision=loaded.revision)


def test_an_empty_database_has_an_empty_office(store: Store):
    with store.read() as unit:
        assert unit.office.load().revision == unit.office.revision() == 0


def test_the_picture_takes_eight_statements_and_its_revision_one(office: Store):
    with count_statements(office) as whole, office.read() as unit:
        unit.office.load()
    with count_statements(office) as revision, office.read() as unit:
        unit.office.revision()

    assert (whole.count, revision.count) == (8, 1)


def test_every_change_moves_the_revision(office: Store):
    revisions = []
    changes = (
        lambda unit: unit.office.appoint(Appointment("p1", "deputy", DAY_ONE)),
        lambda unit: unit.office.end_appointment("p1", "mayor", until_on=DAY_ONE),
        lambda unit: unit.office.set_portfolio("deputy", [], from_on=date(2026, 2, 1)),
        lambda unit: unit.office.put_absence(OFFICE.absences[0]),
        lambda unit: unit.office.put_grant(GRANT),
        lambda unit: unit.office.end_grant("g1", at=NOW),
        lambda unit: unit.office.put_parameter("a", 1, from_on=DAY_ONE),
        lambda unit: unit.office.put_calendar([]),
    )
    for change in changes:
        with office.begin() as unit:
            change(unit)
            revisions.append(unit.office.revision())

    assert revisions == sorted(set(revisions))


def test_a_portfolio_replaces_the_one_before_from_its_day_on(office: Store):
    with office.begin() as unit:
        unit.office.put_units([Unit("audit", "市审计局")])
        unit.office.set_portfolio("deputy", ["audit"], from_on=date(2026, 7, 1))
        portfolios = unit.office.load().portfolios

    assert set(portfolios) == {
        Portfolio("deputy", "finance", DAY_ONE, date(2026, 6, 30)),
        Portfolio("deputy", "audit", date(2026, 7, 1)),
    }


def test_an_appointment_ends_with_its_last_day_and_only_once(office: Store):
    until = date(2026, 6, 30)
    with office.begin() as unit:
        ended = unit.office.end_appointment("p1", "mayor", until_on=until)
        again = unit.office.end_appointment("p1", "mayor", until_on=until)
        (kept,) = unit.office.load().appointments

    assert (ended, again) == (True, False)
    assert kept == Appointment("p1", "mayor", DAY_ONE, until)


def test_a_grant_is_ended_at_the_minute(office: Store):
    end = NOW + timedelta(minutes=1)
    with office.begin() as unit:
        ended = unit.office.end_grant("g1", at=end)
        unknown = unit.office.end_grant("g9", at=end)

        assert unit.office.load().grants == (ended,)
    assert ended == replace(GRANT, until_at=end)
    assert unknown is None


def test_a_parameter_has_the_value_of_its_day(store: Store):
    with store.begin() as unit:
        unit.office.put_parameter("agenda.lead_days", 2, from_on=DAY_ONE)
        unit.office.put_parameter("agenda.lead_days", 3, from_on=date(2026, 7, 1))

        before = unit.office.parameters(date(2026, 6, 30))
        after = unit.office.parameters(date(2026, 7, 1))
        with at(datetime(2026, 6, 30, 16, tzinfo=UTC)):
            today = unit.office.parameters()

    assert before == {"agenda.lead_days": 2}
    assert after == today == {"agenda.lead_days": 3}


def test_a_calendar_comes_back(store: Store):
    year = YearCalendar(
        2026, "国办发明电", frozenset({DAY_ONE}), frozenset({date(2026, 1, 4)})
    )
    with store.begin() as unit:
        unit.office.put_calendar([year])

        assert unit.office.calendar().years == {2026: year}
