from threading import Thread

import pytest

from engine.store.store import Store


def test_numbers_count_per_series_and_year(store: Store):
    with store.begin() as unit:
        given = [unit.numbers.next("agenda", 2026) for _ in range(3)]

        assert given == [1, 2, 3]
        assert unit.numbers.next("agenda", 2027) == 1
        assert unit.numbers.next("leave", 2026) == 1


def test_a_deed_rolled_back_leaves_no_gap(store: Store):
    def deed() -> None:
        with store.begin() as unit:
            unit.numbers.next("agenda", 2026)
            raise RuntimeError

    with pytest.raises(RuntimeError):
        deed()

    with store.begin() as unit:
        assert unit.numbers.next("agenda", 2026) == 1


def test_of_many_at_once_each_gets_its_own(store: Store):
    given = []

    def deed() -> None:
        with store.begin() as unit:
            given.append(unit.numbers.next("agenda", 2026))

    threads = [Thread(target=deed) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert sorted(given) == list(range(1, 9))
