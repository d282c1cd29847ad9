"""What holds for every picture that is drawn from a model."""

import time
from itertools import combinations, pairwise

import pytest
from lxml import etree

from engine.bpmn.layout.layout import layout
from tests.engine.bpmn.layout.diagrams import (
    BPMN,
    COLLABORATION,
    WITH_BOUNDARY_EVENTS,
    WITH_EVENT_SUB_PROCESS,
    WITH_LANES,
    document,
    drawn,
    ladder,
    on_border,
    overlap,
    process,
    within,
)

EVERY = pytest.mark.parametrize(
    "xml",
    [
        WITH_LANES,
        COLLABORATION,
        WITH_EVENT_SUB_PROCESS,
        WITH_BOUNDARY_EVENTS,
        ladder(8),
        ladder(20),
    ],
    ids=["lanes", "pools", "event sub-process", "boundary", "25 nodes", "62 nodes"],
)


@EVERY
def test_everything_of_the_model_is_drawn(xml: bytes) -> None:
    picture = drawn(layout(xml))

    flows = {f.get("id") for f in picture.model.iter(f"{BPMN}sequenceFlow")}
    named = {e.get("id") for e in picture.model.iter() if e.get("name") and e.get("id")}
    assert flows <= picture.lines.keys()
    assert named - picture.lines.keys() <= picture.boxes.keys()


@EVERY
def test_nodes_do_not_overlap(xml: bytes) -> None:
    picture = drawn(layout(xml))

    open_ones = picture.kinds("subProcess", "boundaryEvent")
    alone = sorted(picture.nodes - open_ones)
    clashes = [
        (a, b)
        for a, b in combinations(alone, 2)
        if overlap(picture.boxes[a], picture.boxes[b])
    ]
    assert clashes == []


@EVERY
def test_every_node_lies_in_its_lane(xml: bytes) -> None:
    picture = drawn(layout(xml))

    astray = [
        node
        for node, lane in picture.lanes.items()
        if not within(picture.boxes[node], picture.boxes[lane])
    ]
    assert astray == []


@EVERY
def test_lanes_are_stacked_and_equally_wide(xml: bytes) -> None:
    picture = drawn(layout(xml))

    lanes = sorted(
        (picture.boxes[x] for x in picture.kinds("lane")), key=lambda b: b[1]
    )
    assert len({(lane[0], lane[2]) for lane in lanes}) <= 1
    for upper, lower in pairwise(lanes):
        assert abs(upper[1] + upper[3] - lower[1]) <= 1


@EVERY
def test_edges_meet_the_borders_of_their_nodes(xml: bytes) -> None:
    picture = drawn(layout(xml))

    loose = []
    for flow in picture.model.iter(f"{BPMN}sequenceFlow", f"{BPMN}messageFlow"):
        line = picture.lines[flow.get("id", "")]
        ends = (flow.get("sourceRef", ""), flow.get("targetRef", ""))
        for point, node in zip((line[0], line[-1]), ends, strict=True):
            if not on_border(point, picture.boxes[node]):
                loose.append((flow.get("id"), node, point))
    assert loose == []


@EVERY
def test_edges_run_level_or_upright(xml: bytes) -> None:
    picture = drawn(layout(xml))

    slanted = [
        edge
        for edge, line in picture.lines.items()
        for a, b in pairwise(line)
        if abs(a[0] - b[0]) > 1 and abs(a[1] - b[1]) > 1
    ]
    assert slanted == []


@EVERY
def test_no_edge_runs_through_a_node_that_is_not_its_end(xml: bytes) -> None:
    picture = drawn(layout(xml))

    through = []
    for flow in picture.model.iter(f"{BPMN}sequenceFlow"):
        ends = {flow.get("sourceRef"), flow.get("targetRef")}
        others = picture.nodes - ends - picture.kinds("subProcess", "boundaryEvent")
        others -= {
            guest.get("attachedToRef", "")
            for guest in picture.model.iter(f"{BPMN}boundaryEvent")
            if guest.get("id") in ends
        }
        for a, b in pairwise(picture.lines[flow.get("id", "")]):
            left, right = sorted((a[0], b[0]))
            upper, lower = sorted((a[1], b[1]))
            segment = (left, upper, right - left + 0.1, lower - upper + 0.1)
            through += [n for n in others if overlap(segment, picture.boxes[n])]
    assert through == []


@EVERY
def test_the_same_model_gives_the_same_bytes(xml: bytes) -> None:
    once = layout(xml)

    assert layout(xml) == once
    assert layout(once) == once


def test_twenty_five_nodes_fit_a_screen_and_a_half() -> None:
    picture = drawn(layout(ladder(8)))

    right = max(x + width for x, _, width, _ in picture.boxes.values())
    assert len(picture.nodes) == 26
    assert right <= 2400


def test_the_model_and_the_extension_stay_as_they_were() -> None:
    before = document(
        process("startEvent:s userTask:a endEvent:e", "s>a a>e").replace(
            '<bpmn:userTask id="a" name="办理a"/>',
            '<bpmn:userTask id="a" name="填报">\n  <bpmn:documentation>要素\n齐全'
            '</bpmn:documentation><bpmn:extensionElements><zf:task form="a"/>'
            '<zf:limit key="k" amount="1 &lt; 2"/></bpmn:extensionElements>'
            "</bpmn:userTask>",
        )
    )

    after = layout(before)

    old = etree.fromstring(before).find(f"{BPMN}process")
    new = etree.fromstring(after).find(f"{BPMN}process")
    assert old is not None
    assert new is not None
    old.tail = new.tail = None
    canonical = [
        etree.tostring(element, method="c14n", exclusive=True) for element in (old, new)
    ]
    assert canonical[0] == canonical[1]


def test_an_old_picture_is_replaced() -> None:
    twice = layout(layout(WITH_LANES))

    assert twice.count(b"<bpmndi:BPMNDiagram ") == 1


def test_a_boundary_event_that_leads_up_sits_on_the_upper_edge() -> None:
    picture = drawn(layout(WITH_BOUNDARY_EVENTS))

    _, top, _, height = picture.boxes["a"]
    assert picture.boxes["over"][1] + 18 == top
    assert picture.boxes["late"][1] + 18 == top + height


def test_two_flows_into_one_task_meet_it_at_different_points() -> None:
    picture = drawn(layout(WITH_LANES))

    ends = [picture.lines[flow][-1] for flow in ("f_s_a", "f_c_a")]
    assert ends[0] != ends[1]


def test_a_long_name_gets_a_wider_task() -> None:
    long = process("startEvent:s userTask:a endEvent:e", "s>a a>e").replace(
        "办理a", "判断是否属于重大行政决策事项"
    )

    picture = drawn(layout(document(long)))

    assert picture.boxes["a"][2:] == (120, 80)


def test_an_event_sub_process_is_drawn_open_around_its_content() -> None:
    picture = drawn(layout(WITH_EVENT_SUB_PROCESS))

    inside = [picture.boxes[x] for x in ("es", "et", "ee")]
    assert all(within(box, picture.boxes["esp"]) for box in inside)


def test_sixty_nodes_are_laid_out_within_a_second() -> None:
    begun = time.process_time()

    layout(ladder(20))

    assert time.process_time() - begun < 1
