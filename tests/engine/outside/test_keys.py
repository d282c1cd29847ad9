"""The keys lie outside the database, and only their owner reaches them."""

import json
from concurrent.futures import ThreadPoolExecutor

import pytest

from engine.outside.keys import KEY_BYTES, read_ring


def test_the_first_reading_makes_a_key_that_stays(tmp_path):
    path = tmp_path / "keys.json"

    first, second = read_ring(path), read_ring(path)

    assert len(first.key) == KEY_BYTES
    assert second == first


def test_only_the_owner_reaches_the_file(tmp_path):
    path = tmp_path / "keys.json"

    read_ring(path)

    assert path.stat().st_mode & 0o777 == 0o600


def test_a_ring_that_others_can_read_is_refused(tmp_path):
    path = tmp_path / "keys.json"
    read_ring(path)
    path.chmod(0o644)

    with pytest.raises(PermissionError):
        read_ring(path)


def test_many_first_readings_agree_on_one_key(tmp_path):
    path = tmp_path / "keys.json"

    with ThreadPoolExecutor(8) as pool:
        rings = list(pool.map(lambda _: read_ring(path), range(16)))

    assert {ring.key for ring in rings} == {read_ring(path).key}
    assert [each.name for each in tmp_path.iterdir()] == ["keys.json"]


@pytest.mark.parametrize(
    "content",
    ["", "[]", "{}", '{"current": "k2", "keys": {"k1": "00"}}', '{"keys": 1}'],
)
def test_what_is_not_a_ring_is_refused(tmp_path, content):
    path = tmp_path / "keys.json"
    path.write_text(content)
    path.chmod(0o600)

    with pytest.raises(ValueError, match="not a key ring"):
        read_ring(path)


def test_a_short_key_is_refused(tmp_path):
    path = tmp_path / "keys.json"
    path.write_text(json.dumps({"current": "k1", "keys": {"k1": "00ff"}}))
    path.chmod(0o600)

    with pytest.raises(ValueError, match="too short"):
        read_ring(path)
