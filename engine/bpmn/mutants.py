"""The mutants of a diagram: each the document with one thing changed."""

from collections.abc import Callable, Iterator

from lxml import etree

from engine.bpmn.checking_sheet import Sheet
from engine.bpmn.gate import read_xml
from engine.bpmn.mutants_change import Change, Copy
from engine.bpmn.mutants_duties import duty_changes
from engine.bpmn.mutants_effects import effect_changes
from engine.bpmn.mutants_events import event_changes
from engine.bpmn.mutants_flows import flow_changes
from engine.bpmn.mutants_limits import limit_changes
from engine.bpmn.mutants_scripts import script_changes
from engine.bpmn.names import bpmn
from engine.model.mutant import Mutant

OPERATORS: tuple[Callable[[Sheet], Iterator[Change]], ...] = (
    flow_changes,
    duty_changes,
    limit_changes,
    effect_changes,
    event_changes,
    script_changes,
)


def diagram_mutants(xml: bytes) -> Iterator[Mutant]:
    """Yield the mutants of a diagram that the check accepts, always the same.

    Changes that cannot be noticed, or that another mutant stands for, are left out.

    Raises:
        XmlRefused: The gate refuses the document.
    """
    root = read_xml(xml)
    process = root.find(bpmn("process"))
    if process is None:
        return
    sheet = Sheet(root, process, shared={}, tables={})
    for operator in OPERATORS:
        for change in operator(sheet):
            copy = Copy(root)
            change.edit(copy)
            data = etree.tostring(copy.root, encoding="UTF-8", xml_declaration=True)
            yield Mutant(change.mutation, data)
