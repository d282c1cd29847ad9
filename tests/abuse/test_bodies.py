"""Bodies that no honest program sends: refused before anything is asked of a case."""

import pytest

from tests.abuse.served import CLERK, OFFICE_CLERK, REVIEWER, Served

HEAD = b'{"slug": "every", "answers": {"title": "a", "words": '
STRANGE = {
    "nothing": b"",
    "a list": b"[]",
    "a word": b'"x"',
    "cut off": b'{"slug": "every"',
    "not a number": HEAD + b"NaN}}",
    "infinity": HEAD + b"-Infinity}}",
    "a number beyond floats": HEAD + b"1e400}}",
    "5,000 digits": HEAD + b"9" * 5000 + b"}}",
    "a float of 5,000 digits": HEAD + b"0." + b"9" * 5000 + b"}}",
    "NUL": HEAD + b'"\\u0000"}}',
    "NUL in a key": b'{"slug": "every", "answers": {"\\u0000": "a"}}',
    "half a surrogate pair": HEAD + b'"\\ud800"}}',
    "two of one key": b'{"slug": "every", "slug": "tiny", "answers": {}}',
    "two of one key inside": b'{"slug": "every", "answers": {"a": 1, "a": 2}}',
    "depth 100,000": HEAD + b"[" * 100_000 + b"]" * 100_000 + b"}}",
    "depth 100,000, never closed": b'{"a":' * 100_000,
    "2,001 keys": b'{"a": {' + b",".join(b'"k%d": 1' % n for n in range(2001)) + b"}}",
    "a byte-order mark": b"\xef\xbb\xbf" + HEAD + b'"a"}}',
    "UTF-16": '{"slug": "every", "answers": {"title": "a"}}'.encode("utf-16"),
    "GBK": '{"slug": "every", "answers": {"title": "年度"}}'.encode("gbk"),
}
WRONG_SHAPES = [
    {},
    {"slug": "every"},
    {"slug": 5, "answers": {}},
    {"slug": None, "answers": {}},
    {"slug": "every", "answers": []},
    {"slug": "every", "answers": "title=a"},
    {"slug": "every", "answers": {"title": "a"}, "assignee": "shenyanqiu"},
    {"slug": "every", "answers": {"title": "a"}, "by": "shenyanqiu"},
    {"slug": "every", "answers": {"title": "a"}, "post": ["mayor"]},
    {"slug": "every", "answers": {"title": "a"}, "key": "k"},
    {"slug": "every", "answers": {"title": "a"}, "case_id": "0" * 32},
]


@pytest.mark.parametrize("body", STRANGE.values(), ids=STRANGE)
def test_what_no_store_could_keep_is_refused(served: Served, body: bytes):
    clerk, before = served.program(CLERK), served.dump()

    answer = clerk.send("/cases", body)

    assert answer.status_code == 400, answer.text
    assert answer.json["detail"] == "提交的内容格式不对，没有处理。"
    assert served.dump() == before


@pytest.mark.parametrize("body", WRONG_SHAPES)
def test_a_body_of_another_shape_is_refused_field_by_field(served: Served, body):
    clerk, before = served.program(CLERK), served.dump()

    answer = clerk.call("POST", "/cases", body)

    assert answer.status_code == 422
    assert answer.json["fields"]
    assert served.dump() == before


@pytest.mark.parametrize(
    "content_type",
    ["text/plain", "application/x-www-form-urlencoded", "multipart/form-data", "", "x"],
)
def test_a_body_must_call_itself_json(served: Served, content_type):
    clerk, before = served.program(CLERK), served.dump()

    answer = clerk.send("/cases", HEAD + b'"a"}}', content_type)

    assert answer.status_code == 415
    assert served.dump() == before


@pytest.mark.parametrize("address", ["/api/v1/cases", "/start/every", "/sign-in"])
def test_more_than_a_megabyte_is_refused(served: Served, address):
    program, before = served.program(CLERK), served.dump()
    headers = {"X-Token": program.token, "Content-Type": "application/json"}
    if not address.startswith("/api"):
        headers["Content-Type"] = "application/x-www-form-urlencoded"

    answer = program.client.post(address, data=b"a" * 1_000_001, headers=headers)

    assert answer.status_code == 413
    assert "内容太大" in answer.text or "太大" in answer.json["detail"]
    assert served.dump() == before


def test_a_page_of_100_000_fields_is_refused(served: Served):
    before = served.dump()

    answer = served.submit(CLERK, "/start/every", **{f"f{n}": "1" for n in range(3000)})

    assert answer.status_code in {400, 413}
    assert served.dump() == before


NUMBERS = ["-1", "1.5", "", "x", "²", "٣", "9" * 5000, "1e9", "\x00"]


@pytest.mark.parametrize("version", NUMBERS)
def test_a_page_s_version_is_a_number_or_stale(served: Served, version):
    task_id = _review(served)
    before = served.dump()

    answer = served.browser(REVIEWER).post(
        f"/tasks/{task_id}",
        {"_action": "submit", "decision": "同意", "_version": version},
    )

    assert answer.status_code in {400, 409}
    assert served.dump() == before


@pytest.mark.parametrize("number", NUMBERS)
@pytest.mark.parametrize("verb", ["drop:lines", "add:title", "drop:nothing", "add"])
def test_a_row_button_does_nothing_else(served: Served, verb, number):
    before = served.dump()

    answer = served.browser(CLERK).post(
        "/start/every", {"_action": f"{verb}:{number}", "title": "甲"}
    )

    assert answer.status_code in {200, 400}
    assert served.dump() == before


@pytest.mark.parametrize(
    "answers",
    [
        {"title": {"a": [1]}, "lines": "x", "units": {"b": 1}, "paper": [[]]},
        {"lines": ["a", None, {"unit": ["x"]}], "ways": "会议", "is_late": []},
        {"at_moment": "0001-01-01T00:00+14:00", "on_day": 5, "amount": {}},
        {"at_moment": "9999-12-31T23:59-12:00", "paper": "x\u0001", "unit": 7},
        {"decision": ["同意"], "opinion": {"a": 1}, "papers": "x"},
        {"decision": None, "opinion": 5, "papers": [None, 5, "x"]},
    ],
)
def test_a_draft_of_any_shape_can_be_looked_at_again(served: Served, answers):
    task_id = _review(served)
    reviewer = served.program(REVIEWER)

    saved = reviewer.call(
        "PUT",
        f"/tasks/{task_id}/draft",
        {"version": served.running.version(task_id), "answers": answers},
    )
    page = served.browser(REVIEWER).get(f"/tasks/{task_id}")
    sheet = served.browser(REVIEWER).get(f"/tasks/{task_id}/sheet")

    assert saved.status_code in {200, 400, 422}
    assert page.status_code == sheet.status_code == 200


def test_a_draft_holds_what_a_store_can_keep(served: Served):
    task_id, browser = _review(served), served.browser(REVIEWER)
    page = browser.hidden(f"/tasks/{task_id}")
    before = served.dump()

    answers = [
        browser.client.put(
            f"/tasks/{task_id}/draft",
            data={**page, "opinion": words},
            headers={"X-Token": page["_token"], "Accept": "application/json"},
        )
        for words in ("\x00", "长" * 100_000)
    ]

    assert [answer.status_code for answer in answers] == [400, 400]
    assert served.dump() == before


# Words that an official writes outside a form: (address, field, who).
WORDS = [
    ("/cases/{case}/urge", "words", CLERK),
    ("/cases/{case}/cancel", "reason", CLERK),
    ("/cases/{case}/suspend", "reason", OFFICE_CLERK),
    ("/tasks/{task}/transfer", "reason", REVIEWER),
    ("/cases/{case}/cancel", "outcome", CLERK),
    ("/tasks/{task}/transfer", "to_person", REVIEWER),
    ("/tasks/{task}", "_key", REVIEWER),
    ("/tasks/{task}", "papers", REVIEWER),
]


@pytest.mark.parametrize("words", ["\x00", "", "长" * 100_000, "好\x1b[31m"])
@pytest.mark.parametrize(("address", "field", "who"), WORDS)
def test_words_beside_a_form_are_held_to_the_same(
    served: Served, address, field, who, words
):
    if field == "_key" and words != "\x00":
        pytest.skip("an empty or long key is lawful: it is kept by its digest")
    task = _review(served)
    case = served.case_of(task)
    address = address.format(case=case, task=task)
    sent = {"outcome": "撤回", "to_person": "yezhiwei", "reason": "请您办"}
    before = served.dump()

    answer = served.browser(who).post(
        address,
        {"_action": "submit", "decision": "同意", **sent, field: words},
        page=f"/tasks/{task}" if who == REVIEWER else f"/cases/{case}",
    )

    assert answer.status_code in {400, 403, 404, 413, 422}, answer.text
    after = served.dump()
    assert {name for name in after if after[name] != before[name]} <= OPENED


# Looking at the task's page to send its form is an act of its own.
OPENED = {"task_openings", "acts", "cases"}


def _review(served: Served) -> str:
    """Start a case of every kind of field; return the reviewer's task, once opened."""
    clerk = served.program(CLERK)
    body = {"slug": "every", "answers": {"title": "甲"}}
    task_id = clerk.call("POST", "/cases", body).json["task_ids"][0]
    served.browser(REVIEWER).get(f"/tasks/{task_id}")
    return task_id
