"""Expressions and scripts: evaluate, check, and the names that they read."""

import ast
import math
from collections.abc import Mapping

from engine.bpmn import decision_table
from engine.bpmn.decision_reading import TableRefused, read_table
from engine.bpmn.evaluator import CASE, EvaluationRefused, Evaluator
from engine.bpmn.functions import FUNCTIONS, OPEN_KEYWORDS, Context, FunctionRefused
from engine.bpmn.syntax import SyntaxRefused, compile_expression, compile_script
from engine.bpmn.values import plain
from engine.model.errors import ExpressionRefused
from engine.model.surroundings import Surroundings

RESERVED_NAMES = FUNCTIONS | {CASE}

_TOLD = (SyntaxRefused, EvaluationRefused, FunctionRefused, TableRefused)
_UNTOLD = (
    LookupError,
    TypeError,
    ValueError,
    AttributeError,
    ArithmeticError,
    RecursionError,
)
# What an evaluation may end in instead of a value.
FAILURES = (*_TOLD, *_UNTOLD)


def evaluate_typed(
    source: str,
    names: Mapping[str, object],
    surroundings: Surroundings,
    *,
    lenient: bool = False,
) -> object:
    """Return the expression's value, moments and days as such.

    With `lenient`, what is not there yet reads as None.

    Raises:
        ExpressionRefused: It is outside the subset, over budget, or fails.
    """
    evaluator = Evaluator(names, context_of(surroundings), lenient=lenient)
    try:
        return evaluator.value(compile_expression(source))
    except FAILURES as error:
        raise ExpressionRefused(expression=source, why=reason_of(error)) from error


def evaluate(
    source: str,
    names: Mapping[str, object],
    surroundings: Surroundings,
    *,
    lenient: bool = False,
) -> object:
    """Return the expression's value as plain JSON.

    Raises:
        ExpressionRefused: As `evaluate_typed`; or the value is no plain value.
    """
    value = evaluate_typed(source, names, surroundings, lenient=lenient)
    return _plain(source, value)


def execute(
    source: str, names: Mapping[str, object], surroundings: Surroundings
) -> dict[str, object]:
    """Run a script and return what it assigned, as plain JSON.

    Raises:
        ExpressionRefused: It is outside the subset, over budget, or fails.
    """
    assigned: dict[str, object] = {}
    try:
        statements = list(compile_script(source))
        while statements:
            statement = statements.pop(0)
            evaluator = Evaluator({**names, **assigned}, context_of(surroundings))
            if isinstance(statement, ast.If):
                branch = evaluator.value(statement.test)
                statements[:0] = statement.body if branch else statement.orelse
            elif isinstance(statement, ast.Assign):
                value = evaluator.value(statement.value)
                assigned[_target(statement)] = _plain(source, value)
    except FAILURES as error:
        raise ExpressionRefused(expression=source, why=reason_of(error)) from error
    return assigned


def check(source: str, *, script: bool = False) -> str:
    """Return why the source is refused, in Chinese, or nothing if it may stand."""
    try:
        trees = compile_script(source) if script else (compile_expression(source),)
    except SyntaxRefused as error:
        return str(error)
    for tree in trees:
        for node in ast.walk(tree):
            reason = reason_against(node)
            if reason:
                return reason
    return ""


def names_in(source: str, *, script: bool = False) -> frozenset[str]:
    """Return the names that the source reads from data; functions do not count.

    Raises:
        ExpressionRefused: It is outside the subset.
    """
    try:
        trees = compile_script(source) if script else (compile_expression(source),)
    except SyntaxRefused as error:
        raise ExpressionRefused(expression=source, why=str(error)) from error
    read: set[str] = set()
    bound: set[str] = set()
    called: set[int] = set()
    for tree in trees:
        for node in ast.walk(tree):
            if isinstance(node, ast.Call):
                called.add(id(node.func))
            if isinstance(node, ast.Name) and id(node) not in called:
                (read if isinstance(node.ctx, ast.Load) else bound).add(node.id)
    return frozenset(read - bound)


def decide(
    xml: bytes, inputs: Mapping[str, object], surroundings: Surroundings
) -> object:
    """Return what the decision table decides over the inputs, as plain JSON.

    Raises:
        ExpressionRefused: The table cannot be read, or its policy is broken.
    """
    context = context_of(surroundings)
    try:
        table = read_table(xml)
        return _plain(table.table_id, decision_table.decide(table, inputs, context))
    except FAILURES as error:
        raise ExpressionRefused(expression="", why=reason_of(error)) from error


def context_of(surroundings: Surroundings) -> Context:
    """Return what functions may look at in these surroundings."""

    def from_table(name: str, inputs: Mapping[str, object]) -> object:
        xml = surroundings.tables.get(name)
        if xml is None:
            raise FunctionRefused(f"没有决策表“{name}”")
        return decision_table.decide(read_table(xml), inputs, context)

    context = Context(surroundings, from_table)
    return context


def _plain(source: str, value: object) -> object:
    if isinstance(value, float) and not math.isfinite(value):
        raise ExpressionRefused(expression=source, why="结果不是有限的数")
    try:
        return plain(value)
    except TypeError as error:
        raise ExpressionRefused(expression=source, why="结果不是可保存的值") from error


def _target(statement: ast.Assign) -> str:
    target = statement.targets[0]
    name = target.id if isinstance(target, ast.Name) else ""
    if name in RESERVED_NAMES:
        raise EvaluationRefused(f"“{name}”不可被赋值")
    return name


def reason_against(node: ast.AST) -> str:
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
        if node.func.id not in FUNCTIONS:
            return f"没有函数“{node.func.id}”"
        if node.keywords and node.func.id not in OPEN_KEYWORDS:
            return f"函数“{node.func.id}”不接受按名称给出的参数"
    if (
        isinstance(node, ast.Name)
        and isinstance(node.ctx, ast.Store)
        and node.id in RESERVED_NAMES
    ):
        return f"“{node.id}”不可被赋值"
    return ""


def reason_of(error: Exception) -> str:
    """Return in Chinese why an evaluation ended in this failure."""
    if isinstance(error, _TOLD):
        return str(error)
    if isinstance(error, ZeroDivisionError):
        return "除数为零"
    if isinstance(error, LookupError):
        return "没有这一项"
    if isinstance(error, RecursionError):
        return "嵌套过深"
    return "值的类型不对，或有值还没有填"
