"""What all authored JSON has in common: closed keys, Chinese findings, all at once."""

import re
from collections.abc import Iterator, Mapping
from typing import Any, NoReturn

from marshmallow import RAISE, Schema, ValidationError, fields, validate

from engine.content.strict_json import read_json
from engine.model.errors import BundleRejected, RequestMalformed
from engine.model.finding import Finding, Severity
from engine.model.reference import Reference

AUTHORED_BYTES = 2_000_000
AUTHORED_KEYS = 50_000
TEXT = 2_000

_UNKNOWN = "不认识这一项，请改正拼写或删去"
_SPEECH: dict[str, str | list[Any] | dict[Any, Any]] = {
    "required": "缺少这一项",
    "null": "不能为空",
    "invalid": "类型不对",
    "type": "应当是一个对象",
    "unlisted": "“{value}”不在可用的值之内：{known}",
    "reference": "“{value}”不是条款号，应写作 42、42.1 或 40(2)",
}
_BLANK = validate.Regexp(re.compile(r".*\S", re.DOTALL), error="不能为空白")
_NAME = re.compile(r"[a-z][a-z0-9_]{0,63}")
NAME = validate.Regexp(
    re.compile(rf"{_NAME.pattern}\Z"), error="只能用小写字母、数字和下划线，字母开头"
)


class AuthoredSchema(Schema):
    """A closed object: a key that it does not know is a finding."""

    error_messages = {"unknown": _UNKNOWN, "type": "应当是一个对象"}  # noqa: RUF012  # marshmallow declares it so

    class Meta:
        unknown = RAISE


class Words(fields.String):
    """A text that is not blank; where it may be left out it is then empty."""

    default_error_messages = _SPEECH

    def __init__(
        self,
        *validators: validate.Validator,
        required: bool = False,
        maximum: int = TEXT,
    ) -> None:
        length = validate.Length(max=maximum, error="超过 {max} 个字")
        every = [length, *((_BLANK,) if required else ()), *validators]
        if required:
            super().__init__(required=True, validate=every)
        else:
            super().__init__(load_default="", validate=every)


class Listed(fields.Field[str]):
    """One word of a closed list."""

    default_error_messages = _SPEECH

    def __init__(self, known: tuple[str, ...], default: str = "") -> None:
        self.known = known
        if default:
            super().__init__(load_default=default)
        else:
            super().__init__(required=True)

    def _deserialize(self, value: object, *_: object, **__: object) -> str:
        if not isinstance(value, str) or value not in self.known:
            raise self.make_error("unlisted", value=value, known="、".join(self.known))
        return value


class Condition(fields.Field[str]):
    """An expression, or `true` for always and `false` (or nothing) for never."""

    default_error_messages = _SPEECH

    def _deserialize(self, value: object, *_: object, **__: object) -> str:
        if value is True:
            return "True"
        if value is False or value is None:
            return ""
        if not isinstance(value, str) or len(value) > TEXT:
            raise self.make_error("invalid")
        return value.strip()


class ReferenceText(fields.Field[str]):
    """`42.1`, kept as text."""

    default_error_messages = _SPEECH

    def _deserialize(self, value: object, *_: object, **__: object) -> str:
        try:
            return str(Reference.parse(str(value)))
        except ValueError:
            raise self.make_error("reference", value=value) from None


class Whole(fields.Integer):
    """A whole number, written as a number."""

    default_error_messages = _SPEECH


class YesNo(fields.Field[bool]):
    """`true` or `false`, and no other spelling."""

    default_error_messages = _SPEECH

    def _deserialize(self, value: object, *_: object, **__: object) -> bool:
        if not isinstance(value, bool):
            raise self.make_error("invalid")
        return value


class Day(fields.Date):
    """An office day, `2026-11-23`."""

    default_error_messages = _SPEECH


class Moment(fields.AwareDateTime):
    """A moment with its offset."""

    default_error_messages = _SPEECH


class Many(fields.List[Any]):
    """A list of like things."""

    default_error_messages = _SPEECH


class Part(fields.Nested):
    """An object within the object."""

    default_error_messages = _SPEECH


class Named(fields.Dict):
    """Things by name."""

    default_error_messages = _SPEECH


class Plain(fields.Raw):
    """Any plain value."""

    default_error_messages = _SPEECH


def whole(*, least: int | None = None, most: int | None = None) -> Whole:
    """Return a field for a whole number that may be left out."""
    bounds = validate.Range(min=least, max=most, error="应在 {min} 与 {max} 之间")
    return Whole(strict=True, load_default=None, validate=bounds)


def references() -> Many:
    """Return a field for a list of references that may be left out."""
    return Many(ReferenceText(), load_default=list)


def read_authored(schema: Schema, data: bytes, path: str) -> dict[str, Any]:
    """Return what an authored file says, loaded by its schema.

    Raises:
        BundleRejected: Everything that is wrong with it.
    """
    try:
        value = read_json(data, size_bytes=AUTHORED_BYTES, keys=AUTHORED_KEYS)
    except RequestMalformed as error:
        raise BundleRejected([malformed(path, error)]) from error
    if not isinstance(value, dict):
        refuse(path, {"": ["文件应当是一个 JSON 对象"]})
    try:
        loaded: dict[str, Any] = schema.load(value)
    except ValidationError as error:
        refuse(path, error.messages_dict)
    return loaded


def refuse(path: str, messages: Mapping[Any, Any]) -> NoReturn:
    """Refuse an authored file for all that is wrong with it."""
    raise BundleRejected(
        [
            Finding(Severity.ERROR, path, "content_invalid", f"{place}:{text}。")
            for place, text in told(messages)
        ]
    )


def told(messages: object, place: str = "") -> Iterator[tuple[str, str]]:
    """Give every message of a nested mapping with its dotted place."""
    if isinstance(messages, Mapping):
        for key, inner in messages.items():
            below = str(key) if not place else f"{place}.{key}"
            yield from told(inner, place if key == "_schema" else below)
    elif isinstance(messages, list):
        for inner in messages:
            yield from told(inner, place)
    else:
        yield place or "整个文件", str(messages)


def malformed(path: str, error: RequestMalformed) -> Finding:
    """Return the finding for a file that is not even strict JSON."""
    reasons = {
        "too_large": "文件太大",
        "too_deep": "嵌套太深",
        "not_utf8": "不是 UTF-8 编码",
        "duplicate_key": "同一个对象里有重复的键",
        "too_many_keys": "键太多",
        "unstorable_character": "含有不能保存的字符（NUL 或残缺的代理字符）",
        "not_a_number": "含有 NaN 或无穷大",
        "number_too_long": "数的位数太多",
    }
    why = str(error.facts.get("why"))
    where = f"第 {error.facts['line']} 行有语法错误" if "line" in error.facts else why
    return Finding(
        Severity.ERROR, path, "json_malformed", f"{reasons.get(why, where)}。"
    )
