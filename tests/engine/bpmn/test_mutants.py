"""Every change that a diagram can suffer is made once, and nothing else changes."""

import pytest
from lxml import etree

from engine.bpmn.checking import check_diagram
from engine.bpmn.gate import read_xml
from engine.bpmn.layout.layout import layout
from engine.bpmn.mutants import diagram_mutants
from engine.bpmn.names import bpmn, zf
from engine.model.finding import Severity
from engine.model.mutant import CASE, Mutant, MutantKind, tried
from tests.engine.bpmn.good_diagram import GOOD, PRINTING, TABLE

SHARED = {"printing": PRINTING.encode()}
TABLES = {"is_major": TABLE.encode()}
MADE = [
    ("condition_negated", "major"),
    ("condition_true", "major"),
    ("condition_false", "major"),
    ("condition_negated", "not_held"),
    ("condition_true", "not_held"),
    ("condition_false", "not_held"),
    ("candidates_swapped", "sign"),
    ("candidates_swapped", "attend"),
    ("candidates_swapped", "reporting"),
    ("outcome_swapped", "ended"),
    ("reference_swapped", "fill_in"),
    ("limit_dropped", "fill_in"),
    ("limit_doubled", "fill_in"),
    ("limit_unit_changed", "fill_in"),
    ("effect_dropped", "tell"),
    ("argument_changed", "tell"),
    ("event_removed", "late"),
    ("interrupting_flipped", "late"),
    ("timer_moved", "late"),
    ("timer_moved", "late"),
    ("round_ended", "sign"),
    ("round_prolonged", "sign"),
    ("event_removed", "failed"),
    ("interrupting_flipped", "failed"),
    ("interrupting_flipped", "reporting"),
    ("script_changed", "gather"),
]
BROKEN = {"event_removed", "interrupting_flipped"}


@pytest.fixture(scope="module")
def drawn() -> bytes:
    return layout(GOOD.encode())


@pytest.fixture(scope="module")
def mutants(drawn: bytes) -> list[Mutant]:
    return list(diagram_mutants(drawn))


def the(mutants: list[Mutant], kind: MutantKind, place: str) -> Mutant:
    """Return the first mutant of that kind at that place."""
    return next(
        each
        for each in mutants
        if (each.mutation.kind, each.mutation.place) == (kind, place)
    )


def test_a_diagram_has_exactly_these_mutants(mutants):
    assert [(e.mutation.kind.value, e.mutation.place) for e in mutants] == MADE


def test_the_same_diagram_has_the_same_mutants(drawn, mutants):
    assert list(diagram_mutants(drawn)) == mutants


def test_every_mutant_differs_and_says_how_in_chinese(drawn, mutants):
    plain = etree.tostring(read_xml(drawn), encoding="UTF-8", xml_declaration=True)

    assert len({each.data for each in mutants} | {plain}) == len(MADE) + 1
    assert len({each.mutation.text for each in mutants}) == len(MADE)


def test_the_check_lets_pass_what_is_not_plainly_broken(mutants):
    refused = set()
    for each in mutants:
        found = check_diagram(each.data, shared=SHARED, tables=TABLES)
        if any(finding.severity is Severity.ERROR for finding in found):
            refused.add(each.mutation.kind.value)

    assert refused == BROKEN


def test_a_negation_is_negated_to_what_it_was(drawn):
    negative = drawn.replace(b"decided.major<", b"not decided.major<")

    mutant = the(list(diagram_mutants(negative)), MutantKind.CONDITION_NEGATED, "major")

    assert b">decided.major<" in mutant.data


def test_an_effect_left_out_leaves_its_result_empty(mutants):
    mutant = the(mutants, MutantKind.EFFECT_DROPPED, "tell")

    task = next(read_xml(mutant.data).iter(bpmn("scriptTask")))
    assert b'<serviceTask id="tell"' not in mutant.data
    assert b"told = None" in mutant.data
    assert task is not None


def test_an_event_removed_leaves_no_trace(mutants):
    mutant = the(mutants, MutantKind.EVENT_REMOVED, "late")

    assert b'"late"' not in mutant.data
    assert b'"f3"' not in mutant.data


def test_a_clause_is_cited_wrongly_wherever_it_was_cited(mutants):
    mutant = the(mutants, MutantKind.REFERENCE_SWAPPED, "fill_in")

    cited = [each.get("to") for each in read_xml(mutant.data).iter(zf("reference"))]
    assert set(cited) == {"1.1"}


def test_a_limit_that_tells_others_and_tells_them_early_loses_its_voice_and_force():
    told = GOOD.replace(
        """kind="soft" notify="'unit:office'\"""",
        """kind="hard" remind="1" notify="'post:mayor'\"""",
    )

    kinds = [each.mutation.kind.value for each in diagram_mutants(told.encode())]
    assert [kind for kind in kinds if kind.startswith("limit")] == [
        "limit_dropped",
        "limit_doubled",
        "limit_unit_changed",
        "limit_softened",
        "limit_unannounced",
        "limit_silenced",
    ]


def test_who_waits_before_a_gateway_or_a_timer_could_notice(mutants):
    condition = the(mutants, MutantKind.CONDITION_TRUE, "major").mutation
    timer = the(mutants, MutantKind.TIMER_MOVED, "late").mutation
    act = the(mutants, MutantKind.CANDIDATES_SWAPPED, "reporting").mutation

    assert condition.seen_by == {"choice", tried("choice"), "judge"}
    assert timer.seen_by == {"late", tried("late"), "fill_in"}
    assert act.seen_by == {"reporting", tried("reporting"), CASE}


THREE_WAYS = """<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL"
 id="d"><process id="p"><startEvent id="s"/>
<exclusiveGateway id="g" default="c"/><endEvent id="x"/><endEvent id="y"/>
<endEvent id="z"/><sequenceFlow id="to_g" sourceRef="s" targetRef="g"/>
<sequenceFlow id="a" sourceRef="g" targetRef="x"><conditionExpression>n == 1
</conditionExpression></sequenceFlow>
<sequenceFlow id="b" sourceRef="g" targetRef="y"><conditionExpression>n == 2
</conditionExpression></sequenceFlow>
<sequenceFlow id="c" sourceRef="g" targetRef="z"/></process></definitions>"""
SIDE_BY_SIDE = """<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL"
 id="d"><process id="p"><startEvent id="s"/><parallelGateway id="split"/>
<parallelGateway id="join"/><endEvent id="e"/>
<sequenceFlow id="f" sourceRef="s" targetRef="split"/>
<sequenceFlow id="a" sourceRef="split" targetRef="join"/>
<sequenceFlow id="b" sourceRef="split" targetRef="join"/>
<sequenceFlow id="g" sourceRef="join" targetRef="e"/></process></definitions>"""


def test_of_three_ways_each_two_are_swapped():
    swapped = [
        each
        for each in diagram_mutants(THREE_WAYS.encode())
        if each.mutation.kind is MutantKind.TARGETS_SWAPPED
    ]

    assert [each.mutation.place for each in swapped] == ["a", "a", "b"]
    flows = {
        f.get("id"): f for f in read_xml(swapped[1].data).iter(bpmn("sequenceFlow"))
    }
    assert [flows[each].get("targetRef") for each in "abc"] == ["z", "y", "x"]


def test_a_parallel_gateway_loses_a_way_or_its_patience():
    found = [each.mutation for each in diagram_mutants(SIDE_BY_SIDE.encode())]

    assert [(each.kind, each.place) for each in found] == [
        (MutantKind.FLOW_REMOVED, "a"),
        (MutantKind.FLOW_REMOVED, "b"),
        (MutantKind.JOIN_OPENED, "join"),
    ]
