from dataclasses import replace

import pytest
from sqlalchemy import update

from engine.model.office import GrantScope
from engine.model.right import Right, RightKind
from engine.model.trail import Notice
from engine.store.inbox import MOST_COUNTED, Asked
from engine.store.store import Store, count_statements
from engine.store.tables.task import TASKS
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


def ids(lines) -> list[str]:
    return [line.key.split("/")[1] for line in lines]


def filled(store: Store) -> None:
    """Seven tasks: 0 to 4 with due moments, 5 and 6 without."""
    put_case(store)
    put_case(store, a_case("c2", slug="leave", title="出差请假", initiator="p2"))
    for n in range(7):
        due = NOW + n * DAY if n < 5 else None
        case_id = "c2" if n % 2 else "c1"
        task = a_task(f"t{n}", due_at=due, case_id=case_id)
        task = replace(task, candidates=("post:mayor", "unit:office"))
        slug = "leave" if n % 2 else "agenda"
        with store.begin() as unit:
            unit.tasks.open_many([task], slug=slug, revision=1)


def test_what_is_due_first_stands_first_and_nothing_twice(store: Store):
    filled(store)

    with store.read() as unit:
        lines = unit.inbox.to_do(everywhere("unit:office", "post:mayor"), Asked())

    assert ids(lines) == [f"t{n}" for n in range(7)]
    assert lines[0].task == replace(
        TASK,
        task_id="t0",
        token_id="t0",
        due_at=NOW,
        candidates=("post:mayor", "unit:office"),
    )
    assert (lines[1].title, lines[1].slug) == ("出差请假", "leave")


def test_pages_follow_each_other_without_gap_or_overlap(store: Store):
    filled(store)
    seen: list[str] = []
    after = ""

    with store.read() as unit:
        for _ in range(4):
            asked = Asked(after=after, size=2)
            page = unit.inbox.to_do(everywhere("post:mayor", "unit:office"), asked)
            seen += ids(page)
            after = page[-1].key

    assert seen == [f"t{n}" for n in range(7)]


def test_a_page_is_one_statement_however_many_principals(store: Store):
    filled(store)
    principals = [f"post:p{n}" for n in range(20)]

    with count_statements(store) as counted, store.read() as unit:
        unit.inbox.to_do(everywhere(*principals, "post:mayor"), Asked())

    assert counted.count == 1


def test_a_page_is_narrowed_by_procedure_due_and_words(store: Store):
    filled(store)
    mayor = everywhere("post:mayor")

    with store.read() as unit:
        leave = unit.inbox.to_do(mayor, Asked(slug="leave"))
        overdue = unit.inbox.to_do(mayor, Asked(due_before=NOW + DAY))
        soon = unit.inbox.to_do(
            mayor, Asked(due_from=NOW + DAY, due_before=NOW + 3 * DAY)
        )
        found = unit.inbox.to_do(mayor, Asked(search="请假"))
        nothing = unit.inbox.to_do(mayor, Asked(search="没有"))

    assert ids(leave) == ["t1", "t3", "t5"]
    assert ids(overdue) == ["t0"]
    assert ids(soon) == ["t1", "t2"]
    assert ids(found) == ["t1", "t3", "t5"]
    assert nothing == ()


def test_nobody_has_nothing_to_do(store: Store):
    with store.read() as unit:
        assert unit.inbox.to_do({}, Asked()) == ()


def test_what_somebody_did_stands_latest_first(store: Store):
    filled(store)
    for n in range(3):
        with store.begin() as unit:
            at = NOW + n * DAY
            unit.tasks.complete(f"t{n}", version=1, by="p1", at=at, revision=2)

    with store.read() as unit:
        first = unit.inbox.done("p1", Asked(size=2))
        rest = unit.inbox.done("p1", Asked(size=2, after=first[-1].key))
        leave = unit.inbox.done("p1", Asked(slug="leave"))

    assert (ids(first), ids(rest)) == (["t2", "t1"], ["t0"])
    assert ids(leave) == ["t1"]


def test_a_withdrawn_task_is_not_among_the_done(store: Store):
    put_case(store)
    put_task(store)
    with store.begin() as unit:
        unit.tasks.complete("t1", version=1, by="p1", at=NOW, revision=2)
        unit.tasks.undo_deed("c1", undone=2, at=NOW, now=3)

    with store.read() as unit:
        assert unit.inbox.done("p1", Asked()) == ()


def test_what_somebody_started_stands_latest_first(store: Store):
    for n in range(3):
        put_case(store, a_case(f"c{n}", started_at=NOW + n * DAY))
    put_case(store, a_case("other", initiator="p2"))

    with store.read() as unit:
        first = unit.inbox.started("p1", Asked(size=2))
        rest = unit.inbox.started("p1", Asked(size=2, after=first[-1].key))

    assert (ids(first), ids(rest)) == (["c2", "c1"], ["c0"])


def a_notice(notice_id: str, principal: str) -> Notice:
    return Notice(
        notice_id, principal, "c1", "reminder", "还有一天", NOW, dedupe_key=notice_id
    )


def test_a_notice_is_there_until_each_has_read_it(store: Store):
    put_case(store)
    with store.begin() as unit:
        unit.notices.add_many(
            [a_notice("n1", "post:mayor"), a_notice("n2", "person:p1")]
        )
        unit.notices.add_many([a_notice("n3", "unit:other")])
        unit.notices.read("n1", by="p1", at=NOW)

    with store.read() as unit:
        mine = unit.inbox.to_read("p1", everywhere("post:mayor"), Asked())
        theirs = unit.inbox.to_read("p2", everywhere("post:mayor"), Asked())

    assert (ids(mine), ids(theirs)) == (["n2"], ["n1"])
    assert (mine[0].text, mine[0].number) == ("还有一天", "agenda-2026-0001")


def test_counts_are_of_distinct_tasks_and_one_statement(store: Store):
    filled(store)
    with store.begin() as unit:
        unit.tasks.complete("t6", version=1, by="p1", at=NOW, revision=2)
        unit.notices.add_many([a_notice("n1", "post:mayor")])

    with count_statements(store) as counted, store.read() as unit:
        counts = unit.inbox.counts(
            "p1",
            everywhere("post:mayor", "unit:office"),
            now=NOW + DAY,
            soon=NOW + 3 * DAY,
        )

    assert counted.count == 1
    assert counts == {
        "todo": 6,
        "overdue": 1,
        "due_soon": 2,
        "to_read": 1,
        "done": 1,
        "started": 1,
    }


def test_counting_ends_where_nobody_reads_on(store: Store):
    put_case(store)
    tasks = [a_task(f"t{n}") for n in range(MOST_COUNTED + 5)]
    with store.begin() as unit:
        unit.tasks.open_many(tasks, slug="agenda", revision=1)

    with store.read() as unit:
        counts = unit.inbox.counts("p9", everywhere("post:mayor"), now=NOW, soon=NOW)

    assert counts["todo"] == MOST_COUNTED


def granted(**limits) -> dict[str, tuple[Right, ...]]:
    """Return the mayor's principal as a substitute has it."""
    right = Right("p2", "deputy", "post:mayor", RightKind.ACTING, "g1", "mayor")
    return {"post:mayor": (replace(right, **limits),)}


def one_reserved(store: Store) -> None:
    """Seven tasks, of which one is reserved; each case has told the mayor of itself."""
    filled(store)
    with store.begin() as unit:
        only = TASKS.c.task_id == "t2"
        unit.connection.execute(update(TASKS).where(only).values(reserved=True))
        told = [("n1", "c1"), ("n2", "c2")]
        unit.notices.add_many(
            [replace(a_notice(n, "post:mayor"), case_id=c) for n, c in told]
        )


@pytest.mark.parametrize(
    ("limits", "tasks", "notices"),
    [
        ({"covers_reserved": True}, "0123456", "12"),
        ({"covers_reserved": False}, "013456", "12"),
        ({"scope": GrantScope.PROCEDURES, "subjects": ("leave",)}, "135", "2"),
        ({"scope": GrantScope.CASES, "subjects": ("c1",)}, "0246", "1"),
        (
            {
                "scope": GrantScope.CASES,
                "subjects": ("c1",),
                "covers_reserved": False,
            },
            "046",
            "1",
        ),
    ],
)
def test_a_substitutes_lists_and_counts_end_where_the_grant_does(
    store: Store, limits, tasks, notices
):
    one_reserved(store)

    with store.read() as unit:
        lines = unit.inbox.to_do(granted(**limits), Asked())
        first = unit.inbox.to_do(granted(**limits), Asked(size=2))
        read = unit.inbox.to_read("p2", granted(**limits), Asked())
        counts = unit.inbox.counts("p2", granted(**limits), now=NOW, soon=NOW)

    assert ids(lines) == [f"t{n}" for n in tasks]
    assert ids(first) == [f"t{n}" for n in tasks[:2]]
    assert {*ids(read)} == {f"n{n}" for n in notices}
    assert (counts["todo"], counts["to_read"]) == (len(tasks), len(notices))


def test_ones_own_right_beside_a_grant_reaches_everything(store: Store):
    one_reserved(store)
    (by_grant,) = granted(covers_reserved=False)["post:mayor"]
    own = Right("p2", "mayor", "post:mayor", RightKind.POST)

    with store.read() as unit:
        lines = unit.inbox.to_do({"post:mayor": (own, by_grant)}, Asked())

    assert len(lines) == 7
