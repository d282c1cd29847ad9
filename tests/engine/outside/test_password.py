"""A password is known by its hash alone."""

from engine.outside.password import hash_password, matches


def test_the_right_password_matches():
    assert matches(hash_password("青山依旧-2026"), "青山依旧-2026")


def test_another_password_does_not_match():
    assert not matches(hash_password("青山依旧-2026"), "青山依旧-2027")


def test_nothing_matches_a_person_without_a_password():
    assert not matches("", "nobody signs in with this")


def test_a_damaged_hash_matches_nothing():
    assert not matches("$argon2id$broken", "x")
