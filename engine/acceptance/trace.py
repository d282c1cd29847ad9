"""The marks that a scenario leaves, by which one knows what it could notice."""

from collections.abc import Iterator, Mapping

from engine.model.form import Field, Form
from engine.model.mutant import chose, used

# Of (slug, mark) pairs; the marks are those of `engine.model.mutant`.
Marks = set[tuple[str, str]]


def marks_of_answers(form: Form, answers: Mapping[str, object]) -> set[str]:
    """Return the marks of answers given to a form: its use, and what was chosen."""
    chosen = _chosen(form.fields, answers)
    return {used(form.key), *(chose(form.key, *each) for each in chosen)}


def _chosen(
    fields: tuple[Field, ...], answers: Mapping[str, object], above: str = ""
) -> Iterator[tuple[str, str]]:
    for field in fields:
        given, path = answers.get(field.key), f"{above}{field.key}"
        values = given if isinstance(given, list) else [given]
        for value in values:
            if isinstance(value, Mapping):
                yield from _chosen(field.columns, value, f"{path}.")
            elif field.choices and value is not None:
                yield path, str(value)
