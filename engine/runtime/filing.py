"""The first step of a case: its diagram begun, its start form filled, its title set."""

from collections.abc import Mapping
from dataclasses import replace

from engine.bpmn.expression import evaluate
from engine.bpmn.run import Run, begin
from engine.model.advance import Advance
from engine.model.diagram import Element
from engine.model.errors import EngineFailed, ExpressionFailed, ExpressionRefused
from engine.model.reading import Receipt
from engine.model.surroundings import Surroundings
from engine.model.task import UserTask
from engine.runtime.answering import documents_in, judge_answers
from engine.runtime.at_hand import CaseAtHand, first_task, surroundings_of
from engine.runtime.chain import Doer, Told
from engine.runtime.deed import Deed
from engine.runtime.effects import settle
from engine.runtime.record import record_step
from engine.runtime.record_tasks import task_of
from engine.runtime.written import Answered, Written

TITLE_LENGTH = 200


def file_case(
    deed: Deed,
    at_hand: CaseAtHand,
    raw: Mapping[str, object],
    doer: Doer,
    told: Told,
) -> Receipt:
    """Begin the case and complete its first task with these answers.

    Raises:
        AnswersInvalid: They do not fill the start form.
    """
    element = _start_element(at_hand)
    form = at_hand.procedure.forms.get(element.form)
    answers = judge_answers(
        deed,
        form,
        raw,
        _context(deed, at_hand, element),
        surroundings_of(deed, at_hand),
    )
    at_hand = entitled(deed, at_hand, element, answers)
    run = begin(at_hand.procedure, surroundings_of(deed, at_hand), {})
    token_id = _token_of(run, element)
    run.complete(token_id, answers)
    advance, effects = settle(deed, at_hand, run, doer)
    task = _write_filled(deed, at_hand, token_id, advance, doer)
    documents = documents_in(form, answers)
    if documents:
        deed.unit.documents.join_case(
            documents, at_hand.case.case_id, by=doer.person_id
        )
    return record_step(
        deed,
        at_hand,
        advance,
        Written(
            doer=doer,
            told=replace(told, element_id=element.element_id, task_id=task.task_id),
            answered=Answered(element.element_id, answers, task),
            effects=effects,
        ),
    )


def open_case(deed: Deed, at_hand: CaseAtHand, doer: Doer, told: Told) -> Receipt:
    """Begin the case and let its first task wait for whoever is to fill it in."""
    run = begin(at_hand.procedure, surroundings_of(deed, at_hand), {})
    advance, effects = settle(deed, at_hand, run, doer)
    return record_step(deed, at_hand, advance, Written(doer, told, effects=effects))


def entitled(
    deed: Deed, at_hand: CaseAtHand, element: Element, answers: Mapping[str, object]
) -> CaseAtHand:
    """Return the case under the title that its first form's answers give it.

    Every later filling in of that form (a return to the department) names it anew.

    Raises:
        ExpressionFailed: The manifest's title has no value over these answers.
    """
    source = at_hand.procedure.manifest.title
    first = first_task(at_hand.procedure.diagram)
    if not source or first is None or first.element_id != element.element_id:
        return at_hand
    surroundings = surroundings_of(deed, at_hand)
    try:
        title = evaluate(source, {element.element_id: answers}, surroundings)
    except ExpressionRefused as error:
        raise ExpressionFailed(
            element_id=element.element_id,
            slot="title",
            expression=source,
            why=error.facts["why"],
        ) from error
    words = " ".join(str(title or "").split())[:TITLE_LENGTH]
    case = at_hand.case
    return replace(at_hand, case=replace(case, title=words or case.title))


def _start_element(at_hand: CaseAtHand) -> Element:
    element = first_task(at_hand.procedure.diagram)
    if element is None:
        raise EngineFailed(element_id="", why="the diagram has no first task")
    return element


def _token_of(run: Run, element: Element) -> str:
    for token_id, element_id in run.open_tokens:
        if element_id == element.element_id:
            return token_id
    raise EngineFailed(element_id=element.element_id, why="the first task is not ready")


def _write_filled(
    deed: Deed, at_hand: CaseAtHand, token_id: str, advance: Advance, doer: Doer
) -> UserTask:
    """Write the row of the start form, done as soon as it was there."""
    opened = next(each for each in advance.opened if each.token_id == token_id)
    task = task_of(deed, at_hand, opened, 1, ())
    revision = at_hand.case.revision + 1
    deed.unit.tasks.open_many([task], slug=at_hand.case.slug, revision=revision)
    deed.unit.tasks.complete(
        task.task_id,
        version=task.version,
        by=doer.person_id,
        at=deed.now,
        revision=revision,
    )
    return task


def _context(deed: Deed, at_hand: CaseAtHand, element: Element) -> Mapping[str, object]:
    form = at_hand.procedure.forms.get(element.form)
    if form is None:
        return {}
    surroundings = surroundings_of(deed, at_hand)
    return {name: _told(source, surroundings) for name, source in form.context.items()}


def _told(source: str, surroundings: Surroundings) -> object:
    """Return what a form reads of a case that has no data yet: mostly nothing."""
    try:
        return evaluate(source, {}, surroundings, lenient=True)
    except ExpressionRefused:
        return None
