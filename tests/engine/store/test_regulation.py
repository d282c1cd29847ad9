from engine.store.store import Store
from tests.support.records import NOW


def test_an_official_text_is_imported_over_the_one_before(store: Store):
    with store.begin() as unit:
        unit.regulation.put_many({1: "第一条", 2: "第二条"}, at=NOW)
        unit.regulation.put_many({2: "第二条（修订）"}, at=NOW)

        assert unit.regulation.texts() == {1: "第一条", 2: "第二条（修订）"}
