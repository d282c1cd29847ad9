"""The JSON API: the same verbs, the same authority."""

import json
from dataclasses import dataclass

import pytest
from flask import Flask
from flask.testing import FlaskClient

from engine.model.reading import Box
from tests.support.browsing import PASSWORD
from tests.support.running import AUDITOR, Running

CLERK = "jinsui"
REVIEWER = "guyanchuan"


@dataclass(slots=True)
class Program:
    """A program that is signed in."""

    client: FlaskClient
    token: str

    def call(self, method: str, address: str, body: object = None, key: str = ""):
        headers = {"X-Token": self.token} | ({"Idempotency-Key": key} if key else {})
        more = {} if body is None else {"json": body}
        return self.client.open(
            f"/api/v1{address}", method=method, headers=headers, **more
        )


def program(app: Flask, login: str) -> Program:
    client = app.test_client()
    answer = client.post("/api/v1/session", json={"login": login, "password": PASSWORD})
    return Program(client, answer.json["token"])


def test_a_case_is_started_read_and_completed(light: Running, light_app: Flask):
    clerk, reviewer = program(light_app, CLERK), program(light_app, REVIEWER)

    started = clerk.call("POST", "/cases", {"slug": "tiny", "answers": {"title": "甲"}})
    row = reviewer.call("GET", "/inbox").json["rows"][0]
    task = reviewer.call("GET", f"/tasks/{row['task_id']}").json
    done = reviewer.call(
        "POST",
        f"/tasks/{row['task_id']}/complete",
        {"version": task["task"]["version"], "answers": {"decision": "同意"}},
    )

    assert started.status_code == 201
    assert task["form"]["groups"][0]["fields"][0]["key"] == "decision"
    assert done.json["case_id"] == started.json["case_id"]
    read = clerk.call("GET", f"/cases/{started.json['case_id']}").json
    assert read["case"]["state"] == "running"
    assert light.box(REVIEWER) == ()


def test_the_same_key_gets_the_same_receipt(light: Running, light_app: Flask):
    clerk = program(light_app, CLERK)
    body = {"slug": "tiny", "answers": {"title": "甲"}}

    first = clerk.call("POST", "/cases", body, key="k1")
    again = clerk.call("POST", "/cases", body, key="k1")
    other = clerk.call("POST", "/cases", {**body, "answers": {"title": "乙"}}, "k1")

    assert first.json == again.json
    assert other.status_code == 422
    assert len(light.box(CLERK, Box.STARTED)) == 1


def test_refusals_are_problems_with_fields(light_app: Flask):
    clerk = program(light_app, CLERK)

    answer = clerk.call("POST", "/cases", {"slug": "tiny", "answers": {}})

    assert answer.status_code == 422
    assert answer.content_type == "application/problem+json"
    assert answer.json["type"] == "urn:zhangfa:answers_invalid"
    assert "title" in answer.json["fields"]


@pytest.mark.parametrize(
    ("body", "status"),
    [
        (b"", 400),
        (b"[]", 400),
        (b'{"slug": "tiny"', 400),
        (b'{"slug": NaN}', 400),
        (b'{"slug": "a", "slug": "b"}', 400),
        (b'{"slug": "\\u0000", "answers": {}}', 400),
        (b'{"a": ' + b"[" * 40 + b"]" * 40 + b"}", 400),
        (b'{"slug": "tiny"}', 422),
        (b'{"slug": "tiny", "answers": {}, "x": 1}', 422),
        (b'{"slug": 5, "answers": {}}', 422),
    ],
)
def test_a_body_is_read_strictly(light_app: Flask, body: bytes, status: int):
    clerk = program(light_app, CLERK)

    answer = clerk.client.post(
        "/api/v1/cases",
        data=body,
        headers={"X-Token": clerk.token, "Content-Type": "application/json"},
    )

    assert answer.status_code == status
    assert answer.content_type == "application/problem+json"


def test_a_form_is_no_body_for_the_api(light_app: Flask):
    clerk = program(light_app, CLERK)

    answer = clerk.client.post(
        "/api/v1/cases", data={"slug": "tiny"}, headers={"X-Token": clerk.token}
    )

    assert answer.status_code == 415


def test_without_a_session_the_api_says_so(light_app: Flask):
    answer = light_app.test_client().get("/api/v1/inbox")

    assert answer.status_code == 401
    assert answer.json["detail"] == "请先登录。"


def test_without_the_token_nothing_is_changed(light_app: Flask):
    clerk = program(light_app, CLERK)
    clerk.token = ""

    answer = clerk.call("POST", "/cases", {"slug": "tiny", "answers": {"title": "甲"}})

    assert answer.status_code == 403


def test_the_audit_is_for_auditors(light: Running, light_app: Flask):
    case = light.start().case_id

    refused = program(light_app, CLERK).call("GET", f"/cases/{case}/audit")
    seen = program(light_app, AUDITOR).call("GET", f"/cases/{case}/audit")

    assert refused.status_code == 403
    assert [act["verb"] for act in seen.json] == ["start"]


def test_what_may_be_started_is_listed(light_app: Flask):
    options = program(light_app, CLERK).call("GET", "/start").json

    assert options[0]["slug"] == "tiny"
    assert options[0]["refused"] == ""


def test_the_session_ends(light_app: Flask):
    clerk = program(light_app, CLERK)

    assert clerk.call("GET", "/session").json["person_id"] == CLERK
    assert clerk.call("DELETE", "/session").status_code == 204
    assert clerk.call("GET", "/session").status_code == 401


def test_the_description_names_every_call(light_app: Flask):
    client = light_app.test_client()

    spec = json.loads(client.get("/api/openapi.json").data)
    page = client.get("/api/docs").text

    served = {
        rule.rule.replace("<", "{").replace(">", "}")
        for rule in light_app.url_map.iter_rules()
        if rule.rule.startswith("/api/v1")
    }
    assert served == set(spec["paths"])
    assert all(path in page for path in served)
