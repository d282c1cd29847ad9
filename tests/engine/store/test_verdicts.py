from dataclasses import replace

from engine.model.verdict import Verdict
from engine.store.store import Store
from tests.support.records import NOW

VERDICT = Verdict("s1", "b1", "e1", "passed", {"elements": ["review"]}, NOW)


def test_a_verdict_holds_for_one_content_of_everything(store: Store):
    failed = replace(VERDICT, verdict="failed")
    with store.begin() as unit:
        unit.verdicts.put_many([VERDICT, replace(VERDICT, engine_hash="e2")])
        unit.verdicts.put_many([failed])

        found = unit.verdicts.of_bundle("b1", engine_hash="e1")
        other_engine = unit.verdicts.of_bundle("b1", engine_hash="e3")
        other_bundle = unit.verdicts.of_bundle("b2", engine_hash="e1")

    assert found == {"s1": failed}
    assert other_engine == other_bundle == {}
