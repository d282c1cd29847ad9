"""`forms/*.json`, the shape of form-js with a closed list of types, read to a Form."""

from collections.abc import Iterable
from typing import Any

from marshmallow import Schema, ValidationError, fields, validate

from engine.content.authored import (
    NAME,
    AuthoredSchema,
    Condition,
    Listed,
    Many,
    Named,
    Part,
    Words,
    YesNo,
    read_authored,
    references,
    whole,
)
from engine.model.form import Choice, Field, FieldType, Form, Group, Rule


class _Conditional(AuthoredSchema):
    show = Condition(load_default="")


class _Value(AuthoredSchema):
    value = Words(required=True, maximum=100)
    label = Words(required=True, maximum=100)


class _Required(AuthoredSchema):
    required = Condition(load_default="")


class _TextLimits(_Required):
    max_length = whole(least=1, most=20_000)
    pattern = Words(maximum=200)
    pattern_message = Words(maximum=200)
    max_length.data_key, pattern_message.data_key = "maxLength", "patternMessage"


class _Bounds(_Required):
    minimum = whole(least=-(10**12), most=10**12)
    maximum = whole(least=-(10**12), most=10**12)
    minimum.data_key, maximum.data_key = "min", "max"


class _Component(AuthoredSchema):
    type = Words(required=True)
    key = Words(NAME, required=True, maximum=40)
    label = Words(required=True, maximum=200)
    description = Words()
    references = references()
    conditional = Part(_Conditional, load_default=dict)
    limits = Part(_Required, load_default=dict, data_key="validate")
    default = Words()


class _Text(_Component):
    limits = Part(_TextLimits, load_default=dict, data_key="validate")
    opinion = YesNo(load_default=False)


class _LongText(_Text):
    phrases = Many(Words(required=True, maximum=500), load_default=list)


class _Number(_Component):
    limits = Part(_Bounds, load_default=dict, data_key="validate")
    decimals = whole(least=0, most=6)
    decimals.data_key = "decimalDigits"


class _Choice(_Component):
    choices = Many(
        Part(_Value),
        required=True,
        validate=validate.Length(min=1, max=200, error="应有 1 至 200 个值"),
    )
    choices.data_key = "values"


class _Choices(_Choice):
    limits = Part(_Bounds, load_default=dict, data_key="validate")


class _Named(_Component):
    limits = Part(_Bounds, load_default=dict, data_key="validate")
    multiple = YesNo(load_default=False)


class _Case(_Named):
    procedure = Words(NAME, maximum=64)


_COLUMN_SCHEMAS: dict[str, Schema] = {
    "text": _Text(),
    "long_text": _LongText(),
    "number": _Number(),
    "date": _Component(),
    "moment": _Component(),
    "choice": _Choice(),
    "choices": _Choices(),
    "yes_no": _Component(),
    "person": _Named(),
    "post": _Named(),
    "unit": _Named(),
    "case": _Case(),
    "document": _Named(),
}


class _Typed(fields.Field[dict[str, Any]]):
    """A component, read by the schema of its own type."""

    def __init__(self, known: dict[str, Schema]) -> None:
        self.known = known
        super().__init__()

    def _deserialize(self, value: object, *_: object, **__: object) -> dict[str, Any]:
        if not isinstance(value, dict):
            raise ValidationError("应当是一个对象")
        schema = self.known.get(str(value.get("type")))
        if schema is None:
            names = "、".join(self.known)
            raise ValidationError({"type": [f"不认识这种类型，可用的有：{names}"]})
        loaded: dict[str, Any] = schema.load(value)
        return loaded


class _Table(_Component):
    limits = Part(_Bounds, load_default=dict, data_key="validate")
    columns = Many(
        _Typed(_COLUMN_SCHEMAS),
        required=True,
        validate=validate.Length(min=1, max=20, error="应有 1 至 20 列"),
    )


_FIELD_SCHEMAS = {**_COLUMN_SCHEMAS, "table": _Table()}


class _Group(AuthoredSchema):
    type = Listed(("group",))
    label = Words(maximum=200)
    conditional = Part(_Conditional, load_default=dict)
    components = Many(_Typed(_FIELD_SCHEMAS), required=True)


class _Rule(AuthoredSchema):
    require = Words(required=True)
    field = Words(required=True)
    message = Words(required=True, maximum=500)
    references = references()


class _Form(AuthoredSchema):
    key = Words(NAME, required=True)
    title = Words(required=True, maximum=200)
    submit_label = Words(maximum=40)
    context_ = Named(
        keys=Words(NAME, required=True),
        values=Words(required=True),
        load_default=dict,
        data_key="context",
    )
    components = Many(_Typed({**_FIELD_SCHEMAS, "group": _Group()}), required=True)
    rules = Many(Part(_Rule), load_default=list)


def read_form(data: bytes, path: str = "") -> Form:
    """Return the form.

    Args:
        path: Where it stands in its bundle, for the findings.

    Raises:
        BundleRejected: Everything that is wrong with its shape; what is wrong with
            its expressions and keys, `form_check.check_form` tells.
    """
    loaded = read_authored(_Form(), data, path)
    return Form(
        key=loaded["key"],
        title=loaded["title"],
        groups=tuple(_groups(loaded["components"])),
        rules=tuple(_rule(each) for each in loaded["rules"]),
        context=loaded["context_"],
        submit_label=loaded["submit_label"] or "提交",
    )


def _groups(components: list[dict[str, Any]]) -> Iterable[Group]:
    """Give the groups; fields that stand free make a group without a heading."""
    free: list[Field] = []
    for component in components:
        if component["type"] != "group":
            free.append(_field(component))
            continue
        if free:
            yield Group("", tuple(free))
            free = []
        yield Group(
            component["label"],
            tuple(_field(each) for each in component["components"]),
            component["conditional"].get("show", ""),
        )
    if free:
        yield Group("", tuple(free))


def _field(component: dict[str, Any]) -> Field:
    limits = component["limits"]
    return Field(
        key=component["key"],
        type=FieldType(component["type"]),
        label=component["label"],
        description=component["description"],
        required=limits.get("required", ""),
        show=component["conditional"].get("show", ""),
        default=component["default"],
        choices=tuple(Choice(**each) for each in component.get("choices", ())),
        columns=tuple(_field(each) for each in component.get("columns", ())),
        multiple=component.get("multiple", False),
        minimum=limits.get("minimum"),
        maximum=limits.get("maximum"),
        decimals=component.get("decimals") or 0,
        max_length=limits.get("max_length"),
        pattern=limits.get("pattern", ""),
        pattern_message=limits.get("pattern_message", ""),
        phrases=tuple(component.get("phrases", ())),
        references=tuple(component["references"]),
        procedure=component.get("procedure", ""),
        opinion=component.get("opinion", False),
    )


def _rule(loaded: dict[str, Any]) -> Rule:
    return Rule(
        loaded["require"],
        loaded["field"],
        loaded["message"],
        tuple(loaded["references"]),
    )
