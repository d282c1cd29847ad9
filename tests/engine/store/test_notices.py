from dataclasses import replace

from engine.model.trail import Notice
from engine.store.store import Store
from tests.support.records import NOW

NOTICE = Notice("n1", "post:mayor", "c1", "reminder", "还有一天", NOW, "c1/delivery/1")


def test_a_notice_is_written_once_per_reason(store: Store):
    with store.begin() as unit:
        unit.notices.add_many([NOTICE])
        unit.notices.add_many([replace(NOTICE, notice_id="n2")])

        assert unit.notices.find("n1") == NOTICE
        assert unit.notices.find("n2") is None


def test_each_person_reads_it_once(store: Store):
    with store.begin() as unit:
        unit.notices.add_many([NOTICE])
        read = [unit.notices.read("n1", by=who, at=NOW) for who in ("p1", "p1", "p2")]

        assert read == [True, False, True]


def test_it_is_told_to_whom_something_about_a_case_was_sent(store: Store):
    other = replace(NOTICE, notice_id="n2", principal="unit:a", dedupe_key="2")
    with store.begin() as unit:
        unit.notices.add_many([NOTICE, other])

        told = unit.notices.principals_of_cases(["c1", "c2"])

        assert told == {"c1": {"post:mayor", "unit:a"}}
