"""The tasks of one workflow: those in use as objects, the rest as stored rows."""

from collections.abc import Iterator
from typing import Any

from SpiffWorkflow.task import Task, TaskState

ID, PARENT, SPEC, STATE, TICK, TRIGGERED, INTERNAL, UPDATES, DELETIONS = range(9)
LIVE = TaskState.WAITING | TaskState.READY | TaskState.STARTED
UNFINISHED = TaskState.NOT_FINISHED_MASK

Row = list[Any]


class StoredTask(Task):
    """A task from a stored row; its data is put together when somebody asks.

    `updates` are its values against its parent's, or all of them where `deletions`
    is None.
    """

    def __init__(self, workflow: Any, row: Row, children: list[str]) -> None:
        # The library's own initialiser would add the task to its parent again.
        self.id = row[ID]
        self.workflow = workflow
        self._parent = row[PARENT]
        self._children = children
        self._state = row[STATE]
        self.last_state_change = row[TICK]
        self.triggered = row[TRIGGERED]
        self.task_spec = workflow.spec.task_specs[row[SPEC]]
        self.thread_id = 0
        self.internal_data = dict(row[INTERNAL] or {})
        self._data: dict[str, object] | None = None

    @property
    def data(self) -> dict[str, object]:
        if self._data is None:
            self._data = self.workflow.tasks.data_of(self.id)
        return self._data

    @data.setter
    def data(self, value: dict[str, object]) -> None:
        self._data = value


class TaskTable(dict[str, Any]):
    """A workflow's tasks by id, with an index of the unfinished ones.

    The library walks the tree for what this answers at once; a finished task stays
    a row until somebody asks for it.
    """

    def __init__(self, workflow: Any) -> None:
        super().__init__()
        self.workflow = workflow
        self.rows: dict[str, Row] = {}
        self.children: dict[str, list[str]] = {}
        self.open: dict[str, None] = {}
        self._depths: dict[str, int] = {}

    def fill(self, rows: list[Row]) -> None:
        """Take over stored rows, in their order."""
        for row in rows:
            self.rows[row[ID]] = row
            if row[PARENT] is not None:
                self.children.setdefault(row[PARENT], []).append(row[ID])
            if row[STATE] & UNFINISHED:
                self.open[row[ID]] = None

    def __setitem__(self, task_id: str, task: Any) -> None:
        super().__setitem__(task_id, task)
        self.open[task_id] = None

    def __missing__(self, task_id: str) -> Any:
        row = self.rows[task_id]
        task = StoredTask(self.workflow, row, self.children.get(task_id, []))
        super().__setitem__(task_id, task)
        return task

    def __contains__(self, task_id: object) -> bool:
        return super().__contains__(task_id) or task_id in self.rows

    def get(self, task_id: str, default: Any = None) -> Any:
        if task_id not in self:
            return default
        return self[task_id]

    def values(self) -> Any:
        """Return every task, each as an object."""
        return [self[task_id] for task_id in self.order()]

    def pop(self, task_id: str, *_: Any) -> Any:
        task = self[task_id]
        super().pop(task_id)
        self.rows.pop(task_id, None)
        self.open.pop(task_id, None)
        return task

    def order(self) -> list[str]:
        """Return all ids, parents before their children."""
        return [*self.rows, *(key for key in self if key not in self.rows)]

    def moved(self, task: Any, state: int) -> None:
        """Note a task's new state."""
        if state & UNFINISHED:
            self.open[task.id] = None
        else:
            self.open.pop(task.id, None)

    def in_state(self, mask: int) -> list[Any]:
        """Return the unfinished tasks in one of the states, oldest first."""
        return [self[key] for key in list(self.open) if self.state_of(key) & mask]

    def of_spec(self, name: str) -> list[Any]:
        """Return every task of a spec, predicted ones too."""
        return [self[key] for key in self.order() if self.spec_of(key) == name]

    def state_of(self, task_id: str) -> int:
        task = super().get(task_id)
        return int(self.rows[task_id][STATE] if task is None else task._state)

    def spec_of(self, task_id: str) -> str:
        task = super().get(task_id)
        return str(self.rows[task_id][SPEC] if task is None else task.task_spec.name)

    def parent_of(self, task_id: str) -> str | None:
        task = super().get(task_id)
        parent: str | None
        parent = self.rows[task_id][PARENT] if task is None else task._parent
        return parent

    def ancestors(self, task_id: str) -> Iterator[str]:
        """Yield the task's own id and those above it, up to the root."""
        above: str | None = task_id
        while above is not None:
            yield above
            above = self.parent_of(above)

    def depth(self, task_id: str) -> int:
        """Return how many tasks stand above this one."""
        known = self._depths.get(task_id)
        if known is not None:
            return known
        path = []
        for above in self.ancestors(task_id):
            if above in self._depths:
                base = self._depths[above]
                break
            path.append(above)
        else:
            base = -1
        for offset, below in enumerate(reversed(path), start=1):
            self._depths[below] = base + offset
        return self._depths[task_id]

    def data_of(self, task_id: str) -> dict[str, object]:
        """Return a task's data, put together from its row and those above it."""
        deltas = []
        data: dict[str, object] = {}
        for above in self.ancestors(task_id):
            task = super().get(above)
            if task is not None and (
                not isinstance(task, StoredTask) or task._data is not None
            ):
                data = dict(task.data)
                break
            row = self.rows[above]
            deltas.append(row)
            if row[DELETIONS] is None:
                break
        for row in reversed(deltas):
            data.update(row[UPDATES] or {})
            for key in row[DELETIONS] or ():
                data.pop(key, None)
        return data
