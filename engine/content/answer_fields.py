"""One marshmallow field per field type: what was typed becomes a typed plain value."""

import re
import unicodedata
from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime
from typing import Any

from marshmallow import ValidationError, fields

from engine.model.clock import OFFICE_ZONE
from engine.model.finding import FieldError

TEXT = 500
LONG_TEXT = 20_000
NAMED = 200
ROWS = 200

_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")
_UNSTORABLE = re.compile("[\x00\ud800-\udfff]")
_LINE_END = re.compile("[\t\n]")
_NUMBER = re.compile(r"[+-]?\d{1,15}(?:\.(?P<places>\d{1,6}))?")
_DATE = re.compile(r"(?:19|2\d)\d{2}-\d{2}-\d{2}")
_MOMENT = re.compile(
    r"(?:19|2\d)\d{2}-\d{2}-\d{2}[T ]\d{2}:\d{2}(?::\d{2}(?:\.\d{1,6})?)?"
    r"(?:Z|[+-]\d{2}:\d{2})?"
)
_ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]{0,63}")
_HEX_ID = re.compile(r"[0-9a-f]{32}")
_YES = frozenset({"true", "yes", "on", "1", "是"})
_NO = frozenset({"false", "no", "off", "0", "否"})


def refusal(code: str, **facts: object) -> ValidationError:
    """Return marshmallow's error carrying ours."""
    return ValidationError([FieldError(code, facts)])


class Answer(fields.Field[Any]):
    """An answer that may be empty: missing, null and blank are one, `None`."""

    empty: Callable[[], object] | None = None

    def __init__(self) -> None:
        super().__init__(load_default=self.empty, allow_none=True)

    def deserialize(
        self,
        value: object,
        attr: str | None = None,
        data: Mapping[str, Any] | None = None,
        **kwargs: object,
    ) -> object:
        """Return the typed value; an empty one takes no reading."""
        if value is None or (isinstance(value, str) and not value.strip()):
            return self.empty() if self.empty else None
        return super().deserialize(value, attr, data, **kwargs)


class TextAnswer(Answer):
    """Text in NFC, trimmed, on one line or several, without control characters."""

    def __init__(
        self, *, lines: bool, maximum: int, pattern: str = "", message: str = ""
    ) -> None:
        super().__init__()
        self.lines, self.maximum, self.message = lines, maximum, message
        self.pattern = re.compile(pattern) if pattern else None

    def _deserialize(self, value: object, *_: object, **__: object) -> str:
        text = _text(value)
        if self.lines:
            text = text.replace("\r\n", "\n").replace("\r", "\n")
        if _CONTROL.search(text) or (not self.lines and _LINE_END.search(text)):
            raise refusal("control_character")
        if len(text) > self.maximum:
            raise refusal("too_long", maximum=self.maximum, length=len(text))
        if self.pattern and not self.pattern.fullmatch(text):
            raise refusal("pattern", message=self.message)
        return text


class NumberAnswer(Answer):
    """A number, whole unless the form allows places after the point."""

    def __init__(self, least: int | None, most: int | None, decimals: int) -> None:
        super().__init__()
        self.least, self.most, self.decimals = least, most, decimals

    def _deserialize(self, value: object, *_: object, **__: object) -> int | float:
        if isinstance(value, (int, float)) and not isinstance(value, bool):
            value = repr(value)
        # Full-width digits come out of Chinese input methods and are meant.
        text = unicodedata.normalize("NFKC", _text(value))
        match = _NUMBER.fullmatch(text)
        if match is None:
            raise refusal("not_a_number")
        places = (match["places"] or "").rstrip("0")
        if len(places) > self.decimals:
            raise refusal("too_many_decimals", maximum=self.decimals)
        number = float(text) if self.decimals else int(text.partition(".")[0])
        if self.least is not None and number < self.least:
            raise refusal("too_small", minimum=self.least)
        if self.most is not None and number > self.most:
            raise refusal("too_large", maximum=self.most)
        return number


class DateAnswer(Answer):
    """An office day, `2026-11-23`."""

    def _deserialize(self, value: object, *_: object, **__: object) -> str:
        text = unicodedata.normalize("NFKC", _text(value))
        if not _DATE.fullmatch(text):
            raise refusal("not_a_date")
        try:
            return date.fromisoformat(text).isoformat()
        except ValueError:
            raise refusal("not_a_date") from None


class MomentAnswer(Answer):
    """A moment; without an offset it is the office's own time. Kept in UTC."""

    def _deserialize(self, value: object, *_: object, **__: object) -> str:
        text = unicodedata.normalize("NFKC", _text(value))
        if not _MOMENT.fullmatch(text):
            raise refusal("not_a_moment")
        try:
            moment = datetime.fromisoformat(text)
        except ValueError:
            raise refusal("not_a_moment") from None
        if moment.tzinfo is None:
            moment = moment.replace(tzinfo=OFFICE_ZONE)
        return moment.astimezone(UTC).isoformat()


class YesNoAnswer(Answer):
    """Yes or no, as JSON has it, as a web form sends it, or in Chinese."""

    def _deserialize(self, value: object, *_: object, **__: object) -> bool:
        if isinstance(value, bool):
            return value
        word = _text(value).lower()
        if word not in _YES | _NO:
            raise refusal("not_yes_or_no")
        return word in _YES


class ChoiceAnswer(Answer):
    """One value of the form's list."""

    def __init__(self, values: tuple[str, ...]) -> None:
        super().__init__()
        self.values = frozenset(values)

    def _deserialize(self, value: object, *_: object, **__: object) -> str:
        text = _text(value)
        if text not in self.values:
            raise refusal("not_a_choice")
        return text


class IdAnswer(Answer):
    """The id of something: 32 hexadecimal digits where we made it ourselves."""

    def __init__(self, *, made_here: bool) -> None:
        super().__init__()
        self.form = _HEX_ID if made_here else _ID

    def _deserialize(self, value: object, *_: object, **__: object) -> str:
        text = _text(value)
        if not self.form.fullmatch(text):
            raise refusal("malformed_id")
        return text


class SeveralAnswer(Answer):
    """Several values of one kind, each once."""

    empty = list

    def __init__(self, one: Answer, least: int | None, most: int | None) -> None:
        super().__init__()
        self.one, self.least, self.most = one, least, most

    def _deserialize(self, value: object, *_: object, **__: object) -> list[object]:
        parts = [value] if isinstance(value, str) else value
        if not isinstance(parts, list):
            raise refusal("wrong_type")
        most = min(self.most or NAMED, NAMED)
        if len(parts) > NAMED:
            raise refusal("too_many", maximum=most)
        found = [self.one.deserialize(part) for part in parts]
        found = [part for part in found if part is not None]
        if len(set(found)) != len(found):
            raise refusal("duplicate")
        if len(found) > most:
            raise refusal("too_many", maximum=most)
        if found and self.least is not None and len(found) < self.least:
            raise refusal("too_few", minimum=self.least)
        return found


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise refusal("wrong_type")
    if _UNSTORABLE.search(value):
        raise refusal("control_character")
    return unicodedata.normalize("NFC", value.strip())
