"""Where a case's tokens are can be told at every stop."""

from engine.bpmn.run import resume
from engine.model import clock
from engine.model.soundness import Marking
from tests.support.drawing import each, procedure
from tests.support.driving import Driven
from tests.support.sketching import BEFORE, beside, guest, sketch, sub
from tests.support.small_office import NOW, surroundings


def marking_of(case: Driven) -> Marking:
    with clock.at(NOW):
        return resume(case.procedure, case.last.state, surroundings()).marking


def test_a_token_before_a_join_waits_on_its_flow():
    case = Driven(procedure(sketch("s > p1 > u1 u2 u3 > p2 > e"), before=BEFORE))

    case.complete("u1")
    case.complete("u3")

    assert marking_of(case) == Marking({"u1_p2": 1, "u2": 1, "u3_p2": 1})


def test_scopes_are_told_one_by_one_and_what_only_listens_is_not():
    body = sketch(
        "s > k1 > e; b1 > u8 > e8",
        k1=sub("k1", "s1 > u1 > u2 > e1", each("['a', 'b']")),
        b1=guest("b1", "k1", "message", interrupting=False),
        k9=beside("k9", "message", "s9 > u9 > e9"),
    )
    case = Driven(procedure(body, before=BEFORE))

    case.complete("u1", item="a")

    first, second = Marking({"u2": 1}), Marking({"u1": 1})
    assert marking_of(case) == Marking({}, (("k1", first), ("k1", second)))


def test_timers_that_went_off_beside_what_waits_are_told():
    body = sketch(
        "s > p1; p1 > u1 u2; u1 u2 > p2 > e; b1 > e1; b2 > e2",
        b1=guest("b1", "u1", "timer", interrupting=False),
        b2=guest("b2", "u2", "timer", interrupting=False),
    )
    case = Driven(procedure(body, before=BEFORE))
    armed = marking_of(case)

    case.complete("u2")
    case.pass_time(days=400)

    assert armed == Marking({"u1": 1, "u2": 1})
    assert marking_of(case) == Marking({"u1": 1, "u2_p2": 1}, spent=frozenset({"b1"}))
