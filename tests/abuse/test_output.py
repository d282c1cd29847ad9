"""What people write is shown as they wrote it, and never becomes part of a page."""

from dataclasses import dataclass, field
from html.parser import HTMLParser

import pytest

from engine.runtime.attach import attach_document
from engine.runtime.cancel import cancel_case
from engine.runtime.draft import save_answers
from engine.runtime.start import start_case
from engine.runtime.urge import urge_case
from tests.abuse.served import ADMINISTRATOR, AUDITOR, CLERK, REVIEWER, Served

PDF = b"%PDF-1.4\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF"
SCRIPTS = [
    "<script>alert(1)</script>",
    "</script><script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    '"><svg onload=alert(1)>',
    "' onmouseover='alert(1)",
    '" autofocus onfocus="alert(1)',
    "javascript:alert(1)",
    "{{ 7 * 7 }}{% raw %}{{config}}",
    "${7*7}<%= 7*7 %>#{7*7}",
    "</textarea><script>alert(1)</script>",
    "</title><style>*{}</style>",
    "<noscript><p title='</noscript><img src=x onerror=alert(1)>'>",
    "<math><mtext><table><mglyph><style><!--</style><img title='--&gt;&lt;img src=1'>",
    "&lt;script&gt;alert(1)&lt;/script&gt;",
]


@dataclass
class Page(HTMLParser):
    """A page as a browser would take it apart: what it does, and the words on it."""

    doing: list[str] = field(default_factory=list)
    words: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        super().__init__(convert_charrefs=True)

    def handle_starttag(self, tag, attrs):
        given = dict(attrs)
        self.words += [str(value) for value in given.values()]
        if tag in {"script", "link"}:
            address = str(given.get("src") or given.get("href") or "")
            if not address.startswith("/static/"):
                self.doing.append(f"<{tag} {attrs}>")
        elif tag in {
            "style",
            "iframe",
            "object",
            "embed",
            "base",
            "math",
            "svg",
            "img",
        }:
            self.doing.append(f"<{tag} {attrs}>")
        for name, value in attrs:
            told = str(value or "").strip().lower()
            acts = name.startswith("on") or name in {"style", "srcdoc"}
            leads = name in {"href", "src", "action", "formaction"}
            if acts or (leads and not told.startswith(("/", "#"))):
                self.doing.append(f"{name}={value}")

    def handle_data(self, data):
        self.words.append(data)


def taken_apart(html: str) -> Page:
    page = Page()
    page.feed(html)
    page.close()
    return page


@pytest.fixture(params=SCRIPTS)
def script(request: pytest.FixtureRequest) -> str:
    return request.param


def test_no_page_does_what_its_words_say(served: Served, script: str):
    addresses = everywhere(served, script)

    pages = {
        (who, address): taken_apart(served.browser(who).get(address).text)
        for who, address in addresses
    }

    assert {at: page.doing for at, page in pages.items() if page.doing} == {}
    for at, page in pages.items():
        assert any(script in words for words in page.words), at


def test_a_refusal_says_it_back_as_words(served: Served, script: str):
    answers = [
        served.submit(CLERK, "/start/every", title=script * 20, words=script),
        served.submit(CLERK, "/start/every", **{"title": "甲", script: script}),
        served.submit(CLERK, "/start/every", title="甲", amount=script, kind=script),
        served.browser("").sign_in(script, "x"),
        served.browser(CLERK).get("/", query_string={"search": script}),
    ]

    for answer in answers:
        page = taken_apart(answer.text)
        assert page.doing == []
        assert any(script[:100] in words for words in page.words)


def test_what_an_address_says_is_not_said_by_the_page(served: Served, script: str):
    for name in ("said", "box", "due", "next"):
        for address in ("/", "/sign-in", "/office"):
            answer = served.browser(CLERK).get(address, query_string={name: script})
            assert taken_apart(answer.text).doing == []


def test_the_api_answers_in_json_only(served: Served, script: str):
    case_id = served.running.start(by=CLERK, title=script).case_id
    program = served.program(CLERK)

    found = program.call("GET", f"/cases/{case_id}")
    refused = program.call("POST", "/cases", {"slug": script, "answers": {}})

    assert found.json["case"]["title"] == script
    assert found.content_type == "application/json"
    assert refused.content_type == "application/problem+json"
    assert found.headers["X-Content-Type-Options"] == "nosniff"


def everywhere(served: Served, script: str) -> list[tuple[str, str]]:
    """Write the script wherever words may be written; return where they are shown."""
    running, engine = served.running, served.running.engine
    started = start_case(
        engine,
        "tiny",
        by=CLERK,
        answers={"title": script[:200], "amount": 1},
    )
    task_id, case_id = started.task_ids[0], started.case_id
    urge_case(engine, case_id, by=CLERK, words=script)
    name = f"{script}.pdf".replace("/", "")
    attach_document(engine, by=CLERK, case_id=case_id, name=name, data=PDF)
    save_answers(
        engine,
        task_id,
        by=REVIEWER,
        version=running.version(task_id),
        answers={"opinion": script},
    )
    ended = start_case(engine, "tiny", by=CLERK, answers={"title": script[:200]})
    running.complete(REVIEWER, ended.task_ids[0], decision="同意", opinion=script)
    cancel_case(engine, ended.case_id, by=CLERK, outcome="撤回", reason=script)
    return [
        (REVIEWER, f"/tasks/{task_id}"),
        (REVIEWER, f"/tasks/{task_id}/sheet"),
        (REVIEWER, f"/tasks/{task_id}/peek"),
        (REVIEWER, f"/tasks/{ended.task_ids[0]}"),
        (REVIEWER, f"/tasks/{ended.task_ids[0]}/sheet"),
        (CLERK, f"/cases/{case_id}"),
        (CLERK, f"/cases/{case_id}/file"),
        (CLERK, f"/cases/{ended.case_id}"),
        (CLERK, f"/cases/{ended.case_id}/file"),
        (REVIEWER, f"/?search={started.number}"),
        (REVIEWER, f"/?box=to_read&search={started.number}"),
        (REVIEWER, f"/?box=done&search={ended.number}"),
        (CLERK, f"/?box=started&search={started.number}"),
        (REVIEWER, f"/print?search={started.number}"),
        (CLERK, "/registers/tiny"),
        (AUDITOR, f"/cases/{case_id}"),
        (ADMINISTRATOR, f"/cases/{case_id}"),
    ]
