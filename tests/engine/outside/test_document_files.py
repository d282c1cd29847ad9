"""Documents are kept whole, once, and not given back once they were changed."""

from io import BytesIO

import pytest

from engine.model.errors import DocumentRefused
from engine.outside.document_files import fetch, keep, keep_stream, path_of


def files_in(folder):
    return [path for path in folder.rglob("*") if path.is_file()]


def test_what_is_kept_comes_back(tmp_path):
    name = keep(tmp_path, b"minutes")

    assert fetch(tmp_path, name) == b"minutes"


def test_the_same_bytes_are_kept_once(tmp_path):
    first = keep(tmp_path, b"minutes")
    second = keep(tmp_path, b"minutes")

    assert first == second
    assert len(files_in(tmp_path)) == 1


def test_a_stream_of_many_pieces_is_kept_whole(tmp_path):
    data = bytes(range(256)) * 4096

    kept = keep_stream(tmp_path, BytesIO(data))

    assert kept.size_bytes == len(data)
    assert fetch(tmp_path, kept.sha256) == data


def test_too_much_is_refused_and_leaves_nothing(tmp_path):
    with pytest.raises(DocumentRefused) as refused:
        keep_stream(tmp_path, BytesIO(b"12345"), most_bytes=4)

    assert refused.value.facts["why"] == "too_large"
    assert files_in(tmp_path) == []


def test_an_empty_document_is_refused(tmp_path):
    with pytest.raises(DocumentRefused):
        keep(tmp_path, b"")

    assert files_in(tmp_path) == []


def test_changed_bytes_are_not_given_back(tmp_path):
    name = keep(tmp_path, b"minutes")
    (tmp_path / name[:2] / name).write_bytes(b"forged")

    with pytest.raises(ValueError, match=name):
        fetch(tmp_path, name)


@pytest.mark.parametrize("name", ["../../etc/passwd", "", "ab/" + "c" * 61, "G" * 64])
def test_a_name_that_leads_elsewhere_is_refused(tmp_path, name):
    with pytest.raises(ValueError):  # noqa: PT011 (the message is the name itself)
        path_of(tmp_path, name)
