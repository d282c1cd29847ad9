"""A folded net has the faults of the net that it was folded from, and no others."""

import pytest

from engine.bpmn.gate import read_xml
from engine.bpmn.soundness.anatomy import Anatomy, Part, dissect
from engine.bpmn.soundness.building import build_net
from engine.bpmn.soundness.diagnosis import Diagnosis, diagnose
from engine.bpmn.soundness.folding import fold
from engine.bpmn.soundness.moves import Moves
from engine.bpmn.soundness.search import explore
from engine.bpmn.soundness.unfolding import explore_folded
from engine.model.soundness import FaultKind
from tests.support.drawing import document
from tests.support.random_diagrams import random_body
from tests.support.sketching import BEFORE, sketch

SEEDS = 60
MEETING = {FaultKind.UNCLEAN_END, FaultKind.UNBOUNDED}


def anatomy_of(body: str) -> Anatomy:
    return dissect(build_net(read_xml(document(body, before=BEFORE)), {}))


def faults_of(found: list[Diagnosis]) -> set[tuple[FaultKind, bool]]:
    """Return kinds of faults; where tokens meet, what else there is varies."""
    kinds = {(each.kind, each.circles) for each in found}
    meeting = any(kind in MEETING for kind, _ in kinds)
    return {(FaultKind.UNCLEAN_END, False)} if meeting else kinds


@pytest.mark.parametrize("batch", range(5))
def test_folding_changes_no_verdict_and_nothing_comes_alive_or_dies(batch: int):
    folded_away = 0
    for seed in range(batch * SEEDS, (batch + 1) * SEEDS):
        anatomy = anatomy_of(random_body(seed))
        for part in anatomy.parts:
            drawn = Moves(anatomy, part)
            whole = explore(drawn, 30_000)
            folded = fold(anatomy, part)
            assert folded is not None
            small = explore_folded(Moves(anatomy, part), folded, 30_000)

            faults = faults_of(list(diagnose(whole)))
            assert faults_of(list(diagnose(small))) == faults, seed
            if (FaultKind.UNCLEAN_END, False) not in faults:
                assert small.moves.first.keys() == drawn.first.keys(), seed
            _walk_all(anatomy, part, list(diagnose(small)))
            folded_away += len(whole.came) - len(small.came)
    assert folded_away > 0


def _walk_all(anatomy: Anatomy, part: Part, found: list[Diagnosis]) -> None:
    """See that every way can be walked in the net as it is drawn."""
    for each in found:
        moves = Moves(anatomy, part)
        state = moves.beginning()
        for move in each.way:
            assert move in moves.moves(state)
            state = move.state


def test_what_is_plainly_in_order_becomes_one_step():
    arrows = "s > p1 > u1 x1; x1 > u2 u3 > x2 > u4 > x3; x3 > x2; x3 > p2; u1 > p2 > e"
    anatomy = anatomy_of(sketch(arrows))

    folded = fold(anatomy, anatomy.parts[0])

    assert folded is not None
    (inside,) = folded.inside.values()
    assert len(inside) == len(anatomy.net.nodes) - len({"s", "p1", "e"})


def test_parts_in_which_something_is_thrown_are_left_as_they_are():
    anatomy = anatomy_of(sketch("s > p1 > u1 u2 > p2 > h1 > e"))

    assert fold(anatomy, anatomy.parts[0]) is None
