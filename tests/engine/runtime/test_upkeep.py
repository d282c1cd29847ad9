"""What those read who look after the system."""

import pytest

from engine.model.errors import RoleMissing
from engine.model.identity import new_id
from engine.model.trail import Incident
from engine.runtime import upkeep
from engine.runtime.session import sign_in
from engine.runtime.upkeep import (
    read_incidents,
    read_office_chain,
    verify_office_chain,
)
from tests.support.browsing import PASSWORD
from tests.support.running import (
    ADMINISTRATOR,
    AUDITOR,
    MAYOR,
    Running,
    act_for_mayor,
)


def broken_down(running: Running, case_id: str = "") -> str:
    at = running.clock()
    incident = Incident(new_id(at), case_id, at, "store_unreachable", "", "", "deliver")
    with running.engine.store.begin() as unit:
        unit.incidents.add(incident)
    return incident.incident_id


def test_incidents_are_listed_with_their_case_or_without_one(running):
    receipt = running.start()
    alone, of_case = broken_down(running), broken_down(running, receipt.case_id)

    found = read_incidents(running.engine, by=ADMINISTRATOR)

    assert {each.incident_id for each in found.incidents} == {alone, of_case}
    assert found.numbers == {receipt.case_id: receipt.number}


@pytest.mark.parametrize("person", [AUDITOR, MAYOR])
def test_incidents_are_the_administrators(running, person):
    with pytest.raises(RoleMissing):
        read_incidents(running.engine, by=person)


@pytest.mark.parametrize("person", [AUDITOR, ADMINISTRATOR])
def test_the_offices_chain_is_read_latest_first_in_pages(running, person, monkeypatch):
    monkeypatch.setattr(upkeep, "MOST_ACTS", 2)
    act_for_mayor(running)
    sign_in(running.engine, login=MAYOR, password=PASSWORD)

    first = read_office_chain(running.engine, by=person)
    second = read_office_chain(running.engine, by=person, before=first.earlier)

    assert [act.verb for act in first.acts] == ["sign_in", "grant_acting"]
    assert first.earlier == first.acts[-1].seq
    assert [act.seq for act in second.acts] == [first.earlier - 1, first.earlier - 2]


def test_the_page_before_the_first_act_is_empty_and_the_last(running):
    page = read_office_chain(running.engine, by=AUDITOR, before=1)

    assert (page.acts, page.earlier) == ((), 0)


def test_nobody_else_reads_or_proves_it(running):
    with pytest.raises(RoleMissing):
        read_office_chain(running.engine, by=MAYOR)
    with pytest.raises(RoleMissing):
        verify_office_chain(running.engine, by=MAYOR)


def test_the_offices_chain_is_proven_and_a_cut_tail_shows(running):
    act_for_mayor(running)
    assert verify_office_chain(running.engine, by=AUDITOR) == 0
    with running.engine.store.begin() as unit:
        seq, head = unit.acts.head("office")
        connection = unit.connection
        connection.exec_driver_sql(
            f"UPDATE chain_heads SET seq = {seq + 1} WHERE chain = 'office'"  # noqa: S608 (a number of ours)
        )

    assert head
    assert verify_office_chain(running.engine, by=AUDITOR) == seq + 1
