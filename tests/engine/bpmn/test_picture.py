"""A diagram is drawn from its interchange: everything has its place."""

import pytest

from engine.bpmn.checking_sheet import Sheet
from engine.bpmn.gate import read_xml
from engine.bpmn.layout.layout import layout
from engine.bpmn.names import bpmn
from engine.bpmn.picture import Plane, planes
from tests.engine.bpmn.good_diagram import GOOD


@pytest.fixture(scope="module")
def plane() -> Plane:
    (plane,) = planes(layout(GOOD.encode()))
    return plane


def test_every_node_and_flow_has_its_place(plane):
    root = read_xml(GOOD.encode())
    sheet = Sheet(root, next(root.iter(bpmn("process"))), shared={}, tables={})
    flows = {flow.get("id") for flow in sheet.flows}

    assert plane.places.keys() - {"lane"} == sheet.nodes.keys() | flows
    assert plane.ways.keys() == flows


def test_names_are_written_and_cannot_break_out():
    drawn = layout(GOOD.replace('name="填报议题"', 'name="&lt;b&gt;填"').encode())

    (plane,) = planes(drawn)
    assert "&lt;b&gt;填" in plane.drawing
    assert "<b>" not in plane.drawing


def test_everything_lies_within_the_extent(plane):
    left, top, across, along = plane.extent

    assert all(
        left <= x <= left + across and top <= y <= top + along
        for x, y, _, _ in plane.places.values()
    )


def test_a_sub_process_with_a_plane_of_its_own_is_drawn_apart():
    deep = "".join(
        f'<userTask id="t{n}"/><sequenceFlow id="s{n}" sourceRef="t{n}"'
        f' targetRef="t{n + 1}"/>'
        for n in range(9)
    )
    inside = GOOD.replace(
        '<endEvent id="m_ended"/>', f'<endEvent id="m_ended"/>{deep}<task id="t9"/>'
    )

    whole, part = planes(layout(inside.encode()))
    assert "attend" in part.places
    assert "attend" not in whole.places
