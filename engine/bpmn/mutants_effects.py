"""Mutants of effects: left out, or with another recipient, starter or scope."""

from collections.abc import Iterator

from lxml import etree

from engine.bpmn.checking_sheet import Sheet, extensions, id_of, told
from engine.bpmn.mutants_change import (
    Change,
    Copy,
    Edit,
    Node,
    another_principal,
    at,
    drop,
)
from engine.bpmn.names import bpmn, zf
from engine.model.effect import OPERATIONS
from engine.model.mutant import MutantKind

RECIPIENTS = frozenset({"to", "initiator"})
# What scenarios do not look at: the wording of what goes out, how a link is called.
WORDING = frozenset({"title", "text", "documents", "kind", "reason", "payload"})


def effect_changes(sheet: Sheet) -> Iterator[Change]:
    """Yield the changes of every service task."""
    effects = [
        (node, effect)
        for node in sheet.of("serviceTask")
        for effect in extensions(node, "effect")
    ]
    known = [
        argument.get("value", "")
        for _, effect in effects
        for argument in effect
        if argument.get("name") in RECIPIENTS
    ]
    for node, effect in effects:
        yield _left_out(node, effect)
        operation = OPERATIONS.get(effect.get("operation", ""))
        needed = operation.required if operation else frozenset()
        for argument in effect:
            name, source = argument.get("name", ""), argument.get("value", "")
            if name in RECIPIENTS:
                other = another_principal(source, known)
                text = f"的 {name} 由 {source} 改为 {other}"
                yield _changed(node, text, _put(node, name, other))
            elif name not in needed | WORDING:
                text = f"不再给出 {name}，原为 {source}"
                yield _changed(node, text, _without(node, name))


def _left_out(node: Node, effect: Node) -> Change:
    result = effect.get("result") or "left_out"

    def edit(copy: Copy) -> None:
        task = copy[id_of(node)]
        drop(copy.extension(id_of(node), "effect"))
        task.tag = bpmn("scriptTask")
        etree.SubElement(task, bpmn("script")).text = f"{result} = None"

    return Change(
        MutantKind.EFFECT_DROPPED,
        id_of(node),
        f"{told(node)}不再执行 {effect.get('operation', '')}",
        at(node),
        edit,
    )


def _changed(node: Node, text: str, edit: Edit) -> Change:
    return Change(
        MutantKind.ARGUMENT_CHANGED, id_of(node), f"{told(node)}{text}", at(node), edit
    )


def _argument(copy: Copy, node: Node, name: str) -> Node:
    effect = copy.extension(id_of(node), "effect")
    return next(e for e in effect.findall(zf("argument")) if e.get("name") == name)


def _put(node: Node, name: str, value: str) -> Edit:
    return lambda copy: _argument(copy, node, name).set("value", value)


def _without(node: Node, name: str) -> Edit:
    return lambda copy: drop(_argument(copy, node, name))
