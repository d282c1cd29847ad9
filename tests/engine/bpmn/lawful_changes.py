"""Changes of the good diagram that the checker passes: the engine must take them."""

F4 = '<sequenceFlow id="f4" sourceRef="judge" targetRef="choice"/>'
FAILED = '<errorEventDefinition errorRef="e_bad"/>'
FAILING = f"{FAILED}</endEvent>"
TIMER = "<timeDuration>'P2D'</timeDuration>"
TIMED = f"<timerEventDefinition>{TIMER}</timerEventDefinition>"
SIGNAL = '<signalEventDefinition signalRef="s_off"/>'
ESCALATION = '<escalationEventDefinition escalationRef="c_up"/>'
CONDITION = (
    "<conditionalEventDefinition><condition>decided.x</condition>"
    "</conditionalEventDefinition>"
)
MESSAGE = (
    '<extensionElements><zf:message name="k" correlation="case.id" payload="{}"/>'
    "</extensionElements>"
)


def _between(node: str, kind: str, inside: str = "") -> tuple[str, str]:
    """A node of that kind between the judge and the choice."""
    return F4, (
        f'<sequenceFlow id="f4" sourceRef="judge" targetRef="{node}"/>'
        f'<{kind} id="{node}" name="k">{inside}</{kind}>'
        f'<sequenceFlow id="x1" sourceRef="{node}" targetRef="choice"/>'
    )


def _fork(kind: str, default: str, condition: str) -> tuple[str, str]:
    """A split and a join of that kind between the judge and the choice."""
    return F4, (
        f'<sequenceFlow id="f4" sourceRef="judge" targetRef="fork"/>'
        f'<{kind} id="fork"{default}/><{kind} id="join"/>'
        '<scriptTask id="sa" name="a"><script>a = 1</script></scriptTask>'
        '<scriptTask id="sb" name="b"><script>b = 1</script></scriptTask>'
        '<sequenceFlow id="xa" sourceRef="fork" targetRef="sa"/>'
        f'<sequenceFlow id="xb" sourceRef="fork" targetRef="sb">{condition}'
        "</sequenceFlow>"
        '<sequenceFlow id="ya" sourceRef="sa" targetRef="join"/>'
        '<sequenceFlow id="yb" sourceRef="sb" targetRef="join"/>'
        '<sequenceFlow id="x1" sourceRef="join" targetRef="choice"/>'
    )


WAIT = (
    '<sequenceFlow id="f4" sourceRef="judge" targetRef="wait"/>'
    '<eventBasedGateway id="wait"/>'
    f'<intermediateCatchEvent id="w1">{TIMED}</intermediateCatchEvent>'
    f'<intermediateCatchEvent id="w2">{SIGNAL}</intermediateCatchEvent>'
    '<sequenceFlow id="g1" sourceRef="wait" targetRef="w1"/>'
    '<sequenceFlow id="g2" sourceRef="wait" targetRef="w2"/>'
    '<sequenceFlow id="g3" sourceRef="w1" targetRef="choice"/>'
    '<sequenceFlow id="g4" sourceRef="w2" targetRef="choice"/>'
)
NOTE = '<textAnnotation id="n"><text>x</text></textAnnotation>'
YES = "<conditionExpression>decided.x</conditionExpression>"
CHANGES = {
    "date": (TIMER, "<timeDate>'2026-01-01T09:00:00+08:00'</timeDate>"),
    "computed date": (TIMER, "<timeDate>days_after(now(), 2)</timeDate>"),
    "signal boundary": (TIMED, SIGNAL),
    "conditional boundary": (TIMED, CONDITION),
    "escalation": (FAILED, ESCALATION),
    "reminding boundary": ('cancelActivity="true"', 'cancelActivity="false"'),
    "terminate": (FAILING, "<terminateEventDefinition/></endEvent>"),
    "send": _between("k", "sendTask", MESSAGE),
    "receive": _between("k", "receiveTask", MESSAGE),
    "throw message": _between(
        "k", "intermediateThrowEvent", MESSAGE + "<messageEventDefinition/>"
    ),
    "throw signal": _between("k", "intermediateThrowEvent", SIGNAL),
    "throw escalation": _between("k", "intermediateThrowEvent", ESCALATION),
    "milestone": _between("k", "intermediateThrowEvent"),
    "catch timer": _between("k", "intermediateCatchEvent", TIMED),
    "catch signal": _between("k", "intermediateCatchEvent", SIGNAL),
    "catch condition": _between("k", "intermediateCatchEvent", CONDITION),
    "parallel": _fork("parallelGateway", "", ""),
    "inclusive": _fork("inclusiveGateway", ' default="xa"', YES),
    "either event": (F4, WAIT),
    "sequential": (
        "<multiInstanceLoopCharacteristics>",
        '<multiInstanceLoopCharacteristics isSequential="true">',
    ),
    "computed names": (">deputies</loop", ">in_charge_of(['x'])</loop"),
    "reserved": ('form="sign"', 'form="sign" reserved="true"'),
    "note": ("</process>", f"{NOTE}</process>"),
}
