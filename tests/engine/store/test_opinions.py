from dataclasses import replace

from engine.model.trail import Opinion
from engine.store.store import Store
from tests.support.records import DAY, NOW, put_case

OPINION = Opinion(
    case_id="c1",
    seq=3,
    task_id="t1",
    element_id="review",
    round=1,
    person_id="p1",
    post_id="deputy",
    rank=2,
    on_behalf_of="",
    decision="不一致",
    text="资金来源未落实",
    at=NOW,
)


def test_opinions_stand_by_rank_then_by_time(store: Store):
    put_case(store)
    later = replace(OPINION, seq=4, at=NOW + DAY, round=2)
    mayor = replace(OPINION, seq=5, rank=1, at=NOW + DAY)
    with store.begin() as unit:
        unit.opinions.add_many([later, mayor, OPINION])

        assert unit.opinions.of_case("c1") == (mayor, OPINION, later)


def test_a_withdrawn_opinion_no_longer_stands(store: Store):
    put_case(store)
    other = replace(OPINION, seq=4)
    with store.begin() as unit:
        unit.opinions.add_many([OPINION, other])
        unit.opinions.withdraw("c1", 3, at=NOW)

        assert unit.opinions.of_case("c1") == (other,)
