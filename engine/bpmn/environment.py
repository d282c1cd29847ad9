"""The engine's one way to compute: every slot of the library ends here."""

from collections.abc import Callable, Mapping
from typing import Any

from SpiffWorkflow.bpmn.script_engine import PythonScriptEngine
from SpiffWorkflow.bpmn.script_engine.python_environment import (
    BasePythonScriptEngineEnvironment,
)

from engine.bpmn import expression
from engine.model.errors import ExpressionFailed, ExpressionRefused
from engine.model.surroundings import Surroundings


class OurEnvironment(BasePythonScriptEngineEnvironment):
    """Where the library would `eval` and `exec`: our evaluator instead.

    Some slots reach the environment past the script engine, so it is closed here.
    """

    def __init__(self, surroundings: Callable[[], Surroundings]) -> None:
        super().__init__()
        self.surroundings = surroundings

    def evaluate(
        self,
        expression_text: str,
        context: Mapping[str, object],
        external_context: Mapping[str, object] | None = None,
    ) -> object:
        # What the caller gives is newer than what the task's data remembers of it.
        names = {**context, **(external_context or {})}
        return expression.evaluate(expression_text, names, self.surroundings())

    def execute(
        self,
        script: str,
        context: dict[str, object],
        external_context: Mapping[str, object] | None = None,
    ) -> bool:
        names = {**(external_context or {}), **context}
        context.update(expression.execute(script, names, self.surroundings()))
        return True

    def call_service(self, context: Any, **kwargs: Any) -> object:
        del context, kwargs
        raise ExpressionRefused(expression="", why="没有这样的服务")


class OurEngine(PythonScriptEngine):
    """Names the element where an expression failed, and what it was for."""

    environment: OurEnvironment

    def __init__(self, surroundings: Callable[[], Surroundings]) -> None:
        super().__init__(OurEnvironment(surroundings))

    def evaluate(
        self,
        task: Any,
        expression_text: str,
        external_context: Mapping[str, object] | None = None,
    ) -> object:
        try:
            return self.environment.evaluate(
                expression_text, task.data, external_context
            )
        except ExpressionRefused as error:
            raise _failed(task, expression_text, error) from error

    def execute(self, task: Any, script: str, external_context: Any = None) -> bool:
        try:
            return self.environment.execute(script, task.data, external_context)
        except ExpressionRefused as error:
            raise _failed(task, script, error) from error

    def decide(self, task: Any, table: str, inputs: Mapping[str, object]) -> object:
        """Return what a decision table of the procedure says."""
        surroundings = self.environment.surroundings()
        try:
            xml = surroundings.tables.get(table, b"")
            return expression.decide(xml, inputs, surroundings)
        except ExpressionRefused as error:
            raise _failed(task, table, error) from error


def _failed(task: Any, source: str, error: ExpressionRefused) -> ExpressionFailed:
    return ExpressionFailed(
        element_id=task.task_spec.bpmn_id or "",
        slot=type(task.task_spec).__name__,
        expression=source,
        why=error.facts["why"],
    )
