"""Faults of BPMN itself, each a change of the good diagram."""

Case = tuple[str, str, tuple[str, str]]

TIMER = "<timeDuration>'P2D'</timeDuration>"
TIMED = f"<timerEventDefinition>{TIMER}</timerEventDefinition>"
SIGNAL = '<signalEventDefinition signalRef="s_off"/>'
GATEWAY = (
    '<eventBasedGateway id="wait"/>'
    "<intermediateCatchEvent id=\"w1\"><timerEventDefinition><timeDuration>'P1D'"
    "</timeDuration></timerEventDefinition></intermediateCatchEvent>"
    "<intermediateCatchEvent id=\"w2\"><timerEventDefinition><timeDuration>'P2D'"
    "</timeDuration></timerEventDefinition></intermediateCatchEvent>"
    '<sequenceFlow id="g1" sourceRef="wait" targetRef="w1"/>'
    '<sequenceFlow id="g2" sourceRef="wait" targetRef="w2"/>'
    '<sequenceFlow id="g3" sourceRef="w1" targetRef="ended"/>'
    '<sequenceFlow id="g4" sourceRef="w2" targetRef="ended"/>'
)
END = "</process>"
F1 = '<sequenceFlow id="f1" sourceRef="begun" targetRef="fill_in"/>'
F4 = '<sequenceFlow id="f4" sourceRef="judge" targetRef="choice"/>'
F11 = '<sequenceFlow id="f11" sourceRef="print" targetRef="ended"/>'
FAILED = '<boundaryEvent id="failed" name="未开成" attachedToRef="meeting">'
SCRIPT = "deputies = ['post:a']"
MESSAGE = '<zf:message name="reply" correlation="case.id" result="replied"/>'
TOLD = '<zf:effect operation="notify" result="told">'


def _stray(node: str, node_id: str) -> tuple[str, str]:
    """A node on its own way from the judge to the end, in place of flow f4."""
    return F4, (
        f'<sequenceFlow id="f4" sourceRef="judge" targetRef="{node_id}"/>{node}'
        f'<sequenceFlow id="x1" sourceRef="{node_id}" targetRef="choice"/>'
    )


# Code, element at fault, what stands in the good diagram, what stands there instead.
CASES: list[Case] = [
    ("process_count", "process.bpmn", (END, END + '<process id="two"/>')),
    ("not_executable", "agenda", (' isExecutable="true"', "")),
    ("process_name_missing", "agenda", (' name="议题报送"', "")),
    (
        "too_many_nodes",
        "agenda",
        (END, "".join(f'<endEvent id="z{n}"/>' for n in range(300)) + END),
    ),
    ("id_missing", "process.bpmn", (' id="agenda"', "")),
    ("id_missing", "process.bpmn", ('<signal id="s_off"', "<signal")),
    ("id_missing", "agenda", ('<startEvent id="begun"/>', "<startEvent/>")),
    ("id_doubled", "fill_in", ('<message id="m_reply"', '<message id="fill_in"')),
    ("id_reserved", "Start", (' id="begun"', ' id="Start"')),
    ("xml_refused", "1", (' id="begun"', ' id="1"')),
    ("data_key", "typename", ('"attend"', '"typename"')),
    ("data_key", "len", ('"attend"', '"len"')),
    ("data_key", "class", ('"attend"', '"class"')),
    ("data_key", "case", ('"attend"', '"case"')),
    ("data_key", "at-tend", ('"attend"', '"at-tend"')),
    ("data_key", "tell", ('result="told"', 'result="self"')),
    ("data_key", "gather", (SCRIPT, "typename = 1")),
    ("data_key", "sign", ('name="deputy"', 'name="max"')),
    (
        "foreign_namespace",
        "sign",
        ('<userTask id="sign"', '<userTask x:a="1" id="sign"'),
    ),
    ("foreign_namespace", "tell", (TOLD, f"<x:in/>{TOLD}")),
    (
        "foreign_namespace",
        "judge",
        (
            '<zf:decision table="is_major"',
            "<preScript xmlns='urn:spiff'/><zf:decision table=\"is_major\"",
        ),
    ),
    ("lane_node_unknown", "lane", ("<flowNodeRef>fill_in<", "<flowNodeRef>gone<")),
    (
        "lane_node_doubled",
        "fill_in",
        (
            "</laneSet>",
            '<lane id="l2"><flowNodeRef>fill_in</flowNodeRef></lane></laneSet>',
        ),
    ),
    ("start_event_count", "agenda", (END, '<startEvent id="s2"/>' + END)),
    ("start_event_count", "meeting", ('<startEvent id="m_begun"/>', "")),
    (
        "start_event_typed",
        "begun",
        (
            '<startEvent id="begun"/>',
            f'<startEvent id="begun">{SIGNAL}</startEvent>',
        ),
    ),
    ("end_event_missing", "report", ('<endEvent id="reported"/>', "")),
    (
        "event_subprocess_connected",
        "report",
        (END, '<sequenceFlow id="x1" sourceRef="sign" targetRef="report"/>' + END),
    ),
    ("event_subprocess_interrupting", "reporting", (' isInterrupting="false"', "")),
    (
        "event_subprocess_start",
        "reporting",
        ("<messageEventDefinition/>", '<errorEventDefinition errorRef="e_bad"/>'),
    ),
    ("event_subprocess_start", "reporting", ("<messageEventDefinition/>", "")),
    ("unsupported_element", "k", _stray('<complexGateway id="k"/>', "k")),
    ("unsupported_element", "k", _stray('<adHocSubProcess id="k"/>', "k")),
    ("unsupported_element", "k", _stray('<task id="k"/>', "k")),
    ("unsupported_element", "k", _stray('<transaction id="k"/>', "k")),
    (
        "unsupported_element",
        "gather",
        ("<script>", "<standardLoopCharacteristics/><script>"),
    ),
    (
        "unsupported_element",
        "m_ended",
        (
            '<endEvent id="m_ended"/>',
            '<endEvent id="m_ended"><cancelEventDefinition/></endEvent>',
        ),
    ),
    ("unsupported_element", "k", _stray('<manualTask id="k"/>', "k")),
    (
        "unsupported_element",
        "k",
        _stray(
            '<intermediateThrowEvent id="k"><linkEventDefinition name="a"/>'
            "</intermediateThrowEvent>",
            "k",
        ),
    ),
    (
        "unsupported_element",
        "k",
        _stray(
            '<intermediateThrowEvent id="k"><compensateEventDefinition/>'
            "</intermediateThrowEvent>",
            "k",
        ),
    ),
    (
        "unsupported_element",
        "gather",
        ('<scriptTask id="gather"', '<scriptTask isForCompensation="true" id="gather"'),
    ),
    ("unsupported_element", "agenda", (END, '<choreographyTask id="k"/>' + END)),
    (
        "quantity_refused",
        "gather",
        ('<scriptTask id="gather"', '<scriptTask startQuantity="0" id="gather"'),
    ),
    (
        "instantiate_refused",
        "k",
        _stray('<receiveTask id="k" name="k" instantiate="true"/>', "k"),
    ),
    (
        "event_definitions_several",
        "reply",
        (
            '<messageEventDefinition messageRef="m_reply"/>',
            f'<messageEventDefinition messageRef="m_reply"/>{SIGNAL}',
        ),
    ),
    (
        "unsupported_element",
        "sign",
        ('<userTask id="sign" name="会签">', '<userTask id="sign"><ioSpecification/>'),
    ),
    (
        "condition_missing",
        "late",
        (TIMED, "<conditionalEventDefinition/>"),
    ),
    ("name_missing", "sign", (' name="会签"', "")),
    ("name_doubled", "sign", (' name="会签"', ' name="填报议题"')),
    (
        "flow_end_unknown",
        "f11",
        ('targetRef="ended"/>\n</process>', 'targetRef="x"/>\n</process>'),
    ),
    (
        "flow_crosses_border",
        "f11",
        (F11, '<sequenceFlow id="f11" sourceRef="print" targetRef="m_ended"/>'),
    ),
    ("flow_doubled", "x1", (F1, F1 + F1.replace("f1", "x1"))),
    (
        "condition_misplaced",
        "f1",
        (
            F1,
            F1[:-2] + "><conditionExpression>True</conditionExpression></sequenceFlow>",
        ),
    ),
    (
        "outgoing_several",
        "begun",
        (F1, F1 + '<sequenceFlow id="x1" sourceRef="begun" targetRef="judge"/>'),
    ),
    (
        "incoming_refused",
        "begun",
        (F11, F11.replace('targetRef="ended"', 'targetRef="begun"')),
    ),
    (
        "outgoing_refused",
        "ended",
        (END, '<sequenceFlow id="x1" sourceRef="ended" targetRef="tell"/>' + END),
    ),
    ("dead_end", "print", (F11, "")),
    ("gateway_idle", "k", _stray('<parallelGateway id="k"/>', "k")),
    ("default_unknown", "choice", ('default="minor"', 'default="f1"')),
    ("default_missing", "choice", (' default="minor"', "")),
    ("default_conditioned", "major", ('default="minor"', 'default="major"')),
    (
        "condition_missing",
        "major",
        ("<conditionExpression>decided.major</conditionExpression>", ""),
    ),
    (
        "event_gateway_single",
        "wait",
        _stray('<eventBasedGateway id="wait"/>', "wait"),
    ),
    (
        "event_gateway_target",
        "choice",
        _stray('<eventBasedGateway id="wait"/>', "wait"),
    ),
    ("event_gateway_timers", "wait", (F4, F4.replace("choice", "wait") + GATEWAY)),
    ("unreachable", "k", (END, '<parallelGateway id="k"/>' + END)),
    (
        "no_way_out",
        "print",
        (F11, F11.replace('targetRef="ended"', 'targetRef="tell"')),
    ),
    (
        "event_without_definition",
        "late",
        (f"<timerEventDefinition>{TIMER}</timerEventDefinition>", ""),
    ),
    (
        "event_definition_refused",
        "ended",
        (
            '<endEvent id="ended" name="办结">',
            f'<endEvent id="ended" name="办结">{TIMED}',
        ),
    ),
    ("event_reference_unknown", "reply", ('messageRef="m_reply"', 'messageRef="m_x"')),
    (
        "event_reference_missing",
        "m_failed",
        (
            '<endEvent id="m_failed"><errorEventDefinition errorRef="e_bad"/>',
            '<endEvent id="m_failed"><errorEventDefinition/>',
        ),
    ),
    ("message_missing", "reply", (MESSAGE, "")),
    ("message_missing", "k", _stray('<sendTask id="k" name="发"/>', "k")),
    ("attached_to_unknown", "late", ('attachedToRef="fill_in"', 'attachedToRef="x"')),
    (
        "attached_to_unknown",
        "late",
        ('attachedToRef="fill_in"', 'attachedToRef="attend"'),
    ),
    (
        "error_not_interrupting",
        "failed",
        (FAILED, FAILED[:-1] + ' cancelActivity="false">'),
    ),
    (
        "boundary_never_fires",
        "failed",
        ('attachedToRef="meeting"', 'attachedToRef="sign"'),
    ),
    ("error_uncaught", "m_failed", ('attachedToRef="meeting"', 'attachedToRef="sign"')),
    (
        "error_uncaught",
        "m_failed",
        (
            '"meeting">\n <errorEventDefinition errorRef="e_bad"/>',
            '"meeting">\n <escalationEventDefinition escalationRef="c_up"/>',
        ),
    ),
    ("timer_incomplete", "late", (TIMER, "")),
    ("timer_unquoted", "late", ("'P2D'", "P2D")),
    (
        "timer_unquoted",
        "late",
        (TIMER, "<timeDate>2026-01-01T09:00:00+08:00</timeDate>"),
    ),
    ("timer_naive", "late", (TIMER, "<timeDate>'2026-01-01T09:00:00'</timeDate>")),
    ("timer_naive", "late", (TIMER, "<timeDate>'2026-01-01'</timeDate>")),
    ("timer_unparsable", "late", ("'P2D'", "'两天'")),
    ("timer_unparsable", "late", ("'P2D'", "'PT0S'")),
    ("timer_unparsable", "late", (TIMER, "<timeDate>'明天'</timeDate>")),
    ("timer_cycle", "late", (TIMER, "<timeCycle>'R/PT1H'</timeCycle>")),
    ("timer_cycle", "late", (TIMER, "<timeCycle>'R500/PT1H'</timeCycle>")),
    ("timer_cycle", "late", (TIMER, "<timeCycle>'R3/PT1H'</timeCycle>")),
]
