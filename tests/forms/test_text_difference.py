"""What changed between two versions of a text."""

from hypothesis import given
from hypothesis import strategies as st

from forms.text_difference import Change, Piece, difference

TEXTS = st.text("供暖十五天二，。；\n\r", max_size=40)


def test_a_changed_word_is_marked_within_its_sentence():
    pieces = difference(
        "燃料储备不得少于十五天。其余照旧。", "燃料储备不得少于二十天。其余照旧。"
    )

    assert [p for p in pieces if p.change is not Change.SAME] == [
        Piece(Change.INSERTED, "二"),
        Piece(Change.DELETED, "五"),
    ]
    assert pieces[-1] == Piece(Change.SAME, "天。其余照旧。")


def test_sentences_that_have_nothing_in_common_are_shown_whole():
    pieces = difference("保障供暖。", "另行通知！")

    assert pieces == (
        Piece(Change.DELETED, "保障供暖。"),
        Piece(Change.INSERTED, "另行通知！"),
    )


def test_equal_texts_are_one_piece():
    assert difference("供暖。", "供暖。") == (Piece(Change.SAME, "供暖。"),)
    assert difference("", "") == ()


@given(old=TEXTS, new=TEXTS)
def test_both_texts_can_be_read_from_the_pieces(old: str, new: str):
    pieces = difference(old, new)

    def read(without: Change) -> str:
        return "".join(p.text for p in pieces if p.change is not without)

    assert read(Change.INSERTED) == old.replace("\r\n", "\n")
    assert read(Change.DELETED) == new.replace("\r\n", "\n")
    assert all(p.text for p in pieces)


def test_texts_as_long_as_may_be_are_compared_in_time():
    old, new = "各县要保障供暖" * 2_857, "市要保障供水各" * 2_857

    assert difference(old, new) == (
        Piece(Change.DELETED, old),
        Piece(Change.INSERTED, new),
    )
    many = difference("。" * 20_000, "；" * 20_000)
    assert [p.change for p in many] == [Change.DELETED, Change.INSERTED]
