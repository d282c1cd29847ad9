"""One change to a diagram, and the copy on which it is made."""

import ast
import re
from collections.abc import Callable, Iterable
from copy import deepcopy
from dataclasses import dataclass

from lxml import etree

from engine.bpmn.checking_sheet import FILE, Sheet, extensions, id_of
from engine.bpmn.names import bpmn
from engine.model.mutant import CASE, MutantKind, Mutation, tried

Node = etree._Element  # lxml's public type has this name
LITERAL = re.compile(r"'(?:post|unit):[a-z][a-z0-9_]*'")


class Copy:
    """A copy of a document, its elements by id."""

    def __init__(self, root: Node) -> None:
        self.root = deepcopy(root)
        self._nodes = {node.get("id", ""): node for node in self.root.iter("*")}

    def __getitem__(self, element_id: str) -> Node:
        return self._nodes[element_id]

    def extension(self, element_id: str, name: str, place: int = 0) -> Node:
        """Return an element's `zf:` extension of that name."""
        return extensions(self[element_id], name)[place]

    def remove(self, element_id: str) -> None:
        """Remove an element with all that speaks of it: ends, lanes, drawing."""
        drop(self[element_id])
        for node in list(self.root.iter("*")):
            mentioned = node.tag in _MENTIONS and (node.text or "").strip()
            if element_id in {mentioned, node.get("bpmnElement")}:
                drop(node)
            elif node.get("default") == element_id:
                del node.attrib["default"]


_MENTIONS = frozenset(bpmn(name) for name in ("incoming", "outgoing", "flowNodeRef"))
Edit = Callable[[Copy], None]


@dataclass(frozen=True, slots=True)
class Change:
    """What an operator does to a copy; the rest is as in `Mutation`."""

    kind: MutantKind
    place: str
    text: str
    seen_by: frozenset[str]
    edit: Edit
    words: frozenset[str] = frozenset()

    @property
    def mutation(self) -> Mutation:
        return Mutation(
            self.kind, self.place, self.text, FILE, self.seen_by, self.words
        )


def drop(node: Node) -> None:
    """Take a node out of its parent."""
    parent = node.getparent()
    if parent is not None:
        parent.remove(node)


def at(element: Node) -> frozenset[str]:
    """Return the marks of who came to an element, or tried a deed on it."""
    return frozenset({id_of(element), tried(id_of(element))})


def before(sheet: Sheet, element: Node) -> frozenset[str]:
    """Return the marks of who came to an element or waits right before it.

    What begins without a flow (an event of its own, a scope) concerns every case.
    """
    flows = sheet.arriving.get(id_of(element), [])
    host = element.get("attachedToRef")
    sources = {flow.get("sourceRef", "") for flow in flows} | (
        {host} if host else set()
    )
    return at(element) | (sources or {CASE})


def names(*nodes: Node | None) -> frozenset[str]:
    """Return what the elements are called on the diagram."""
    return frozenset(node.get("name", "") for node in nodes if node is not None) - {""}


def another(source: str, others: Iterable[str]) -> str:
    """Return the next of the others after the source, in a circle; never the source."""
    ordered = sorted({*others} - {source})
    return next((each for each in ordered if each > source), "".join(ordered[:1]))


def another_principal(source: str, others: Iterable[str]) -> str:
    """Return an expression for somebody else, of those whom the diagram names."""
    named = [each for each in others if LITERAL.fullmatch(each)]
    return another(source, named) or another(
        source, ("'post:mayor'", "'unit:gov_office'")
    )


def negated(source: str) -> str:
    """Return the expression that holds when the source does not."""
    tree = ast.parse(source, mode="eval").body
    if isinstance(tree, ast.UnaryOp) and isinstance(tree.op, ast.Not):
        return ast.unparse(tree.operand)
    return f"not ({source})"
