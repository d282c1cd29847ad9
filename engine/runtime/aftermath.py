"""What stays of a deed that did not happen: an incident, or a refusal on record.

Each is written in a small transaction of its own, after the deed was rolled back.
"""

from collections.abc import Mapping
from dataclasses import replace

from engine.assembly import Engine
from engine.model.case import Case, CaseState
from engine.model.clock import now
from engine.model.errors import DutyConflict, NotAllowed, ZhangfaError
from engine.model.identity import new_id
from engine.model.trail import Incident
from engine.runtime.chain import OFFICE, Doer, Told, sealed_act
from engine.runtime.plain import plain_dict
from engine.store.unit import Unit


def record_incident(
    engine: Engine,
    verb: str,
    fault: ZhangfaError,
    *,
    case_id: str = "",
    task_id: str = "",
    about: Mapping[str, object] | None = None,
) -> str:
    """Keep the fault for an operator and let its case wait; return the incident."""
    with engine.store.begin() as unit:
        case_id = case_id or _case_of(unit, task_id)
        incident = Incident(
            incident_id=new_id(now()),
            case_id=case_id,
            at=now(),
            code=fault.code,
            element_id=str(fault.facts.get("element_id", "")),
            told=str(fault),
            deed=verb,
            about=plain_dict(about or {}) | {"task_id": task_id},
            facts={name: str(value) for name, value in fault.facts.items()},
        )
        unit.incidents.add(incident)
        found = unit.cases.lock(case_id) if case_id else None
        if found is not None and found[0].is_open:
            _halt_case(engine, unit, found[0], incident)
        return incident.incident_id


def _case_of(unit: Unit, task_id: str) -> str:
    task = unit.tasks.find(task_id) if task_id else None
    return task.case_id if task is not None else ""


def _halt_case(engine: Engine, unit: Unit, case: Case, incident: Incident) -> None:
    """Mark the case, so that nothing else is tried on it until somebody has looked."""
    told = Told(
        "incident",
        element_id=incident.element_id,
        details={
            "incident_id": incident.incident_id,
            "code": incident.code,
            "deed": incident.deed,
        },
    )
    last = (case.acts, case.head)
    act = sealed_act(engine.ring, case.case_id, last, now(), Doer(), told)
    # The state stays as it was sealed, so the revision stays too. A suspended case
    # stays suspended.
    running = case.state is CaseState.RUNNING
    halted = replace(
        case,
        state=CaseState.INCIDENT if running else case.state,
        acts=act.seq,
        head=act.mac,
    )
    unit.cases.save(halted, expected_revision=case.revision)
    unit.acts.append(act)


def record_refusal(
    engine: Engine,
    verb: str,
    by: str,
    refusal: NotAllowed | DutyConflict,
    *,
    case_id: str = "",
    task_id: str = "",
) -> None:
    """Keep on the office's chain who tried what without authority (rule G1)."""
    with engine.store.begin() as unit:
        case_id = case_id or _case_of(unit, task_id)
        told = Told(
            "refused",
            task_id=task_id,
            references=_references(refusal),
            details={"tried": verb, "case_id": case_id, "code": refusal.code},
        )
        append_to_office(engine, unit, doer_of(engine, unit, by), told)
    refusal.is_kept = True


def _references(refusal: ZhangfaError) -> tuple[str, ...]:
    cited = refusal.facts.get("references")
    return tuple(map(str, cited)) if isinstance(cited, list | tuple) else ()


def doer_of(engine: Engine, unit: Unit, person_id: str) -> Doer:
    """Return the person as a doer without a post; who is unknown has only an id."""
    person = engine.library.picture(unit).office.people.get(person_id)
    if person is None:
        return Doer(person_id, person_id, right=f"person:{person_id}")
    return Doer(person.person_id, person.name, right=f"person:{person.person_id}")


def append_to_office(engine: Engine, unit: Unit, doer: Doer, told: Told) -> int:
    """Append an act to the office's chain, which is locked from here on; its seq."""
    last = unit.acts.lock_head(OFFICE)
    act = sealed_act(engine.ring, OFFICE, last, now(), doer, told)
    unit.acts.append(act)
    unit.acts.move_head(act)
    return act.seq
