"""Make the golden state of the present format, once, before its first release.

`python -m tests.engine.bpmn.golden.make`; what has been released is never made again.
"""

from pathlib import Path

from engine.bpmn.codec import FORMAT
from engine.bpmn.reading import compile_diagram
from engine.bpmn.state import seal
from engine.model.keys import KeyRing
from engine.model.procedure import Bundle, Manifest, Procedure
from tests.support.driving import Driven

HERE = Path(__file__).parent
DIAGRAM = Path("tests/support/diagrams/everything.bpmn")
RING = KeyRing("golden", {"golden": b"a key for tests alone, not secret"})


def everything() -> Procedure:
    """Return the procedure whose states are kept."""
    diagram = compile_diagram(DIAGRAM.read_bytes(), {})
    manifest = Manifest("p", "样样都有", "", "件", "", (), ())
    return Procedure(Bundle("p", {}), manifest, diagram, {})


def halfway() -> Driven:
    """Return a case with something of every kind waiting in it."""
    case = Driven(everything())
    case.complete("fill", {"units": ["finance", "education"], "title": "预算"})
    case.complete("sign", {"decision": "一致"}, item="post:deputy_a")
    return case


if __name__ == "__main__":
    sealed = seal(halfway().last.state, case_id="c1", revision=3, ring=RING)
    (HERE / f"format_{FORMAT}.state").write_bytes(sealed)
