"""What a grant must be, and who registers it."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from engine.model.errors import (
    GrantOverlaps,
    GrantRefused,
    PostNotFound,
)
from engine.model.granting import check_grant
from engine.model.office import (
    Appointment,
    Grant,
    GrantKind,
    GrantScope,
    Office,
    Person,
    Post,
)

NOW = datetime(2026, 3, 2, 1, tzinfo=UTC)
DAY = timedelta(days=1)
HOLDERS = {"wang": "mayor", "li": "exec", "zhao": "deputy", "qian": "sec", "zhou": "x"}
POSTS = (
    Post("mayor", "市长", "", 1),
    Post("exec", "常务副市长", "", 2),
    Post("deputy", "副市长", "", 3),
    Post("sec", "秘书长", "", 8, ("sec_general",)),
    Post("x", "经办人", "", 60),
)
GRANT = Grant(
    grant_id="g1",
    kind=GrantKind.ACTING,
    from_post="mayor",
    to_post="exec",
    from_at=NOW,
    until_at=NOW + DAY,
    scope=GrantScope.ALL,
    subjects=(),
    basis="会议决定",
)
OFFICE = Office(
    revision=1,
    units={},
    posts={post.post_id: post for post in POSTS},
    people={who: Person(who, who, who) for who in HOLDERS},
    appointments=tuple(
        Appointment(who, post, date(2026, 1, 1)) for who, post in HOLDERS.items()
    ),
    portfolios=(),
    absences=(),
    grants=(GRANT,),
)
OTHER = replace(GRANT, grant_id="g2")


def _why(grant, office=OFFICE):
    with pytest.raises(GrantRefused) as refused:
        check_grant(office, grant)
    return refused.value.facts["why"]


@pytest.mark.parametrize(
    ("changed", "why"),
    [
        ({"to_post": "mayor"}, "to_self"),
        ({"until_at": NOW}, "ends_before_begins"),
        ({"until_at": NOW - DAY}, "ends_before_begins"),
        ({"basis": "  "}, "no_basis"),
        ({"scope": GrantScope.CASES}, "no_subjects"),
    ],
)
def test_a_grant_that_is_wrong_by_itself_is_refused(changed, why):
    assert _why(replace(OTHER, **changed), replace(OFFICE, grants=())) == why


def test_who_holds_both_posts_cannot_act_for_themselves():
    both = Appointment("wang", "exec", date(2026, 1, 1))
    office = replace(OFFICE, appointments=(*OFFICE.appointments, both), grants=())

    assert _why(OTHER, office) == "to_self"


def test_a_post_that_does_not_exist_is_not_found():
    with pytest.raises(PostNotFound):
        check_grant(OFFICE, replace(OTHER, to_post="nothing"))


@pytest.mark.parametrize(
    ("from_post", "to_post"),
    [("exec", "deputy"), ("exec", "mayor"), ("deputy", "mayor")],
)
def test_what_is_granted_is_not_handed_on_nor_back(from_post, to_post):
    assert _why(replace(OTHER, from_post=from_post, to_post=to_post)) == "chain"


def test_two_grants_of_one_post_do_not_overlap():
    with pytest.raises(GrantOverlaps) as refused:
        check_grant(OFFICE, replace(OTHER, to_post="deputy"))

    assert refused.value.facts["other"] == "g1"


@pytest.mark.parametrize(
    "changed",
    [
        {"from_at": NOW + DAY, "until_at": None},
        {"from_at": NOW - DAY, "until_at": NOW},
        {"from_post": "deputy", "to_post": "sec"},
        {"kind": GrantKind.DELEGATION, "to_post": "deputy"},
        {"grant_id": "g1"},
    ],
)
def test_grants_that_do_not_meet_stand_side_by_side(changed):
    check_grant(OFFICE, replace(OTHER, **changed))


def test_grants_of_different_procedures_do_not_meet():
    scoped = replace(GRANT, scope=GrantScope.PROCEDURES, subjects=("a", "b"))
    office = replace(OFFICE, grants=(scoped,))

    check_grant(office, replace(scoped, grant_id="g2", subjects=("c",)))
    with pytest.raises(GrantOverlaps):
        check_grant(office, replace(scoped, grant_id="g2", subjects=("b", "c")))
