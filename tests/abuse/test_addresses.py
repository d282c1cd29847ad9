"""Addresses made up by hand: filters, keys to page by, methods, tricks with paths."""

import re
from itertools import product

import pytest

from tests.abuse.served import CLERK, OTHER_CLERK, REVIEWER, Served

QUOTED = [
    "' OR '1'='1",
    "'; DROP TABLE cases; --",
    "x') UNION SELECT mac FROM acts --",
    "1; SELECT pg_sleep(5)",
    "(select 1)",
    "%",
    "_",
    "\\",
    "%_\\'\"",
    "\x00",
    "\ufffd\ufeff",
    "𠮷" * 200,
    "a" * 5000,
    "{0}{{7*7}}",
    "..%2f..%2fetc",
]
KEYS = [
    "0001-01-01T00:00:00+14:00/x",
    "9999-12-31T23:59:59-14:00/x",
    "2026-11-23T01:00:00+00:00/",
    "2026-11-23T01:00:00+00:00/\x00",
    "2026-11-23T01:00:00+00:00/' OR 1=1 --",
    "2026-11-23/x",
    "/",
]
INSIDE = re.compile(
    r"Traceback|File \"|sqlalchemy|psycopg|SELECT \w+\.|/site-packages/|\.py\b"
)


BOXES = ["todo", "to_read", "done", "started", "'"]
FILTERS = ["search", "slug", "due", "after", "sort"]
OTHERS = [("todo", "slug"), ("done", "due"), ("todo", "sort")]


@pytest.mark.parametrize("words", QUOTED + KEYS)
def test_filters_are_words_and_never_commands(served: Served, words):
    browser = served.browser(REVIEWER)

    answers = [
        browser.get("/", query_string={"box": box, name: words})
        for box, name in [*product(BOXES, ("search", "after")), *OTHERS]
    ]

    assert {answer.status_code for answer in answers} <= {200, 400}
    assert not [answer for answer in answers if INSIDE.search(answer.text)]


@pytest.mark.parametrize("words", QUOTED + KEYS)
def test_the_api_s_filters_are_words_too(served: Served, words):
    client = served.program(REVIEWER).client

    answers = [
        client.get("/api/v1/inbox", query_string={name: words})
        for name in (*FILTERS, "box")
    ]

    assert {answer.status_code for answer in answers} <= {200, 400, 422}
    assert not [answer for answer in answers if INSIDE.search(answer.text)]


def test_the_api_knows_no_other_filters(served: Served):
    client = served.program(REVIEWER).client

    answer = client.get("/api/v1/inbox", query_string={"order_by": "name;--"})

    assert answer.status_code == 422
    assert "order_by" in answer.json["fields"]


@pytest.mark.parametrize("words", QUOTED + KEYS)
def test_registers_page_by_keys_of_ours(served: Served, words):
    browser = served.browser(REVIEWER)

    page = browser.get("/registers/tiny", query_string={"after": words})
    printed = browser.get("/print", query_string={"search": words, "after": words})

    assert page.status_code in {200, 400}
    assert printed.status_code in {200, 400}


ADDRESSES = [
    "/tasks/{}",
    "/tasks/{}/peek",
    "/tasks/{}/sheet",
    "/cases/{}",
    "/cases/{}/diagram",
    "/cases/{}/file",
    "/documents/{}",
    "/notices/{}",
    "/registers/{}",
    "/start/{}",
    "/static/any/{}",
    "/api/v1/tasks/{}",
    "/api/v1/cases/{}",
]
IDS = [
    "%00",
    "0",
    "0" * 32,
    "A" * 3000,
    "%27%20OR%201=1",
    "..%2f..%2f..%2fetc%2fpasswd",
    "%2e%2e",
    "..;/x",
    "a%0d%0aSet-Cookie:x",
    "%ff%fe",
    "𠮷",
]


@pytest.mark.parametrize("made_up", IDS)
def test_what_is_made_up_is_not_there(served: Served, made_up):
    browser = served.browser(REVIEWER)

    answers = [browser.get(address.format(made_up)) for address in ADDRESSES]

    assert {answer.status_code for answer in answers} <= {400, 404}
    assert not [answer for answer in answers if INSIDE.search(answer.text)]
    assert not [answer for answer in answers if "root:" in answer.text]


@pytest.mark.parametrize("made_up", ["\x00", "0" * 32, "' OR 1=1 --", "A" * 3000])
@pytest.mark.parametrize(
    ("address", "body"),
    [
        ("/tasks/{}/claim", {"version": 1}),
        ("/tasks/{}/release", {"version": 1}),
        ("/tasks/{}/complete", {"answers": {}}),
        ("/tasks/{}/transfer", {"to_person": "x", "reason": "x"}),
        ("/tasks/{}/withdraw", None),
        ("/cases/{}/urge", {"words": "x"}),
        ("/cases/{}/cancel", {"outcome": "x", "reason": "x"}),
        ("/cases/{}/acts/x", {"answers": {}}),
    ],
)
def test_deeds_on_what_is_made_up_change_nothing(
    served: Served, address, body, made_up
):
    before = served.dump()

    answer = served.program(REVIEWER).call("POST", address.format(made_up), body)

    assert answer.status_code in {400, 404}
    assert served.dump() == before


TRICKS = [
    "/{};x",
    "/{};i18ntranslation",
    "//{}",
    "/./{}",
    "/x/../{}",
    "/%2e/{}",
    "/{}/",
    "/{}%2f",
    "/{}%00",
    "/{}?/api/v1/session",
    "/{}/healthz",
    "/{}?/healthz",
    "/static/../{}",
    "/static/any/../../{}",
    "/static/%2e%2e/{}",
    "/healthz/../{}",
    "/healthz;/../{}",
]


@pytest.mark.parametrize("trick", TRICKS)
def test_no_spelling_of_an_address_gets_past_the_guard(served: Served, trick):
    stranger = served.browser("")

    answers = [
        stranger.get(trick.format(protected))
        for protected in ("office", "registers", "api/v1/inbox", "print")
    ]

    assert {a.status_code for a in answers} <= {303, 308, 400, 401, 404}


@pytest.mark.parametrize("spelling", ["/Office", "/OFFICE", "/office/", "/office%20"])
def test_an_address_has_one_spelling(served: Served, spelling):
    assert served.browser(REVIEWER).get(spelling).status_code == 404


@pytest.mark.parametrize(
    "method", ["HEAD", "OPTIONS", "PUT", "PATCH", "DELETE", "TRACE", "PROPFIND", "X"]
)
@pytest.mark.parametrize("kind", ["tasks", "cases", "notices"])
def test_a_page_answers_to_get_alone(served: Served, method, kind):
    receipt = served.running.start(by=CLERK)
    served.browser(CLERK).post(
        f"/cases/{receipt.case_id}/urge",
        {"words": "请尽快"},
        page=f"/cases/{receipt.case_id}",
    )
    browser = served.browser(REVIEWER)
    found = re.search(r"/notices/(\w+)", browser.get("/?box=to_read").text)
    about = {"tasks": receipt.task_ids[0], "cases": receipt.case_id}
    address = f"/{kind}/{about.get(kind) or found[1]}"
    before = served.dump()

    answer = browser.client.open(address, method=method)

    assert answer.status_code in {403, 405}
    assert served.dump() == before


@pytest.mark.parametrize("verb", ["claim", "release", "transfer", "withdraw"])
def test_a_deed_is_never_a_get(served: Served, verb):
    task_id = served.running.start(by=CLERK).task_ids[0]
    before = served.dump()

    page = served.browser(REVIEWER).get(f"/tasks/{task_id}/{verb}")
    called = served.program(REVIEWER).call("GET", f"/tasks/{task_id}/{verb}")

    assert page.status_code == called.status_code == 405
    assert page.headers["Allow"]
    assert called.headers["Allow"]
    assert served.dump() == before


def test_the_method_is_the_request_s_own(served: Served):
    before = served.dump()
    browser = served.browser(REVIEWER)

    by_header = browser.get(
        "/sign-out", headers={"X-HTTP-Method-Override": "POST", "X-HTTP-Method": "POST"}
    )
    by_field = browser.get("/sign-out?_method=POST")

    assert by_header.status_code == by_field.status_code == 405
    assert browser.get("/").status_code == 200
    assert served.dump() == before


def test_lists_counts_and_searches_hold_what_is_theirs(served: Served):
    title = "秘不示人的事"
    task_id = served.running.start(by=CLERK, title=title).task_ids[0]
    browser, client = served.browser(OTHER_CLERK), served.program(OTHER_CLERK).client

    pages = [
        browser.get(address).text
        for address in (
            "/",
            "/?search=秘不示人",
            "/?box=done&search=秘不示人",
            "/?box=started&search=秘不示人",
            "/?box=to_read",
            "/print?search=秘不示人",
            "/registers/tiny",
            "/start/every",
            "/office",
        )
    ]
    inbox = client.get("/api/v1/inbox", query_string={"search": "秘不示人"}).json

    assert not [page for page in pages if title in page or task_id in page]
    assert inbox["rows"] == []
    assert set(inbox["counts"].values()) <= {0}


def test_what_is_not_theirs_answers_as_what_does_not_exist(served: Served):
    receipt = served.running.start(by=CLERK, title="秘不示人的事")
    browser = served.browser(OTHER_CLERK)

    for kind, number in (("cases", receipt.case_id), ("tasks", receipt.task_ids[0])):
        hidden = browser.get(f"/{kind}/{number}")
        missing = browser.get(f"/{kind}/{'0' * 32}")
        assert hidden.status_code == missing.status_code == 404
        assert hidden.text == missing.text


def test_ids_cannot_be_counted_up(served: Served):
    ids = [served.running.start(by=CLERK).case_id for _ in range(20)]

    tails = {int(each[13:], 16) for each in ids}

    assert len(tails) == 20
    assert min(abs(a - b) for a in tails for b in tails if a != b) > 1_000_000


@pytest.mark.parametrize(
    "target",
    [
        "//evil.example",
        "/\\evil.example",
        "///evil.example",
        "https://evil.example",
        "javascript:alert(1)",
        "/\tevil",
        "\\\\evil.example",
        "/%09/evil.example",
        "//evil.example/%2f..",
        "x",
        "\x00",
    ],
)
def test_signing_in_leads_nowhere_else(served: Served, target):
    signed_in = served.browser(CLERK).get("/sign-in", query_string={"next": target})
    browser = served.browser("")
    form = browser.hidden("/sign-in")

    shown = browser.get("/sign-in", query_string={"next": target})
    entered = browser.client.post(
        "/sign-in",
        data={**form, "_next": target, "login": CLERK, "password": "Zhangfa-2026"},
    )

    assert signed_in.status_code in {303, 400}
    assert signed_in.headers.get("Location", "/") == "/"
    assert 'name="_next" value="/"' in shown.text or shown.status_code == 400
    assert entered.headers.get("Location", "/") == "/"
