"""Mutants of script tasks: a test or a connective turned over, an assignment lost."""

import ast
from collections.abc import Iterator

from engine.bpmn.checking_sheet import Sheet, child, id_of, text_of, told
from engine.bpmn.mutants_change import Change, Copy, Edit, Node, at
from engine.bpmn.names import bpmn
from engine.model.mutant import MutantKind


def script_changes(sheet: Sheet) -> Iterator[Change]:
    """Yield the changes of every script task."""
    for task in sheet.of("scriptTask"):
        for text, changed in _rewritten(text_of(child(task, "script"))):
            yield Change(
                MutantKind.SCRIPT_CHANGED,
                id_of(task),
                f"脚本{told(task)}：{text}",
                at(task),
                _write(task, changed),
            )


def _rewritten(source: str) -> Iterator[tuple[str, str]]:
    """Yield what was changed, in Chinese, with the script so changed."""
    for place, _ in enumerate(ast.walk(ast.parse(source))):
        tree = ast.parse(source)
        text = _turn_over(list(ast.walk(tree))[place])
        if text:
            yield text, ast.unparse(tree)


def _turn_over(node: ast.AST) -> str:
    """Change a node in place and say so in Chinese; say nothing where it is kept."""
    text = ""
    if isinstance(node, ast.If | ast.IfExp):
        text = f"判断 {ast.unparse(node.test)} 取反"
        node.test = ast.UnaryOp(ast.Not(), node.test)
    elif isinstance(node, ast.BoolOp):
        old = ast.unparse(node)
        node.op = ast.Or() if isinstance(node.op, ast.And) else ast.And()
        text = f"{old} 改为 {ast.unparse(node)}"
    elif isinstance(node, ast.Assign):
        text = f"{ast.unparse(node)} 改为空"
        node.value = ast.Constant(None)
    return text


def _write(task: Node, source: str) -> Edit:
    def edit(copy: Copy) -> None:
        for script in copy[id_of(task)].findall(bpmn("script")):
            script.text = source

    return edit
