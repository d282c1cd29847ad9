"""Documents are kept whole, once, and not given back once they were changed."""

import pytest

from engine.outside.document_files import fetch, keep


def test_what_is_kept_comes_back(tmp_path):
    name = keep(tmp_path, b"minutes")

    assert fetch(tmp_path, name) == b"minutes"


def test_the_same_bytes_are_kept_once(tmp_path):
    first = keep(tmp_path, b"minutes")
    second = keep(tmp_path, b"minutes")

    assert first == second
    assert len([path for path in tmp_path.rglob("*") if path.is_file()]) == 1


def test_changed_bytes_are_not_given_back(tmp_path):
    name = keep(tmp_path, b"minutes")
    (tmp_path / name[:2] / name).write_bytes(b"forged")

    with pytest.raises(ValueError, match=name):
        fetch(tmp_path, name)
