"""The mutants of a procedure as a whole: its diagram, tables, forms and manifest."""

from collections.abc import Iterator

from engine.assembly import read_procedure, split_files
from engine.bpmn.checking_sheet import FILE
from engine.bpmn.mutants import diagram_mutants
from engine.bpmn.mutants_tables import table_mutants
from engine.content.mutants import form_mutants, manifest_mutants
from engine.model.mutant import CASE, Mutant, used
from engine.model.procedure import Bundle
from engine.runtime.at_hand import first_task


def mutants_of(bundle: Bundle) -> Iterator[Mutant]:
    """Yield the mutants of a procedure, always the same in the same order.

    Raises:
        BundleRejected: The procedure itself is not in order.
    """
    procedure = read_procedure(bundle)
    files, parts = bundle.files, split_files(bundle)
    yield from diagram_mutants(files[FILE])
    # Any expression of a case may ask a table, and any form before there is a case.
    askers = frozenset({CASE, *(used(form) for form in procedure.forms)})
    for path, data in files.items():
        if path.endswith(".dmn"):
            yield from table_mutants(path, data, askers)
    first = first_task(procedure.diagram)
    yield from manifest_mutants(
        files["manifest.json"], first.element_id if first else ""
    )
    for path, data in parts.forms.items():
        yield from form_mutants(path, data)
