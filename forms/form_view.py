"""A form as it is drawn: each field with its name, value, options, and fault."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from engine.model.clock import OFFICE_ZONE
from engine.model.form import Field, FieldType, Form
from engine.runtime.filling import Nameable, Pairs


@dataclass(frozen=True, slots=True)
class Filling:
    """A form being filled in: what was typed, what is wrong, what is not shown now.

    `hidden` and `required` are dotted paths; `faults` are sentences by dotted path.
    """

    form: Form
    typed: Mapping[str, object]
    nameable: Nameable
    hidden: frozenset[str] = frozenset()
    required: frozenset[str] = frozenset()
    faults: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Option:
    value: str
    label: str
    chosen: bool


@dataclass(frozen=True, slots=True)
class Asked:
    """One field as drawn. `name` is its id and its name; a table has `rows` of cells
    and a `blank` row, whose names hold `__row__` where the number goes."""

    field: Field
    name: str
    label: str
    text: str
    options: tuple[Option, ...]
    fault: str
    required: bool
    hidden: bool
    rows: tuple[tuple["Asked", ...], ...] = ()
    blank: tuple["Asked", ...] = ()

    @property
    def described_by(self) -> str:
        """The ids of hint and fault, for `aria-describedby`."""
        hint = f"{self.name}-hint" if self.field.description else ""
        fault = f"{self.name}-fault" if self.fault else ""
        return f"{hint} {fault}".strip()


@dataclass(frozen=True, slots=True)
class AskedGroup:
    label: str
    fields: tuple[Asked, ...]

    @property
    def hidden(self) -> bool:
        """A group of which nothing is shown is not shown."""
        return all(asked.hidden for asked in self.fields)


@dataclass(frozen=True, slots=True)
class Fault:
    """A line of the error summary and the field that it leads to."""

    name: str
    sentence: str


def pairs_of(asked: Field, nameable: Nameable) -> Pairs:
    """Return the (id, name) pairs that the field may name."""
    match asked.type:
        case FieldType.UNIT:
            return nameable.units
        case FieldType.POST:
            return nameable.posts
        case FieldType.PERSON:
            return nameable.people
        case FieldType.CASE:
            return nameable.cases.get(asked.procedure, ())
        case FieldType.DOCUMENT:
            return tuple((key, shown.name) for key, shown in nameable.documents.items())
        case _:
            return tuple((choice.value, choice.label) for choice in asked.choices)


def asked_groups(filling: Filling) -> tuple[AskedGroup, ...]:
    """Return the form's groups with every field ready to draw."""
    return tuple(
        AskedGroup(
            group.label,
            tuple(
                _asked(filling, field, field.key, filling.typed.get(field.key))
                for field in group.fields
            ),
        )
        for group in filling.form.groups
    )


def fault_lines(filling: Filling) -> tuple[Fault, ...]:
    """Return the faults in the order of the form; those of no field come last."""
    order = {field.key: number for number, field in enumerate(filling.form.fields)}
    faults = sorted(
        filling.faults.items(),
        key=lambda item: (order.get(item[0].partition(".")[0], len(order)), item[0]),
    )
    return tuple(Fault(path, sentence) for path, sentence in faults)


def field_names(form: Form, typed: Mapping[str, object]) -> dict[str, str]:
    """Return the label of each path that a fault may name, rows included."""
    names = {}
    for asked in form.fields:
        names[asked.key] = asked.label
        rows = typed.get(asked.key)
        if asked.type is FieldType.TABLE and isinstance(rows, list):
            for number in range(len(rows)):
                names[f"{asked.key}.{number}"] = f"{asked.label}第 {number + 1} 行"
                for column in asked.columns:
                    path = f"{asked.key}.{number}.{column.key}"
                    names[path] = f"{asked.label}第 {number + 1} 行{column.label}"
    return names


def _asked(filling: Filling, field: Field, name: str, typed: object) -> Asked:
    chosen = _chosen(typed)
    pairs = pairs_of(field, filling.nameable)
    rows: tuple[tuple[Asked, ...], ...] = ()
    blank: tuple[Asked, ...] = ()
    if field.type is FieldType.TABLE:
        listed = typed if isinstance(typed, list) and typed else [{}]
        rows = tuple(
            _cells(filling, field, name, str(number), row)
            for number, row in enumerate(listed)
        )
        blank = _cells(filling, field, name, "__row__", {})
    return Asked(
        field=field,
        name=name,
        label=field.label,
        text=_text(field, typed),
        options=tuple(Option(value, label, value in chosen) for value, label in pairs),
        fault=filling.faults.get(name, ""),
        required=name in filling.required,
        hidden=name in filling.hidden,
        rows=rows,
        blank=blank,
    )


def _cells(
    filling: Filling, table: Field, name: str, number: str, row: object
) -> tuple[Asked, ...]:
    typed = row if isinstance(row, Mapping) else {}
    return tuple(
        _asked(filling, column, f"{name}.{number}.{column.key}", typed.get(column.key))
        for column in table.columns
    )


def _chosen(typed: object) -> frozenset[str]:
    if isinstance(typed, bool):
        return frozenset({"true" if typed else "false"})
    if isinstance(typed, Sequence) and not isinstance(typed, str):
        return frozenset(str(item) for item in typed)
    return frozenset() if typed is None else frozenset({str(typed)})


def _text(field: Field, typed: object) -> str:
    if typed is None or field.type is FieldType.TABLE:
        return ""
    if field.type is FieldType.YES_NO and isinstance(typed, bool):
        return "true" if typed else "false"
    if field.type is FieldType.MOMENT:
        try:
            moment = datetime.fromisoformat(str(typed))
            if moment.tzinfo is not None:
                moment = moment.astimezone(OFFICE_ZONE)
        except (ValueError, OverflowError):
            return str(typed)
        return f"{moment:%Y-%m-%dT%H:%M}"
    return str(typed)
