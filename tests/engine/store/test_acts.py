import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from engine.store.store import Store
from tests.support.records import CASE, an_act, put_case


def test_acts_come_back_in_order_and_whole(store: Store):
    acts = tuple(an_act(seq) for seq in (1, 2, 3))
    with store.begin() as unit:
        unit.acts.append(*acts)

    with store.read() as unit:
        assert unit.acts.of_case("c1") == acts
        assert unit.acts.of_chain("c1", after=1, size=1) == acts[1:2]
        assert unit.acts.of_case("c2") == ()


@pytest.mark.parametrize("change", ["UPDATE acts SET actor = 'x'", "DELETE FROM acts"])
def test_the_database_refuses_to_change_an_act(store: Store, change: str):
    with store.begin() as unit:
        unit.acts.append(an_act())

    with pytest.raises(DBAPIError, match="never changed"), store.begin() as unit:
        unit.connection.execute(text(change))

    with store.read() as unit:
        assert unit.acts.of_case("c1") == (an_act(),)


def test_a_number_in_a_chain_is_given_once(store: Store):
    with store.begin() as unit:
        unit.acts.append(an_act())

    with pytest.raises(DBAPIError), store.begin() as unit:
        unit.acts.append(an_act(mac="another"))


def test_a_chain_without_a_case_keeps_its_head(store: Store):
    with store.begin() as unit:
        first = unit.acts.lock_head("office")
        unit.acts.move_head(an_act(chain="office"))

    with store.begin() as unit:
        assert first == (0, "")
        assert unit.acts.lock_head("office") == (1, "m")


def test_the_heads_of_all_chains_are_known_beside_the_acts(store: Store):
    put_case(store, CASE)
    with store.begin() as unit:
        unit.acts.lock_head("office")
        unit.acts.move_head(an_act(9, chain="office"))

    with store.read() as unit:
        assert unit.acts.heads() == {"c1": (1, "mac1"), "office": (9, "m")}


def test_actors_are_told_by_case(store: Store):
    with store.begin() as unit:
        unit.acts.append(an_act(), an_act(2, actor="p2"), an_act(chain="c2"))

    with store.read() as unit:
        assert unit.acts.actors_of_cases(["c1", "c2"]) == {
            "c1": {"p1", "p2"},
            "c2": {"p1"},
        }
        assert unit.acts.chains() == ("c1", "c2")
