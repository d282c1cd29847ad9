"""Who may act now, by what right; and every way in which nobody may."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from engine.model.authority import (
    claim_stands,
    may_act,
    may_complete,
    may_start,
    may_terminate,
    who_may,
)
from engine.model.case import Case, CaseState
from engine.model.errors import (
    ActingInForce,
    DutyConflict,
    MayNotStart,
    MayNotTerminate,
    MayNotTransfer,
    NotACandidate,
    ReassignedTooDeep,
    ReservedToTheMayor,
)
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
from engine.model.passing import may_transfer
from engine.model.principals import principals_of
from engine.model.procedure import Manifest, Termination
from engine.model.right import RightKind
from engine.model.task import TaskState, UserTask

NOW = datetime(2026, 3, 2, 1, tzinfo=UTC)
HOUR = timedelta(hours=1)
BEGUN = date(2026, 1, 1)


def _post(post_id, name, rank, unit_id="", kinds=()):
    return Post(post_id, name, unit_id, rank, kinds)


POSTS = (
    _post("mayor", "市长", 1, kinds=("mayor",)),
    _post("exec_deputy", "常务副市长", 2),
    _post("deputy_a", "副市长甲", 3),
    _post("sec_general", "秘书长", 8, kinds=("sec_general",)),
    _post("finance_head", "财政局局长", 20, "finance"),
    _post("finance_clerk", "财政局经办人", 60, "finance"),
    _post("health_clerk", "卫生局经办人", 61, "health"),
)
OFFICE = Office(
    revision=1,
    units={
        "finance": Unit("finance", "财政局", head_post="finance_head"),
        "health": Unit("health", "卫生局"),
    },
    posts={post.post_id: post for post in POSTS},
    people={
        who: Person(who, name, who)
        for who, name in (
            ("wang", "王市长"),
            ("li", "李常务"),
            ("zhao", "赵副"),
            ("qian", "钱秘"),
            ("sun", "孙局"),
            ("zhou", "周经办"),
            ("wu", "吴经办"),
            ("zheng", "郑卫生"),
        )
    },
    appointments=(
        Appointment("wang", "mayor", BEGUN),
        Appointment("li", "exec_deputy", BEGUN),
        Appointment("zhao", "deputy_a", BEGUN),
        Appointment("qian", "sec_general", BEGUN),
        Appointment("sun", "finance_head", BEGUN),
        Appointment("zhou", "finance_clerk", BEGUN),
        Appointment("wu", "finance_clerk", BEGUN, date(2026, 2, 28)),
        Appointment("zheng", "health_clerk", BEGUN),
    ),
    portfolios=(Portfolio("deputy_a", "finance", BEGUN),),
    absences=(),
    grants=(),
)
ACTING = Grant(
    grant_id="g1",
    kind=GrantKind.ACTING,
    from_post="mayor",
    to_post="exec_deputy",
    from_at=NOW - HOUR,
    until_at=NOW + HOUR,
    scope=GrantScope.ALL,
    subjects=(),
    basis="市政府办发〔2026〕1号",
)
DELEGATED = replace(ACTING, kind=GrantKind.DELEGATION, to_post="deputy_a")
TASK = UserTask(
    task_id="t",
    case_id="c1",
    token_id="k",
    element_id="mayor_decision",
    name="市长确定",
    form="decide",
    state=TaskState.OPEN,
    version=1,
    candidates=("post:mayor",),
    item="",
    round=1,
    reserved=False,
    context={},
    opened_at=NOW,
    due_at=None,
    claimed_by="",
    claimed_under="",
    completed_by="",
    completed_at=None,
    transfers=0,
)
CASE = Case(
    case_id="c1",
    slug="agenda",
    version_id="v",
    number="agenda-2026-0001",
    title="预算",
    state=CaseState.RUNNING,
    outcome="",
    initiator="zhou",
    initiator_post="finance_clerk",
    initiator_unit="finance",
    started_at=NOW,
    ended_at=None,
    revision=1,
    acts=1,
    head="",
)
MANIFEST = Manifest("agenda", "议题报送", "", "议题", "unit:finance", (), ("42.1",))


def _with(*grants):
    return replace(OFFICE, grants=grants)


def _task(*candidates, **changed):
    return replace(TASK, candidates=candidates, **changed)


def _complete(office, person, task=TASK, at=NOW, **more):
    return may_complete(office, person, task, "agenda", at, **more)


# In one's own right


@pytest.mark.parametrize(
    ("person", "candidate", "told"),
    [
        ("wang", "post:mayor", "post:mayor"),
        ("sun", "head:finance", "post:finance_head"),
        ("zhou", "unit:finance", "post:finance_clerk"),
        ("sun", "unit:finance", "post:finance_head"),
        ("zhao", "in_charge:finance", "post:deputy_a"),
        ("zhou", "person:zhou", "person:zhou"),
    ],
)
def test_each_principal_is_answered_by_who_stands_for_it(person, candidate, told):
    right = _complete(OFFICE, person, _task(candidate))

    assert right.told == told
    assert right.principal == candidate
    assert right.on_behalf_of == ""


@pytest.mark.parametrize(
    ("person", "candidate"),
    [
        ("li", "post:mayor"),
        ("zhou", "head:finance"),
        ("zheng", "unit:finance"),
        ("li", "in_charge:finance"),
        ("zhou", "person:sun"),
        ("wang", "unit:"),
        ("wang", "unit:*"),
        ("nobody", "post:mayor"),
        ("wang", "in_charge:nothing"),
    ],
)
def test_nobody_else_may_and_is_told_who_may(person, candidate):
    with pytest.raises(NotACandidate) as refused:
        _complete(OFFICE, person, _task(candidate), references=("42.1",))

    assert refused.value.references == ("42.1",)
    assert refused.value.facts["task_name"] == "市长确定"


def test_a_refusal_names_the_candidates_in_words():
    task = _task("post:mayor", "head:finance", "in_charge:finance", "person:sun")

    with pytest.raises(NotACandidate) as refused:
        _complete(OFFICE, "zheng", task)

    assert refused.value.facts["candidates"] == (
        "市长",
        "财政局主要负责人",
        "分管财政局的领导",
        "孙局",
    )


def test_the_right_of_a_portfolio_cites_article_7():
    assert _complete(OFFICE, "zhao", _task("in_charge:finance")).references == ("7.1",)


def test_an_appointment_ends_with_its_last_day():
    last = datetime(2026, 2, 28, 15, 59, tzinfo=UTC)
    task = _task("unit:finance")

    assert _complete(OFFICE, "wu", task, last).post_id == "finance_clerk"
    with pytest.raises(NotACandidate):
        _complete(OFFICE, "wu", task, last + timedelta(minutes=1))


def test_somebody_disabled_may_nothing():
    people = {**OFFICE.people, "wang": Person("wang", "王", "wang", active=False)}

    with pytest.raises(NotACandidate):
        _complete(replace(OFFICE, people=people), "wang")


def test_a_changed_portfolio_works_at_once_for_what_already_waits():
    moved = replace(OFFICE, portfolios=(Portfolio("exec_deputy", "finance", BEGUN),))
    task = _task("in_charge:finance")

    assert _complete(moved, "li", task).post_id == "exec_deputy"
    with pytest.raises(NotACandidate):
        _complete(moved, "zhao", task)


# Who left


def test_a_leavers_own_task_falls_back_on_the_unit():
    right = _complete(OFFICE, "zhou", _task("person:wu"))

    assert right.principal == "person:wu"
    assert right.told == "post:finance_clerk"
    with pytest.raises(NotACandidate):
        _complete(OFFICE, "wu", _task("person:wu"))
    with pytest.raises(NotACandidate):
        _complete(OFFICE, "zheng", _task("person:wu"))


def test_a_leaders_own_task_falls_back_on_the_post():
    gone = Appointment("zhao", "deputy_a", BEGUN, date(2026, 2, 1))
    new = Appointment("wu", "deputy_a", date(2026, 3, 1))
    rest = tuple(a for a in OFFICE.appointments if a.person_id != "zhao")
    office = replace(OFFICE, appointments=(*rest, gone, new))

    assert _complete(office, "wu", _task("person:zhao")).post_id == "deputy_a"


def test_who_is_still_here_keeps_their_own_task():
    with pytest.raises(NotACandidate):
        _complete(OFFICE, "sun", _task("person:zhou"))


# Acting (article 8)


def test_the_substitute_signs_and_both_names_stand_on_it():
    office = _with(ACTING)

    right = _complete(office, "li")

    assert right.kind is RightKind.ACTING
    assert right.told == "acting:g1"
    assert right.post_id == "exec_deputy"
    assert right.on_behalf_of == "post:mayor"
    assert right.basis == "市政府办发〔2026〕1号"
    assert right.references == ("8.1",)


def test_the_mayor_may_not_sign_what_the_substitute_may():
    with pytest.raises(ActingInForce) as refused:
        _complete(_with(ACTING), "wang")

    assert refused.value.facts["acting"] == "李常务"
    assert refused.value.facts["until"] == NOW + HOUR
    assert refused.value.references == ("8.1",)


@pytest.mark.parametrize(
    ("at", "signs", "may_not"),
    [
        (ACTING.from_at, "li", "wang"),
        (ACTING.from_at - timedelta(microseconds=1), "wang", "li"),
        (ACTING.until_at, "wang", "li"),
        (ACTING.until_at - timedelta(microseconds=1), "li", "wang"),
    ],
)
def test_a_grant_holds_from_its_first_moment_until_before_its_last(at, signs, may_not):
    office = _with(ACTING)

    assert _complete(office, signs, at=at)
    with pytest.raises((NotACandidate, ActingInForce)):
        _complete(office, may_not, at=at)


def test_an_open_grant_lasts():
    office = _with(replace(ACTING, until_at=None))

    assert _complete(office, "li", at=NOW + timedelta(days=400)).grant_id == "g1"


def test_a_reserved_task_does_not_pass_without_written_authority():
    task = _task("post:mayor", reserved=True)

    with pytest.raises(ReservedToTheMayor) as refused:
        _complete(_with(ACTING), "li", task)

    assert refused.value.references == ("51.1", "8.1")
    assert _complete(_with(ACTING), "wang", task).told == "post:mayor"


def test_with_written_authority_a_reserved_task_passes_and_leaves_the_mayor():
    office = _with(replace(ACTING, covers_reserved=True))
    task = _task("post:mayor", reserved=True)

    assert _complete(office, "li", task).grant_id == "g1"
    with pytest.raises(ActingInForce):
        _complete(office, "wang", task)


@pytest.mark.parametrize(
    ("scope", "subjects"),
    [(GrantScope.PROCEDURES, ("agenda",)), (GrantScope.CASES, ("c1",))],
)
def test_a_grant_within_its_scope_passes(scope, subjects):
    office = _with(replace(ACTING, scope=scope, subjects=subjects))

    assert _complete(office, "li").grant_id == "g1"


@pytest.mark.parametrize(
    ("scope", "subjects"),
    [
        (GrantScope.PROCEDURES, ("other",)),
        (GrantScope.PROCEDURES, ("c1",)),
        (GrantScope.CASES, ("c2",)),
        (GrantScope.CASES, ("agenda",)),
    ],
)
def test_outside_its_scope_a_grant_is_nothing_and_the_mayor_signs(scope, subjects):
    office = _with(replace(ACTING, scope=scope, subjects=subjects))

    assert _complete(office, "wang").told == "post:mayor"
    with pytest.raises(NotACandidate):
        _complete(office, "li")


def test_a_grant_does_not_cascade():
    onward = replace(ACTING, grant_id="g2", from_post="exec_deputy", to_post="deputy_a")
    office = _with(ACTING, onward)

    with pytest.raises(NotACandidate):
        _complete(office, "zhao")
    assert _complete(office, "zhao", _task("post:exec_deputy")).grant_id == "g2"


def test_a_grant_to_a_post_that_nobody_holds_bars_nobody():
    rest = tuple(a for a in OFFICE.appointments if a.person_id != "li")
    office = replace(_with(ACTING), appointments=rest)

    assert _complete(office, "wang").told == "post:mayor"


def test_ones_own_right_comes_before_a_grant():
    right = _complete(_with(ACTING), "li", _task("post:mayor", "post:exec_deputy"))

    assert right.told == "post:exec_deputy"


def test_a_portfolio_passes_with_the_post():
    grant = replace(ACTING, from_post="deputy_a", to_post="exec_deputy")
    task = _task("in_charge:finance")

    assert _complete(_with(grant), "li", task).on_behalf_of_post == "deputy_a"
    with pytest.raises(ActingInForce):
        _complete(_with(grant), "zhao", task)


# Delegation (article 7)


def test_under_a_delegation_both_may_sign():
    office = _with(DELEGATED)

    right = _complete(office, "zhao")

    assert right.told == "delegation:g1"
    assert right.references == ("7.2",)
    assert _complete(office, "wang").told == "post:mayor"


def test_reserved_tasks_are_not_delegated_either():
    with pytest.raises(ReservedToTheMayor):
        _complete(_with(DELEGATED), "zhao", _task("post:mayor", reserved=True))


# Two sides of one matter


def test_nobody_decides_their_own_case_for_somebody_else():
    with pytest.raises(DutyConflict) as refused:
        _complete(_with(ACTING), "li", initiator="li")

    assert refused.value.facts["why"] == "own_case"
    assert _complete(OFFICE, "wang", initiator="wang")


def test_nobody_signs_twice_in_one_round():
    task = _task("post:deputy_a")
    office = _with(replace(ACTING, from_post="deputy_a"))

    with pytest.raises(DutyConflict) as refused:
        _complete(office, "li", task, signed=["li"])

    assert refused.value.facts["why"] == "signed_twice"


# Claims


def test_a_claim_under_a_grant_ends_with_the_grant():
    claimed = _task("post:mayor", claimed_by="li", claimed_under="acting:g1")
    office = _with(ACTING)

    assert claim_stands(office, claimed, "agenda", NOW)
    assert not claim_stands(office, claimed, "agenda", ACTING.until_at)


def test_the_mayors_claim_ends_when_acting_begins_and_an_open_task_has_none():
    claimed = _task("post:mayor", claimed_by="wang", claimed_under="post:mayor")

    assert claim_stands(OFFICE, claimed, "agenda", NOW)
    assert not claim_stands(_with(ACTING), claimed, "agenda", NOW)
    assert not claim_stands(OFFICE, TASK, "agenda", NOW)


def test_a_claim_under_another_right_than_now_does_not_stand():
    claimed = _task("post:mayor", claimed_by="li", claimed_under="acting:g0")

    assert not claim_stands(_with(ACTING), claimed, "agenda", NOW)


# Everyone


def test_who_may_is_the_substitute_alone_while_acting():
    assert [r.person_id for r in who_may(_with(ACTING), TASK, "agenda", NOW)] == ["li"]
    assert [r.person_id for r in who_may(OFFICE, TASK, "agenda", NOW)] == ["wang"]
    unit = _task("unit:finance")
    assert [r.person_id for r in who_may(OFFICE, unit, "agenda", NOW)] == [
        "sun",
        "zhou",
    ]


def test_the_principals_of_an_inbox_are_ones_own_and_those_granted():
    own = principals_of(OFFICE, "li", NOW)
    acting = principals_of(_with(ACTING), "li", NOW)

    assert set(own) == {"person:li", "post:exec_deputy"}
    assert set(acting) - set(own) == {"post:mayor"}
    assert set(principals_of(OFFICE, "sun", NOW)) == {
        "person:sun",
        "person:wu",
        "post:finance_head",
        "unit:finance",
        "head:finance",
    }
    assert principals_of(OFFICE, "nobody", NOW) == {}


# Starting, ending, passing on


def test_any_units_staff_may_start_and_a_leader_may_not():
    manifest = replace(MANIFEST, start=("unit:*",))

    assert may_start(OFFICE, "zhou", manifest, NOW).post_id == "finance_clerk"
    with pytest.raises(MayNotStart) as refused:
        may_start(OFFICE, "wang", manifest, NOW)
    assert refused.value.references == ("42.1",)
    assert refused.value.facts["candidates"] == ("各单位",)


def test_starting_in_a_post_needs_that_post():
    manifest = replace(MANIFEST, start=("unit:*", "post:mayor"))

    assert may_start(OFFICE, "wang", manifest, NOW, post_id="mayor")
    with pytest.raises(MayNotStart):
        may_start(OFFICE, "zhou", manifest, NOW, post_id="finance_head")


def test_the_substitute_may_start_what_the_mayor_may():
    manifest = replace(MANIFEST, start=("post:mayor",))

    assert may_start(_with(ACTING), "li", manifest, NOW).on_behalf_of == "post:mayor"


@pytest.mark.parametrize(
    ("who", "person"),
    [
        ("initiator", "zhou"),
        ("initiator_unit", "sun"),
        ("post:mayor", "wang"),
    ],
)
def test_a_termination_is_open_to_whom_it_names(who, person):
    termination = Termination("撤回", (who,), "", ("42.1",))

    assert may_terminate(OFFICE, person, CASE, termination, NOW)
    with pytest.raises(MayNotTerminate) as refused:
        may_terminate(OFFICE, "zheng", CASE, termination, NOW)
    assert refused.value.references == ("42.1",)


def test_a_leaders_unit_is_their_post():
    case = replace(CASE, initiator="zhao", initiator_post="deputy_a", initiator_unit="")
    termination = Termination("撤回", ("initiator_unit",), "", ())

    assert may_terminate(OFFICE, "zhao", case, termination, NOW)
    with pytest.raises(MayNotTerminate):
        may_terminate(OFFICE, "wang", case, termination, NOW)


def _transfer(person, task, to_person, office=OFFICE):
    return may_transfer(office, person, task, "agenda", to_person, NOW)


def test_a_task_is_passed_on_within_the_unit_or_among_leaders():
    assert _transfer("sun", _task("head:finance"), "zhou")
    assert _transfer("zhao", _task("post:deputy_a"), "qian")


def test_a_task_is_passed_on_only_once():
    with pytest.raises(ReassignedTooDeep) as refused:
        _transfer("sun", _task("unit:finance", transfers=1), "zhou")

    assert refused.value.references == ("66.1",)


@pytest.mark.parametrize(
    ("person", "candidate", "to_person", "why"),
    [
        ("sun", "unit:finance", "sun", "recipient"),
        ("sun", "unit:finance", "wu", "recipient"),
        ("sun", "unit:finance", "nobody", "recipient"),
        ("sun", "unit:finance", "zheng", "other_unit"),
        ("zhao", "post:deputy_a", "zhou", "other_unit"),
        ("wang", "post:mayor", "li", "mayor"),
    ],
)
def test_a_task_does_not_go_just_anywhere(person, candidate, to_person, why):
    with pytest.raises(MayNotTransfer) as refused:
        _transfer(person, _task(candidate), to_person)

    assert refused.value.facts["why"] == why


def test_what_the_mayor_decides_is_not_passed_on_by_the_substitute_either():
    with pytest.raises(MayNotTransfer, match="mayor"):
        _transfer("li", TASK, "zhao", _with(ACTING))


def test_a_reserved_task_is_never_passed_on():
    with pytest.raises(MayNotTransfer, match="reserved"):
        _transfer("zhao", _task("post:deputy_a", reserved=True), "li")


def test_only_who_may_do_it_may_pass_it_on():
    with pytest.raises(NotACandidate):
        _transfer("zheng", _task("unit:finance"), "zheng")


def test_a_standing_act_is_decided_like_a_task():
    right = may_act(OFFICE, "zhou", ["unit:finance"], NOW, slug="agenda", case_id="c1")

    assert right.principal == "unit:finance"
