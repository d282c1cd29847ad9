"""What was anchored stays known, whatever becomes of the database."""

from datetime import UTC, datetime

from engine.outside.anchor import append_heads, read_heads

AT = datetime(2026, 11, 23, 1, tzinfo=UTC)


def test_anchored_heads_come_back(tmp_path):
    heads = {"office": (3, "aa"), "case": (7, "bb")}

    append_heads(tmp_path / "anchor.jsonl", heads, at=AT)

    assert read_heads(tmp_path / "anchor.jsonl") == heads


def test_the_last_anchored_head_counts(tmp_path):
    path = tmp_path / "anchor.jsonl"
    append_heads(path, {"office": (3, "aa")}, at=AT)

    append_heads(path, {"office": (4, "cc")}, at=AT)

    assert read_heads(path) == {"office": (4, "cc")}


def test_only_what_moved_is_appended(tmp_path):
    path = tmp_path / "anchor.jsonl"
    append_heads(path, {"office": (3, "aa"), "case": (7, "bb")}, at=AT)

    appended = append_heads(path, {"office": (4, "cc"), "case": (7, "bb")}, at=AT)

    assert appended == 1


def test_a_line_cut_off_by_a_crash_is_passed_over_and_written_over(tmp_path):
    path = tmp_path / "anchor.jsonl"
    append_heads(path, {"office": (3, "aa")}, at=AT)
    with path.open("a") as file:
        file.write('{"at": "2026')

    append_heads(path, {"office": (4, "cc")}, at=AT)

    assert read_heads(path) == {"office": (4, "cc")}


def test_nothing_is_known_before_the_first_anchor(tmp_path):
    assert read_heads(tmp_path / "anchor.jsonl") == {}
