"""What the editor of decision tables asks: faults at their cells, samples decided."""

import time

import pytest
from flask import Flask

from engine.runtime.make_draft import make_draft
from tests.support.browsing import browse
from tests.support.running import Running
from tests.support.tabling import Asked, dmn

DESIGNER, AUDITOR = "lutunan", "songheng"
INPUTS = (
    Asked("secrecy", "string", '"公开", "秘密"'),
    Asked("case.amount", "number"),
)
ROWS = (
    ('"公开"', "-", "'办公室'"),
    ('"秘密"', "? < 100", "case.amount * 2"),
    ('"秘密"', "? > 50 and ? < 200", "parameter('no.such')"),
)


@pytest.fixture
def address(light: Running) -> str:
    draft = make_draft(light.engine, "tiny", by=DESIGNER)
    return f"/designer/drafts/{draft.draft_id}/tables/try"


def ask(app: Flask, address: str, *, login: str = DESIGNER, **body):
    browser = browse(app, login)
    headers = {"X-Token": browser.hidden("/office")["_token"]}
    return browser.client.post(address, headers=headers, json=body)


def table(xml: bytes, *samples: object) -> dict[str, object]:
    return {"path": "t.dmn", "files": {"t.dmn": xml.decode()}, "samples": samples}


def test_samples_are_decided_by_the_engine_and_refusals_are_told(
    light_app: Flask, address: str
) -> None:
    samples = [["公开", 1], ["秘密", 7], ["秘密", 60], ["秘密", 500], ["秘密", 150]]
    body = table(dmn(*ROWS, inputs=INPUTS), *samples, ["秘密", "百"])

    tried = ask(light_app, address, **body).get_json()["samples"]

    assert [(each["rows"], each["outcome"]) for each in tried[:2]] == [
        ([0], "办公室"),
        ([1], 14),
    ]
    assert (tried[2]["rows"], tried[2]["outcome"]) == ([1, 2], None)
    assert (tried[3]["rows"], tried[3]["refusal"]) == ([], "")
    assert tried[4]["refusal"] == "没有参数“no.such”"
    assert tried[5]["refusal"] == "值的类型不对，或有值还没有填"


def test_faults_come_with_their_rows_and_the_missing_rule(
    light_app: Flask, address: str
) -> None:
    answer = ask(light_app, address, **table(dmn(*ROWS, inputs=INPUTS)))

    overlap, gap = answer.get_json()["faults"]
    assert (overlap["severity"], overlap["rows"]) == ("error", [1, 2])
    assert (gap["severity"], gap["cells"]) == ("warning", ['"秘密"', "? >= 200"])


def test_a_cell_that_cannot_be_read_is_told_at_its_place(
    light_app: Flask, address: str
) -> None:
    rows = (("1", "2"), ("[1..5]", "2"), ("3", "2 +"))
    tried = ask(light_app, address, **table(dmn(*rows), [1])).get_json()

    (fault,) = tried["faults"]
    assert (fault["rows"], fault["column"]) == ([1], 0)
    assert fault["text"].startswith("第 2 行“[1..5]”")
    tried = ask(light_app, address, **table(dmn(rows[0], rows[2]))).get_json()
    assert [(f["rows"], f["column"]) for f in tried["faults"]] == [([1], 1)]


def test_the_draft_s_findings_name_the_same(light_app: Flask, address: str) -> None:
    body = table(dmn(*ROWS, inputs=INPUTS))
    body["files"]["gone.dmn"] = "<definitions/>"
    checked = address.replace("tables/try", "check")

    found = ask(light_app, checked, files=body["files"]).get_json()["findings"]

    named = {(each["element_id"], each["severity"], each["code"]) for each in found}
    assert ("t", "error", "rows_overlap") in named
    assert ("t", "warning", "table_gap") in named
    assert ("gone", "error", "table_refused") in named


def test_what_cannot_be_read_is_told_in_words(light_app: Flask, address: str) -> None:
    hostile = '<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]><a>&b;</a>'
    many = dmn(*((str(n), "1") for n in range(10_000)))
    escaping = dmn(("-", "().__class__"))

    told = [
        ask(light_app, address, **table(xml)).get_json()["refusal"]
        for xml in (hostile.encode(), many, escaping)
    ]

    assert told[0] == "不是可读的 DMN 文件。"
    assert "请拆成几张表" in told[1]
    assert told[2] == "“().__class__”：不可使用属性“__class__”。"


@pytest.mark.parametrize(
    "body",
    [
        {"path": 1},
        {"path": "t.dmn", "samples": {}},
        {"path": "t.dmn", "samples": [1]},
        {"path": "t.dmn", "samples": [[{}]]},
        {"path": "t.dmn", "samples": [["长" * 2_001]]},
        {"path": "t.dmn", "samples": [[]] * 51},
        {"path": "t.dmn", "files": []},
    ],
)
def test_what_is_no_question_is_refused(
    light_app: Flask, address: str, body: dict[str, object]
) -> None:
    assert ask(light_app, address, **body).status_code == 400


def test_reviewers_may_try_and_others_may_not(light_app: Flask, address: str) -> None:
    body = table(dmn(("-", "1")), [3])

    assert ask(light_app, address, login=AUDITOR, **body).status_code == 200
    assert ask(light_app, address, login="jinsui", **body).status_code == 403


def test_a_table_that_takes_too_long_is_left_undone(
    light_app: Flask, address: str
) -> None:
    zeros = "[" + ",".join("0" * 75) + "]"
    slow = f"? == len([a for a in {zeros} for b in {zeros}])"
    xml = dmn(*((slow, "1") for _ in range(500)), policy="COLLECT")
    begun = time.monotonic()

    answer = ask(light_app, address, **table(xml, *[[n] for n in range(50)])).get_json()

    assert time.monotonic() - begun < 8
    assert answer["samples"][-1]["refusal"] == "表太大，试算没有做完"
    assert {fault["code"] for fault in answer["faults"]} == {"table_undecided"}


def test_no_sample_keeps_the_service_busy(light_app: Flask, address: str) -> None:
    xml = dmn(("-", "'x' * 9999999999"), policy="FIRST")
    samples = [[10**15], [1e300], [None], ["一" * 2_000], []]

    tried = ask(light_app, address, **table(xml, *samples)).get_json()["samples"]

    assert all(each["refusal"] for each in tried)
