import pytest

from engine.store.search import grams_of, matching
from engine.store.store import Store
from engine.store.unit import Unit
from tests.support.records import a_case, put_case


@pytest.fixture
def office(store: Store) -> Store:
    put_case(store, a_case("c1", number="agenda-2026-0001", title="办公用品采购方案"))
    put_case(store, a_case("c2", number="agenda-2026-0002", title="王芳任职 100%完成"))
    put_case(store, a_case("c3", number="leave-2026-0001", title="采办购物 Budget_A"))
    return store


def _found(unit: Unit, search: str) -> list[str]:
    where = matching(search)
    assert where is not None
    return sorted(unit.connection.execute(where).scalars())


@pytest.mark.parametrize(
    ("search", "found"),
    [
        ("采购", ["c1"]),
        ("王芳", ["c2"]),
        ("购", ["c3", "c1"]),
        ("agenda-2026", ["c2", "c1"]),
        ("0001", ["c3", "c1"]),
        ("0001 采购", ["c1"]),
        ("budget_a", ["c3"]),
        ("100%", ["c2"]),
        ("10_%", []),
        ("采购方案办公用品", []),
        ("'; --", []),
    ],
)
def test_words_in_number_and_title_are_found(office: Store, search, found):
    with office.read() as unit:
        ids = _found(unit, search)

    assert ids == sorted(found)


def test_a_new_title_is_found_and_the_old_one_is_not(office: Store):
    renamed = a_case("c1", number="agenda-2026-0001", title="车辆租赁", revision=2)
    with office.begin() as unit:
        unit.cases.save(renamed, expected_revision=1)
        unit.search.put(renamed)

    with office.read() as unit:
        assert _found(unit, "采购") == []
        assert _found(unit, "租赁") == ["c1"]


def test_blanks_alone_are_no_search():
    assert matching("  ") is None


def test_grams_do_not_join_words():
    assert grams_of("甲乙 丙") == {"甲", "乙", "丙", "甲乙"}
