from dataclasses import replace
from threading import Barrier, Thread

from engine.model.limit import NO_TERM, Term
from engine.model.task import TaskState
from engine.store.inbox import Asked
from engine.store.store import Store, count_statements
from tests.support.records import (
    DAY,
    NOW,
    TASK,
    a_case,
    a_task,
    everywhere,
    put_case,
    put_task,
)

MAYOR = ["post:mayor"]


def listed(store: Store, *principals: str) -> list[str]:
    with store.read() as unit:
        return [
            line.key.split("/")[1]
            for line in unit.inbox.to_do(everywhere(*principals), Asked())
        ]


def completed(store: Store, version: int = 1, by: str = "p1") -> bool:
    with store.begin() as unit:
        return unit.tasks.complete("t1", version=version, by=by, at=NOW, revision=2)


def test_a_task_comes_back_whole(store: Store):
    put_case(store)
    put_task(store)

    with store.read() as unit:
        assert unit.tasks.find("t1") == TASK
        assert unit.tasks.find("t9") is None


def test_completing_takes_the_task_out_of_the_inbox(store: Store):
    put_case(store)
    put_task(store)
    before = listed(store, *MAYOR)

    won = completed(store)

    with store.read() as unit:
        done = unit.tasks.find("t1")
    assert won
    assert (before, listed(store, *MAYOR)) == (["t1"], [])
    assert done == replace(
        TASK,
        state=TaskState.COMPLETED,
        completed_by="p1",
        completed_at=NOW,
        version=2,
    )


def test_a_completed_task_is_not_completed_again(store: Store):
    put_case(store)
    put_task(store)
    completed(store)

    again = completed(store, version=2, by="p2")

    with store.read() as unit:
        assert not again
        assert unit.tasks.find("t1").completed_by == "p1"


def test_a_stale_version_completes_nothing(store: Store):
    put_case(store)
    put_task(store)

    assert not completed(store, version=7)
    assert listed(store, *MAYOR) == ["t1"]


def test_of_many_at_once_one_completes(store: Store):
    put_case(store)
    put_task(store)
    together = Barrier(8)
    answers = []

    def deed(who: str) -> None:
        together.wait()
        answers.append(completed(store, by=who))

    threads = [Thread(target=deed, args=(f"p{n}",)) for n in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert sorted(answers) == [False] * 7 + [True]


def test_a_task_is_claimed_once_and_given_back(store: Store):
    put_case(store)
    put_task(store)

    with store.begin() as unit:
        first = unit.tasks.claim("t1", version=1, by="p1", under="post:mayor")
        second = unit.tasks.claim("t1", version=2, by="p2", under="post:mayor")
        claimed = unit.tasks.find("t1")
        released = unit.tasks.release("t1", version=2)
        free = unit.tasks.find("t1")

    assert (first, second, released) == (True, False, True)
    assert (claimed.claimed_by, claimed.state) == ("p1", TaskState.CLAIMED)
    assert free == replace(TASK, version=3)


def test_a_transferred_task_moves_to_other_inboxes(store: Store):
    put_case(store)
    put_task(store)

    with store.begin() as unit:
        moved = unit.tasks.transfer("t1", version=1, candidates=("person:p7",))
        task = unit.tasks.find("t1")

    assert moved
    assert (task.candidates, task.transfers) == (("person:p7",), 1)
    assert (listed(store, *MAYOR), listed(store, "person:p7")) == ([], ["t1"])


def test_tokens_that_are_gone_close_their_open_tasks_only(store: Store):
    put_case(store)
    for task_id in ("t1", "t2", "t3"):
        put_task(store, a_task(task_id))
    completed(store)

    with store.begin() as unit:
        unit.tasks.close_tokens("c1", ["t1", "t2"], at=NOW, revision=2)
        states = {t.task_id: t.state for t in unit.tasks.of_case("c1")}

    assert states == {
        "t1": TaskState.COMPLETED,
        "t2": TaskState.CANCELLED,
        "t3": TaskState.OPEN,
    }
    assert listed(store, *MAYOR) == ["t3"]


def test_closing_a_case_leaves_other_cases_alone(store: Store):
    put_case(store)
    put_case(store, a_case("c2"))
    put_task(store)
    put_task(store, a_task("t2", case_id="c2"))

    with store.begin() as unit:
        unit.tasks.close_case("c1", at=NOW, revision=2)

    assert listed(store, *MAYOR) == ["t2"]


def test_undoing_a_deed_reopens_what_it_closed_and_cancels_what_it_opened(
    store: Store,
):
    put_case(store)
    put_task(store)
    put_task(store, a_task("t2", claimed_by="p2", state=TaskState.CLAIMED))
    with store.begin() as unit:
        unit.tasks.complete("t1", version=1, by="p1", at=NOW, revision=2)
        unit.tasks.close_tokens("c1", ["t2"], at=NOW, revision=2)
        unit.tasks.open_many([a_task("t3")], slug="agenda", revision=2)

    with store.begin() as unit:
        unit.tasks.undo_deed("c1", undone=2, at=NOW, now=3)
        back = {t.task_id: t for t in unit.tasks.of_case("c1")}

    states = {task_id: task.state for task_id, task in back.items()}
    assert states == {
        "t1": TaskState.OPEN,
        "t2": TaskState.CLAIMED,
        "t3": TaskState.CANCELLED,
    }
    assert (back["t1"].completed_by, back["t1"].completed_at) == ("", None)
    assert listed(store, *MAYOR) == ["t1", "t2"]


def test_a_due_moment_reorders_the_inbox(store: Store):
    put_case(store)
    put_task(store)
    put_task(store, a_task("t2", due_at=NOW + DAY))
    before = listed(store, *MAYOR)

    with store.begin() as unit:
        term = Term(NOW, NOW - DAY, "hours")
        unit.tasks.put_terms({"t1": term, "t2": NO_TERM})
        kept = unit.tasks.find("t1")

    assert before == ["t2", "t1"]
    assert listed(store, *MAYOR) == ["t1", "t2"]
    assert kept is not None
    assert Term(kept.due_at, kept.warn_at, kept.due_unit) == term


def test_rounds_are_counted_by_element(store: Store):
    put_case(store)
    put_task(store)
    put_task(store, a_task("t2", round=2))
    put_task(store, a_task("t3", element_id="sign"))

    with store.read() as unit:
        assert unit.tasks.rounds("c1") == {"review": 2, "sign": 1}


def test_urging_counts_on_open_tasks(store: Store):
    put_case(store)
    put_task(store)
    put_task(store, a_task("t2"))
    completed(store)

    with store.begin() as unit:
        urged = unit.tasks.urge("c1")

    with store.read() as unit:
        assert urged == 1
        assert unit.tasks.urged("c1") == {"t2": 1}
        assert [t.task_id for t in unit.tasks.open_of_case("c1")] == ["t2"]


def test_all_who_could_ever_do_a_task_are_known(store: Store):
    put_case(store)
    put_task(store)
    put_task(store, a_task("t2", candidates=("unit:finance", "head:finance")))
    completed(store)

    everybody = frozenset({"post:mayor", "unit:finance", "head:finance"})
    with store.read() as unit:
        assert unit.tasks.candidates_of_cases(["c1"]) == {"c1": everybody}


def test_opening_many_tasks_takes_as_many_statements_as_opening_one(store: Store):
    put_case(store)
    many = [a_task(f"t{n}", candidates=("a:1", "a:2", "a:3")) for n in range(30)]

    with count_statements(store) as one, store.begin() as unit:
        unit.tasks.open_many([a_task("x")], slug="agenda", revision=1)
    with count_statements(store) as thirty, store.begin() as unit:
        unit.tasks.open_many(many, slug="agenda", revision=1)

    assert one.count == thirty.count == 2
