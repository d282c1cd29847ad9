"""What can be drawn is what the engine runs: neither more nor less."""

import json
import shutil
import subprocess
from pathlib import Path

import pytest

from engine.bpmn.checking_elements import ESP_STARTS, IN_SCOPE, UNSUPPORTED
from engine.bpmn.checking_events import ALLOWED
from engine.bpmn.names import FLOW_NODES

KINDS = Path(__file__).parents[2] / "forms/static/designer/kinds.js"
NODE = shutil.which("node")
ASK = """
import { readFileSync } from 'node:fs';
const text = encodeURIComponent(readFileSync(process.argv[1], 'utf8'));
const { ALL } = await import(`data:text/javascript,${text}`);
console.log(JSON.stringify(ALL.map((each) => each.target)));
"""
# Kinds without an event definition that wait for something: the engine asks for one.
MUST_SAY = {"intermediateCatchEvent", "boundaryEvent"}

pytestmark = pytest.mark.skipif(NODE is None, reason="no Node on this machine")


@pytest.fixture(scope="module")
def drawn() -> set[tuple[str, str]]:
    """Every kind that the menus offer, as (BPMN's name, event definition)."""
    done = subprocess.run(  # noqa: S603 - our own script, no input from outside
        [str(NODE), "--input-type=module", "--eval", ASK, str(KINDS)],
        capture_output=True,
        check=True,
    )
    targets = json.loads(done.stdout)
    return {
        (_local(each["type"]), _trigger(each.get("eventDefinitionType", "")))
        for each in targets
    }


def _local(name: str) -> str:
    bare = name.removeprefix("bpmn:")
    return bare[:1].lower() + bare[1:]


def _trigger(name: str) -> str:
    return _local(name).removesuffix("EventDefinition")


def test_nothing_is_offered_that_the_engine_refuses(
    drawn: set[tuple[str, str]],
) -> None:
    for kind, trigger in drawn:
        assert kind in IN_SCOPE
        assert kind not in UNSUPPORTED
        assert f"{trigger}EventDefinition" not in UNSUPPORTED
        if trigger:
            assert trigger in ALLOWED[kind]
        else:
            assert kind not in MUST_SAY


def test_every_event_that_the_engine_runs_is_offered(
    drawn: set[tuple[str, str]],
) -> None:
    for kind, triggers in ALLOWED.items():
        offered = {trigger for name, trigger in drawn if name == kind and trigger}
        # Only event sub-processes have starts with a trigger.
        assert offered == (ESP_STARTS if kind == "startEvent" else triggers)


def test_every_node_that_the_engine_runs_is_offered(
    drawn: set[tuple[str, str]],
) -> None:
    offered = {kind for kind, _ in drawn}

    assert {*FLOW_NODES} - UNSUPPORTED.keys() - offered == set()
