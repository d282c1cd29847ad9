"""Moving a running case to another version, where only what lies ahead is different."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

import orjson

from engine.bpmn import codec
from engine.bpmn.run import Run, resume
from engine.bpmn.soundness.proving import check_from
from engine.bpmn.table import SPEC, STATE, UNFINISHED, Row
from engine.model.errors import StateUnreadable, ZhangfaError
from engine.model.finding import Finding, Severity
from engine.model.procedure import Procedure
from engine.model.soundness import SoundnessKind
from engine.model.surroundings import Surroundings

# What of a step may differ: behind a token nothing but words, and where it came from;
# under a token also where it goes on to.
_WORDS = frozenset({"description", "bpmn_name", "documentation", "lane", "inputs"})
_AHEAD = _WORDS | {"outputs"}
# These wait for all that lead to them, so where they come from matters.
_JOINS = frozenset({"MergeGateway", "MergeInclusive", "BoundaryEventJoin"})


@dataclass(frozen=True, slots=True)
class Move:
    """A case's state under the new version, or why it cannot have one."""

    state: bytes = b""
    reasons: tuple[Finding, ...] = ()


def move(
    old: Procedure, new: Procedure, state: bytes, surroundings: Surroundings
) -> Move:
    """Return the state moved from the old version to the new one.

    A step that is behind a token, or under it, must be the same in both; the case must
    wait for the same afterwards, also when it is read again, and every way on from
    where it stands must end. Anything else is a reason to leave it where it is.

    Args:
        old: The version that the state is of.
        new: The version that it is to go on with.
        state: The state, unsealed.
        surroundings: Those of the case under the new version.

    Raises:
        StateUnreadable: The state has another format.
    """
    reasons = tuple(_differences(old, new, state))
    if reasons:
        return Move(reasons=reasons)
    before = resume(old, state, replace(surroundings, tables=old.tables))
    try:
        after = resume(new, codec.without_predictions(state), surroundings)
        after.predict()
        moved = after.freeze().state
        again = resume(new, moved, surroundings)
    except (StateUnreadable, ZhangfaError) as error:
        return Move(
            reasons=(_reason("", "unreadable", f"新版本接不上办件现状：{error}"),)
        )
    if not before.waiting_for == after.waiting_for == again.waiting_for:
        text = "换到新版本后等候的事项与现在不同。"
        return Move(reasons=(_reason("", "waiting_differs", text),))
    reasons = tuple(_unfinishable(new, again))
    return Move(reasons=reasons) if reasons else Move(moved)


def _unfinishable(new: Procedure, run: Run) -> Iterator[Finding]:
    xml = new.bundle.files["process.bpmn"]
    shared = {
        path.removeprefix("shared/").removesuffix(".bpmn"): data
        for path, data in new.bundle.files.items()
        if path.startswith("shared/")
    }
    verdict = check_from(xml, run.marking, shared=shared)
    for fault in verdict.faults:
        yield _reason(next(iter(fault.element_ids), ""), "unsound", fault.sentence)
    if verdict.kind is SoundnessKind.UNDECIDED:
        yield _reason("", "undecided", f"不能证明从现状出发都能办结：{verdict.note}")


def _differences(old: Procedure, new: Procedure, state: bytes) -> Iterator[Finding]:
    """Give what differs behind the tokens and under them, each once."""
    touched: dict[str, bool] = {}
    for scope, rows in _scopes(state):
        behind = _specs(old, scope), _specs(new, scope)
        for name, live in _touched(rows).items():
            spec = behind[0].get(name, {})
            yield from _step(spec, behind[1].get(name), live=live)
            if element_id := spec.get("bpmn_id"):
                touched[str(element_id)] = live or touched.get(str(element_id), False)
    for element_id, live in touched.items():
        if live and element_id in old.diagram.elements:
            yield from _element(old, new, element_id)
    if old.diagram.limits != new.diagram.limits:
        yield _reason(new.manifest.slug, "limit_changed", "整个程序的时限已改。")
    yield from _register(old, new, touched)


def _scopes(state: bytes) -> Iterator[tuple[str, list[Row]]]:
    stored = orjson.loads(state)
    yield "", stored["tasks"]
    for _, name, _, rows in stored["scopes"]:
        yield name, rows


def _specs(procedure: Procedure, scope: str) -> Mapping[str, dict[str, Any]]:
    """Return the compiled steps of a scope by name; none if there is no such scope."""
    program = orjson.loads(procedure.diagram.program)
    found = program["scopes"].get(scope) if scope else program["process"]
    specs: Mapping[str, dict[str, Any]] = found["task_specs"] if found else {}
    return specs


def _touched(rows: list[Row]) -> dict[str, bool]:
    """Return the names of steps behind a token (False) or under one (True)."""
    touched: dict[str, bool] = {}
    for row in codec.certain(rows):
        live = bool(row[STATE] & UNFINISHED)
        touched[row[SPEC]] = touched.get(row[SPEC], False) or live
    return touched


def _step(
    old: Mapping[str, Any], new: Mapping[str, Any] | None, *, live: bool
) -> Iterator[Finding]:
    element_id = str(old.get("bpmn_id") or old.get("name", "")).split(".")[0]
    told = f"“{old.get('bpmn_name') or element_id}”"
    where = "正在办理" if live else "已经办过"
    if new is None:
        yield _reason(element_id, "step_removed", f"{told}{where}，新版本里没有它。")
        return
    loose = _AHEAD if live else _WORDS
    if live and old["typename"] in _JOINS:
        loose -= {"inputs"}
    keys = (old.keys() | new.keys()) - loose
    if any(old.get(key) != new.get(key) for key in keys):
        yield _reason(element_id, "step_changed", f"{told}{where}，新版本改了它。")


def _element(old: Procedure, new: Procedure, element_id: str) -> Iterator[Finding]:
    before = old.diagram.elements[element_id]
    after = new.diagram.elements.get(element_id)
    told = f"“{before.name or element_id}”正在办理，"
    if after is None or replace(after, name=before.name) != before:
        text = f"{told}新版本改了它的办理人、表单、时限或依据。"
        yield _reason(element_id, "step_changed", text)
    elif before.form and old.forms[before.form] != new.forms.get(before.form):
        yield _reason(element_id, "form_changed", f"{told}新版本改了它的表单。")


def _register(
    old: Procedure, new: Procedure, touched: Mapping[str, bool]
) -> Iterator[Finding]:
    known = {field.name: field for field in old.manifest.register}
    coming = {field.name: field for field in new.manifest.register}
    for name, field in known.items():
        if name not in coming or coming[name].type is not field.type:
            text = f"台账“{field.label}”在新版本里没有了，或改了类型。"
            yield _reason("manifest.json", "register_changed", text)
    for name, field in coming.items():
        before = known[name].set_by if name in known else {}
        for element_id, source in field.set_by.items():
            behind = touched.get(element_id) is False
            if behind and before.get(element_id) != source:
                text = f"台账“{field.label}”改由已经办过的环节登记，办件里没有它的值。"
                yield _reason(element_id, "register_changed", text)


def _reason(element_id: str, code: str, text: str) -> Finding:
    return Finding(Severity.ERROR, element_id, code, text)
