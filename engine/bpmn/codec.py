"""A workflow as rows: no specification, order kept, rows untouched where unread."""

from collections.abc import Iterable
from typing import Any

import orjson
from SpiffWorkflow.util.task import TaskState

from engine.bpmn.library import LIBRARY
from engine.bpmn.table import (
    DELETIONS,
    ID,
    PARENT,
    STATE,
    TRIGGERED,
    Row,
    StoredTask,
    TaskTable,
)
from engine.bpmn.workflow import CaseWorkflow, ScopeWorkflow
from engine.model.errors import StateUnreadable

FORMAT = 1


def dump(workflow: CaseWorkflow, kept: dict[str, object]) -> bytes:
    """Return the workflow's state, and what else the run keeps, as bytes."""
    scopes = [
        [parent_id, scope.spec.name, scope.task_tree.id, _rows(scope.tasks)]
        for parent_id, scope in workflow.subprocesses.items()
        if not scope.completed
    ]
    return orjson.dumps(
        {
            "format": FORMAT,
            "library": LIBRARY,
            "completed": workflow.completed,
            "root": workflow.task_tree.id,
            "tasks": _rows(workflow.tasks),
            "scopes": scopes,
            "kept": kept,
        }
    )


def load(
    state: bytes,
    spec: Any,
    scope_specs: dict[str, Any],
    engine: Any,
) -> tuple[CaseWorkflow, dict[str, Any]]:
    """Return the workflow as it was, and what else the run kept.

    Raises:
        StateUnreadable: Another format, another library, or no state at all.
    """
    try:
        stored = orjson.loads(state)
        if stored["format"] != FORMAT or stored["library"] != LIBRARY:
            raise StateUnreadable(case_id="", why="format")
        workflow = CaseWorkflow(spec, scope_specs, engine, deserializing=True)
        _fill(workflow, stored["tasks"], stored["root"])
        workflow.completed = stored["completed"]
        for parent_id, name, root, rows in stored["scopes"]:
            _restore_scope(workflow, parent_id, scope_specs[name], rows, root)
        return workflow, stored["kept"]
    except (orjson.JSONDecodeError, LookupError, TypeError) as error:
        raise StateUnreadable(case_id="", why="shape") from error


def without_predictions(state: bytes) -> bytes:
    """Return the state without the steps that a specification foretells.

    What is left are those that a token has reached; the rest follows from the diagram.
    """
    stored = orjson.loads(state)
    stored["tasks"] = certain(stored["tasks"])
    for scope in stored["scopes"]:
        scope[3] = certain(scope[3])
    return orjson.dumps(stored)


def certain(rows: list[Row]) -> list[Row]:
    """Return the rows of steps that a token has reached, in their order."""
    states = {row[ID]: row[STATE] for row in rows}
    return [
        row
        for row in rows
        if not row[STATE] & TaskState.PREDICTED_MASK
        and (
            row[STATE] != TaskState.FUTURE
            or row[PARENT] is None
            or states[row[PARENT]] & TaskState.FINISHED_MASK
            or row[TRIGGERED]
        )
    ]


def _restore_scope(
    workflow: CaseWorkflow, parent_id: str, spec: Any, rows: list[Row], root: str
) -> None:
    # A scope is written after the one it stands in, so its parent is there.
    parent = workflow.find(parent_id)
    scope = ScopeWorkflow(
        spec, parent_task_id=parent_id, top_workflow=workflow, deserializing=True
    )
    _fill(scope, rows, root)
    workflow.subprocesses[parent_id] = scope
    scope.completed_event.connect(parent.task_spec._on_subworkflow_completed, parent)


def _fill(workflow: Any, rows: list[Row], root: str) -> None:
    workflow.tasks.fill(rows)
    workflow.task_tree = workflow.tasks[root]


def _rows(table: TaskTable) -> list[Row]:
    return [_row(table, task_id) for task_id in table.order()]


def _row(table: TaskTable, task_id: str) -> Row:
    task = dict.get(table, task_id)
    if task is None:
        return table.rows[task_id]
    updates, deletions = _delta(table, task)
    return [
        task.id,
        task._parent,
        task.task_spec.name,
        task._state,
        task.last_state_change,
        task.triggered,
        task.internal_data or None,
        updates,
        deletions,
    ]


def _delta(
    table: TaskTable, task: Any
) -> tuple[dict[str, object] | None, list[str] | None]:
    """Return a task's data: whole while it lives, else against its parent's.

    A live task's parent may still change (a countersign collects results), and a
    predicted task has no data yet, so neither may lean on it.
    """
    if isinstance(task, StoredTask) and task._data is None:
        row = table.rows[task.id]
        if row[DELETIONS] is None or not task.has_state(TaskState.FINISHED_MASK):
            return row[-2], row[-1]
    if task._parent is None or not task.has_state(TaskState.FINISHED_MASK):
        return task.data or None, None
    above = table[task._parent].data
    data = task.data
    changed: Iterable[tuple[str, object]] = (
        (key, value)
        for key, value in data.items()
        if key not in above or (value is not above[key] and value != above[key])
    )
    return dict(changed), [key for key in above if key not in data]
