"""The pages of those who look after the system."""

from flask import Flask

from engine.model.identity import new_id
from engine.model.trail import Incident
from forms.view import VERBS
from tests.support.browsing import browse
from tests.support.running import (
    ADMINISTRATOR,
    AUDITOR,
    MAYOR,
    Running,
    act_for_mayor,
)


def test_an_incident_without_a_case_is_seen_and_retried(
    light: Running, light_app: Flask
):
    at = light.clock()
    incident = Incident(new_id(at), "", at, "store_unreachable", "", "", "deliver")
    with light.engine.store.begin() as unit:
        unit.incidents.add(incident)
    browser = browse(light_app, ADMINISTRATOR)

    before = browser.get("/office/incidents").text
    answer = browser.post(
        f"/office/incidents/{incident.incident_id}/retry", {}, page="/office/incidents"
    )
    after = browser.get(answer.location).text

    assert "数据库暂时连不上" in before
    assert "不属于哪个办件" in before
    assert answer.status_code == 303
    assert "没有待排除的故障" in after


def test_the_offices_chain_is_shown_in_words_and_proven_on_demand(
    light: Running, light_app: Flask
):
    act_for_mayor(light)
    browser = browse(light_app, AUDITOR)

    page = browser.get("/office/audit").text
    proven = browser.get("/office/audit?verify=1").text

    for words in ("授权代行", "登录", "管理员", "代行主持工作通知1号"):
        assert words in page
    assert "核验通过" in proven
    assert "核验通过" not in page
    assert browser.get("/office/audit?before=nonsense").status_code == 200


def test_what_stands_on_the_offices_chain_has_its_words(light: Running):
    act_for_mayor(light)

    verbs = {act.verb for act in light.acts("office")}

    assert verbs - {*VERBS} == set()


def test_the_office_page_leads_there_only_whom_it_lets_in(light_app: Flask):
    for person, incidents, audit in (
        (ADMINISTRATOR, True, True),
        (AUDITOR, False, True),
        (MAYOR, False, False),
    ):
        page = browse(light_app, person).get("/office").text
        assert ("/office/incidents" in page, "/office/audit" in page) == (
            incidents,
            audit,
        )
