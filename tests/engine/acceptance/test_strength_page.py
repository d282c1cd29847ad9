"""The page of what survived says and shows each survivor, and nothing else."""

import re

from engine.acceptance.strength import MutantVerdict, Strength
from engine.acceptance.strength_page import strength_page
from engine.bpmn.layout.layout import layout
from engine.bpmn.mutants import diagram_mutants
from engine.model.mutant import MutantKind, Mutation
from engine.model.strength import Fate
from tests.engine.bpmn.good_diagram import GOOD

DRAWN = layout(GOOD.encode())
MUTATIONS = [each.mutation for each in diagram_mutants(DRAWN)]
IN_A_FILE = Mutation(
    MutantKind.STARTERS_CHANGED, "manifest.json", "发起人<b>", "", frozenset()
)


def strength(*fates: tuple[Mutation, Fate]) -> Strength:
    verdicts = (MutantVerdict(each, fate, "", "", 2, 0.1) for each, fate in fates)
    return Strength("agenda", "议题报送", DRAWN, tuple(verdicts))


def test_every_survivor_is_told_and_drawn_with_its_mark():
    flow, task = MUTATIONS[0], MUTATIONS[6]

    page = strength_page([strength((flow, Fate.SURVIVED), (task, Fate.SURVIVED))])

    assert page.count("<li>") == 2
    assert flow.text in page
    assert len(re.findall(r'<polyline class="mark way"', page)) == 1
    assert len(re.findall(r'<rect class="mark"', page)) == 1
    assert page.count('href="#agenda-0"') == 2


def test_who_was_caught_is_only_counted():
    caught, refused = MUTATIONS[1], MUTATIONS[2]

    page = strength_page([strength((caught, Fate.CAUGHT), (refused, Fate.REFUSED))])

    assert "<li>" not in page
    assert "<td>2</td><td>1</td><td>1</td><td>0</td><td>100.0%</td>" in page


def test_what_lies_on_no_diagram_is_told_without_a_picture():
    page = strength_page([strength((IN_A_FILE, Fate.SURVIVED))])

    assert "发起人&lt;b&gt;" in page
    assert 'class="mark' not in page
