"""Who gets which answer from which route: one table, and nothing beside it."""

import re
import threading
from datetime import timedelta
from io import BytesIO
from secrets import token_hex

import pytest
from flask import Flask

from engine.runtime.attach import attach_document
from engine.runtime.grant import end_grant, grant_acting
from engine.runtime.urge import urge_case
from tests.abuse.routes import ROLES, ROWS, Row
from tests.abuse.served import ADMINISTRATOR, CLERK, MAYOR, Served

PDF = b"%PDF-1.4\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF"
MISSING = "0" * 32


def test_every_route_has_its_row(light_app: Flask):
    served = {
        (method, rule.rule)
        for rule in light_app.url_map.iter_rules()
        for method in (rule.methods or set()) - {"HEAD", "OPTIONS"}
    }

    assert {(row.method, row.rule) for row in ROWS} == served


@pytest.mark.parametrize("row", ROWS, ids=[f"{row.method} {row.rule}" for row in ROWS])
def test_each_role_gets_its_answer(served: Served, row: Row):
    about = at_hand(served, row)

    statuses = tuple(ask(served, row, login, about) for login in ROLES.values())

    clear(served, about)
    assert statuses == row.statuses


def at_hand(served: Served, row: Row) -> dict[str, str]:
    """Make what the row is about: a case waiting for the mayor, and more if named."""
    running, engine = served.running, served.running.engine
    task = running.to_mayor()
    about = {"task": task, "case": served.case_of(task), "missing": MISSING}
    if "{document}" in row.address:
        about["document"] = attach_document(
            engine, by=CLERK, case_id=about["case"], name="方案.pdf", data=PDF
        ).document_id
    if "{notice}" in row.address:
        urge_case(engine, about["case"], by=CLERK, words="请快")
        page = served.browser(MAYOR).get("/?box=to_read").text
        about["notice"] = re.findall(r"/notices/(\w+)", page)[0]
    if "{grant}" in row.address:
        before = _grants(served)
        grant_acting(
            engine,
            by=ADMINISTRATOR,
            from_post="deputy_mayor_c",
            to_post="exec_deputy",
            from_at=running.clock() + timedelta(days=1),
            until_at=None,
            basis="通知",
        )
        (about["grant"],) = _grants(served) - before
    about["version"] = str(running.version(task))
    return about


def ask(served: Served, row: Row, login: str, about: dict[str, str]) -> int:
    """Ask as this role; return the status."""
    # Whoever tries one account too often is answered otherwise; each has their own.
    about = about | {"try": token_hex(4)}
    address = row.address.format(**about)
    sent = {name: _told(value, about) for name, value in row.sent.items()}
    if row.rule.startswith("/api/v1"):
        if login and row.rule.endswith("/session"):
            served.programs.pop(login, None)
        client = served.program(login).client if login else served.app.test_client()
        token = served.program(login).token if login else ""
        if "version" in sent:
            sent["version"] = int(sent["version"])
        body = {} if row.method in {"GET", "DELETE"} or not sent else {"json": sent}
        headers = {"X-Token": token}
        answer = client.open(address, method=row.method, headers=headers, **body)
        if row.method == "DELETE":
            served.programs.pop(login, None)
        return answer.status_code
    browser = served.browser(login)
    if row.method == "GET":
        return browser.get(address).status_code
    if "file" in sent:
        sent["file"] = (BytesIO(PDF), sent["file"])
    page = browser.hidden("/office" if login else "/sign-in")
    answer = browser.client.open(address, method=row.method, data={**page, **sent})
    if row.rule == "/sign-out":
        served.browsers.pop(login, None)
    return answer.status_code


def _told(value, about: dict[str, str]):
    return value.format(**about) if isinstance(value, str) else value


def _grants(served: Served) -> set[str]:
    """Return the grants that have no end."""
    with served.running.engine.store.read() as unit:
        grants = unit.office.load().grants
    return {each.grant_id for each in grants if each.until_at is None}


def clear(served: Served, about: dict[str, str]) -> None:
    """End what a row began in the background, and its grant if the row did not."""
    for each in threading.enumerate():
        if each.name == "accept":
            each.join(timeout=120)
    for grant_id in _grants(served) & {about.get("grant")}:
        end_grant(served.running.engine, grant_id, by=ADMINISTRATOR)
