"""The task page put together: for reading, for correcting, or for copying from."""

import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field

from flask import render_template, url_for

from engine.model.errors import AnswersInvalid, TaskChanged, ZhangfaError
from engine.model.reading import TaskRead
from engine.runtime.filling import read_conditions, read_nameable
from engine.runtime.read_task import read_task
from forms.answer_fields import Raw
from forms.answer_view import answered
from forms.filters import now
from forms.form_view import Filling, asked_groups, fault_lines, field_names
from forms.guard import engine, official
from forms.papers import papers_shown
from forms.problem import Again
from forms.refusal import Refusal, field_sentences, sentence_of
from forms.view import due, labels


@dataclass(frozen=True, slots=True)
class Shown:
    """What the page is to show. `version` below zero stands for the task's own."""

    read: TaskRead
    typed: Mapping[str, object]
    faults: Mapping[str, str] = field(default_factory=dict)
    note: str = ""
    said: str = ""
    version: int = -1


def task_page(shown: Shown) -> str:
    """Draw the task's page."""
    read = shown.read
    nameable = read_nameable(engine(), read.form, shown.typed, by=official())
    conditions = read_conditions(
        engine(), read.case.version_id, read.form, shown.typed, read.task.context
    )
    filling = Filling(
        read.form,
        shown.typed,
        nameable,
        conditions.hidden,
        conditions.required,
        shown.faults,
    )
    return render_template(
        "task.html",
        read=read,
        papers=papers_shown(read.filled),
        asked=asked_groups(filling),
        faults=fault_lines(filling),
        note=shown.note,
        said=shown.said,
        answers=answered(read.form, shown.typed, nameable),
        due=due(read.task.due_at, read.lamp, read.left, now()),
        version=read.task.version if shown.version < 0 else shown.version,
        key=secrets.token_urlsafe(18),
        blocked=_blocked(read),
    )


def refused_page(task_id: str, by: str, raw: Raw) -> Again:
    """Return how a refused deed is answered: what was typed stays on the page."""

    def again(error: ZhangfaError, refusal: Refusal) -> str:
        read = read_task(engine(), task_id, by=by)
        if isinstance(error, AnswersInvalid):
            names = field_names(read.form, raw)
            return task_page(Shown(read, raw, field_sentences(error, names)))
        if isinstance(error, TaskChanged) and "complete" in read.may:
            return task_page(Shown(read, raw, note=refusal.sentence))
        nameable = read_nameable(engine(), read.form, raw, by=official())
        return render_template(
            "refusal.html",
            refusal=refusal,
            typed=answered(read.form, raw, nameable),
            back=url_for("task.show", task_id=task_id),
        )

    return again


def _blocked(read: TaskRead) -> str:
    """Say why somebody sees the task and may not do it, with the articles."""
    told = sentence_of(read.blocked_by, read.blocked_facts, now())
    basis = labels(read.blocked_facts.get("references", ()))
    return f"{told}（依据：{basis}）" if told and basis else told
