"""The papers of a case as read again: each form handed in, in words."""

from collections.abc import Iterable
from dataclasses import dataclass

from engine.model.reading import FilledShown
from engine.runtime.filling import read_nameable
from forms.answer_view import Answered, answered
from forms.guard import engine, official


@dataclass(frozen=True, slots=True)
class Paper:
    """A form handed in: its title, by whom and when, and what it says."""

    filled: FilledShown
    answers: tuple[Answered, ...]


def papers_shown(papers: Iterable[FilledShown]) -> tuple[Paper, ...]:
    """Return the papers with labels and words for keys and ids."""
    return tuple(
        Paper(
            filled,
            answered(
                filled.form,
                filled.answers,
                read_nameable(engine(), filled.form, filled.answers, by=official()),
            ),
        )
        for filled in papers
    )
