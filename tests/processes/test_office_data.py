"""The demo office, the calendar and the parameters hold together."""

import json
from collections import Counter
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from engine.content.office import ROLES, read_office
from engine.content.parameters import read_parameters
from engine.model.calendar import SATURDAY, WorkingCalendar, YearCalendar

FOLDER = Path(__file__).parents[2] / "processes"
OFFICE: dict[str, Any] = json.loads((FOLDER / "office" / "demo.json").read_bytes())
RULES: dict[str, Any] = json.loads((FOLDER / "regulation" / "rules.json").read_bytes())
PARAMETERS: dict[str, dict[str, Any]] = json.loads(
    (FOLDER / "parameters" / "default.json").read_bytes()
)
AUTHORED: dict[str, Any] = json.loads((FOLDER / "calendar" / "2026.json").read_bytes())
UNITS = {unit["unit_id"]: unit for unit in OFFICE["units"]}
POSTS = {post["post_id"]: post for post in OFFICE["posts"]}
PEOPLE = {person["person_id"]: person for person in OFFICE["people"]}
FIRST_DAY = "2026-01-01"


def posts_of_kind(kind: str) -> set[str]:
    return {post_id for post_id, post in POSTS.items() if kind in post["kinds"]}


def days(key: str) -> list[date]:
    return [date.fromisoformat(day) for day in AUTHORED[key]]


@pytest.fixture
def calendar() -> WorkingCalendar:
    year = YearCalendar(
        AUTHORED["year"],
        AUTHORED["notice"],
        frozenset(days("holidays")),
        frozenset(days("working_days")),
    )
    return WorkingCalendar({year.year: year})


@pytest.mark.parametrize(
    ("rows", "key"),
    [
        ("units", "unit_id"),
        ("units", "name"),
        ("units", "short_name"),
        ("posts", "post_id"),
        ("posts", "name"),
        ("posts", "rank"),
        ("people", "person_id"),
        ("people", "name"),
        ("people", "login"),
    ],
)
def test_what_names_a_row_names_one_row(rows, key):
    assert max(Counter(row[key] for row in OFFICE[rows]).values()) == 1


def test_a_post_stands_in_a_unit_that_exists_or_in_none():
    assert {post["unit_id"] for post in OFFICE["posts"]} - set(UNITS) == {""}


def test_exactly_the_leaders_stand_in_no_unit():
    outside = {post_id for post_id, post in POSTS.items() if not post["unit_id"]}

    assert outside == posts_of_kind("leader")


@pytest.mark.parametrize("unit_id", UNITS)
def test_a_unit_is_headed_by_a_post_of_its_own(unit_id):
    head = POSTS[UNITS[unit_id]["head_post"]]

    assert head["unit_id"] == unit_id
    assert "unit_head" in head["kinds"]


@pytest.mark.parametrize("unit_id", UNITS)
def test_a_unit_has_somebody_beside_its_head(unit_id):
    staff = [post for post in OFFICE["posts"] if post["unit_id"] == unit_id]

    assert len(staff) >= 2


@pytest.mark.parametrize("post_id", POSTS)
def test_a_post_has_a_holder(post_id):
    assert post_id in {row["post_id"] for row in OFFICE["appointments"]}


def test_appointments_join_posts_and_people_that_exist():
    assert {row["post_id"] for row in OFFICE["appointments"]} <= set(POSTS)
    assert {row["person_id"] for row in OFFICE["appointments"]} == set(PEOPLE)


def test_a_unit_is_in_the_portfolio_of_one_deputy():
    assert Counter(row["unit_id"] for row in OFFICE["portfolios"]) == Counter(
        list(UNITS)
    )
    assert {row["post_id"] for row in OFFICE["portfolios"]} == posts_of_kind(
        "deputy_mayor"
    )


@pytest.mark.parametrize("rows", ["appointments", "portfolios"])
def test_the_office_begins_with_the_year(rows):
    assert {row["from_on"] for row in OFFICE[rows]} == {FIRST_DAY}


def test_the_five_sorts_of_article_44_may_chair_a_coordination_meeting():
    sorts = ("mayor", "deputy_mayor", "mayor_assistant", "sec_general")
    expected = set().union(*map(posts_of_kind, (*sorts, "dep_sec_general")))

    assert posts_of_kind("chair_of_coordination") == expected


def test_the_members_of_article_40_make_the_executive_meeting():
    expected = set().union(*map(posts_of_kind, ("mayor", "deputy_mayor")))

    assert posts_of_kind("standing_member") == expected | {"sec_general"}


def test_opinions_of_the_leaders_are_ranked_from_the_mayor_down():
    ranked = sorted(posts_of_kind("leader"), key=lambda each: POSTS[each]["rank"])

    assert ranked[:2] == ["mayor", "exec_deputy"]
    assert [POSTS[post_id]["rank"] for post_id in ranked] == list(range(1, 11))


def test_every_duty_in_the_system_lies_with_somebody_else():
    roles = [role for person in OFFICE["people"] for role in person["roles"]]

    assert sorted(roles) == sorted(ROLES)
    assert max(len(person["roles"]) for person in OFFICE["people"]) == 1


def test_a_login_is_short_plain_and_lower_case():
    logins = [person["login"] for person in OFFICE["people"]]

    assert [
        login for login in logins if not (login.isascii() and login.islower())
    ] == []
    assert max(map(len, logins)) <= 16


def test_make_up_days_are_weekend_days_and_no_holidays(calendar):
    make_up_days = days("working_days")

    assert {day.weekday() >= SATURDAY for day in make_up_days} == {True}
    assert set(make_up_days).isdisjoint(days("holidays"))
    assert {calendar.is_working_day(day) for day in make_up_days} == {True}


def test_the_calendar_stays_within_its_year_and_names_its_notice():
    assert {day.year for day in (*days("holidays"), *days("working_days"))} == {2026}
    assert AUTHORED["notice"]


def test_2026_has_the_working_days_of_the_notice(calendar):
    every_day = [date(2026, 1, 1) + timedelta(days=each) for each in range(365)]

    assert sum(map(calendar.is_working_day, every_day)) == 248


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (date(2025, 12, 31), date(2026, 1, 4)),
        (date(2026, 2, 14), date(2026, 2, 24)),
        (date(2026, 2, 27), date(2026, 2, 28)),
        (date(2026, 4, 3), date(2026, 4, 7)),
        (date(2026, 4, 30), date(2026, 5, 6)),
        (date(2026, 6, 18), date(2026, 6, 22)),
        (date(2026, 9, 24), date(2026, 9, 28)),
        (date(2026, 9, 30), date(2026, 10, 8)),
        (date(2026, 10, 9), date(2026, 10, 10)),
    ],
)
def test_the_next_working_day_leaps_over_the_holidays(calendar, before, after):
    assert calendar.workdays_after(before, 1) == after


@pytest.mark.parametrize("name", PARAMETERS)
def test_a_parameter_cites_clauses_of_the_rules(name):
    known = {
        clause["reference"]
        for article in RULES["articles"]
        for clause in article["clauses"]
    }

    assert set(PARAMETERS[name]["references"]) <= known
    assert PARAMETERS[name]["references"]


@pytest.mark.parametrize("name", PARAMETERS)
def test_a_parameter_says_whose_number_it_is_and_in_which_unit(name):
    note, unit = PARAMETERS[name]["note"], PARAMETERS[name]["unit"]

    assert "条文" in note
    assert "我们" in note or note.startswith("条文的数")
    assert unit


def test_the_numbers_of_the_rules_are_as_they_stand_there():
    assert PARAMETERS["agenda.lead_days"]["value"] == 2
    assert PARAMETERS["quorum.ratio"]["value"] == 0.5
    assert PARAMETERS["emg.province_hours"]["value"] == 4
    assert PARAMETERS["bulletin.months"]["value"] == [6, 12]
    assert PARAMETERS["delegate.max_depth"]["value"] == 1


def test_the_reader_takes_the_whole_office_with_a_password_for_each():
    seed = read_office((FOLDER / "office" / "demo.json").read_bytes())

    assert set(seed.office.posts) == set(POSTS)
    assert set(seed.passwords) == set(PEOPLE)


def test_the_reader_takes_every_parameter():
    read = read_parameters((FOLDER / "parameters" / "default.json").read_bytes())

    values = {name: each.value for name, each in read.items()}
    assert values == {name: each["value"] for name, each in PARAMETERS.items()}
