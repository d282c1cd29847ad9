"""A sealed state opens for its case and revision, and for nothing else."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.bpmn.run import resume
from engine.bpmn.state import seal, unseal
from engine.model import clock
from engine.model.errors import StateUnreadable
from engine.model.keys import KeyRing
from tests.support.drawing import chain, end, procedure, start, user
from tests.support.driving import Driven
from tests.support.small_office import NOW, surroundings

RING = KeyRing("k2", {"k1": b"old" * 8, "k2": b"new" * 8})
STATE = b'{"format":1,"tasks":[1,2,3]}' * 20
SEALED = seal(STATE, case_id="c1", revision=7, ring=RING)


def opened(sealed: bytes, **about: object) -> bytes:
    facts = {"case_id": "c1", "revision": 7, "ring": RING, **about}
    return unseal(sealed, **facts)


def test_what_was_sealed_opens_again_smaller_than_it_was():
    assert opened(SEALED) == STATE
    assert len(SEALED) < len(STATE)


def test_state_sealed_by_an_older_key_still_opens():
    old = seal(STATE, case_id="c1", revision=7, ring=KeyRing("k1", RING.keys))

    assert opened(old) == STATE


@given(st.integers(0, len(SEALED) - 1), st.integers(0, 7))
def test_one_changed_bit_anywhere_is_refused(place: int, bit: int):
    touched = bytearray(SEALED)
    touched[place] ^= 1 << bit

    with pytest.raises(StateUnreadable):
        opened(bytes(touched))


@given(st.integers(0, len(SEALED) - 1))
def test_state_cut_anywhere_is_refused(length: int):
    with pytest.raises(StateUnreadable):
        opened(SEALED[:length])


def test_appended_bytes_are_refused():
    with pytest.raises(StateUnreadable):
        opened(SEALED + b"\0")


@pytest.mark.parametrize(
    ("about", "why"),
    [
        ({"case_id": "c2"}, "seal"),
        ({"revision": 8}, "revision"),
        ({"ring": KeyRing("k9", {"k9": b"x" * 24})}, "key"),
        ({"ring": KeyRing("k2", {"k2": b"x" * 24})}, "seal"),
    ],
)
def test_state_of_another_case_revision_or_key_is_refused(
    about: dict[str, object], why: str
):
    with pytest.raises(StateUnreadable) as unreadable:
        opened(SEALED, **about)

    assert unreadable.value.facts["why"] == why


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (b"SpiffWorkflow 3.2.0", b"SpiffWorkflow 3.1.0"),
        (b'"format":1', b'"format":9'),
        (b'"tasks"', b'"tusks"'),
        (b"{", b"["),
    ],
)
def test_state_of_another_library_format_or_shape_is_refused(old: bytes, new: bytes):
    case = Driven(procedure(start() + user("a") + end() + chain("s", "a", "e")))
    state = case.last.state.replace(old, new, 1)

    with clock.at(NOW), pytest.raises(StateUnreadable):
        resume(case.procedure, state, surroundings())
