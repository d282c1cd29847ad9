"""Limits begin with their element and are told when their due moment moves."""

from datetime import UTC, datetime, timedelta

from engine.model.form import FieldType
from engine.model.procedure import RegisterField
from tests.support.drawing import chain, each, end, node, procedure, start, user
from tests.support.driving import Driven
from tests.support.small_office import NOW, surroundings


def limit(
    key: str = "k", unit: str = "working_days", amount: str = "2", **more: str
) -> str:
    attributes = "".join(f' {name}="{value}"' for name, value in more.items())
    return (
        f'<zf:limit key="{key}" name="限" unit="{unit}" amount="{amount}"{attributes}/>'
    )


def with_limit(text: str) -> str:
    return start() + user("a", more=text) + end() + chain("s", "a", "e")


def test_limit_begins_with_its_task_and_counts_working_days():
    text = limit(remind="1", notify="['post:mayor', case.initiator_unit]")
    case = Driven(procedure(with_limit(text)))

    (told,) = case.last.limits
    assert (told.key, told.element_id, told.token_id) == ("k", "a", case.token("a"))
    assert told.started_at == NOW
    assert told.due_at == datetime(2026, 3, 5, 1, tzinfo=UTC)
    assert told.remind_at == datetime(2026, 3, 3, 1, tzinfo=UTC)
    assert told.notify == ("post:mayor", "unit:finance")


def test_hours_and_calendar_days_are_other_things():
    hours = Driven(procedure(with_limit(limit(unit="hours")))).last.limits[0]
    days = Driven(procedure(with_limit(limit(unit="calendar_days")))).last.limits[0]

    assert hours.due_at == NOW + timedelta(hours=2)
    assert days.due_at == NOW + timedelta(days=2)


def test_limit_is_told_once_and_again_when_the_register_gives_its_moment():
    text = limit(
        unit="calendar_days",
        amount="parameter('lead_days')",
        start="case.meeting_at",
        before="true",
    )
    meeting = RegisterField("meeting_at", "", FieldType.MOMENT, {"b": "b.at"})
    body = (
        start()
        + node("parallelGateway", "f")
        + user("a", more=text)
        + user("b")
        + user("c")
        + node("parallelGateway", "j")
        + end()
        + chain("s", "f", "a", "j", "e")
        + chain("f", "b", "c", "j")
    )
    case = Driven(procedure(body, register=(meeting,)))

    assert [told.due_at for told in case.last.limits] == [None]
    case.complete("b", {"at": "2026-03-20T01:00:00+00:00"})
    assert [told.due_at for told in case.last.limits] == [
        datetime(2026, 3, 18, 1, tzinfo=UTC)
    ]
    case.complete("c")
    assert case.last.limits == ()


def test_limit_keeps_the_parameter_it_began_with():
    text = limit(unit="hours", amount="parameter('lead_days')", start="case.meeting_at")
    meeting = RegisterField("meeting_at", "", FieldType.MOMENT, {"b": "b.at"})
    body = (
        start()
        + node("parallelGateway", "f")
        + user("a", more=text)
        + user("b")
        + node("parallelGateway", "j")
        + end()
        + chain("s", "f", "a", "j", "e")
        + chain("f", "b", "j")
    )
    about = surroundings()
    parameters = dict(about.parameters)
    object.__setattr__(about, "parameters", parameters)
    case = Driven(procedure(body, register=(meeting,)), about=about)
    parameters["lead_days"] = 100

    case.complete("b", {"at": "2026-03-20T01:00:00+00:00"})

    assert case.last.limits[0].due_at == datetime(2026, 3, 20, 3, tzinfo=UTC)


def test_limit_of_the_process_begins_with_the_case():
    body = start() + user("a") + end() + chain("s", "a", "e")
    case = Driven(procedure(body, extension=limit(unit="hours", amount="24")))

    (told,) = case.last.limits
    assert (told.element_id, told.token_id) == ("p", "")
    assert told.due_at == NOW + timedelta(days=1)
    case.complete("a")
    assert case.last.limits == ()


def test_countersign_and_sub_process_have_one_limit_each():
    inner = start("s2") + user("b") + end("e2") + chain("s2", "b", "e2")
    body = (
        start()
        + user("a", more=limit(), inside=each("['post:mayor', 'post:deputy_a']"))
        + node("subProcess", "sub", inner, limit("of_sub"))
        + end()
        + chain("s", "a", "sub", "e")
    )
    case = Driven(procedure(body))

    (of_round,) = case.last.limits
    assert of_round.key == "k"
    case.complete("a", item="post:mayor")
    assert case.last.ended == ()
    case.complete("a", item="post:deputy_a")
    assert [(told.key, told.element_id) for told in case.last.limits] == [
        ("of_sub", "sub")
    ]
    assert case.last.ended == (of_round.token_id,)


def test_limits_end_with_whatever_they_were_drawn_on():
    inner = start("s2") + user("b") + end("e2") + chain("s2", "b", "e2")
    event = "<timerEventDefinition><timeDuration>'PT1H'</timeDuration>"
    body = (
        start()
        + node("subProcess", "sub", inner, limit("of_sub"))
        + node(
            "intermediateCatchEvent",
            "wait",
            f"{event}</timerEventDefinition>",
            limit("of_wait"),
        )
        + user("a")
        + end()
        + chain("s", "sub", "wait", "a", "e")
    )
    case = Driven(procedure(body))

    (of_sub,) = case.last.limits
    case.complete("b")
    (of_wait,) = case.last.limits
    assert case.last.ended == (of_sub.token_id,)
    case.pass_time(hours=2)
    assert (of_wait.key, case.last.ended) == ("of_wait", (of_wait.token_id,))


def test_what_counts_from_a_moment_before_has_run_since_then():
    since = NOW - timedelta(hours=1)
    text = limit(unit="hours", amount="4", start="case.fax_at")
    about = surroundings(fax_at=since.isoformat())

    (told,) = Driven(procedure(with_limit(text)), about=about).last.limits

    assert (told.started_at, told.due_at) == (since, since + timedelta(hours=4))
    assert told.warn_at == since + timedelta(hours=3)


def test_a_limit_tells_its_unit_and_from_when_it_is_yellow():
    usual = Driven(procedure(with_limit(limit(unit="calendar_days", amount="10"))))
    early = limit(unit="calendar_days", amount="10", warn="parameter('ratio')")
    broken = limit(unit="calendar_days", amount="10", warn="parameter('lead_days')")

    (told,) = usual.last.limits
    assert (told.unit, told.warn_at) == ("calendar_days", NOW + timedelta(days=8))
    (told,) = Driven(procedure(with_limit(early))).last.limits
    assert told.warn_at == NOW + timedelta(days=5)
    (told,) = Driven(procedure(with_limit(broken))).last.limits
    assert told.warn_at == NOW + timedelta(days=8)
