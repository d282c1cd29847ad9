"""Retry an incident: when what was wrong is repaired, the case goes on."""

from dataclasses import replace

from engine.assembly import Engine
from engine.model.case import Case, CaseState
from engine.model.entitlement import DeskVerb
from engine.model.errors import Fault, IncidentNotFound
from engine.model.reading import Receipt
from engine.model.trail import Incident
from engine.runtime.aftermath import doer_of
from engine.runtime.at_hand import load_case, resume_run
from engine.runtime.chain import Told
from engine.runtime.deed import Ask, Deed, carry_out
from engine.runtime.keep import keep_message
from engine.runtime.note import note_on_case, note_on_office
from engine.runtime.roles import must_be_allowed

VERB = "retry"


def retry_incident(engine: Engine, incident_id: str, *, by: str) -> Receipt:
    """Let the case of an incident go on, if its state can be read again.

    What an official did is theirs to do again; what the system was doing (a delivery,
    a timer) is due at once.

    Raises:
        RoleMissing: The person does not look after the system.
        IncidentNotFound: There is none, or it is repaired already.
        StateUnreadable: The state is still not what was sealed; the try is counted.
    """

    def work(deed: Deed) -> Receipt | Fault:
        must_be_allowed(deed, DeskVerb.RETRY, by)
        incident = deed.unit.incidents.lock(incident_id)
        if incident is None:
            raise IncidentNotFound(incident_id=incident_id)
        return _retry(deed, incident)

    done = carry_out(engine, Ask(VERB, by), work)
    if isinstance(done, Fault):
        raise done
    return done


def _retry(deed: Deed, incident: Incident) -> Receipt | Fault:
    """Return the receipt; or the fault that is still there, which is counted."""
    told = Told(VERB, details={"incident_id": incident.incident_id})
    doer = doer_of(deed.engine, deed.unit, deed.ask.by)
    if not incident.case_id:
        _repair(deed, incident)
        return note_on_office(deed, doer, told)
    at_hand = load_case(deed, incident.case_id)
    try:
        if at_hand.sealed:
            resume_run(deed, at_hand)
    except Fault as fault:
        deed.unit.incidents.tried_again(incident.incident_id, told=str(fault))
        return fault
    _repair(deed, incident)
    case = _released(deed, at_hand.case)
    return note_on_case(deed, case, doer, told)


def _repair(deed: Deed, incident: Incident) -> None:
    """Close the incident, and let what the system was doing be due again."""
    deed.unit.incidents.resolve(incident.incident_id, by=deed.ask.by, at=deed.now)
    about = incident.about
    if "delivery_id" in about:
        deed.unit.outbox.failed(str(about["delivery_id"]), next_try=deed.now, why=VERB)
    if "message" in about:
        key = f"{VERB}/{incident.incident_id}"
        keep_message(deed, {**about, "name": about["message"]}, key)


def _released(deed: Deed, case: Case) -> Case:
    """Let the case run again, unless another incident still holds it."""
    held = deed.unit.incidents.open_of_case(case.case_id)
    if case.state is not CaseState.INCIDENT or held:
        return case
    running = replace(case, state=CaseState.RUNNING)
    deed.unit.cases.save(running, expected_revision=case.revision)
    return running
