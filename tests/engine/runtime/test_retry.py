"""A fault becomes an incident of one case; repaired, the case goes on."""

import pytest

from engine.model.case import CaseState
from engine.model.errors import (
    CaseHasIncident,
    IncidentNotFound,
    RoleMissing,
    StateUnreadable,
)
from engine.runtime.deliver import deliver_due
from engine.runtime.fire import fire_due
from engine.runtime.retry import retry_incident
from tests.support.builders import (
    a_case,
    damage,
    incidents,
    mend,
    start_busy,
)
from tests.support.running import ADMINISTRATOR

AGREED = {"decision": "同意"}


def broken(running):
    """Damage a case and try to complete its task; return its receipt."""
    receipt = running.start()
    damage(running, receipt.case_id)
    with pytest.raises(StateUnreadable):
        running.complete(running.holder("sec_general"), receipt.task_ids[0], **AGREED)
    return receipt


def test_a_corrupt_state_names_its_case_and_other_cases_go_on(running):
    bad, good = broken(running), running.start()

    reviewer = running.holder("sec_general")
    running.complete(reviewer, good.task_ids[0], **AGREED)

    (incident,) = incidents(running)
    assert (incident.case_id, incident.deed) == (bad.case_id, "complete")
    assert a_case(running, bad.case_id).state is CaseState.INCIDENT
    assert a_case(running, good.case_id).revision == 2


def test_nothing_of_the_faulted_deed_remains_but_its_incident(running):
    receipt = broken(running)

    with running.engine.store.read() as unit:
        task = unit.tasks.find(receipt.task_ids[0])
    assert task.completed_by == ""
    verbs = [act.verb for act in running.acts(receipt.case_id)]
    assert verbs == ["start", "incident"]


def test_until_it_is_repaired_nothing_else_is_tried(running):
    receipt = broken(running)

    with pytest.raises(CaseHasIncident):
        running.complete(running.holder("sec_general"), receipt.task_ids[0], **AGREED)
    assert len(incidents(running)) == 1


def test_repaired_the_official_completes_the_task_themselves(running):
    receipt = broken(running)
    mend(running, receipt.case_id)
    (incident,) = incidents(running)

    retry_incident(running.engine, incident.incident_id, by=ADMINISTRATOR)

    reviewer = running.holder("sec_general")
    done = running.complete(reviewer, receipt.task_ids[0], **AGREED)
    assert done.revision == 2
    assert incidents(running) == ()


def test_a_retry_in_vain_is_counted_and_refused(running):
    broken(running)
    (incident,) = incidents(running)

    with pytest.raises(StateUnreadable):
        retry_incident(running.engine, incident.incident_id, by=ADMINISTRATOR)

    (still,) = incidents(running)
    assert (still.incident_id, still.attempts) == (incident.incident_id, 2)


def test_a_timer_that_faulted_fires_after_the_retry(running):
    receipt = start_busy(running, "timer")
    damage(running, receipt.case_id)
    running.clock.pass_time(hours=2)
    fire_due(running.engine)
    mend(running, receipt.case_id)
    (incident,) = incidents(running)

    retry_incident(running.engine, incident.incident_id, by=ADMINISTRATOR)

    assert fire_due(running.engine) == 1
    assert a_case(running, receipt.case_id).state is CaseState.FINISHED


def test_a_message_that_expired_is_kept_again(running):
    start_busy(running, "message")
    deliver_due(running.engine)
    running.clock.pass_time(days=31)
    deliver_due(running.engine)
    (incident,) = incidents(running)

    retry_incident(running.engine, incident.incident_id, by=ADMINISTRATOR)

    running.clock.pass_time(days=31)
    with running.engine.store.read() as unit:
        (kept,) = unit.messages.expired(running.clock.moment, 10)
    assert kept.name == "knock"


def test_only_who_looks_after_the_system_retries(running):
    broken(running)
    (incident,) = incidents(running)

    with pytest.raises(RoleMissing):
        retry_incident(running.engine, incident.incident_id, by=running.holder("mayor"))


def test_what_is_repaired_is_not_there_to_retry(running):
    with pytest.raises(IncidentNotFound):
        retry_incident(running.engine, "0" * 32, by=ADMINISTRATOR)
