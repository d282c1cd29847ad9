"""A way to a fault, walked by the real engine step by step."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta

from engine.bpmn.run import Run, begin, resume
from engine.model import clock
from engine.model.procedure import Procedure
from engine.model.soundness import Marking, PathStep
from engine.model.surroundings import Surroundings
from tests.support.roaming import settle
from tests.support.small_office import NOW, surroundings

WAITS = frozenset({"userTask", "intermediateCatchEvent", "boundaryEvent"})


def follow(procedure: Procedure, path: Sequence[PathStep]) -> Counter[str]:
    """Let the engine go a way; return where its tokens are at the end."""
    elements = procedure.diagram.elements
    deeds = [
        place
        for place, step in enumerate(path)
        if elements[step.element_id].kind in WAITS
        or _act_of(procedure, step.element_id)
    ]
    legs = [path[a:b] for a, b in zip([0, *deeds], [*deeds, len(path)], strict=True)]
    with clock.at(NOW):
        run = begin(procedure, _choosing(procedure, legs[0]), {})
        settle(run)
    for hours, leg in enumerate(legs[1:], start=1):
        with clock.at(NOW + timedelta(hours=2 * hours)):
            state = run.freeze().state
            run = resume(procedure, state, _choosing(procedure, leg))
            _do(run, procedure, leg[0].element_id)
            settle(run)
    return _tokens(run.marking)


def _do(run: Run, procedure: Procedure, element_id: str) -> None:
    act = _act_of(procedure, element_id)
    with_tokens = {element: token for token, element in run.open_tokens}
    advance = run.freeze()
    for message in advance.messages:
        # An event-based gateway waits for what its events are named after.
        if element_id in {message.element_id, message.name}:
            run.receive(message.token_id, {}, message.name)
            return
    if act:
        run.perform(act, {})
    elif element_id in with_tokens:
        run.complete(with_tokens[element_id], {})
    elif any(timer.element_id for timer in advance.timers):
        run.fire()


def _act_of(procedure: Procedure, element_id: str) -> str:
    """Return the start event of the standing act that this element is, if it is one."""
    for element in procedure.diagram.elements.values():
        if element.standing_act and element.scope == element_id:
            return element.element_id
    return ""


def _choosing(procedure: Procedure, leg: Sequence[PathStep]) -> Surroundings:
    """Return the surroundings in which the gateways of a leg choose as it says."""
    leaving: dict[str, list[str]] = {}
    for flow in procedure.diagram.flows.values():
        leaving.setdefault(flow.source, []).append(flow.flow_id)
    chosen: dict[str, object] = {"enough": 0}
    for name, flows in leaving.items():
        chosen[name] = [] if name.startswith("o") else len(flows) - 1
    for step in leg:
        flows = leaving.get(step.element_id, [])
        places = [flows.index(flow) for flow in step.flow_ids if flow in flows]
        if places:
            is_choice = step.element_id.startswith("x")
            chosen[step.element_id] = places[0] if is_choice else places
    return replace(surroundings(), parameters=chosen)


def _tokens(marking: Marking) -> Counter[str]:
    tokens = Counter(marking.tokens)
    for element_id, below in marking.scopes:
        tokens += Counter([element_id]) + _tokens(below)
    return tokens
