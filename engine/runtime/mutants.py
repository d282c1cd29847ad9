"""The mutants of a procedure as a whole: its diagram, tables, forms and manifest."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import PurePath

from engine.assembly import read_procedure, split_files
from engine.bpmn.mutants import diagram_mutants
from engine.bpmn.mutants_tables import table_mutants
from engine.content.mutants import form_mutants, manifest_mutants
from engine.model.mutant import CASE, Mutant, used
from engine.model.procedure import Bundle
from engine.runtime.at_hand import first_task

DIAGRAM = "process.bpmn"


def mutants_of(bundle: Bundle) -> Iterator[Mutant]:
    """Yield the mutants of a procedure, always the same in the same order.

    Raises:
        BundleRejected: The procedure itself is not in order.
    """
    procedure = read_procedure(bundle)
    files, parts = bundle.files, split_files(bundle)
    yield from diagram_mutants(files[DIAGRAM])
    # Any expression of a case may ask a table, and any form before there is a case.
    askers = frozenset({CASE, *(used(form) for form in procedure.forms)})
    elements = procedure.diagram.elements.values()
    for path, data in files.items():
        if path.endswith(".dmn"):
            name = PurePath(path).stem
            where = next((e.element_id for e in elements if e.decision == name), path)
            for mutant in table_mutants(path, data, askers):
                yield _at(where, mutant)
    first = first_task(procedure.diagram)
    yield from manifest_mutants(
        files["manifest.json"], first.element_id if first else ""
    )
    for path, data in parts.forms.items():
        name = PurePath(path).stem
        where = next((e.element_id for e in elements if e.form == name), path)
        for mutant in form_mutants(path, data):
            yield _at(where, mutant)


def _at(place: str, mutant: Mutant) -> Mutant:
    """Return the mutant, shown at the element that uses the changed file."""
    return replace(mutant, mutation=replace(mutant.mutation, place=place))
