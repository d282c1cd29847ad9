"""Read an attached document: to whoever may see its case."""

from engine.assembly import Engine
from engine.model.errors import CaseNotFound, DocumentNotFound, StateUnreadable
from engine.model.reading import DocumentShown
from engine.outside.document_files import fetch
from engine.runtime.looking import look
from engine.runtime.seeing import see_case
from engine.runtime.shown import document_shown


def read_document(
    engine: Engine, document_id: str, *, by: str
) -> tuple[DocumentShown, bytes]:
    """Return the document and its bytes, checked against their hash.

    Before its case is started a document is its adder's alone.

    Raises:
        DocumentNotFound: There is none, or the asker may not see its case.
        StateUnreadable: Its bytes are gone, or no longer the ones attached.
    """
    with look(engine) as here:
        document = here.unit.documents.find(document_id)
        if document is None:
            raise DocumentNotFound(document_id=document_id)
        if document.case_id:
            try:
                see_case(here, document.case_id, by)
            except CaseNotFound as error:
                raise DocumentNotFound(document_id=document_id) from error
        elif document.added_by != by:
            raise DocumentNotFound(document_id=document_id)
        shown = document_shown(here.office, document)
    try:
        data = fetch(engine.documents, document.sha256)
    except (FileNotFoundError, ValueError) as error:
        why = f"document {document_id}"
        raise StateUnreadable(case_id=document.case_id, why=why) from error
    return shown, data
