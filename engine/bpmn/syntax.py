"""Which part of Python an expression or script may use, checked on its syntax tree."""

import ast
import keyword
from functools import lru_cache

MAXIMUM_SOURCE = 4_000
MAXIMUM_NODES = 400
MAXIMUM_NESTING = 60

STRING_METHODS = frozenset({"strip", "startswith", "endswith"})
MAPPING_METHODS = frozenset({"get"})

_ALLOWED = (
    ast.Expression,
    ast.Constant,
    ast.Name,
    ast.Load,
    ast.Store,
    ast.BoolOp,
    ast.And,
    ast.Or,
    ast.UnaryOp,
    ast.Not,
    ast.USub,
    ast.UAdd,
    ast.BinOp,
    ast.Add,
    ast.Sub,
    ast.Mult,
    ast.Div,
    ast.FloorDiv,
    ast.Mod,
    ast.Compare,
    ast.Eq,
    ast.NotEq,
    ast.Lt,
    ast.LtE,
    ast.Gt,
    ast.GtE,
    ast.In,
    ast.NotIn,
    ast.Is,
    ast.IsNot,
    ast.IfExp,
    ast.List,
    ast.Tuple,
    ast.Dict,
    ast.Subscript,
    ast.Attribute,
    ast.Call,
    ast.keyword,
    ast.ListComp,
    ast.GeneratorExp,
    ast.comprehension,
)
_TOLD = {
    "Lambda": "匿名函数",
    "JoinedStr": "格式化字符串",
    "NamedExpr": "表达式内赋值",
    "Starred": "星号展开",
    "Pow": "乘方",
    "LShift": "移位",
    "DictComp": "字典推导",
    "SetComp": "集合推导",
    "Set": "集合",
    "Await": "await",
    "Yield": "yield",
    "Slice": "切片",
    "For": "for 循环",
    "While": "while 循环",
    "Import": "import",
    "ImportFrom": "import",
    "FunctionDef": "函数定义",
    "ClassDef": "类定义",
    "Delete": "del",
    "Try": "try",
    "With": "with",
}


class SyntaxRefused(ValueError):
    """The source is outside the subset; the message is a Chinese reason."""


@lru_cache(maxsize=4096)
def compile_expression(source: str) -> ast.expr:
    """Return the syntax tree of an expression within the subset.

    Raises:
        SyntaxRefused: It is not.
    """
    tree = _parse(source.strip(), "eval")
    if not isinstance(tree, ast.Expression):
        raise SyntaxRefused("应当是一个表达式")
    _refuse(tree)
    return tree.body


@lru_cache(maxsize=1024)
def compile_script(source: str) -> tuple[ast.stmt, ...]:
    """Return the statements of a script: assignments to names, and `if`.

    Raises:
        SyntaxRefused: It holds anything else.
    """
    tree = _parse(source.strip(), "exec")
    if not isinstance(tree, ast.Module):
        raise SyntaxRefused("应当是一段脚本")
    if sum(1 for _ in ast.walk(tree)) > MAXIMUM_NODES:
        raise SyntaxRefused("过于复杂，请拆成几个节点")
    for statement in tree.body:
        _refuse_statement(statement)
    return tuple(tree.body)


def _parse(source: str, mode: str) -> ast.AST:
    if not source:
        raise SyntaxRefused("表达式为空")
    if len(source) > MAXIMUM_SOURCE:
        raise SyntaxRefused(f"超过 {MAXIMUM_SOURCE} 个字符")
    depth = deepest = 0
    for character in source:
        depth += (character in "([{") - (character in ")]}")
        deepest = max(deepest, depth)
    if deepest > MAXIMUM_NESTING:
        raise SyntaxRefused("括号嵌套过深")
    try:
        return ast.parse(source, mode=mode)
    except (SyntaxError, ValueError, RecursionError, MemoryError) as error:
        raise SyntaxRefused("写法不对，无法理解") from error


def _refuse(tree: ast.AST) -> None:
    pending = [(tree, 0)]
    count = 0
    while pending:
        node, depth = pending.pop()
        count += 1
        if count > MAXIMUM_NODES or depth > MAXIMUM_NESTING:
            raise SyntaxRefused("过于复杂，请拆成几步")
        _refuse_node(node)
        pending += [(child, depth + 1) for child in ast.iter_child_nodes(node)]


def _refuse_node(node: ast.AST) -> None:
    if not isinstance(node, _ALLOWED):
        name = type(node).__name__
        raise SyntaxRefused(f"不可使用{_TOLD.get(name, name)}")
    if isinstance(node, ast.Name) and _is_hidden(node.id):
        raise SyntaxRefused(f"不可使用名称“{node.id}”")
    if isinstance(node, ast.Attribute) and _is_hidden(node.attr):
        raise SyntaxRefused(f"不可使用属性“{node.attr}”")
    if isinstance(node, ast.Constant) and not isinstance(
        node.value, str | int | float | bool | None
    ):
        raise SyntaxRefused("只可使用文字、数字、真假与空值")
    if isinstance(node, ast.Dict) and None in node.keys:
        raise SyntaxRefused("不可使用星号展开")
    if isinstance(node, ast.Call):
        _refuse_call(node)
    if isinstance(node, ast.comprehension) and node.is_async:
        raise SyntaxRefused("不可使用 async")


def _refuse_call(node: ast.Call) -> None:
    if any(argument.arg is None for argument in node.keywords):
        raise SyntaxRefused("不可使用星号展开")
    if isinstance(node.func, ast.Name):
        return
    if (
        isinstance(node.func, ast.Attribute)
        and node.func.attr in STRING_METHODS | MAPPING_METHODS
    ):
        return
    raise SyntaxRefused("只可调用给出的函数")


def _is_hidden(name: str) -> bool:
    return name.startswith("_") or keyword.iskeyword(name)


def _refuse_statement(statement: ast.stmt) -> None:
    if isinstance(statement, ast.If):
        _refuse(statement.test)
        for inner in [*statement.body, *statement.orelse]:
            _refuse_statement(inner)
        return
    if isinstance(statement, ast.Assign) and len(statement.targets) == 1:
        target = statement.targets[0]
        if isinstance(target, ast.Name):
            _refuse(target)
            _refuse(statement.value)
            return
        raise SyntaxRefused("只可给名称赋值")
    if not isinstance(statement, ast.Pass):
        name = type(statement).__name__
        raise SyntaxRefused(f"脚本只可有赋值与 if，不可使用{_TOLD.get(name, name)}")
