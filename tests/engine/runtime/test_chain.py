"""A chain shows every act that was changed, moved, dropped or cut off."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from engine.model.keys import KeyRing
from engine.runtime.chain import Doer, Told, first_broken, sealed_act

RING = KeyRing("k1", {"k1": b"a" * 32})
NOW = datetime(2026, 11, 23, 1, tzinfo=UTC)


@pytest.fixture
def acts():
    chain, last = [], (0, "")
    for number in range(1, 4):
        told = Told("complete", details={"number": number})
        act = sealed_act(RING, "c1", last, NOW, Doer(), told)
        chain.append(act)
        last = (act.seq, act.mac)
    return chain


def test_an_untouched_chain_holds(acts):
    assert first_broken(RING, acts, (3, acts[-1].mac)) == 0


@pytest.mark.parametrize(
    "change",
    [
        {"actor": "somebody"},
        {"on_behalf_of": "mayor"},
        {"references": ("42.1",)},
        {"at": datetime(2026, 11, 24, tzinfo=UTC)},
        {"details": {"number": 7}},
        {"algorithm": "md5"},
        {"key_id": "k2"},
        {"mac": "0" * 64},
    ],
)
def test_a_changed_act_is_named(acts, change):
    acts[1] = replace(acts[1], **change)

    assert first_broken(RING, acts) == 2


def test_a_dropped_act_is_named(acts):
    del acts[1]

    assert first_broken(RING, acts) == 2


def test_a_cut_tail_shows_against_the_head(acts):
    head = (3, acts[-1].mac)

    assert first_broken(RING, acts[:-1], head) == 3


def test_acts_sealed_by_a_former_key_still_hold(acts):
    ring = KeyRing("k2", {"k1": b"a" * 32, "k2": b"b" * 32})
    last = (3, acts[-1].mac)
    acts.append(sealed_act(ring, "c1", last, NOW, Doer(), Told("complete")))

    assert first_broken(ring, acts) == 0
