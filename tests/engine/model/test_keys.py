"""The ring of keys."""

from engine.model.keys import KeyRing


def test_the_current_key_seals_and_none_is_ever_shown():
    ring = KeyRing("k2", {"k1": b"old-secret", "k2": b"new-secret"})

    assert ring.key == b"new-secret"
    assert "secret" not in repr(ring)
