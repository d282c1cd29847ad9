"""Strict JSON: what is refused before anything reads it."""

import pytest

from engine.content.strict_json import check_plain, read_json
from engine.model.errors import RequestMalformed


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (b'{"a": NaN}', "not_a_number"),
        (b'{"a": -Infinity}', "not_a_number"),
        (b'{"a": 1e400}', "not_a_number"),
        (b'{"a": 1, "a": 2}', "duplicate_key"),
        (b'{"a": "\\u0000"}', "unstorable_character"),
        (b'{"\\u0000": 1}', "unstorable_character"),
        (b'{"a": "\\ud800"}', "unstorable_character"),
        (b"\xef\xbb\xbf{}", "not_json"),
        (b"\xff\xfe{\x00}\x00", "not_utf8"),
        (b'{"a": ' + b"9" * 5_000 + b"}", "number_too_long"),
        (b"[" * 21 + b"]" * 21, "too_deep"),
        (b"[" * 100_000, "too_deep"),
        (b"{,}", "not_json"),
        (b"", "not_json"),
        (b'"' + b"x" * 1_000_001 + b'"', "too_large"),
    ],
)
def test_what_no_store_should_see_is_refused(data, why):
    with pytest.raises(RequestMalformed) as refused:
        read_json(data)

    assert refused.value.facts["why"] == why


def test_2000_keys_pass_and_2001_do_not():
    object_of = lambda keys: b"{%s}" % b",".join(b'"k%d":1' % n for n in range(keys))  # noqa: E731

    assert len(read_json(object_of(2_000))) == 2_000
    with pytest.raises(RequestMalformed, match="too_many_keys"):
        read_json(object_of(2_001))


def test_brackets_inside_strings_do_not_count_as_depth():
    assert read_json(b'["' + b"[" * 50 + b'\\"[[["]') == ["[" * 50 + '"[[[']


def test_depth_of_twenty_is_still_read():
    assert read_json(b"[" * 20 + b"]" * 20) is not None


def test_a_character_beyond_the_basic_plane_is_kept():
    assert read_json('{"姓": "𠮷"}'.encode()) == {"姓": "𠮷"}


def test_values_that_never_were_json_are_held_to_the_same_limits():
    with pytest.raises(RequestMalformed, match="unstorable_character"):
        check_plain({"a": ["b\x00"]})
