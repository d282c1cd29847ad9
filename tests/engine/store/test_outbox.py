from dataclasses import replace
from threading import Barrier, Thread

import pytest

from engine.model.waiting import Delivery
from engine.store.store import Store
from tests.support.records import DAY, NOW

SENT = Delivery(
    delivery_id="d1",
    kind="start_case",
    dedupe_key="c1/3/0",
    payload={"slug": "agenda", "answers": {"title": "预算"}},
    created_at=NOW,
    next_try_at=NOW,
    case_id="c1",
)


@pytest.fixture
def office(store: Store) -> Store:
    with store.begin() as unit:
        unit.outbox.add_many([SENT])
    return store


def test_a_delivery_is_written_once(office: Store):
    with office.begin() as unit:
        unit.outbox.add_many([replace(SENT, delivery_id="d2")])

        assert unit.outbox.due(NOW, 10) == ("d1",)


def test_a_delivery_comes_back_whole(office: Store):
    with office.begin() as unit:
        assert unit.outbox.claim("d1") == SENT
        assert unit.outbox.due(NOW - DAY, 10) == ()


def test_a_delivery_done_is_not_given_again(office: Store):
    with office.begin() as unit:
        done = [
            unit.outbox.delivered("d1", at=NOW),
            unit.outbox.delivered("d1", at=NOW),
        ]

        assert done == [True, False]
        assert unit.outbox.claim("d1") is None
        assert unit.outbox.due(NOW + DAY, 10) == ()


def test_a_delivery_that_failed_waits_for_its_next_try(office: Store):
    with office.begin() as unit:
        unit.outbox.failed("d1", next_try=NOW + DAY, why="no answer")

        assert unit.outbox.due(NOW, 10) == ()
        assert unit.outbox.claim("d1") == replace(
            SENT, attempts=1, next_try_at=NOW + DAY, last_error="no answer"
        )


def test_many_workers_do_it_once(office: Store):
    together = Barrier(6)
    done = []

    def worker() -> None:
        together.wait()
        with office.begin() as unit:
            claimed = unit.outbox.claim("d1")
            if claimed is not None:
                unit.outbox.delivered("d1", at=NOW)
                done.append(claimed)

    threads = [Thread(target=worker) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert done == [SENT]
