"""Diagrams sketched as arrows: an id's first letter says what kind of node it is.

`s > p1; p1 > u1 u2; u1 u2 > p2 > e` is a parallel block. Choices hang on parameters:
`parameter('x1')` is the number of the flow that x1 takes, `parameter('o1')` the list of
the flows that o1 takes; the last flow of each is the default.
"""

from itertools import pairwise

from tests.support.drawing import end, flows, node, start, user

KINDS = {
    "x": "exclusiveGateway",
    "p": "parallelGateway",
    "o": "inclusiveGateway",
    "g": "eventBasedGateway",
}
BEFORE = (
    '<message id="msg"/><signal id="bell" name="bell"/><signal id="gong" name="gong"/>'
    '<escalation id="up" escalationCode="up"/><error id="bad" errorCode="bad"/>'
)
ACT = '<zf:task form="f" candidates="\'post:mayor\'"/>'
MESSAGE = '<zf:message name="{}" correlation="" payload="" result=""/>'


def sketch(arrows: str, **given: str) -> str:
    """Return a body; `given` are nodes drawn otherwise, by their ids."""
    pairs = _pairs(arrows)
    ids = dict.fromkeys(each for pair in pairs for each in pair)
    leaving: dict[str, list[str]] = {}
    for source, target in pairs:
        leaving.setdefault(source, []).append(target)
    nodes = [given.get(each) or _node(each, leaving.get(each, [])) for each in ids]
    more = [drawn for name, drawn in given.items() if name not in ids]
    drawn = [_arrow(source, target, leaving[source]) for source, target in pairs]
    return "".join((*nodes, *more, flows(*drawn)))


def sub(element_id: str, arrows: str, several: str = "", **given: str) -> str:
    """Return an embedded sub-process."""
    return node("subProcess", element_id, sketch(arrows, **given) + several)


def beside(element_id: str, trigger: str, arrows: str, **given: str) -> str:
    """Return an event sub-process, a standing act where it has no trigger.

    Its start event is the first node of the arrows.
    """
    first = arrows.split(">", maxsplit=1)[0].strip()
    quiet = {"isInterrupting": "false"}
    begins = event("startEvent", first, trigger or "message", **quiet)
    if not trigger:
        begins = begins.replace(MESSAGE.format(first), ACT)
    return node(
        "subProcess",
        element_id,
        sketch(arrows, **{first: begins}, **given),
        triggeredByEvent="true",
    )


def guest(
    element_id: str, host: str, trigger: str, *, interrupting: bool = True
) -> str:
    """Return a boundary event; `trigger` is its event definition's name."""
    return event(
        "boundaryEvent",
        element_id,
        trigger,
        attachedToRef=host,
        cancelActivity=str(interrupting).lower(),
    )


def event(kind: str, element_id: str, trigger: str, **more: str) -> str:
    """Return an event: `message`, `timer`, `signal:bell`, `escalation`, `error`…"""
    name, _, which = trigger.partition(":")
    extension = MESSAGE.format(element_id) if name == "message" else ""
    inside = {
        "message": '<messageEventDefinition messageRef="msg"/>',
        "timer": "<timerEventDefinition><timeDuration>'PT1H'</timeDuration>"
        "</timerEventDefinition>",
        "signal": f'<signalEventDefinition signalRef="{which or "bell"}"/>',
        "escalation": '<escalationEventDefinition escalationRef="up"/>',
        "error": '<errorEventDefinition errorRef="bad"/>',
        "terminate": "<terminateEventDefinition/>",
    }[name]
    return node(kind, element_id, inside, extension, **more)


def _pairs(arrows: str) -> list[tuple[str, str]]:
    pairs = []
    for line in arrows.split(";"):
        groups = [group.split() for group in line.split(">")]
        for sources, targets in pairwise(groups):
            pairs += [(source, target) for source in sources for target in targets]
    return pairs


def _node(element_id: str, targets: list[str]) -> str:
    letter = element_id[0]
    if letter in KINDS:
        choosing = letter in "xo" and len(targets) > 1
        default = {"default": f"{element_id}_{targets[-1]}"} if choosing else {}
        return node(KINDS[letter], element_id, **default)
    drawn = {
        "s": start,
        "u": user,
        "e": end,
        "t": lambda name: event("endEvent", name, "terminate"),
        "c": lambda name: node("scriptTask", name, "<script>done = 1</script>"),
        "m": lambda name: event("intermediateCatchEvent", name, "message"),
        "w": lambda name: event("intermediateCatchEvent", name, "timer"),
        "l": lambda name: event("intermediateCatchEvent", name, "signal:bell"),
        "h": lambda name: event("intermediateThrowEvent", name, "signal:bell"),
        "r": lambda name: event("endEvent", name, "error"),
        "a": lambda name: event("endEvent", name, "escalation"),
    }[letter]
    return drawn(element_id)


def _arrow(source: str, target: str, targets: list[str]) -> str:
    place = targets.index(target)
    if source[0] not in "xo" or place == len(targets) - 1:
        return f"{source} > {target}"
    asked = f"parameter('{source}')"
    condition = f"{asked} == {place}" if source[0] == "x" else f"{place} in {asked}"
    return f"{source} > {target} : {condition}"
