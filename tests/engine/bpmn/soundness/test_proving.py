"""Every pattern of control flow gets the verdict it deserves, and a way to it."""

import pytest

from engine.bpmn.soundness.proving import check_from, check_soundness
from engine.model.soundness import FaultKind, Marking, SoundnessKind, SoundnessVerdict
from tests.engine.bpmn.soundness.patterns import PATTERNS
from tests.support.drawing import HEAD, document, node
from tests.support.sketching import BEFORE, beside, guest, sketch, sub

SOUND, UNSOUND = SoundnessKind.SOUND, SoundnessKind.UNSOUND
UNDECIDED = SoundnessKind.UNDECIDED


def of(body: str, shared: dict[str, bytes] | None = None) -> SoundnessVerdict:
    """Return the verdict on a body."""
    return check_soundness(document(body, before=BEFORE), shared=shared or {})


def standing(body: str, marking: Marking) -> SoundnessVerdict:
    """Return the verdict on a body from where a case stands."""
    return check_from(document(body, before=BEFORE), marking, shared={})


def called(name: str, arrows: str, **given: str) -> bytes:
    """Return a document with a shared part."""
    body = sketch(arrows, **given)
    process = f'<process id="{name}" isExecutable="false">{body}</process>'
    return f"{HEAD}{process}</definitions>".encode()


def call(element_id: str, name: str) -> str:
    return node("callActivity", element_id, calledElement=name)


@pytest.mark.parametrize("name", PATTERNS)
def test_patterns_get_their_verdicts(name: str):
    pattern = PATTERNS[name]

    verdict = of(pattern.body)

    kind = SoundnessKind.UNSOUND if pattern.faults else SoundnessKind.SOUND
    found = [(fault.kind, fault.element_ids[0]) for fault in verdict.faults]
    assert (verdict.kind, verdict.note) == (kind, "")
    assert found == list(pattern.faults)


def test_a_way_is_told_flow_by_flow_with_all_tokens():
    verdict = of(PATTERNS["choice_into_join"].body)

    (fault,) = verdict.faults
    assert [(s.element_id, s.flow_ids, s.tokens) for s in fault.path] == [
        ("s", ("s_u1",), ("u1",)),
        ("u1", ("u1_x1",), ("x1",)),
        ("x1", ("x1_u2",), ("u2",)),
        ("u2", ("u2_p1",), ("u2_p1",)),
    ]


def test_a_way_into_a_branch_tells_the_tokens_around_it_too():
    verdict = of(PATTERNS["fault_in_branch"].body)

    (fault,) = verdict.faults
    assert [(s.element_id, s.tokens) for s in fault.path] == [
        ("s", ("u1",)),
        ("b1", ("u1", "x1")),
        ("x1", ("u1", "u2")),
        ("u2", ("u1", "u2_p2")),
    ]


@pytest.mark.parametrize("name", [n for n, p in PATTERNS.items() if p.faults])
def test_faults_are_told_in_chinese_with_the_element_and_a_way_out(name: str):
    for fault in of(PATTERNS[name].body).faults:
        assert f"“{fault.element_ids[0]}”" in fault.sentence
        assert "请" in fault.sentence
        assert fault.sentence.endswith("。")


def test_a_called_part_is_judged_where_it_is_called():
    body = sketch("s > u1 > k1 > e", k1=call("k1", "part"))
    good = called("part", "s1 > p1 > u2 u3 > p2 > e1")
    bad = called("part", "s1 > x1 > u2 u3 > p2 > e1")

    assert of(body, {"part": good}).kind is SOUND
    (fault,) = of(body, {"part": bad}).faults
    assert fault.element_ids == ("p2",)
    assert [step.element_id for step in fault.path] == ["s", "u1", "s1", "x1", "u2"]


def test_a_part_called_twice_is_judged_twice():
    body = sketch("s > k1 > k2 > e", k1=call("k1", "part"), k2=call("k2", "part"))

    verdict = of(body, {"part": called("part", "s1 > u2 > e1")})

    assert (verdict.kind, verdict.faults) == (SOUND, ())


@pytest.mark.parametrize(
    ("body", "shared", "why"),
    [
        (
            sketch("s > k1 > e", k1=call("k1", "part")),
            {"part": called("part", "s1 > k2 > e1", k2=call("k2", "part"))},
            "调回自身",
        ),
        (sketch("s > k1 > e", k1=call("k1", "part")), {}, "不是共用部分"),
        (sketch("s > y1 > e", y1=node("complexGateway", "y1")), {}, "y1"),
        (sketch("s > u1 > u2 u3; u2 u3 > e"), {}, "几条出线"),
        (sketch("s > u1"), {}, "没有出线"),
        (sketch("u1 > e"), {}, "开始事件"),
        (
            sketch(
                "s > u1 > e", k9=beside("k9", "", "s9 > e9").replace("false", "true")
            ),
            {},
            "中断",
        ),
    ],
    ids=["call_loop", "unknown", "complex", "split", "dead_end", "start", "interrupts"],
)
def test_what_cannot_run_is_left_undecided_with_the_reason(body, shared, why):
    verdict = of(body, shared)

    assert verdict.kind is UNDECIDED
    assert why in verdict.note


def wide(branches: int, *, tail: str = "") -> str:
    """Return parallel branches that no rule makes smaller: each may be cut short."""
    arrows = "; ".join(
        f"p1 > u{n} > x{n} > p2; b{n} > x{n}" for n in range(10, 10 + branches)
    )
    guests = {
        f"b{n}": guest(f"b{n}", f"u{n}", "message") for n in range(10, 10 + branches)
    }
    return sketch(f"s > p1; {arrows}; p2 > {tail}e", **guests)


def test_exploring_stops_at_its_budget_and_says_so():
    xml = document(wide(12), before=BEFORE)

    verdict = check_soundness(xml, shared={}, budget=1000)

    assert (verdict.kind, verdict.faults) == (UNDECIDED, ())
    assert verdict.states <= 1000 + 1
    assert str(verdict.states) in verdict.note


def test_a_fault_found_within_the_budget_counts():
    body = sketch(
        "s > u1 > x1; x1 > u2; x1 > k9 > e2; u2 > x2 > u6 u7 > p9 > e1",
        k9=node("subProcess", "k9", wide(12)),
    )

    verdict = check_soundness(document(body, before=BEFORE), shared={}, budget=1000)

    assert verdict.kind is UNSOUND
    assert verdict.faults[0].element_ids == ("p9",)


def test_many_branches_in_a_row_are_no_matter():
    branches = "; ".join(
        f"p1 > {' > '.join(f'u{n}_{step}' for step in range(20))} > p2"
        for n in range(40)
    )
    good = document(sketch(f"s > p1; {branches}; p2 > u1 > e"))
    bad = document(sketch(f"s > p1; {branches}; p2 > x1 > u1 u2 > p3 > e"))

    assert check_soundness(good, shared={}).kind is SOUND
    (fault,) = check_soundness(bad, shared={}).faults
    assert fault.element_ids == ("p3",)
    assert [step.element_id for step in fault.path[-3:]] == ["p2", "x1", "u1"]
    assert len(fault.path) == len("sp") + 40 * 20 + len("pxu")


def test_a_case_may_stand_where_it_can_still_finish():
    body = sketch("s > x1 > u1 u2 > x2 > p1 > u3 u4; u3 > p2; u4 > x3 > p2 e9; p2 > e")

    assert standing(body, Marking({"u1": 1})).kind is UNSOUND
    assert standing(body, Marking({"u3": 1, "u4": 1})).kind is UNSOUND
    assert standing(body, Marking({"u3": 1, "u4_x3": 1})).kind is UNSOUND
    assert standing(body, Marking({"u3": 1, "x3_p2": 1})).kind is SOUND
    assert standing(body, Marking({"u3_p2": 1})).faults[0].path == ()
    assert standing(body, Marking()).kind is SOUND


def test_a_case_stands_in_its_scopes_and_branches_too():
    body = sketch(
        "s > k1 > e; b1 > u8 > u9 > e9",
        k1=sub("k1", "s1 > p1 > u1 u2 > p2 > e1"),
        b1=guest("b1", "k1", "message", interrupting=False),
    )
    inside = (("k1", Marking({"u1": 1, "u2_p2": 1})),)

    assert standing(body, Marking({"u8": 2, "u9": 1}, inside)).kind is SOUND
    hanging = standing(body, Marking({}, (("k1", Marking({"u2_p2": 1})),)))
    assert [fault.element_ids for fault in hanging.faults] == [("p2",)]


def test_a_timer_that_has_gone_off_comes_to_nobodys_help():
    body = sketch(
        "s > k1 > e; b1 > h1 > e8",
        k1=sub("k1", "s1 > u1 > l1 > e1"),
        b1=guest("b1", "k1", "timer", interrupting=False),
    )
    inside = (("k1", Marking({"l1": 1})),)

    assert standing(body, Marking({}, inside)).kind is SOUND
    spent = Marking({}, inside, frozenset({"b1"}))
    assert [f.element_ids for f in standing(body, spent).faults] == [("l1",)]


def test_tokens_that_have_no_place_any_more_are_faults():
    body = sketch("s > u1 > k1 > e", k1=sub("k1", "s1 > u2 > e1"))
    away = Marking({"gone": 1, "u2": 1}, (("u1", Marking()),))

    verdict = standing(body, away)

    assert [(f.kind, f.element_ids) for f in verdict.faults] == [
        (FaultKind.CANNOT_FINISH, ("gone",)),
        (FaultKind.CANNOT_FINISH, ("u2",)),
        (FaultKind.CANNOT_FINISH, ("u1",)),
    ]
