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
    return frozenset(node.id for node in ast.walk(tree) if isinstance(node, ast.Name))
