from dataclasses import replace

import pytest

from engine.model.waiting import PendingMessage, Subscription
from engine.store.store import Store
from tests.support.records import DAY, NOW, a_case, put_case

WAITS = Subscription("c1", "k1", "await", "case_ended", "c9")
SENT = PendingMessage(
    message_id="m1",
    name="case_ended",
    correlation="c9",
    payload={"outcome": "通过"},
    dedupe_key="c9/7",
    cause="c9/7",
    sent_at=NOW,
    expires_at=NOW + DAY,
)


@pytest.fixture
def office(store: Store) -> Store:
    put_case(store)
    put_case(store, a_case("c2"))
    return store


def test_a_message_finds_who_waits_for_it(office: Store):
    with office.begin() as unit:
        unit.messages.replace_for_case("c1", [WAITS])

        assert unit.messages.match("case_ended", "c9") == (WAITS,)
        assert unit.messages.match("case_ended", "c8") == ()
        assert unit.messages.match("other", "c9") == ()


def test_two_who_wait_for_the_same_are_both_found(office: Store):
    twin = replace(WAITS, case_id="c2")
    with office.begin() as unit:
        unit.messages.replace_for_case("c1", [WAITS])
        unit.messages.replace_for_case("c2", [twin])

        assert unit.messages.match("case_ended", "c9") == (WAITS, twin)


def test_the_case_waits_for_exactly_what_was_written(office: Store):
    other = replace(WAITS, token_id="k2", correlation="c8")
    with office.begin() as unit:
        unit.messages.replace_for_case("c1", [WAITS])
        unit.messages.replace_for_case("c1", [other])
        replaced = unit.messages.of_case("c1")
        unit.messages.replace_for_case("c1", [])

        assert (replaced, unit.messages.of_case("c1")) == ((other,), ())


def test_a_message_is_kept_once(office: Store):
    again = replace(SENT, message_id="m2")
    with office.begin() as unit:
        kept = unit.messages.keep(SENT), unit.messages.keep(again)

        assert kept == (True, False)
        assert unit.messages.expired(NOW + 2 * DAY, 10) == (SENT,)


def test_a_delivered_message_is_given_no_more(office: Store):
    with office.begin() as unit:
        unit.messages.keep(SENT)
        done = unit.messages.done("m1", at=NOW), unit.messages.done("m1", at=NOW)

        assert done == (True, False)
        assert unit.messages.expired(NOW + 2 * DAY, 10) == ()


def test_a_message_expires_after_its_moment(office: Store):
    with office.begin() as unit:
        unit.messages.keep(SENT)

        assert unit.messages.expired(NOW + DAY, 10) == ()
        assert unit.messages.expired(NOW + 2 * DAY, 10) == (SENT,)
