"""What a form asks: the parsed document that is rendered and validated alike."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum


class FieldType(StrEnum):
    TEXT = "text"
    LONG_TEXT = "long_text"
    NUMBER = "number"
    DATE = "date"
    MOMENT = "moment"
    CHOICE = "choice"
    CHOICES = "choices"
    YES_NO = "yes_no"
    TABLE = "table"
    PERSON = "person"
    POST = "post"
    UNIT = "unit"
    CASE = "case"
    DOCUMENT = "document"


@dataclass(frozen=True, slots=True)
class Choice:
    value: str
    label: str


@dataclass(frozen=True, slots=True)
class Field:
    """One thing asked.

    `show` is a condition on answers and context; a field not shown is dropped.
    `required` is an expression (`True`, or a condition). `multiple` holds for person,
    post, unit and document. `default` is an expression on the context. `columns` are
    a table's fields. `minimum`/`maximum` bound a number, or the rows of a table, or
    how many may be named where `multiple`. `decimals` is how many places a number
    may have after the point. `phrases` are ready-made words.
    """

    key: str
    type: FieldType
    label: str
    description: str = ""
    required: str = ""
    show: str = ""
    default: str = ""
    choices: tuple[Choice, ...] = ()
    columns: tuple["Field", ...] = ()
    multiple: bool = False
    minimum: int | None = None
    maximum: int | None = None
    decimals: int = 0
    max_length: int | None = None
    pattern: str = ""
    pattern_message: str = ""
    phrases: tuple[str, ...] = ()
    references: tuple[str, ...] = ()
    procedure: str = ""
    opinion: bool = False


@dataclass(frozen=True, slots=True)
class Group:
    """Fields that stand together under a heading."""

    label: str
    fields: tuple[Field, ...]
    show: str = ""


@dataclass(frozen=True, slots=True)
class Rule:
    """`require` must hold over answers and context, or `field` gets `message`."""

    require: str
    field: str
    message: str
    references: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Form:
    """One form. `context` maps a name to an expression over case data and register."""

    key: str
    title: str
    groups: tuple[Group, ...]
    rules: tuple[Rule, ...] = ()
    context: Mapping[str, str] = field(default_factory=dict)
    submit_label: str = "提交"

    @property
    def fields(self) -> tuple[Field, ...]:
        """All fields in order, without their groups."""
        return tuple(field for group in self.groups for field in group.fields)
