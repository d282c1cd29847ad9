"""A user task as it opens: who may take it, for which item, with what context."""

from typing import Any

from engine.bpmn import expression
from engine.bpmn.journey import Journey, is_instance
from engine.bpmn.limits import principals
from engine.model.advance import OpenedTask
from engine.model.errors import (
    ExpressionFailed,
    ExpressionRefused,
    NobodyResponsible,
)
from engine.model.office import Office
from engine.model.procedure import Procedure
from engine.model.surroundings import Surroundings


def describe(
    task: Any, procedure: Procedure, surroundings: Surroundings, journey: Journey
) -> OpenedTask:
    """Return a user task that has become ready.

    Raises:
        NobodyResponsible: Its candidates are none, or nobody that the office knows.
        ExpressionFailed: Its candidates or its form's context cannot be evaluated.
    """
    element_id = task.task_spec.bpmn_id
    element = procedure.diagram.element(element_id)
    form = procedure.forms.get(element.form)
    context = {
        name: journey.value(element_id, "context", task.data, source)
        for name, source in (form.context if form else {}).items()
    }
    candidates = _candidates(element_id, element.candidates, task, surroundings)
    return OpenedTask(task.id, element_id, candidates, item_of(task), context)


def item_of(task: Any) -> str:
    """Return the item of the innermost countersign that the task is part of."""
    while task is not None:
        if is_instance(task):
            return str(task.internal_data["key"])
        parent_id = task.workflow.parent_task_id
        task = None if parent_id is None else task.workflow.top_workflow.find(parent_id)
    return ""


def _candidates(
    element_id: str, source: str, task: Any, surroundings: Surroundings
) -> tuple[str, ...]:
    if not source:
        raise NobodyResponsible(element_id=element_id, candidates=())
    try:
        found = principals(expression.evaluate(source, task.data, surroundings))
    except ExpressionRefused as error:
        raise ExpressionFailed(
            element_id=element_id,
            slot="candidates",
            expression=source,
            why=error.facts["why"],
        ) from error
    if not found or not all(is_known(surroundings.office, item) for item in found):
        raise NobodyResponsible(element_id=element_id, candidates=found)
    return found


def is_known(office: Office, principal: str) -> bool:
    """Say whether the office knows whom a principal names."""
    kind, _, name = principal.partition(":")
    if kind == "post":
        return name in office.posts
    if kind in {"unit", "head", "in_charge"}:
        return name in office.units
    return kind == "person" and name in office.people
