"""Sessions: whose request it is, for how long, and what a browser is told to allow."""

from dataclasses import replace
from time import perf_counter

import pytest
from werkzeug.test import TestResponse

from engine.runtime.session import change_password
from forms.headers import HEADERS
from tests.abuse.served import CLERK, OTHER_CLERK, REVIEWER, Served
from tests.support.browsing import PASSWORD, Browser, browse


@pytest.fixture(autouse=True)
def _clock_as_it_was(served: Served):
    before = served.running.clock.moment
    yield
    served.running.clock.moment = before


def cookie(browser: Browser) -> str:
    found = browser.client.get_cookie("zhangfa")
    assert found is not None
    return found.value


def with_cookie(served: Served, value: str) -> Browser:
    """Return a new browser that holds a copied cookie."""
    browser = browse(served.app)
    browser.client.set_cookie("zhangfa", value)
    return browser


def is_signed_in(browser: Browser) -> bool:
    return browser.get("/").status_code == 200


def test_a_copied_cookie_dies_at_sign_out(served: Served):
    browser = browse(served.app, CLERK)
    copied = cookie(browser)

    browser.post("/sign-out", {}, page="/")

    assert not is_signed_in(with_cookie(served, copied))


def test_a_copied_cookie_dies_with_the_password(alone: Served):
    browser = browse(alone.app, CLERK)
    new = "Geng-Qiang-2027"

    change_password(alone.running.engine, by=CLERK, old=PASSWORD, new=new)

    assert not is_signed_in(browser)
    assert browse(alone.app).sign_in(CLERK).status_code == 401


def test_a_copied_cookie_dies_with_the_person(alone: Served):
    browser = browse(alone.app, CLERK)
    with alone.running.engine.store.begin() as unit:
        person = unit.office.load().people[CLERK]
        unit.office.put_people([replace(person, active=False)])

    assert not is_signed_in(browser)
    assert browse(alone.app).sign_in(CLERK).status_code == 401


def test_wrong_tries_do_not_end_who_is_in_and_keep_out_who_guesses(alone: Served):
    browser = browse(alone.app, CLERK)
    for _ in range(5):
        browse(alone.app).sign_in(CLERK, "wrong")

    assert is_signed_in(browser)
    assert browse(alone.app).sign_in(CLERK).status_code == 429
    alone.running.clock.pass_time(minutes=15, seconds=1)
    assert browse(alone.app).sign_in(CLERK).status_code == 303


def test_the_last_wrong_try_is_an_act_on_the_office_s_chain(alone: Served):
    for _ in range(6):
        browse(alone.app).sign_in(CLERK, "wrong")

    verbs = [act.verb for act in alone.running.acts("office")]

    assert verbs.count("block_sign_in") == 1


def test_one_account_s_wrong_tries_are_not_another_s(alone: Served):
    for _ in range(6):
        browse(alone.app).sign_in(CLERK, "wrong")

    assert browse(alone.app).sign_in(OTHER_CLERK).status_code == 303


@pytest.mark.parametrize("sent", ["chosen-by-somebody-else", "a" * 3000, "\x7f"])
def test_a_session_is_never_taken_from_the_browser(served: Served, sent: str):
    browser = with_cookie(served, sent)
    assert not is_signed_in(browser)

    browser.sign_in(CLERK)

    assert cookie(browser) != sent
    assert is_signed_in(browser)


def test_each_sign_in_is_a_session_of_its_own(served: Served):
    first, second = browse(served.app, CLERK), browse(served.app, CLERK)

    assert cookie(first) != cookie(second)


def test_half_an_hour_without_a_request_ends_it(served: Served):
    browser = browse(served.app, CLERK)

    served.running.clock.pass_time(minutes=29)
    assert is_signed_in(browser)
    served.running.clock.pass_time(minutes=31)

    assert not is_signed_in(browser)


def test_eight_hours_end_it_however_busy(served: Served):
    browser = browse(served.app, CLERK)
    for _ in range(19):
        served.running.clock.pass_time(minutes=25)
        assert is_signed_in(browser)

    served.running.clock.pass_time(minutes=6)

    assert not is_signed_in(browser)


@pytest.mark.parametrize("away", [{"minutes": 31}, {"hours": 9}])
def test_a_clock_set_back_revives_nothing(served: Served, away):
    browser = browse(served.app, CLERK)
    began = served.running.clock.moment
    served.running.clock.pass_time(**away)
    assert not is_signed_in(browser)

    served.running.clock.moment = began

    assert not is_signed_in(browser)


@pytest.mark.parametrize(
    "headers",
    [
        {"Origin": "https://evil.example"},
        {"Origin": "null"},
        {"Origin": "http://[::1"},
        {"Origin": "http://localhost.evil.example"},
        {"Origin": "http://localhost:81"},
        {"Sec-Fetch-Site": "cross-site"},
    ],
)
def test_what_another_site_sends_is_refused(served: Served, headers):
    browser, before = served.browser(CLERK), served.dump()
    page = browser.hidden("/start/tiny")

    answer = browser.client.post(
        "/start/tiny",
        data={**page, "_action": "submit", "title": "甲"},
        headers=headers,
    )
    called = served.program(CLERK).call(
        "POST",
        "/cases",
        {"slug": "tiny", "answers": {"title": "甲"}},
        headers=headers,
    )

    assert answer.status_code == called.status_code == 403
    assert served.dump() == before


@pytest.mark.parametrize("token", ["", "x", "长", "0" * 64, "their own"])
def test_a_request_without_the_page_s_token_changes_nothing(served: Served, token):
    browser, before = served.browser(CLERK), served.dump()
    if token == "their own":
        token = served.browser(OTHER_CLERK).hidden("/start/tiny")["_token"]

    answer = browser.client.post(
        "/start/tiny", data={"_token": token, "_action": "submit", "title": "甲"}
    )

    assert answer.status_code == 403
    assert "刷新" in answer.text
    assert served.dump() == before


def test_a_token_dies_with_its_session(served: Served):
    browser = browse(served.app, CLERK)
    page = browser.hidden("/start/tiny")
    browser.post("/sign-out", {}, page="/")
    browser.sign_in(CLERK)

    answer = browser.client.post("/start/tiny", data={**page, "title": "甲"})

    assert answer.status_code == 403


def test_signing_in_needs_a_page_of_ours(served: Served):
    answer = served.app.test_client().post(
        "/sign-in", data={"login": CLERK, "password": PASSWORD}
    )

    assert answer.status_code == 403
    assert "zhangfa=" not in str(answer.headers)


@pytest.mark.parametrize(
    ("login", "password"),
    [
        ("\x00", "x"),
        ("nobody", "\x00"),
        ("nobody", "长" * 5000),
        ("a" * 5000, "x"),
        ("' OR 1=1 --", "x"),
        (CLERK.upper(), PASSWORD),
        ("", ""),
        ("nobody", ""),
    ],
)
def test_no_login_is_a_fault(served: Served, login, password):
    page = browse(served.app).sign_in(login, password)
    called = served.app.test_client().post(
        "/api/v1/session", json={"login": login, "password": password}
    )

    assert page.status_code in {400, 401}
    assert called.status_code in {400, 401}
    assert "set-cookie" not in {name.lower() for name, _ in called.headers}


def test_who_does_not_exist_takes_as_long_as_who_mistyped(served: Served):
    browser = browse(served.app)

    def seconds(login: str) -> float:
        began = perf_counter()
        browser.sign_in(login, "wrong")
        return perf_counter() - began

    nobody = min(seconds("nobody at all") for _ in range(3))
    somebody = min(seconds(REVIEWER) for _ in range(3))

    assert 0.3 < nobody / somebody < 3


PLACES = ["/", "/sign-in", "/office", "/start/every", "/nothing", "/tasks/0"]
PLACES += ["/api/v1/inbox", "/api/v1/cases/0", "/api/docs", "/healthz", "/notices/0"]


@pytest.mark.parametrize("address", PLACES)
def test_every_answer_carries_the_headers(served: Served, address):
    for answer in (served.browser("").get(address), served.browser(CLERK).get(address)):
        _must_be_guarded(answer)


def test_refusals_carry_the_headers_too(served: Served):
    browser = served.browser(CLERK)
    answers = [
        browser.client.post("/start/tiny"),
        browser.client.post("/start/every", data=b"a" * 2_000_000),
        browser.client.put("/"),
        browser.client.post("/api/v1/cases", data=b"{"),
        browser.post("/start/tiny", {"_action": "submit"}),
    ]

    assert all(answer.status_code >= 400 for answer in answers)
    for answer in answers:
        _must_be_guarded(answer)


def _must_be_guarded(answer: TestResponse) -> None:
    for name, value in HEADERS.items():
        assert answer.headers[name] == value, name
    assert "unsafe" not in answer.headers["Content-Security-Policy"]
    assert "Werkzeug" not in answer.headers.get("Server", "")
    assert "X-Powered-By" not in answer.headers


def test_cookies_are_for_the_server_alone(served: Served):
    plain = browse(served.app).sign_in(CLERK)
    client = served.app.test_client()
    client.get("/sign-in", base_url="https://localhost")
    secure = client.get_cookie("__Host-zhangfa_visit")

    set_cookies = plain.headers.getlist("Set-Cookie")

    assert set_cookies
    assert all("HttpOnly" in each for each in set_cookies)
    assert all("SameSite=Lax" in each for each in set_cookies)
    assert all("Domain" not in each for each in set_cookies)
    assert secure is not None
    assert secure.secure
    assert secure.http_only
