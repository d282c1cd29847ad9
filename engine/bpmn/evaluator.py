"""Walking an allowed syntax tree: budgets, size caps, attributes as keys only."""

import ast
import operator
from collections.abc import Callable, Iterator, Mapping
from datetime import date, timedelta
from typing import Any, cast

from engine.bpmn.functions import Context, call
from engine.bpmn.syntax import STRING_METHODS
from engine.bpmn.values import typed

MAXIMUM_STEPS = 20_000
MAXIMUM_LENGTH = 20_000
MAXIMUM_BITS = 256
CASE = "case"

_CALENDAR = (date, timedelta)
_BINARY: Mapping[type, Callable[..., object]] = {
    ast.Add: operator.add,
    ast.Sub: operator.sub,
    ast.Mult: operator.mul,
    ast.Div: operator.truediv,
    ast.FloorDiv: operator.floordiv,
    ast.Mod: operator.mod,
}
_UNARY: Mapping[type, Callable[..., object]] = {
    ast.Not: operator.not_,
    ast.USub: operator.neg,
    ast.UAdd: operator.pos,
}
_COMPARE: Mapping[type, Callable[..., object]] = {
    ast.Eq: operator.eq,
    ast.NotEq: operator.ne,
    ast.Lt: operator.lt,
    ast.LtE: operator.le,
    ast.Gt: operator.gt,
    ast.GtE: operator.ge,
    ast.In: lambda item, group: item in group,
    ast.NotIn: lambda item, group: item not in group,
    ast.Is: operator.is_,
    ast.IsNot: operator.is_not,
}


class EvaluationRefused(ValueError):
    """The evaluation may not go on; the message is a Chinese reason."""


class Evaluator:
    """One evaluation over `names`; `case` is always the case, whatever data says.

    With `lenient`, what is not there yet reads as None: for what is collected from
    wherever the case has been, not for what decides where it goes.
    """

    def __init__(
        self, names: Mapping[str, object], context: Context, *, lenient: bool = False
    ) -> None:
        self._names = names
        self._context = context
        self._lenient = lenient
        self._steps = MAXIMUM_STEPS
        self._scopes: list[dict[str, object]] = []

    def value(self, node: ast.expr) -> object:
        """Return what the node stands for, within the budget."""
        self._spend(1)
        return _capped(_WALK[type(node)](self, node))

    def _spend(self, steps: int) -> None:
        self._steps -= steps
        if self._steps < 0:
            raise EvaluationRefused("计算步数超过限额")

    def _constant(self, node: ast.Constant) -> object:
        return typed(node.value)

    def _name(self, node: ast.Name) -> object:
        for scope in reversed(self._scopes):
            if node.id in scope:
                return scope[node.id]
        if node.id == CASE:
            return self._context.surroundings.case
        if node.id in self._names:
            return typed(self._names[node.id])
        if self._lenient:
            return None
        raise EvaluationRefused(f"这里还没有“{node.id}”")

    def _attribute(self, node: ast.Attribute) -> object:
        holder = self.value(node.value)
        if isinstance(holder, Mapping):
            if node.attr not in holder and holder is self._context.surroundings.case:
                raise EvaluationRefused(f"案卷没有“case.{node.attr}”")
            return typed(holder.get(node.attr))
        if holder is None and self._lenient:
            return None
        raise EvaluationRefused(f"“.{node.attr}”之前的值没有字段")

    def _subscript(self, node: ast.Subscript) -> object:
        holder, key = self.value(node.value), self.value(node.slice)
        if isinstance(holder, Mapping) and isinstance(key, date):
            key = key.isoformat()
        if isinstance(holder, Mapping | list | tuple | str):
            return typed(operator.getitem(cast("Any", holder), key))
        raise EvaluationRefused("方括号之前的值不是列表或字典")

    def _boolean(self, node: ast.BoolOp) -> object:
        stops_at = isinstance(node.op, ast.Or)
        result: object = None
        for operand in node.values:
            result = self.value(operand)
            if bool(result) == stops_at:
                break
        return result

    def _unary(self, node: ast.UnaryOp) -> object:
        return _UNARY[type(node.op)](self.value(node.operand))

    def _binary(self, node: ast.BinOp) -> object:
        left, right = self.value(node.left), self.value(node.right)
        if isinstance(left, _CALENDAR) or isinstance(right, _CALENDAR):
            raise EvaluationRefused("日期与时刻请用日历函数推算")
        if isinstance(node.op, ast.Mult | ast.Mod) and not _are_numbers(left, right):
            raise EvaluationRefused("只有数可以相乘或取余")
        return _BINARY[type(node.op)](left, right)

    def _compare(self, node: ast.Compare) -> object:
        left = self.value(node.left)
        for comparison, comparator in zip(node.ops, node.comparators, strict=True):
            right = self.value(comparator)
            if isinstance(right, list | tuple | Mapping | str):
                self._spend(len(right) // 8)
            if not _COMPARE[type(comparison)](left, right):
                return False
            left = right
        return True

    def _choice(self, node: ast.IfExp) -> object:
        return self.value(node.body if self.value(node.test) else node.orelse)

    def _list(self, node: ast.List | ast.Tuple) -> object:
        return [self.value(element) for element in node.elts]

    def _mapping(self, node: ast.Dict) -> object:
        pairs = zip(node.keys, node.values, strict=True)
        return {self.value(key): self.value(item) for key, item in pairs if key}

    def _call(self, node: ast.Call) -> object:
        arguments = [self.value(argument) for argument in node.args]
        self._spend(sum(_length(argument) for argument in arguments) // 8)
        if isinstance(node.func, ast.Attribute):
            return self._method(node.func, arguments)
        keywords = {k.arg: self.value(k.value) for k in node.keywords if k.arg}
        name = node.func.id if isinstance(node.func, ast.Name) else ""
        return call(self._context, name, arguments, keywords)

    def _method(self, node: ast.Attribute, arguments: list[object]) -> object:
        holder = self.value(node.value)
        if isinstance(holder, Mapping) and node.attr == "get":
            return typed(holder.get(*arguments))
        if isinstance(holder, str) and node.attr in STRING_METHODS:
            return getattr(holder, node.attr)(*arguments)
        if holder is None and self._lenient:
            return None
        raise EvaluationRefused(f"这个值没有方法“{node.attr}”")

    def _collected(self, node: ast.ListComp | ast.GeneratorExp) -> object:
        return list(self._rounds(node.generators, node.elt))

    def _rounds(
        self, generators: list[ast.comprehension], element: ast.expr
    ) -> Iterator[object]:
        first, *rest = generators
        source = self.value(first.iter)
        if not isinstance(source, list | tuple | Mapping):
            raise EvaluationRefused("只可遍历列表或字典")
        for item in source:
            self._spend(1)
            scope: dict[str, object] = {}
            _bind(first.target, typed(item), scope)
            self._scopes.append(scope)
            if all(self.value(condition) for condition in first.ifs):
                if rest:
                    yield from self._rounds(rest, element)
                else:
                    yield self.value(element)
            self._scopes.pop()


def _bind(target: ast.expr, item: object, scope: dict[str, object]) -> None:
    if isinstance(target, ast.Name):
        scope[target.id] = item
    elif isinstance(target, ast.Tuple) and isinstance(item, list | tuple):
        for inner, part in zip(target.elts, item, strict=True):
            _bind(inner, part, scope)
    else:
        raise EvaluationRefused("遍历时只可写名称")


def _are_numbers(*values: object) -> bool:
    return all(isinstance(value, int | float) for value in values)


def _length(value: object) -> int:
    return len(value) if isinstance(value, str | list | tuple | Mapping) else 0


def _capped(value: object) -> object:
    if _length(value) > MAXIMUM_LENGTH:
        raise EvaluationRefused("值过大")
    if isinstance(value, int) and value.bit_length() > MAXIMUM_BITS:
        raise EvaluationRefused("数过大")
    return value


_WALK: Mapping[type, Callable[..., object]] = {
    ast.Constant: Evaluator._constant,  # the class's own table
    ast.Name: Evaluator._name,
    ast.Attribute: Evaluator._attribute,
    ast.Subscript: Evaluator._subscript,
    ast.BoolOp: Evaluator._boolean,
    ast.UnaryOp: Evaluator._unary,
    ast.BinOp: Evaluator._binary,
    ast.Compare: Evaluator._compare,
    ast.IfExp: Evaluator._choice,
    ast.List: Evaluator._list,
    ast.Tuple: Evaluator._list,
    ast.Dict: Evaluator._mapping,
    ast.Call: Evaluator._call,
    ast.ListComp: Evaluator._collected,
    ast.GeneratorExp: Evaluator._collected,
}
