"""What is wrong with a form beyond its shape: keys, expressions, rules, references."""

import keyword
import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from engine.content.answer_fields import NAMED, ROWS
from engine.content.expression_names import calls_in, names_in
from engine.model.finding import Finding, Severity
from engine.model.form import Field, FieldType, Form

_FUNCTIONS = """
    len min max sum abs round int float str any all sorted list keys values
    now today day_of moment_of hours_after hours_before minutes_between days_after
    days_before workdays_after workdays_before in_charge_of head_of posts_of_kind
    is_away holders_of parameter decide
"""
_OURS = "case results item data nrofinstances nrofcompletedinstances"
FUNCTIONS = frozenset(_FUNCTIONS.split())
RESERVED = FUNCTIONS | {*_OURS.split()} | {word.lower() for word in keyword.kwlist}

_PATTERN_LENGTH = 200
# A repeated group, or a reference back, can make a short text take for ever.
_EXPLOSIVE = re.compile(r"\)(?:[*+]|\{)|\\[1-9]|\(\?P=")


def _no_reason(_: str) -> str:
    return ""


def _exists(_: str) -> bool:
    return True


@dataclass(frozen=True, slots=True)
class Outside:
    """What a form may refer to outside itself, as callables and names.

    `check` gives the evaluator's reason against an expression, or nothing;
    `data_names` are the names that context expressions may read, None for any.
    """

    check: Callable[[str], str] = _no_reason
    has_reference: Callable[[str], bool] = _exists
    has_table: Callable[[str], bool] = _exists
    has_parameter: Callable[[str], bool] = _exists
    data_names: frozenset[str] | None = None


def check_form(
    form: Form, known: Outside | None = None, path: str = ""
) -> tuple[Finding, ...]:
    """Return everything that is wrong with a form that has the right shape."""
    known = known or Outside()
    wrong = [
        *_keys(form),
        *_choices(form),
        *_bounds(form),
        *_patterns(form),
        *_rules(form),
        *_expressions(form, known),
        *_references(form, known),
    ]
    where = path or f"forms/{form.key}.json"
    return tuple(Finding(Severity.ERROR, where, code, text) for code, text in wrong)


_Wrong = Iterator[tuple[str, str]]


def _keys(form: Form) -> _Wrong:
    if not form.fields:
        yield "form_empty", "表单里没有字段，至少应有一个。"
    keys = [each.key for each in form.fields]
    for key in _twice([*keys, *form.context]):
        yield "duplicate_key", f"“{key}”出现了两次，字段和上下文不得重名。"
    for table in form.fields:
        for key in _twice(column.key for column in table.columns):
            yield "duplicate_key", f"表格“{table.label}”里列“{key}”出现了两次。"
    columns = [column.key for table in form.fields for column in table.columns]
    for key in sorted({*keys, *form.context, *columns} & RESERVED):
        yield "reserved_key", f"“{key}”是保留的名称，请换一个。"


def _choices(form: Form) -> _Wrong:
    for each in _all(form):
        for value in _twice(choice.value for choice in each.choices):
            yield "duplicate_choice", f"“{each.label}”里值“{value}”出现了两次。"


def _bounds(form: Form) -> _Wrong:
    for each in _all(form):
        least, most = each.minimum, each.maximum
        if least is not None and most is not None and least > most:
            yield "bounds_crossed", f"“{each.label}”的下限 {least} 大于上限 {most}。"
        if each.type is FieldType.NUMBER:
            continue
        ceiling = ROWS if each.type is FieldType.TABLE else NAMED
        if any(
            bound is not None and not 0 <= bound <= ceiling for bound in (least, most)
        ):
            yield "bounds_too_wide", f"“{each.label}”的个数应在 0 与 {ceiling} 之间。"


def _patterns(form: Form) -> _Wrong:
    for each in _all(form):
        if not each.pattern:
            continue
        if not each.pattern_message:
            yield (
                "pattern_untold",
                f"“{each.label}”有格式要求，但没有写 patternMessage。",
            )
        if (each.max_length or _PATTERN_LENGTH + 1) > _PATTERN_LENGTH:
            yield (
                "pattern_unbounded",
                f"“{each.label}”有格式要求，maxLength 应不超过 200。",
            )
        try:
            re.compile(each.pattern)
        except re.error:
            yield "pattern_broken", f"“{each.label}”的格式不是正则表达式。"
        if _EXPLOSIVE.search(each.pattern):
            yield "pattern_explosive", f"“{each.label}”的格式里不得重复括号或回指。"


def _rules(form: Form) -> _Wrong:
    keys = {each.key for each in form.fields}
    for rule in form.rules:
        if rule.field not in keys:
            yield "rule_field_unknown", f"规则指向的字段“{rule.field}”不在表单里。"


def _expressions(form: Form, known: Outside) -> _Wrong:
    fields = frozenset(each.key for each in form.fields)
    context = frozenset(form.context)
    inside = fields | context | FUNCTIONS
    for source, names, where in _slots(form, inside, context | FUNCTIONS, known):
        reason = known.check(source)
        if reason:
            yield "expression_refused", f"{where}的表达式“{source}”：{reason}"
            continue
        if names is not None:
            for name in sorted(names_in(source) - names):
                yield "name_unknown", f"{where}的表达式提到“{name}”，表单里没有。"
        for function, argument in calls_in(source):
            if function == "decide" and not known.has_table(argument):
                yield "table_unknown", f"{where}用到决策表“{argument}”，程序里没有。"
            if function == "parameter" and not known.has_parameter(argument):
                yield "parameter_unknown", f"{where}用到参数“{argument}”，没有登记。"


def _slots(
    form: Form, inside: frozenset[str], before: frozenset[str], known: Outside
) -> Iterator[tuple[str, frozenset[str] | None, str]]:
    """Give every expression with the names that it may use and where it stands."""
    outside = known.data_names
    for name, source in form.context.items():
        yield (
            source,
            None if outside is None else outside | FUNCTIONS,
            f"上下文“{name}”",
        )
    for group in form.groups:
        if group.show:
            yield group.show, inside, f"分组“{group.label}”"
        for each in group.fields:
            yield from _field_slots(each, inside, before)
            row = inside | {column.key for column in each.columns}
            for column in each.columns:
                yield from _field_slots(column, row, before)
    for rule in form.rules:
        yield rule.require, inside | {"case"}, f"规则“{rule.message}”"


def _field_slots(
    each: Field, inside: frozenset[str], before: frozenset[str]
) -> Iterator[tuple[str, frozenset[str], str]]:
    for source in (each.show, each.required):
        if source and source != "True":
            yield source, inside, f"字段“{each.label}”"
    if each.default:
        yield each.default, before, f"字段“{each.label}”的默认值"


def _references(form: Form, known: Outside) -> _Wrong:
    cited = [reference for each in _all(form) for reference in each.references]
    cited += [reference for rule in form.rules for reference in rule.references]
    for reference in dict.fromkeys(cited):
        if not known.has_reference(reference):
            yield "reference_unknown", f"引用的条款“{reference}”不存在。"


def _all(form: Form) -> Iterator[Field]:
    for each in form.fields:
        yield each
        yield from each.columns


def _twice(keys: Iterable[str]) -> list[str]:
    return [key for key, times in Counter(keys).items() if times > 1]
