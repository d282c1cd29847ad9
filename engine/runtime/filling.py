"""What a form needs while it is filled in: what is asked now, and what may be named."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from engine.assembly import Engine
from engine.bpmn.expression import evaluate
from engine.content.answers import read_types, shown
from engine.content.prefill import prefill
from engine.model.case import Case
from engine.model.errors import ExpressionRefused, TaskNotFound
from engine.model.form import Field, FieldType, Form
from engine.model.reading import DocumentShown
from engine.model.surroundings import Surroundings
from engine.model.visibility import sight_of
from engine.runtime.asked import form_of
from engine.runtime.at_hand import surroundings_before
from engine.runtime.looking import Look, look
from engine.runtime.seeing import visible_among
from engine.runtime.shown import document_shown

Pairs = tuple[tuple[str, str], ...]
CASES_OFFERED = 100


@dataclass(frozen=True, slots=True)
class Conditions:
    """Keys of the fields that are not asked now, and of those that must be answered."""

    hidden: frozenset[str]
    required: frozenset[str]


@dataclass(frozen=True, slots=True)
class Nameable:
    """What answers may name: (id, name) pairs; cases by procedure."""

    units: Pairs = ()
    posts: Pairs = ()
    people: Pairs = ()
    cases: Mapping[str, Pairs] = field(default_factory=dict)
    documents: Mapping[str, DocumentShown] = field(default_factory=dict)


def read_task_form(engine: Engine, task_id: str) -> Form:
    """Return the form of a task, to give a posted page its shape; one statement.

    Whether the asker may see the task is for the deed to say that follows.

    Raises:
        TaskNotFound: There is no such task.
    """
    with engine.store.read() as unit:
        found = unit.tasks.form_of(task_id)
        if found is None:
            raise TaskNotFound(task_id=task_id)
        key, name, version_id = found
        forms = engine.library.procedure(unit, version_id).forms
    return form_of(forms, key, name)


def read_conditions(
    engine: Engine,
    version_id: str,
    form: Form,
    raw: Mapping[str, object],
    context: Mapping[str, object],
) -> Conditions:
    """Return what the form asks, given what has been typed so far.

    It only helps with filling in: the deed judges the answers again by itself.
    """
    with look(engine) as seen:
        procedure = engine.library.procedure(seen.unit, version_id)
        return conditions_in(form, raw, context, surroundings_before(seen, procedure))


def conditions_in(
    form: Form,
    raw: Mapping[str, object],
    context: Mapping[str, object],
    around: Surroundings,
) -> Conditions:
    """Return what the form asks in these surroundings; a deed is under way."""

    def holds(source: str, names: Mapping[str, object]) -> bool:
        try:
            return bool(evaluate(source, names, around, lenient=True))
        except ExpressionRefused:
            return False

    # What cannot be read yet is left out: it may still be being typed.
    known = {each.key for each in form.fields}
    kept = {key: value for key, value in raw.items() if key in known}
    values = read_types(form, kept).values
    asked = shown(form, values, context, holds)
    names = {each.key: None for each in form.fields} | dict(context) | dict(values)
    return Conditions(
        hidden=frozenset(each.key for each in form.fields) - asked,
        required=frozenset(
            each.key
            for each in form.fields
            if each.required
            and (each.required == "True" or holds(each.required, names))
        ),
    )


def read_prefilled(
    engine: Engine, version_id: str, form: Form, context: Mapping[str, object]
) -> Mapping[str, object]:
    """Return what a form is filled with before anybody has typed: its defaults."""
    if not any(each.default for each in form.fields):
        return {}
    with look(engine) as seen:
        procedure = engine.library.procedure(seen.unit, version_id)
        around = surroundings_before(seen, procedure)
        return prefill(
            form,
            context,
            lambda source, names: evaluate(source, names, around, lenient=True),
        )


def read_names(engine: Engine) -> Mapping[str, str]:
    """Return the names of all units, posts and people, by id and by principal."""
    with look(engine) as seen:
        office = seen.office
        named = (
            *((f"unit:{key}", each.name) for key, each in office.units.items()),
            *((f"post:{key}", each.name) for key, each in office.posts.items()),
            *((f"person:{key}", each.name) for key, each in office.people.items()),
        )
        plain = {key.partition(":")[2]: name for key, name in named}
        return plain | dict(named)


def read_nameable(
    engine: Engine, form: Form, raw: Mapping[str, object], *, by: str
) -> Nameable:
    """Return what the form's fields may name, and the documents named already."""
    fields = [*_flat(form.fields)]
    kinds = {each.type for each in fields}
    with look(engine) as seen:
        office = seen.office
        posts = sorted(office.posts.values(), key=lambda post: (post.rank, post.name))
        people = sorted(office.people.values(), key=lambda person: person.name)
        return Nameable(
            units=tuple((u.unit_id, u.name) for u in office.units.values()),
            posts=tuple((post.post_id, post.name) for post in posts),
            people=tuple((p.person_id, p.name) for p in people if p.active),
            cases=_cases(seen, form, raw, by) if FieldType.CASE in kinds else {},
            documents=_documents(seen, form, raw, by),
        )


def _flat(fields: Iterable[Field]) -> Iterable[Field]:
    for each in fields:
        yield each
        yield from each.columns


def _cases(
    seen: Look, form: Form, raw: Mapping[str, object], by: str
) -> Mapping[str, Pairs]:
    """Return by procedure the newest cases that the asker may see, and those named.

    A field without a procedure may name cases of any. Of a case that is named already
    and that the asker may not see, its number is all that is told.
    """
    slugs = {f.procedure for f in _flat(form.fields) if f.type is FieldType.CASE}
    offered = {slug: _newest(seen, slug) for slug in sorted(slugs)}
    ids = {*_named(form, raw, FieldType.CASE)}
    named = seen.unit.cases.find_many(ids) if ids else {}
    every = {case.case_id: case for cases in offered.values() for case in cases}
    every |= named
    visible = visible_among(seen, sight_of(seen.office, by, seen.now), every)
    found = {}
    for slug, cases in offered.items():
        wanted = {case.case_id: case for case in cases if case.case_id in visible}
        wanted |= {k: c for k, c in named.items() if slug in {"", c.slug}}
        found[slug] = tuple(
            (key, f"{case.number} {case.title}" if key in visible else case.number)
            for key, case in wanted.items()
        )
    return found


def _newest(seen: Look, slug: str) -> tuple[Case, ...]:
    if not slug:
        return seen.unit.cases.newest(CASES_OFFERED)
    return seen.unit.registers.find(slug, size=CASES_OFFERED)


def _named(form: Form, raw: Mapping[str, object], kind: FieldType) -> Iterator[str]:
    """Give the ids that are named in fields of this kind, those in tables too."""
    for each in form.fields:
        if each.type is kind:
            yield from _ids(raw.get(each.key))
        rows = raw.get(each.key) if each.type is FieldType.TABLE else None
        for row in rows if isinstance(rows, list) else ():
            for column in each.columns:
                if column.type is kind and isinstance(row, Mapping):
                    yield from _ids(row.get(column.key))


def _documents(
    seen: Look, form: Form, raw: Mapping[str, object], by: str
) -> Mapping[str, DocumentShown]:
    """Return the documents that are named, as far as the asker may see them."""
    named = [*_named(form, raw, FieldType.DOCUMENT)]
    if not named:
        return {}
    found = seen.unit.documents.find_many(named).values()
    cases = seen.unit.cases.find_many({each.case_id for each in found if each.case_id})
    visible = visible_among(seen, sight_of(seen.office, by, seen.now), cases)
    return {
        each.document_id: document_shown(seen.office, each)
        for each in found
        if each.case_id in visible or (not each.case_id and each.added_by == by)
    }


def _ids(value: object) -> list[str]:
    listed = value if isinstance(value, list) else [value]
    return [each for each in listed if isinstance(each, str)]
