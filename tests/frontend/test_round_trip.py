"""The zf: extension survives bpmn-js's reader and writer."""

import shutil
import subprocess
from pathlib import Path

import pytest
from lxml import etree

from engine.bpmn.facts import facts_of_diagram
from tests.support.meaning import meaning

FRONTEND = Path(__file__).parent.parent.parent / "frontend"
NODE = shutil.which("node")
BPMN = "http://www.omg.org/spec/BPMN/20100524/MODEL"
ZF = "{urn:zhangfa:bpmn:1}"

pytestmark = pytest.mark.skipif(
    NODE is None or not (FRONTEND / "node_modules").is_dir(),
    reason="frontend/node_modules is absent: run `npm ci --ignore-scripts` in frontend",
)

DIAGRAM = """<?xml version="1.0" encoding="UTF-8"?>
<bpmn:definitions xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL"
  xmlns:zf="urn:zhangfa:bpmn:1" id="d" targetNamespace="urn:zhangfa">
  <bpmn:process id="agenda" name="议题报送" isExecutable="true">
    <bpmn:extensionElements>
      <zf:limit key="whole" name="全程" unit="working_days" amount="20" kind="soft"/>
    </bpmn:extensionElements>
    <bpmn:startEvent id="begun">
      <bpmn:extensionElements>
        <zf:task form="fill_in" candidates="'unit:gov_office'"/>
        <zf:reference to="42.1"/>
      </bpmn:extensionElements>
    </bpmn:startEvent>
    <bpmn:userTask id="fill_in" name="填报">
      <bpmn:documentation>要素齐全</bpmn:documentation>
      <bpmn:extensionElements>
        <zf:task form="fill_in" candidates="['post:mayor', 'post:sg']" reserved="true"/>
        <zf:reference to="42.1"/>
        <zf:reference to="40(2)"/>
        <zf:limit key="delivery" name="送达材料" unit="calendar_days"
          amount="parameter('agenda.lead_days')" start="case.meeting_at" before="true"
          kind="hard" remind="1" notify="'unit:gov_office'">
          <zf:reference to="42.2"/>
        </zf:limit>
      </bpmn:extensionElements>
    </bpmn:userTask>
    <bpmn:serviceTask id="coordinate" name="提请协调">
      <bpmn:extensionElements>
        <zf:effect operation="start_case" result="coordination">
          <zf:argument name="procedure" value="'coordination_meeting'"/>
          <zf:argument name="data" value="{'title': fill_in.title, 'n': 1 &lt; 2}"/>
        </zf:effect>
      </bpmn:extensionElements>
    </bpmn:serviceTask>
    <bpmn:businessRuleTask id="judge" name="是否重大">
      <bpmn:extensionElements>
        <zf:decision table="is_major" result="decided"/>
      </bpmn:extensionElements>
    </bpmn:businessRuleTask>
    <bpmn:receiveTask id="ended" name="等待协调结果">
      <bpmn:extensionElements>
        <zf:message name="case_ended" correlation="coordination.case_id" payload=""
          result="ended"/>
      </bpmn:extensionElements>
    </bpmn:receiveTask>
    <bpmn:endEvent id="listed" name="列入议程">
      <bpmn:extensionElements><zf:outcome name="列入议程"/></bpmn:extensionElements>
    </bpmn:endEvent>
    <bpmn:sequenceFlow id="first" sourceRef="begun" targetRef="fill_in">
      <bpmn:extensionElements><zf:reference to="16"/></bpmn:extensionElements>
    </bpmn:sequenceFlow>
  </bpmn:process>
</bpmn:definitions>
"""


SHIPPED = sorted((FRONTEND.parent / "processes").glob("*/process.bpmn"))
def _rewritten(*options: str, xml: bytes = DIAGRAM.encode()) -> tuple[bytes, str]:
    done = subprocess.run(  # noqa: S603 - our own script, no input from outside
        [str(NODE), str(FRONTEND / "round_trip.mjs"), *options],
        input=xml,
        capture_output=True,
        check=True,
    )
    return done.stdout, done.stderr.decode()


def _extension(xml: bytes) -> list[tuple[str, str, dict[str, str]]]:
    """Every zf element in document order: whose child, its name, its attributes."""
    found = []
    for owner in etree.fromstring(xml).iterfind(".//*[@id]"):
        for element in owner.iterfind(f"{{{BPMN}}}extensionElements//{ZF}*"):
            attributes = {name: text for name, text in element.items() if text}
            found.append((owner.get("id", ""), str(element.tag), attributes))
    return sorted(found, key=repr)


@pytest.mark.parametrize("options", [(), ("--plain",)], ids=["ours", "any editor"])
def test_every_extension_element_comes_back(options: tuple[str, ...]) -> None:
    written, complaints = _rewritten(*options)

    assert complaints == ""
    assert _extension(written) == _extension(DIAGRAM.encode())


def test_the_limit_keeps_its_references_inside() -> None:
    written, _ = _rewritten()

    limits = list(etree.fromstring(written).iter(f"{ZF}limit"))
    assert [[r.get("to") for r in limit] for limit in limits] == [[], ["42.2"]]


def test_documentation_and_text_come_back() -> None:
    written, _ = _rewritten()

    assert "要素齐全" in written.decode()


@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: path.parent.name)
def test_a_shipped_diagram_comes_back_whole(path: Path) -> None:
    xml = path.read_bytes()

    written, complaints = _rewritten(xml=xml)

    assert complaints == ""
    assert meaning(etree.fromstring(written)) == meaning(etree.fromstring(xml))


@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: path.parent.name)
def test_what_an_editor_only_writes_anew_is_compared_as_the_same(path: Path) -> None:
    xml = path.read_bytes()

    written, _ = _rewritten(xml=xml)

    assert facts_of_diagram(written) == facts_of_diagram(xml)
