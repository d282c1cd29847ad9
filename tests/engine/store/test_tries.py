from datetime import timedelta
from threading import Thread

from engine.store.store import Store
from tests.support.records import DAY, NOW

UNTIL = NOW + DAY


def fail(store: Store, key: str = "k", most: int = 3) -> int:
    with store.begin() as unit:
        return unit.tries.failed(key, most=most, now=NOW, until=UNTIL)


def test_the_last_try_blocks_and_a_right_one_forgets(store: Store):
    counts = [fail(store) for _ in range(3)]

    with store.begin() as unit:
        blocked = unit.tries.blocked_until(["k", "other"], now=NOW)
        unit.tries.forget(["k"])
        afterwards = unit.tries.blocked_until(["k"], now=NOW)

    assert counts == [1, 2, 3]
    assert (blocked, afterwards) == (UNTIL, None)


def test_a_block_ends_by_itself(store: Store):
    fail(store, most=1)

    with store.read() as unit:
        before = unit.tries.blocked_until(["k"], now=UNTIL - timedelta(seconds=1))
        after = unit.tries.blocked_until(["k"], now=UNTIL)

    assert (before, after) == (UNTIL, None)


def test_tries_of_one_key_are_not_another_s(store: Store):
    fail(store, most=1)

    with store.read() as unit:
        assert unit.tries.blocked_until(["other"], now=NOW) is None


def test_old_tries_are_forgotten(store: Store):
    fail(store)
    with store.begin() as unit:
        unit.tries.drop_before(NOW)

    assert fail(store) == 1


def test_tries_side_by_side_all_count(store: Store):
    threads = [Thread(target=fail, args=(store, "k", 99)) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert fail(store, most=99) == 7
