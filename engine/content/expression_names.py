"""Which names an expression speaks of; what it means is the evaluator's business."""

import ast
from functools import lru_cache


@lru_cache(maxsize=4_096)
def names_in(source: str) -> frozenset[str]:
    """Return the free names of an expression, functions too; none of a broken one."""
    try:
        tree = ast.parse(source.strip(), mode="eval")
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return frozenset()
    names = [node for node in ast.walk(tree) if isinstance(node, ast.Name)]
    bound = {name.id for name in names if isinstance(name.ctx, ast.Store)}
    return frozenset(name.id for name in names) - bound


@lru_cache(maxsize=4_096)
def calls_in(source: str) -> tuple[tuple[str, str], ...]:
    """Return (function, first argument) of every call whose argument is a text."""
    try:
        tree = ast.parse(source.strip(), mode="eval")
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return ()
    return tuple(
        (node.func.id, node.args[0].value)
        for node in ast.walk(tree)
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Name)
        and node.args
        and isinstance(node.args[0], ast.Constant)
        and isinstance(node.args[0].value, str)
    )
