from dataclasses import replace

from engine.model.trail import Incident
from engine.store.store import Store
from tests.support.records import NOW

INCIDENT = Incident(
    incident_id="i1",
    case_id="c1",
    at=NOW,
    code="engine_failed",
    element_id="review",
    told="boom",
    deed="complete",
    about={"task_id": "t1"},
    facts={"why": "boom"},
)


def test_an_incident_stays_open_until_it_is_repaired_once(store: Store):
    with store.begin() as unit:
        unit.incidents.add(INCIDENT)
        opened = unit.incidents.open_of_case("c1"), unit.incidents.lock("i1")
        resolved = [unit.incidents.resolve("i1", by="p1", at=NOW) for _ in range(2)]

        assert opened == ((INCIDENT,), INCIDENT)
        assert resolved == [True, False]
        assert unit.incidents.open_of_case("c1") == unit.incidents.open() == ()
        assert unit.incidents.lock("i1") is None


def test_a_retry_that_failed_is_counted(store: Store):
    with store.begin() as unit:
        unit.incidents.add(INCIDENT)
        unit.incidents.tried_again("i1", told="again")

        assert unit.incidents.lock("i1") == replace(INCIDENT, attempts=2, told="again")
