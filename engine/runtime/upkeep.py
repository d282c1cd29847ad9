"""What those look at who look after the system: incidents, and the office's chain."""

from collections.abc import Mapping
from dataclasses import dataclass

from engine.assembly import Engine
from engine.model.act import Act
from engine.model.entitlement import DeskVerb
from engine.model.trail import Incident
from engine.runtime.anchor import anchored
from engine.runtime.chain import OFFICE, first_broken
from engine.runtime.looking import look
from engine.runtime.roles import must_be_allowed

MOST_ACTS = 100
UNKNOWN = (0, "")


@dataclass(frozen=True, slots=True)
class Incidents:
    """The open incidents, oldest first; `numbers` are those of their cases, by id."""

    incidents: tuple[Incident, ...]
    numbers: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class OfficeChain:
    """A page of the office's acts, latest first.

    `earlier` is the seq to go on before, 0 at the chain's beginning.
    """

    acts: tuple[Act, ...]
    earlier: int


def read_incidents(engine: Engine, *, by: str) -> Incidents:
    """Return what failed and nobody has repaired, with a case or without one.

    Raises:
        RoleMissing: The asker does not look after the system.
    """
    with look(engine) as here:
        must_be_allowed(here, DeskVerb.RETRY, by)
        incidents = here.unit.incidents.open()
        ids = {each.case_id for each in incidents if each.case_id}
        cases = here.unit.cases.find_many(ids) if ids else {}
        numbers = {case_id: case.number for case_id, case in cases.items()}
        return Incidents(incidents, numbers)


def read_office_chain(engine: Engine, *, by: str, before: int = 0) -> OfficeChain:
    """Return the latest acts of the office's chain, or those before a seq.

    Raises:
        RoleMissing: The asker neither audits nor looks after the system.
    """
    with look(engine) as here:
        must_be_allowed(here, DeskVerb.AUDIT_OFFICE, by)
        acts = here.unit.acts.latest(OFFICE, before=before, size=MOST_ACTS)
        earlier = acts[-1].seq if acts and acts[-1].seq > 1 else 0
        return OfficeChain(acts, earlier)


def verify_office_chain(engine: Engine, *, by: str) -> int:
    """Return the seq of the first act of the office's chain that does not hold, or 0.

    Raises:
        RoleMissing: The asker neither audits nor looks after the system.
    """
    with look(engine) as here:
        must_be_allowed(here, DeskVerb.AUDIT_OFFICE, by)
        acts = here.unit.acts.of_chain(OFFICE)
        head = here.unit.acts.head(OFFICE)
    return first_broken(engine.ring, acts, head, anchored(engine).get(OFFICE, UNKNOWN))
