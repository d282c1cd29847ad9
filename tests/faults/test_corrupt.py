"""A case whose state was touched is refused and told of; the others go on."""

import pytest
from sqlalchemy import select, update

from engine.model.case import CaseState
from engine.model.reading import Receipt
from engine.store.tables.case import CASES
from tests.faults.office_at_hand import complete, must_be_completed
from tests.faults.serving import Client
from tests.support.running import Running


def touch(running: Running, started: Receipt, place: int) -> None:
    """Change one byte of the case's sealed state, behind the engine's back."""
    mine = CASES.c.case_id == started.case_id
    with running.engine.store.begin() as unit:
        stored = unit.connection.execute(select(CASES.c.sealed).where(mine)).scalar()
        sealed = bytearray(stored or b"")
        sealed[place] ^= 1
        changed = update(CASES).where(mine).values(sealed=bytes(sealed))
        unit.connection.execute(changed)


@pytest.mark.parametrize("place", [0, 5, 20, -1])
def test_a_corrupt_state_is_refused_an_incident_names_it_and_other_cases_go_on(
    running: Running, reviewer: Client, place: int
):
    corrupt, sound = running.start(), running.start()
    touch(running, corrupt, place)

    refused = complete(running, reviewer, corrupt)
    again = complete(running, reviewer, corrupt)
    done = complete(running, reviewer, sound)

    assert (refused.status_code, again.status_code, done.status_code) == (500, 409, 200)
    must_be_completed(running, sound)
    with running.engine.store.read() as unit:
        case = unit.cases.find(corrupt.case_id)
        (incident,) = unit.incidents.open_of_case(corrupt.case_id)
        (waiting,) = unit.tasks.open_of_case(corrupt.case_id)
    assert case is not None
    assert case.state is CaseState.INCIDENT
    assert (incident.code, incident.deed) == ("state_unreadable", "complete")
    assert waiting.element_id == "review"
    assert [act.verb for act in running.acts(corrupt.case_id)] == ["start", "incident"]
