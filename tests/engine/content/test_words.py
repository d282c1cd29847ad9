"""Words beside a form."""

import pytest

from engine.content.words import read_words
from engine.model.errors import AnswersInvalid


def test_words_are_trimmed_and_may_have_lines():
    assert read_words("reason", " 一\r\n二 ") == "一\n二"


def test_no_words_are_none():
    assert read_words("reason", " \n ") == ""


@pytest.mark.parametrize(
    ("words", "code"), [("长" * 2001, "too_long"), ("\x1b[31m", "control_character")]
)
def test_what_cannot_be_kept_is_told_by_its_field(words: str, code: str):
    with pytest.raises(AnswersInvalid) as refused:
        read_words("reason", words)

    (fault,) = refused.value.fields["reason"]
    assert fault.code == code
