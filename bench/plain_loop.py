"""The yardstick: the library as its manual uses it, one JSON document per case."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from SpiffWorkflow.bpmn import BpmnWorkflow
from SpiffWorkflow.bpmn.parser import BpmnParser
from SpiffWorkflow.bpmn.serializer import BpmnWorkflowSerializer
from SpiffWorkflow.util.task import TaskState

from engine.store.database import open_database

DIAGRAM = Path(__file__).with_name("plain_loop.bpmn")


class PlainLoop:
    """One case of the looping diagram, loaded and saved whole at each completion.

    Nothing of ours is in it: no right is asked, no answer judged, no act written. The
    database has the same settings as the office's.
    """

    def __init__(self, folder: Path) -> None:
        self._pool = open_database(f"sqlite:///{folder / 'plain.sqlite'}")
        self._connection = self._pool.raw_connection()
        self._database = _untyped(self._connection.driver_connection)
        self._database.execute("CREATE TABLE cases (id TEXT PRIMARY KEY, state TEXT)")
        registry = BpmnWorkflowSerializer.configure()
        self._serializer = BpmnWorkflowSerializer(registry)
        workflow = BpmnWorkflow(_specification())
        workflow.do_engine_steps()
        state = self._serializer.serialize_json(workflow)
        self._database.execute("INSERT INTO cases VALUES ('case', ?)", (state,))
        self.complete({"title": "往复审核"})

    def complete(self, answers: Mapping[str, object]) -> None:
        """Load the case, complete the task that waits in it, save, commit."""
        self._database.execute("BEGIN IMMEDIATE")
        found = self._database.execute("SELECT state FROM cases WHERE id = 'case'")
        workflow = self._serializer.deserialize_json(found.fetchone()[0])
        (task,) = workflow.get_tasks(state=TaskState.READY, manual=True)
        task.data[task.task_spec.bpmn_id] = dict(answers)
        task.run()
        workflow.do_engine_steps()
        state = self._serializer.serialize_json(workflow)
        self._database.execute("UPDATE cases SET state = ? WHERE id = 'case'", (state,))
        self._database.execute("COMMIT")

    def close(self) -> None:
        self._connection.close()
        self._pool.dispose()


def _untyped(value: Any) -> Any:  # noqa: ANN401 (the driver has no types either)
    return value


def _specification() -> Any:  # noqa: ANN401 (the library has no types)
    parser = BpmnParser()
    parser.add_bpmn_file(str(DIAGRAM))
    return parser.get_spec("review_loop")
