"""The papers of a case as read again: each form handed in, in words."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from engine.model.reading import FilledShown
from engine.runtime.filling import read_nameable
from forms.answer_view import Answered, answered
from forms.guard import engine, official

LONG_CHARACTERS = 60


@dataclass(frozen=True, slots=True)
class Paper:
    """A form handed in: its title, by whom and when, and what it says."""

    filled: FilledShown
    answers: tuple[Answered, ...]

    @property
    def title(self) -> str:
        return self.filled.form.title or self.filled.task_name


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


def each_text_once(papers: Iterable[Paper]) -> tuple[Paper, ...]:
    """Return the papers, a long text or table that came before named, not repeated."""
    first: dict[object, str] = {}
    return tuple(
        replace(
            paper, answers=tuple(_once(each, paper, first) for each in paper.answers)
        )
        for paper in papers
    )


def _once(answer: Answered, paper: Paper, first: dict[object, str]) -> Answered:
    if len(answer.words) < LONG_CHARACTERS and not answer.rows:
        return answer
    said = answer.words, answer.rows
    if said in first:
        return Answered(answer.label, f"同前，见“{first[said]}”。")
    first[said] = paper.title
    return answer
