"""Every pattern of control flow gets the verdict it deserves, and a way to it."""

import pytest

from engine.bpmn.soundness.proving import check_soundness
from engine.model.soundness import SoundnessKind
from tests.engine.bpmn.soundness.patterns import PATTERNS
from tests.support.drawing import document
from tests.support.sketching import BEFORE


@pytest.mark.parametrize("name", PATTERNS)
def test_patterns_get_their_verdicts(name: str):
    pattern = PATTERNS[name]

    verdict = check_soundness(document(pattern.body, before=BEFORE), shared={})

    kind = SoundnessKind.UNSOUND if pattern.faults else SoundnessKind.SOUND
    found = [(fault.kind, fault.element_ids[0]) for fault in verdict.faults]
    assert (verdict.kind, verdict.note) == (kind, "")
    assert found == list(pattern.faults)
