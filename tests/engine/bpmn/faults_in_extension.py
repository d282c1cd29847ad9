"""Faults of loops, the extension and expressions: changes of the good diagram."""

FORM = '<extensionElements><zf:task form="x" candidates="1"/></extensionElements>'
OUTCOME = '<extensionElements><zf:outcome name="x"/></extensionElements>'
Case = tuple[str, str, tuple[str, str]]

F4 = '<sequenceFlow id="f4" sourceRef="judge" targetRef="choice"/>'
SIGN_LOOP = "<loopDataInputRef>deputies</loopDataInputRef>"
SCRIPT = "deputies = ['post:a']"
MESSAGE = '<zf:message name="reply" correlation="case.id" result="replied"/>'
ARGUMENT = '<zf:argument name="to" value="\'unit:x\'"/>'
AGAIN = (
    '<zf:limit key="delivery" name="又" unit="hours" amount="1"/>'
    '<zf:limit key="delivery" name="送达"'
)


def _stray(node: str, node_id: str) -> tuple[str, str]:
    """A node on its own way from the judge to the end, in place of flow f4."""
    return F4, (
        f'<sequenceFlow id="f4" sourceRef="judge" targetRef="{node_id}"/>{node}'
        f'<sequenceFlow id="x1" sourceRef="{node_id}" targetRef="choice"/>'
    )


# Code, element at fault, what stands in the good diagram, what stands there instead.
CASES: list[Case] = [
    ("multi_instance_collection", "sign", (SIGN_LOOP, "")),
    ("expression_refused", "sign", (">deputies</loop", ">deputies(</loop")),
    (
        "multi_instance_cardinality",
        "sign",
        (SIGN_LOOP, SIGN_LOOP + "<loopCardinality>3</loopCardinality>"),
    ),
    ("multi_instance_item", "sign", ('<inputDataItem id="i1" name="deputy"/>', "")),
    ("multi_instance_item", "sign", ('<outputDataItem id="o1" name="opinion"/>', "")),
    ("multi_instance_item", "sign", ('name="opinion"', 'name="deputy"')),
    (
        "multi_instance_behavior",
        "sign",
        (
            "<multiInstanceLoopCharacteristics>",
            '<multiInstanceLoopCharacteristics behavior="One">',
        ),
    ),
    (
        "extension_unknown",
        "sign",
        ('<zf:task form="sign"', '<zf:colour/><zf:task form="sign"'),
    ),
    (
        "extension_misplaced",
        "judge",
        ("<zf:decision", '<zf:outcome name="x"/><zf:decision'),
    ),
    (
        "extension_misplaced",
        "begun",
        (
            '<startEvent id="begun"/>',
            f'<startEvent id="begun">{FORM}</startEvent>',
        ),
    ),
    (
        "extension_misplaced",
        "sign",
        ('<userTask id="sign"', '<userTask zf:form="a" id="sign"'),
    ),
    ("extension_doubled", "reply", (MESSAGE, MESSAGE + MESSAGE)),
    ("extension_attribute_unknown", "sign", ('form="sign"', 'form="sign" role="x"')),
    ("extension_value", "sign", ('form="sign"', 'form="sign" reserved="yes"')),
    ("extension_value", "fill_in", ('unit="calendar_days"', 'unit="weeks"')),
    ("task_incomplete", "sign", (' candidates="deputy"', "")),
    ("limit_incomplete", "fill_in", (' amount="2"', "")),
    ("limit_incomplete", "fill_in", (' unit="calendar_days"', "")),
    ("limit_incomplete", "fill_in", ('start="case.meeting_at" ', "")),
    ("limit_key_doubled", "fill_in", ('<zf:limit key="delivery" name="送达"', AGAIN)),
    (
        "reference_incomplete",
        "sign",
        (
            'candidates="deputy"/><zf:reference to="42.1"/>',
            'candidates="deputy"/><zf:reference/>',
        ),
    ),
    (
        "reference_unparsable",
        "sign",
        (
            'candidates="deputy"/><zf:reference to="42.1"/>',
            'candidates="deputy"/><zf:reference to="第42条"/>',
        ),
    ),
    ("outcome_incomplete", "ended", ('<zf:outcome name="办结"/>', "<zf:outcome/>")),
    ("effect_incomplete", "tell", ('operation="notify" ', "")),
    ("argument_incomplete", "tell", (ARGUMENT, '<zf:argument name="to"/>')),
    ("decision_incomplete", "judge", (' result="decided"', "")),
    ("message_incomplete", "reply", ('<zf:message name="reply" ', "<zf:message ")),
    ("task_missing", "sign", ('<zf:task form="sign" candidates="deputy"/>', "")),
    (
        "reference_missing",
        "sign",
        ('candidates="deputy"/><zf:reference to="42.1"/>', 'candidates="deputy"/>'),
    ),
    (
        "reference_missing",
        "ended",
        (
            '<zf:outcome name="办结"/><zf:reference to="42.1"/>',
            '<zf:outcome name="办结"/>',
        ),
    ),
    ("outcome_missing", "ended", ('<zf:outcome name="办结"/>', "")),
    (
        "outcome_misplaced",
        "m_ended",
        (
            '<endEvent id="m_ended"/>',
            f'<endEvent id="m_ended">{OUTCOME}</endEvent>',
        ),
    ),
    ("effect_missing", "k", _stray('<serviceTask id="k" name="k"/>', "k")),
    ("operation_unknown", "tell", ('operation="notify"', 'operation="pay"')),
    ("argument_missing", "tell", (ARGUMENT, "")),
    (
        "argument_unknown",
        "tell",
        (ARGUMENT, ARGUMENT + ARGUMENT.replace('"to"', '"colour"')),
    ),
    ("argument_doubled", "tell", (ARGUMENT, ARGUMENT + ARGUMENT)),
    (
        "decision_missing",
        "judge",
        ('<zf:decision table="is_major" result="decided"/>', ""),
    ),
    ("table_unknown", "judge", ('table="is_major"', 'table="is_minor"')),
    ("table_unknown", "gather", (SCRIPT, "x = decide('gone', a=1)")),
    ("data_key", "tell", ('result="told"', 'result="sign"')),
    ("script_empty", "gather", (SCRIPT, "")),
    ("expression_refused", "gather", (SCRIPT, "import os")),
    ("expression_refused", "gather", (SCRIPT, "while True: x = 1")),
    ("expression_refused", "major", ("decided.major", "__import__('os')")),
    ("expression_refused", "sign", ("len(results) ==", "len(results) =")),
    ("expression_refused", "fill_in", ('amount="2"', 'amount="2 **"')),
    ("expression_refused", "tell", ('value="fill_in.title"', 'value="open(1)"')),
    ("expression_refused", "reply", ('correlation="case.id"', 'correlation="a b"')),
    ("name_unknown", "major", ("decided.major", "decidde.major")),
    ("called_unknown", "print", ('calledElement="printing"', 'calledElement="other"')),
]
