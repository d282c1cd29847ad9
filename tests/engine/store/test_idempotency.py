from dataclasses import replace
from datetime import timedelta
from threading import Barrier, Thread

import pytest

from engine.model.errors import KeyReused
from engine.model.reading import Receipt
from engine.store.store import Store
from engine.store.unit import Unit
from tests.support.records import NOW

RECEIPT = Receipt("c1", "agenda-2026-0001", 2, 5, NOW, ("t1", "t2"), "列入议程")


def claimed(unit: Unit, **asked) -> Receipt | None:
    asked = {"verb": "complete", "body_hash": "b", "at": NOW} | asked
    return unit.idempotency.claim("p1", "key", **asked)


def test_a_repeat_gets_the_receipt_of_the_deed(store: Store):
    with store.begin() as unit:
        first = claimed(unit)
        unit.idempotency.keep("p1", "key", RECEIPT)

    with store.begin() as unit:
        assert first is None
        assert claimed(unit) == RECEIPT


@pytest.mark.parametrize("asked", [{"verb": "start"}, {"body_hash": "other"}])
def test_a_key_for_something_else_is_refused(store: Store, asked):
    with store.begin() as unit:
        claimed(unit)

    with pytest.raises(KeyReused), store.begin() as unit:
        claimed(unit, **asked)


def test_the_same_key_of_another_person_is_another_key(store: Store):
    with store.begin() as unit:
        claimed(unit)
        asked = {"verb": "start", "body_hash": "x", "at": NOW}

        assert unit.idempotency.claim("p2", "key", **asked) is None


def test_a_deed_rolled_back_frees_its_key(store: Store):
    def deed() -> None:
        with store.begin() as unit:
            claimed(unit)
            raise RuntimeError

    with pytest.raises(RuntimeError):
        deed()

    with store.begin() as unit:
        assert claimed(unit, verb="start") is None


def test_of_two_at_once_the_second_gets_the_first_ones_receipt(store: Store):
    together = Barrier(4)
    got = []

    def deed(seq: int) -> None:
        together.wait()
        with store.begin() as unit:
            before = claimed(unit)
            if before is None:
                unit.idempotency.keep("p1", "key", replace(RECEIPT, seq=seq))
        got.append(before)

    threads = [Thread(target=deed, args=(n,)) for n in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert got.count(None) == 1
    assert len({receipt.seq for receipt in got if receipt}) == 1


def test_old_keys_are_forgotten(store: Store):
    with store.begin() as unit:
        claimed(unit)
        unit.idempotency.drop_before(NOW + timedelta(days=1))

        assert claimed(unit, verb="start") is None
