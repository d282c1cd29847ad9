"""Each fault of a diagram is found, at its element, with a sentence that mends it."""

import re
from pathlib import Path

import pytest
from lxml import etree

from engine.bpmn.checking import check_diagram
from engine.bpmn.layout.layout import layout
from engine.bpmn.names import BPMN
from engine.bpmn.reading import compile_diagram
from engine.model.finding import Severity
from tests.engine.bpmn import faults_in_extension, faults_in_model
from tests.engine.bpmn.good_diagram import GOOD, PRINTING, TABLE
from tests.engine.bpmn.lawful_changes import CHANGES

SHARED = {"printing": PRINTING.encode()}
TABLES = {"is_major": TABLE.encode()}
CASES = faults_in_model.CASES + faults_in_extension.CASES


def _findings(
    xml: str, *, printing: str = PRINTING, table: str = TABLE
) -> set[tuple[str, str]]:
    found = check_diagram(
        xml.encode(),
        shared={"printing": printing.encode()},
        tables={"is_major": table.encode()},
    )
    for finding in found:
        assert re.search("[\u4e00-\u9fff]", finding.text)
        assert finding.text.endswith("。")
        assert finding.element_id
    return {(finding.code, finding.element_id) for finding in found}


def test_a_good_diagram_has_no_findings() -> None:
    assert _findings(layout(GOOD.encode()).decode()) == set()


def test_what_is_not_drawn_is_told() -> None:
    assert _findings(GOOD) == {("not_drawn", "process.bpmn")}


@pytest.mark.parametrize(("code", "element_id", "change"), CASES)
def test_a_fault_is_found_at_its_element(
    code: str, element_id: str, change: tuple[str, str]
) -> None:
    before, after = change
    assert before in GOOD

    assert (code, element_id) in _findings(GOOD.replace(before, after))


def _passes(xml: str) -> bool:
    found = check_diagram(xml.encode(), shared=SHARED, tables=TABLES)
    return not [f for f in found if f.severity is Severity.ERROR]


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES)
def test_what_is_lawful_passes_and_compiles(change: tuple[str, str]) -> None:
    before, after = change
    assert before in GOOD
    changed = GOOD.replace(before, after)

    assert _passes(changed), check_diagram(
        changed.encode(), shared=SHARED, tables=TABLES
    )
    assert compile_diagram(changed.encode(), SHARED).program


def test_what_passes_without_an_attribute_compiles() -> None:
    passed = 0
    for index, element in enumerate(etree.fromstring(GOOD).iter()):
        for name in element.attrib:
            root = etree.fromstring(GOOD)
            del list(root.iter())[index].attrib[name]
            changed = etree.tostring(root, encoding="unicode")
            if _passes(changed):
                passed += 1
                assert compile_diagram(changed.encode(), SHARED).program

    assert passed > 20


def test_every_fault_is_told_at_once() -> None:
    worse = GOOD.replace(' name="会签"', "").replace("'P2D'", "P2D")

    assert {("name_missing", "sign"), ("timer_unquoted", "late")} <= _findings(worse)


def test_a_faulty_table_is_named() -> None:
    bad = TABLE.replace("UNIQUE", "PRIORITY")

    assert ("table_refused", "is_major") in _findings(GOOD, table=bad)


def test_a_cell_that_does_not_compile_is_named() -> None:
    bad = TABLE.replace("<text>True</text>", "<text>True and</text>")

    assert ("table_refused", "is_major") in _findings(GOOD, table=bad)


def test_a_shared_part_is_checked_with_its_caller() -> None:
    bad = PRINTING.replace('targetRef="p_ended"', 'targetRef="p_gone"')

    assert ("flow_end_unknown", "p1") in _findings(GOOD, printing=bad)


def test_a_shared_part_that_calls_itself_is_found() -> None:
    bad = PRINTING.replace(
        '<sequenceFlow id="p1" sourceRef="p_begun" targetRef="p_ended"/>',
        '<callActivity id="p_call" calledElement="printing"/>'
        '<sequenceFlow id="p1" sourceRef="p_begun" targetRef="p_call"/>'
        '<sequenceFlow id="p2" sourceRef="p_call" targetRef="p_ended"/>',
    )

    assert {("call_cycle", "p_call"), ("call_cycle", "print")} <= _findings(
        GOOD, printing=bad
    )


def test_a_shared_part_may_not_share_an_id_with_its_caller() -> None:
    assert ("id_doubled", "begun") in _findings(
        GOOD, printing=PRINTING.replace("p_begun", "begun")
    )


def test_an_unreadable_shared_part_is_named() -> None:
    assert ("shared_unreadable", "printing") in _findings(GOOD, printing="<x>")


@pytest.mark.parametrize(
    "hostile",
    [
        b"",
        b"\x00\x01\x02",
        b"not xml",
        b"<a/>",
        b"<!DOCTYPE d [<!ENTITY x SYSTEM 'file:///etc/passwd'>]><d>&x;</d>",
        "<a>办</a>".encode("gbk"),
        b"<a>" * 200 + b"</a>" * 200,
        b"<html><script>1</script></html>",
        b"x" * 3_000_000,
        f'<definitions xmlns="{BPMN}"/>'.encode(),
        f'<definitions xmlns="{BPMN}"><process id="a\'b"/></definitions>'.encode(),
    ],
    ids=range(11),
)
def test_hostile_input_gives_one_finding(hostile: bytes) -> None:
    (finding,) = check_diagram(hostile, shared={}, tables={})

    assert finding.severity is Severity.ERROR
    assert finding.text.endswith("。")


def test_a_diagram_that_lacks_any_one_element_gives_no_traceback() -> None:
    count = len(list(etree.fromstring(GOOD).iter()))

    for index in range(1, count):
        root = etree.fromstring(GOOD)
        element = list(root.iter())[index]
        parent = element.getparent()
        assert parent is not None
        parent.remove(element)
        found = check_diagram(etree.tostring(root), shared={}, tables={})
        assert all(finding.text.endswith("。") for finding in found)


@pytest.mark.parametrize(
    "value", ["", "-", "'", "x" * 5000, "R" + "9" * 5000, "((" * 999]
)
def test_a_strange_text_anywhere_gives_no_traceback(value: str) -> None:
    root = etree.fromstring(GOOD)
    for element in root.iter():
        element.text = value
        for name in set(element.attrib) - {"id"}:
            element.set(name, value)

    found = check_diagram(etree.tostring(root), shared={}, tables={"x": b"<"})

    assert len(found) > 10


def test_a_huge_diagram_gives_one_finding() -> None:
    nodes = "".join(f'<inclusiveGateway id="g{n}"/>' for n in range(9000))
    xml = f'<definitions xmlns="{BPMN}"><process id="p">{nodes}</process></definitions>'

    (finding,) = check_diagram(xml.encode(), shared={}, tables={})

    assert finding.code == "too_many_nodes"


def test_a_process_without_anything_gives_findings_and_no_traceback() -> None:
    empty = f'<definitions xmlns="{BPMN}"><process/></definitions>'

    codes = {f.code for f in check_diagram(empty.encode(), shared={}, tables={})}

    assert {"not_executable", "start_event_count", "end_event_missing"} <= codes


def test_every_finding_has_a_case() -> None:
    folder = Path(__file__).parents[3] / "engine" / "bpmn"
    source = "".join(path.read_text() for path in sorted(folder.glob("checking*.py")))
    written = set(re.findall(r'"([a-z]+(?:_[a-z]+)+)", text', source))
    written |= set(re.findall(r'return "(timer_[a-z]+)"', source))
    tried = {code for code, _, _ in CASES} | {"shared_unreadable", "call_cycle"}
    tried |= {
        "table_refused",
        "id_invalid",
        "not_drawn",
    }  # id_invalid is the gate's xml_refused

    assert written - tried == set()
