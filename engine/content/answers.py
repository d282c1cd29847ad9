"""The one validator of answers: types outside a deed, rules inside it."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field

from marshmallow import ValidationError

from engine.content.answer_schema import answer_schema
from engine.content.expression_names import names_in
from engine.content.strict_json import check_plain
from engine.model.errors import AnswersInvalid, ExpressionRefused
from engine.model.finding import FieldError
from engine.model.form import Field, FieldType, Form

Evaluate = Callable[[str, Mapping[str, object]], object]
Errors = dict[str, list[FieldError]]


def _anything(_: str) -> bool:
    return True


@dataclass(frozen=True, slots=True)
class Known:
    """Says of an id whether it names something that may be named here."""

    posts: Callable[[str], bool] = _anything
    units: Callable[[str], bool] = _anything
    people: Callable[[str], bool] = _anything
    cases: Callable[[str], bool] = _anything
    documents: Callable[[str], bool] = _anything


@dataclass(frozen=True, slots=True)
class TypedAnswers:
    """Answers as far as they are of the right types, rules not yet looked at.

    `rows` gives, by table, the number each kept row had when it was sent. `errors`
    count only where their field turns out to be shown.
    """

    values: Mapping[str, object]
    rows: Mapping[str, tuple[int, ...]] = field(default_factory=dict)
    errors: Mapping[str, list[FieldError]] = field(default_factory=dict)


def read_types(
    form: Form, raw: Mapping[str, object], known: Known | None = None
) -> TypedAnswers:
    """Return the answers typed, without asking the case anything.

    Args:
        raw: From a web form (strings, lists, rows as dicts) or from JSON.

    Raises:
        RequestMalformed: They hold what a store cannot keep.
    """
    check_plain(dict(raw))
    errors: Errors = {}
    try:
        loaded = answer_schema(form.groups).load(raw)
    except ValidationError as error:
        errors = {path: [*found] for path, found in _flat(error.messages)}
        loaded = error.valid_data if isinstance(error.valid_data, dict) else {}
    values, rows = dict(loaded), {}
    for table in form.fields:
        if table.type is FieldType.TABLE and isinstance(values.get(table.key), list):
            rows[table.key] = tuple(number for number, _ in values[table.key])
            values[table.key] = [dict(cells) for _, cells in values[table.key]]
    for path, stranger in _strangers(form, values, rows, known or Known()):
        errors.setdefault(path, []).append(stranger)
    return TypedAnswers(values, rows, errors)


def check_rules(
    form: Form,
    answers: TypedAnswers,
    context: Mapping[str, object],
    evaluate: Evaluate,
) -> dict[str, object]:
    """Return the answers that the form's conditions and rules let stand.

    Every field of the form has its key; what is empty or hidden is None, or an empty
    list where several may be named.

    Args:
        evaluate: Gives the value of an expression over these names.

    Raises:
        AnswersInvalid: Every error, those of the types included, by dotted path
            (`consultations.0.unit`).
    """
    judged = _Judgement(form, answers, context, evaluate)
    judged.drop_hidden()
    judged.demand_required()
    judged.apply_rules()
    if judged.errors:
        raise AnswersInvalid(judged.errors)
    return judged.values


def shown(
    form: Form,
    answers: Mapping[str, object],
    context: Mapping[str, object],
    evaluate: Evaluate,
) -> frozenset[str]:
    """Return the keys of the fields that these answers let be seen."""
    judged = _Judgement(form, TypedAnswers(answers), context, evaluate)
    judged.drop_hidden()
    return frozenset(each.key for each in form.fields) - judged.hidden


class _Judgement:
    """One look at one set of answers; expressions over broken answers are not asked."""

    def __init__(
        self,
        form: Form,
        answers: TypedAnswers,
        context: Mapping[str, object],
        evaluate: Evaluate,
    ) -> None:
        self.form = form
        self.context = context
        self.evaluate = evaluate
        self.rows = answers.rows
        self.values = {each.key: _empty(each) for each in form.fields}
        self.values |= {key: _copied(value) for key, value in answers.values.items()}
        self.errors: Errors = {
            path: [*errors] for path, errors in answers.errors.items()
        }
        self.hidden: set[str] = set()

    def drop_hidden(self) -> None:
        """Empty every field that is not shown, and forget what was wrong with it."""
        for group in self.form.groups:
            for each in group.fields:
                if self._holds(group.show) and self._holds(each.show):
                    continue
                self.hidden.add(each.key)
                self.values[each.key] = _empty(each)
                for path in [*self.errors]:
                    if path.partition(".")[0] == each.key:
                        del self.errors[path]

    def demand_required(self) -> None:
        """Find what must be answered and is not, cells of tables included."""
        for each in self.form.fields:
            if each.key in self.hidden | self._broken():
                continue
            value = self.values[each.key]
            if each.type is FieldType.TABLE and isinstance(value, list):
                self._demand_rows(each, value)
            elif _is_empty(value):
                self._demand(each, each.key)

    def apply_rules(self) -> None:
        """Find every rule of the form that does not hold."""
        for rule in self.form.rules:
            if self._is_askable(rule.require) and not self._ask(rule.require):
                error = FieldError("rule", {"message": rule.message}, rule.references)
                self.errors.setdefault(rule.field, []).append(error)

    def _demand_rows(self, table: Field, rows: list[dict[str, object]]) -> None:
        sent = self.rows.get(table.key) or range(len(rows))
        if not rows:
            self._demand(table, table.key)
        if len(rows) < (table.minimum or 0) and table.key not in self.errors:
            facts = {"minimum": table.minimum}
            self.errors[table.key] = [
                FieldError("too_few_rows", facts, table.references)
            ]
        for number, row in zip(sent, rows, strict=True):
            for column in table.columns:
                path = f"{table.key}.{number}.{column.key}"
                if not self._holds(column.show, row):
                    row[column.key] = _empty(column)
                elif _is_empty(row.get(column.key)):
                    self._demand(column, path, row)

    def _demand(
        self, each: Field, path: str, row: Mapping[str, object] | None = None
    ) -> None:
        if not each.required or path in self.errors:
            return
        if self._is_askable(each.required) and self._ask(each.required, row):
            self.errors[path] = [FieldError("required", {}, each.references)]

    def _holds(self, show: str, row: Mapping[str, object] | None = None) -> bool:
        return not show or not self._is_askable(show) or self._ask(show, row)

    def _is_askable(self, source: str) -> bool:
        return not names_in(source) & self._broken()

    def _broken(self) -> set[str]:
        return {path.partition(".")[0] for path in self.errors}

    def _ask(self, source: str, row: Mapping[str, object] | None = None) -> bool:
        if source == "True":
            return True
        names = {**self.context, **self.values, **(row or {})}
        try:
            return bool(self.evaluate(source, names))
        except ExpressionRefused:
            # Over an answer that was left empty a comparison has no value: such a
            # condition does not hold, and a rule asks for the answer. Anything else
            # is the author's mistake and not the official's.
            if any(_has_gap(names[name]) for name in names_in(source) & set(names)):
                return False
            raise


def _flat(messages: object, path: str = "") -> Iterator[tuple[str, list[FieldError]]]:
    """Give marshmallow's nested messages by dotted path."""
    if isinstance(messages, Mapping):
        for key, inner in messages.items():
            whole = path if key == "_schema" else f"{path}.{key}".lstrip(".")
            yield from _flat(inner, whole)
    elif isinstance(messages, list):
        yield (
            path,
            [
                each if isinstance(each, FieldError) else FieldError(str(each))
                for each in messages
            ],
        )


def _strangers(
    form: Form,
    values: Mapping[str, object],
    rows: Mapping[str, tuple[int, ...]],
    known: Known,
) -> Iterator[tuple[str, FieldError]]:
    """Give an error for every id that names nobody and nothing known."""
    asks: dict[FieldType, Callable[[str], bool]] = {
        FieldType.POST: known.posts,
        FieldType.UNIT: known.units,
        FieldType.PERSON: known.people,
        FieldType.CASE: known.cases,
        FieldType.DOCUMENT: known.documents,
    }
    for path, each, value in _cells(form, values, rows):
        is_known = asks.get(each.type, _anything)
        for named in value if isinstance(value, list) else [value]:
            if isinstance(named, str) and not is_known(named):
                yield path, FieldError(f"unknown_{each.type}", {"value": named})


def _cells(
    form: Form, values: Mapping[str, object], rows: Mapping[str, tuple[int, ...]]
) -> Iterator[tuple[str, Field, object]]:
    """Give every answer that is no table, cells of tables too, with its path."""
    for each in form.fields:
        value = values.get(each.key)
        if each.type is not FieldType.TABLE:
            yield each.key, each, value
        elif isinstance(value, list):
            for number, row in zip(rows[each.key], value, strict=True):
                for column in each.columns:
                    path = f"{each.key}.{number}.{column.key}"
                    yield path, column, row.get(column.key)


def _empty(each: Field) -> object:
    several = each.multiple or each.type in {FieldType.CHOICES, FieldType.TABLE}
    return [] if several else None


def _copied(value: object) -> object:
    """Copy rows, so that a hidden cell is emptied in our own."""
    if not isinstance(value, list):
        return value
    return [dict(part) if isinstance(part, dict) else part for part in value]


def _has_gap(value: object) -> bool:
    """Say whether something in the answer, a cell of a table too, was left empty."""
    if isinstance(value, Mapping):
        return any(_has_gap(each) for each in value.values())
    if isinstance(value, list):
        return any(_has_gap(each) for each in value)
    return value is None


def _is_empty(value: object) -> bool:
    return value is None or value == []
