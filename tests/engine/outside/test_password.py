"""A password is known by its hash alone."""

import pytest

from engine.model.errors import TooBusy
from engine.outside import password
from engine.outside.password import hash_password, matches


def test_the_right_password_matches():
    assert matches(hash_password("青山依旧-2026"), "青山依旧-2026")


def test_another_password_does_not_match():
    assert not matches(hash_password("青山依旧-2026"), "青山依旧-2027")


def test_nothing_matches_a_person_without_a_password():
    assert not matches("", "nobody signs in with this")


def test_a_damaged_hash_matches_nothing():
    assert not matches("$argon2id$broken", "x")


def test_a_crowd_is_sent_away_at_once(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(password, "_QUEUE", password.BoundedSemaphore(1))
    password._QUEUE.acquire()

    with pytest.raises(TooBusy):
        hash_password("x")
