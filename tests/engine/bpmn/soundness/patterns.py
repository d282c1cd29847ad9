"""Small diagrams, sound and broken: what the verdict must be, where the fault is."""

from typing import NamedTuple

from engine.model.soundness import FaultKind
from tests.support.drawing import each
from tests.support.sketching import beside, event, guest, sketch, sub

HANGS = FaultKind.CANNOT_FINISH
MEETS = FaultKind.UNCLEAN_END
GROWS = FaultKind.UNBOUNDED
DEAD = FaultKind.DEAD_ELEMENT


class Pattern(NamedTuple):
    """A body with the faults it has: kind and first element of each."""

    body: str
    faults: tuple[tuple[FaultKind, str], ...] = ()


MANY = each("['a', 'b']")
EARLY = each("['a', 'b']", condition="parameter('enough') == 1")

PATTERNS: dict[str, Pattern] = {
    # Gateways
    "sequence": Pattern(sketch("s > u1 > u2 > e")),
    "choice": Pattern(sketch("s > u1 > x1 > u2 u3 > x2 > e")),
    "parallel": Pattern(sketch("s > p1 > u1 u2 > p2 > u3 > e")),
    "parallel_with_two_ends": Pattern(sketch("s > p1; p1 > u1 > e1; p1 > u2 > e2")),
    "loop": Pattern(sketch("s > x1 > u1 > x2; x2 > x1; x2 > e")),
    "choice_into_join": Pattern(
        sketch("s > u1 > x1 > u2 u3 > p1 > e"), ((HANGS, "p1"),)
    ),
    "split_into_merge": Pattern(
        sketch("s > p1 > u1 u2 > x1 > u3 > e"), ((MEETS, "u3"),)
    ),
    "split_into_one_end": Pattern(sketch("s > p1 > u1 u2 > x1 > e"), ((MEETS, "e"),)),
    "join_before_loop": Pattern(
        sketch("s > x1 > p1; p1 > u1; p1 > u2; u1 u2 > p2 > u3 > x2; x2 > x1; x2 > e")
    ),
    "branch_back_before_split": Pattern(
        sketch("s > x1 > p1; p1 > u1 > x1; p1 > u2 > e"), ((GROWS, "u2"),)
    ),
    "loop_without_exit": Pattern(
        sketch("s > u1 > x1; x1 > e; x1 > x2 > u2 > u3 > x2"), ((HANGS, "u2"),)
    ),
    "unreached": Pattern(sketch("s > u1 > e; u9 > x9 > e9"), ((DEAD, "u9"),)),
    "join_of_crossed_choices": Pattern(
        sketch(
            "s > p1 > x1 x2; x1 > u1 u2; x2 > u3 u4; u1 u3 > p2; u2 u4 > p3;"
            "p2 p3 > x3 > e"
        ),
        ((HANGS, "p2"),),
    ),
    # Inclusive gateways
    "inclusive": Pattern(sketch("s > u1 > o1 > u2 u3 u4 > o2 > e")),
    "inclusive_into_parallel_join": Pattern(
        sketch("s > u1 > o1 > u2 u3 u4 > p1 > e"), ((HANGS, "p1"),)
    ),
    "inclusive_into_merge": Pattern(
        sketch("s > u1 > o1 > u2 u3 u4 > x1 > u5 > e"), ((MEETS, "u5"),)
    ),
    "parallel_into_inclusive": Pattern(sketch("s > p1 > u1 u2 > o1 > u3 > e")),
    "choice_into_inclusive": Pattern(sketch("s > u1 > x1 > u2 u3 > o1 > u4 > e")),
    "choice_before_inclusive_join": Pattern(
        sketch("s > p1 > u1 u2; u1 > o1; u2 > x1 > u3 e2; u3 > o1 > u4 > e")
    ),
    # Boundary events
    "interrupting_timer": Pattern(
        sketch("s > u1 > e; b1 > u2 > e2", b1=guest("b1", "u1", "timer"))
    ),
    "interrupting_before_join": Pattern(
        sketch("s > p1 > u1 u2 > p2 > e; b1 > u3 > e3", b1=guest("b1", "u1", "timer")),
        ((HANGS, "p2"),),
    ),
    "interrupting_merged_before_join": Pattern(
        sketch(
            "s > p1 > u1 u2; u1 > x1; b1 > u3 > x1 > p2; u2 > p2 > e",
            b1=guest("b1", "u1", "message"),
        )
    ),
    "not_interrupting_with_own_end": Pattern(
        sketch(
            "s > u1 > e; b1 > u2 > e2",
            b1=guest("b1", "u1", "message", interrupting=False),
        )
    ),
    "not_interrupting_into_main": Pattern(
        sketch(
            "s > u1 > x1 > u3 > e; b1 > u2 > x1",
            b1=guest("b1", "u1", "timer", interrupting=False),
        ),
        ((MEETS, "u3"),),
    ),
    "not_interrupting_into_join": Pattern(
        sketch(
            "s > u1 > p1 > e; b1 > u2 > p1",
            b1=guest("b1", "u1", "timer", interrupting=False),
        ),
        ((HANGS, "p1"),),
    ),
    "not_interrupting_then_terminate": Pattern(
        sketch(
            "s > u1 > u2 > e; b1 > u3 > x1 > t1 e3",
            b1=guest("b1", "u1", "message", interrupting=False),
        )
    ),
    "branch_of_message_with_join": Pattern(
        sketch(
            "s > u1 > e; b1 > p1 > u2 u3 > p2 > e2",
            b1=guest("b1", "u1", "message", interrupting=False),
        ),
        ((HANGS, "p2"),),
    ),
    "branch_of_timer_with_join": Pattern(
        sketch(
            "s > u1 > e; b1 > p1 > u2 u3 > p2 > e2",
            b1=guest("b1", "u1", "timer", interrupting=False),
        )
    ),
    "fault_in_branch": Pattern(
        sketch(
            "s > u1 > e; b1 > x1 > u2 u3 > p2 > e2",
            b1=guest("b1", "u1", "timer", interrupting=False),
        ),
        ((HANGS, "p2"),),
    ),
    "timer_on_what_never_waits": Pattern(
        sketch("s > c1 > u1 > e; b1 > e2", b1=guest("b1", "c1", "timer")),
        ((DEAD, "b1"),),
    ),
    # Event-based gateways, messages, signals
    "first_of_two": Pattern(sketch("s > u1 > g1 > m1 w1; m1 > e1; w1 > e2")),
    "message_that_may_come": Pattern(sketch("s > m1 > e")),
    "signal_that_nobody_sends": Pattern(sketch("s > u1 > l1 > e"), ((HANGS, "l1"),)),
    "signal_sent_while_waited_for": Pattern(
        sketch("s > p1 > l1 u1; u1 > h1 > e1; l1 > e2")
    ),
    "signal_sent_at_an_end": Pattern(
        sketch("s > p1 > l1 u1; u1 > z1; l1 > e2", z1=event("endEvent", "z1", "signal"))
    ),
    "signal_sent_too_early": Pattern(
        sketch("s > p1 > u1 u2; u1 > h1 > e1; u2 > l1 > e2"), ((HANGS, "l1"),)
    ),
    # Sub-processes
    "sub_process": Pattern(
        sketch("s > k1 > e", k1=sub("k1", "s1 > p1 > u1 u2 > p2 > e1"))
    ),
    "fault_in_sub_process": Pattern(
        sketch("s > u1 > k1 > e", k1=sub("k1", "s1 > x1 > u2 u3 > p2 > e1")),
        ((HANGS, "p2"),),
    ),
    "fault_in_several": Pattern(
        sketch("s > k1 > e", k1=sub("k1", "s1 > x1 > u2 u3 > p2 > e1", MANY)),
        ((HANGS, "p2"),),
    ),
    "several_at_once": Pattern(
        sketch("s > k1 > u9 > e", k1=sub("k1", "s1 > u1 > x1; x1 > u1; x1 > e1", EARLY))
    ),
    "terminate_ends_its_scope": Pattern(
        sketch("s > k1 > u3 > e", k1=sub("k1", "s1 > p1 > u1 u2; u1 > t1; u2 > e1"))
    ),
    "terminate_before_join": Pattern(sketch("s > p1 > u1 u2; u1 > t1; u2 > u3 > e")),
    "terminate_frees_what_hangs": Pattern(
        sketch("s > p1 > u1 u2 u3; u1 > t1; u2 > x1 > p2 e2; u3 > p2 > e3")
    ),
    "error_caught": Pattern(
        sketch(
            "s > k1 > e; b1 > u2 > e2",
            k1=sub("k1", "s1 > p1 > u1 u3; u1 > x1 > e1 r1; u3 > e3"),
            b1=guest("b1", "k1", "error"),
        )
    ),
    "error_uncaught": Pattern(
        sketch("s > k1 > e", k1=sub("k1", "s1 > u1 > x1 > e1 r1")), ((HANGS, "r1"),)
    ),
    "error_never_thrown": Pattern(
        sketch(
            "s > k1 > e; b1 > e2",
            k1=sub("k1", "s1 > u1 > e1"),
            b1=guest("b1", "k1", "error"),
        ),
        ((DEAD, "b1"),),
    ),
    "escalation_beside": Pattern(
        sketch(
            "s > k1 > e; b1 > u2 > e2",
            k1=sub("k1", "s1 > u1 > x1 > e1 a1"),
            b1=guest("b1", "k1", "escalation", interrupting=False),
        )
    ),
    "escalation_instead": Pattern(
        sketch(
            "s > k1 > u3 > x9; b1 > u2 > x9 > e",
            k1=sub("k1", "s1 > u1 > x1 > e1 a1"),
            b1=guest("b1", "k1", "escalation"),
        )
    ),
    "escalation_waited_for": Pattern(
        sketch(
            "s > k1 > p9 > e; b1 > u2 > p9",
            k1=sub("k1", "s1 > u1 > a1"),
            b1=guest("b1", "k1", "escalation", interrupting=False),
        )
    ),
    "escalation_not_always": Pattern(
        sketch(
            "s > k1 > p9 > e; b1 > u2 > p9",
            k1=sub("k1", "s1 > u1 > x1 > a1 e1"),
            b1=guest("b1", "k1", "escalation", interrupting=False),
        ),
        ((HANGS, "p9"),),
    ),
    "error_of_one_of_several": Pattern(
        sketch(
            "s > k1 > e; b1 > u2 > e2",
            k1=sub("k1", "s1 > u1 > x1 > e1 r1", MANY),
            b1=guest("b1", "k1", "error"),
        )
    ),
    # Event sub-processes
    "standing_act": Pattern(sketch("s > u1 > e", k9=beside("k9", "", "s9 > u9 > e9"))),
    "fault_in_standing_act": Pattern(
        sketch("s > u1 > e", k9=beside("k9", "", "s9 > x9 > u8 u9 > p9 > e9")),
        ((HANGS, "p9"),),
    ),
    "standing_act_interrupts_by_signal": Pattern(
        sketch(
            "s > u1 > e; b1 > u2 > e2",
            b1=guest("b1", "u1", "signal:bell"),
            k9=beside("k9", "", "s9 > h9 > e9"),
        )
    ),
    "standing_act_breaks_a_join": Pattern(
        sketch(
            "s > p1 > u1 u3 > p2 > e; b1 > u2 > e2",
            b1=guest("b1", "u1", "signal:bell"),
            k9=beside("k9", "", "s9 > h9 > e9"),
        ),
        ((HANGS, "p2"),),
    ),
    "event_sub_process_by_signal": Pattern(
        sketch("s > u1 > h1 > u2 > e", k9=beside("k9", "signal:bell", "s9 > u9 > e9"))
    ),
    "event_sub_process_never_set_off": Pattern(
        sketch("s > u1 > e", k9=beside("k9", "signal:bell", "s9 > u9 > e9")),
        ((DEAD, "k9"),),
    ),
    "signal_heard_inside": Pattern(
        sketch(
            "s > p1 > k1 u1; u1 > h1 > p2; k1 > p2 > e", k1=sub("k1", "s1 > l1 > e1")
        )
    ),
    "signal_missed_inside": Pattern(
        sketch(
            "s > p1 > k1 u1; u1 > h1 > p2; k1 > p2 > e",
            k1=sub("k1", "s1 > u2 > l1 > e1"),
        ),
        ((HANGS, "l1"),),
    ),
}
