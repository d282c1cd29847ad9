"""Who may see a case."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from engine.model.case import Case, CaseState
from engine.model.office import (
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
from engine.model.visibility import may_see_case, sight_of

NOW = datetime(2026, 3, 2, 1, tzinfo=UTC)
BEGUN = date(2026, 1, 1)
HOLDERS = {
    "initiator": "finance_clerk",
    "colleague": "finance_clerk",
    "in_charge": "deputy",
    "other_deputy": "deputy_b",
    "owner": "office_clerk",
    "candidate": "mayor",
    "stranger": "health_clerk",
    "auditor": "audit_post",
}
POSTS = (
    Post("finance_clerk", "经办人", "finance", 60),
    Post("health_clerk", "经办人", "health", 60),
    Post("office_clerk", "经办人", "gov_office", 60),
    Post("deputy", "副市长甲", "", 3),
    Post("deputy_b", "副市长乙", "", 4),
    Post("mayor", "市长", "", 1),
    Post("audit_post", "审计", "", 90),
)
OFFICE = Office(
    revision=1,
    units={u: Unit(u, u) for u in ("finance", "health", "gov_office")},
    posts={post.post_id: post for post in POSTS},
    people={
        who: Person(who, who, who, ("auditor",) if who == "auditor" else ())
        for who in HOLDERS
    },
    appointments=tuple(Appointment(who, p, BEGUN) for who, p in HOLDERS.items()),
    portfolios=(
        Portfolio("deputy", "finance", BEGUN),
        Portfolio("deputy_b", "health", BEGUN),
    ),
    absences=(),
    grants=(),
)
CASE = Case(
    case_id="c1",
    slug="agenda",
    version_id="v",
    number="agenda-2026-0001",
    title="预算",
    state=CaseState.RUNNING,
    outcome="",
    initiator="initiator",
    initiator_post="finance_clerk",
    initiator_unit="finance",
    started_at=NOW,
    ended_at=None,
    revision=1,
    acts=1,
    head="",
)


def _sees(person, office=OFFICE, case=CASE, at=NOW, acted=()):
    return may_see_case(
        sight_of(office, person, at),
        case,
        owner="unit:gov_office",
        candidates=("post:mayor",),
        acted=acted,
    )


@pytest.mark.parametrize(
    "person",
    ["initiator", "colleague", "in_charge", "owner", "candidate", "auditor"],
)
def test_those_who_have_to_do_with_a_case_see_it(person):
    assert _sees(person)


@pytest.mark.parametrize("person", ["stranger", "other_deputy", "nobody", ""])
def test_nobody_else_does(person):
    assert not _sees(person)


def test_who_acted_sees_it_ever_after_while_still_in_office():
    ended = tuple(
        replace(each, until_on=date(2026, 1, 31))
        if each.person_id == "stranger"
        else each
        for each in OFFICE.appointments
    )

    assert _sees("stranger", acted=["stranger"])
    assert not _sees(
        "stranger", replace(OFFICE, appointments=ended), acted=["stranger"]
    )


def test_the_substitute_sees_for_as_long_as_the_grant_holds_and_reaches():
    grant = Grant(
        grant_id="g",
        kind=GrantKind.ACTING,
        from_post="mayor",
        to_post="deputy_b",
        from_at=NOW,
        until_at=NOW + timedelta(hours=1),
        scope=GrantScope.CASES,
        subjects=("c1",),
        basis="决定",
    )
    office = replace(OFFICE, grants=(grant,))

    assert _sees("other_deputy", office)
    assert not _sees("other_deputy", office, at=NOW + timedelta(hours=1))
    assert not _sees("other_deputy", office, case=replace(CASE, case_id="c2"))


def test_leaders_do_not_share_the_cases_of_other_leaders():
    case = replace(CASE, initiator="in_charge", initiator_unit="")

    assert _sees("in_charge", case=case)
    assert not _sees("other_deputy", case=case)


def test_a_disabled_auditor_sees_nothing():
    people = {
        **OFFICE.people,
        "auditor": Person("auditor", "x", "x", ("auditor",), active=False),
    }

    assert not _sees("auditor", replace(OFFICE, people=people))
