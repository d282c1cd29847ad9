import pytest

from engine.store.search import grams_of
from engine.store.store import Store
from tests.support.records import a_case, put_case


@pytest.fixture
def office(store: Store) -> Store:
    put_case(store, a_case("c1", number="agenda-2026-0001", title="办公用品采购方案"))
    put_case(store, a_case("c2", number="agenda-2026-0002", title="王芳任职 100%完成"))
    put_case(store, a_case("c3", number="leave-2026-0001", title="采办购物 Budget_A"))
    return store


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
        ("  ", []),
        ("'; --", []),
    ],
)
def test_words_in_number_and_title_are_found(office: Store, search, found):
    with office.read() as unit:
        cases = unit.search.find(search)

    assert sorted(case.case_id for case in cases) == sorted(found)


def test_a_new_title_is_found_and_the_old_one_is_not(office: Store):
    renamed = a_case("c1", number="agenda-2026-0001", title="车辆租赁", revision=2)
    with office.begin() as unit:
        unit.cases.save(renamed, expected_revision=1)
        unit.search.put(renamed)

    with office.read() as unit:
        assert unit.search.find("采购") == ()
        assert unit.search.find("租赁") == (renamed,)


def test_grams_do_not_join_words():
    assert grams_of("甲乙 丙") == {"甲", "乙", "丙", "甲乙"}
