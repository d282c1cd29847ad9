"""What somebody is to the office itself."""

from dataclasses import replace
from datetime import UTC, date, datetime

from engine.model.desk import desks_of
from engine.model.entitlement import Desk
from engine.model.office import Appointment, Office, Person, Post, Unit

NOW = datetime(2026, 3, 2, 1, tzinfo=UTC)
BEGUN = date(2026, 1, 1)
OFFICE = Office(
    revision=1,
    units={"gov_office": Unit("gov_office", "办公室", head_post="director")},
    posts={
        "mayor": Post("mayor", "市长", "", 1, ("mayor",)),
        "sec": Post("sec", "秘书长", "", 8, ("sec_general",)),
        "director": Post("director", "办公室主任", "gov_office", 20),
    },
    people={
        "wang": Person("wang", "王", "wang"),
        "qian": Person("qian", "钱", "qian"),
        "meng": Person("meng", "孟", "meng", ("administrator",)),
        "wan": Person("wan", "万", "wan", ("administrator", "auditor")),
    },
    appointments=(
        Appointment("wang", "mayor", BEGUN),
        Appointment("qian", "sec", BEGUN),
        Appointment("meng", "director", BEGUN),
    ),
    portfolios=(),
    absences=(),
    grants=(),
)


def test_a_post_makes_head_of_the_office_or_secretary_general() -> None:
    assert desks_of(OFFICE, "qian", NOW) == {
        Desk.SEC_GENERAL: "sec",
        Desk.OFFICIAL: "sec",
    }
    assert [*desks_of(OFFICE, "meng", NOW)] == [
        Desk.OFFICE_HEAD,
        Desk.ADMINISTRATOR,
        Desk.OFFICIAL,
    ]


def test_who_holds_the_post_gives_its_authority_and_no_other() -> None:
    assert desks_of(OFFICE, "wang", NOW, gives="mayor")[Desk.HOLDER] == "mayor"
    assert Desk.HOLDER not in desks_of(OFFICE, "wang", NOW, gives="sec")


def test_a_role_needs_no_post() -> None:
    assert desks_of(OFFICE, "wan", NOW) == {
        Desk.ADMINISTRATOR: "",
        Desk.AUDITOR: "",
        Desk.OFFICIAL: "",
    }


def test_whoever_may_not_sign_in_is_nothing() -> None:
    left = replace(OFFICE.people["meng"], active=False)
    office = replace(OFFICE, people={**OFFICE.people, "meng": left})

    assert desks_of(office, "meng", NOW) == {}
    assert desks_of(office, "nobody", NOW) == {}
