from engine.model.trail import CaseLink
from engine.store.store import Store
from tests.support.records import DAY, NOW


def test_a_link_is_seen_from_both_ends_and_written_once(store: Store):
    outward = CaseLink("c1", "c2", "escalated", NOW)
    inward = CaseLink("c0", "c1", "started", NOW + DAY)
    with store.begin() as unit:
        for link in (outward, inward, outward):
            unit.links.add(link)

        assert unit.links.of_case("c1") == (outward, inward)
        assert unit.links.of_case("c2") == (outward,)
