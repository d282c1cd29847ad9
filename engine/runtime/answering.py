"""Answers judged inside a deed: by their form, the case, the registers, the office."""

from collections.abc import Mapping

from engine.bpmn.expression import evaluate
from engine.content.answers import Known, TypedAnswers, check_rules, read_types
from engine.model.errors import ExpressionFailed, ExpressionRefused
from engine.model.form import FieldType, Form
from engine.model.surroundings import Surroundings
from engine.model.visibility import sight_of
from engine.runtime.deed import Deed
from engine.runtime.seeing import visible_among

NO_FORM = Form(key="", title="", groups=())


def judge_answers(  # noqa: PLR0917 (each is something the answers are judged by)
    deed: Deed,
    form: Form | None,
    raw: Mapping[str, object],
    context: Mapping[str, object],
    surroundings: Surroundings,
    case_id: str = "",
) -> dict[str, object]:
    """Return the answers as they are stored, {field key: value}.

    Raises:
        AnswersInvalid: Every error in them, by field.
        ExpressionFailed: A condition or rule of the form has no value.
    """
    form = form or NO_FORM
    typed = read_types(form, raw, _known(deed, form, raw, case_id))
    rows = _register_rows(deed, form, typed)

    def ask(source: str, names: Mapping[str, object]) -> object:
        resolved = {key: rows.get(key, value) for key, value in names.items()}
        return evaluate(source, resolved, surroundings, lenient=True)

    try:
        return check_rules(form, typed, context, ask)
    except ExpressionRefused as error:
        raise ExpressionFailed(
            element_id=form.key,
            slot="form",
            expression=error.facts["expression"],
            why=error.facts["why"],
        ) from error


def documents_in(form: Form | None, answers: Mapping[str, object]) -> tuple[str, ...]:
    """Return the ids of the documents that the answers name."""
    return _named(form or NO_FORM, answers, FieldType.DOCUMENT)


def _known(deed: Deed, form: Form, raw: Mapping[str, object], case_id: str) -> Known:
    """Return what may be named: one statement for documents, three for cases."""
    office = deed.picture.office
    documents = _named(form, raw, FieldType.DOCUMENT)
    kept = deed.unit.documents.find_many(documents) if documents else {}
    mine = {
        each.document_id
        for each in kept.values()
        if (each.case_id == case_id if each.case_id else each.added_by == deed.ask.by)
    }
    cases = _named(form, raw, FieldType.CASE)
    found = deed.unit.cases.find_many(cases) if cases else {}
    # The system itself names what it was told to; an official only what they see, and
    # what this case came from or led to.
    sight = sight_of(office, deed.ask.by, deed.now)
    seen = visible_among(deed, sight, found) if deed.ask.by else frozenset(found)
    if case_id and not found.keys() <= seen:
        seen |= found.keys() & _linked(deed, case_id)
    return Known(
        posts=office.posts.__contains__,
        units=office.units.__contains__,
        people=lambda who: who in office.people and office.people[who].active,
        cases=seen.__contains__,
        documents=mine.__contains__,
    )


def _linked(deed: Deed, case_id: str) -> frozenset[str]:
    """Return the cases that this one is linked with, either way."""
    links = deed.unit.links.of_case(case_id)
    return frozenset(each for link in links for each in (link.from_case, link.to_case))


def _register_rows(
    deed: Deed, form: Form, typed: TypedAnswers
) -> Mapping[str, Mapping[str, object]]:
    """Return by field the register of the case it refers to: what rules read of it."""
    fields = {
        each.key: typed.values.get(each.key)
        for each in form.fields
        if each.type is FieldType.CASE
    }
    ids = [value for value in fields.values() if isinstance(value, str) and value]
    if not ids:
        return {}
    cases = deed.unit.cases.find_many(ids)
    registers = deed.unit.registers.of_cases(ids)
    rows = {
        case_id: dict(registers.get(case_id, {}))
        | {
            "id": case.case_id,
            "slug": case.slug,
            "number": case.number,
            "title": case.title,
            "state": str(case.state),
            "outcome": case.outcome,
        }
        for case_id, case in cases.items()
    }
    return {
        key: rows[value]
        for key, value in fields.items()
        if isinstance(value, str) and value in rows
    }


def _named(
    form: Form, answers: Mapping[str, object], kind: FieldType
) -> tuple[str, ...]:
    """Return what fields of this type name, in tables too."""
    found: list[object] = []
    for each in form.fields:
        value = answers.get(each.key)
        if each.type is kind:
            found += value if isinstance(value, list) else [value]
        elif each.type is FieldType.TABLE and isinstance(value, list):
            columns = [column.key for column in each.columns if column.type is kind]
            cells = [
                row.get(c) for row in value if isinstance(row, dict) for c in columns
            ]
            for cell in cells:
                found += cell if isinstance(cell, list) else [cell]
    return tuple(
        dict.fromkeys(each for each in found if isinstance(each, str) and each)
    )
