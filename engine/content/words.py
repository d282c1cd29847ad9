"""Words beside a form (a reason, an urging): held to what a long text is held to."""

from marshmallow import ValidationError

from engine.content.answer_fields import TextAnswer
from engine.model.errors import AnswersInvalid
from engine.model.finding import FieldError

WORDS = 2_000


def read_words(field: str, words: str, *, maximum: int = WORDS) -> str:
    """Return the words trimmed and in NFC; empty if there are none.

    Raises:
        AnswersInvalid: They are too long, or hold what cannot be kept.
    """
    try:
        read = TextAnswer(lines=True, maximum=maximum).deserialize(words)
    except ValidationError as error:
        faults = [each for each in error.messages if isinstance(each, FieldError)]
        raise AnswersInvalid({field: faults}) from error
    return str(read or "")
