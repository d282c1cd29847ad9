"""Attach a document: to a task, to a case, or to a case still to be started."""

from dataclasses import dataclass

from engine.assembly import Engine
from engine.model.case import Case
from engine.model.entitlement import Verb, permits
from engine.model.errors import CaseNotFound, DocumentRefused, NotACandidate
from engine.model.identity import new_id
from engine.model.principals import principals_of
from engine.model.reading import DocumentShown
from engine.model.trail import Document
from engine.outside.document_files import keep
from engine.runtime.aftermath import doer_of
from engine.runtime.at_hand import must_run
from engine.runtime.chain import Doer, Told, doer_by
from engine.runtime.deed import Ask, Deed, carry_out
from engine.runtime.file_kind import media_type_of, plain_name
from engine.runtime.note import note_on_case
from engine.runtime.permission import takes_documents
from engine.runtime.seeing import see_case
from engine.runtime.shown import document_shown
from engine.runtime.task_at_hand import task_at_hand

MOST_PER_TASK = 20
SECRECY_ARTICLE = ("49.2",)


@dataclass(frozen=True, slots=True)
class _Place:
    """Where a document goes: the case locked, None before there is one."""

    case: Case | None
    doer: Doer
    element_id: str = ""


def attach_document(
    engine: Engine,
    *,
    by: str,
    case_id: str = "",
    task_id: str = "",
    name: str,
    data: bytes,
) -> DocumentShown:
    """Keep the file and return how it is shown.

    Raises:
        DocumentRefused: Empty, too large, of no kind that is taken, one too many, or
            the case is classified.
        NotFound: The task or case is not there, or not for the asker to see.
        NotAllowed: The task is not theirs to do.
        Conflict: The task is done, or the case does not run.

    Source: article 49 (secret matters go by other ways than this system).
    """
    told, stored_name = media_type_of(name, data), plain_name(name)
    ask = Ask("attach", by=by, case_id=case_id, task_id=task_id)
    # Asked twice: a large file must not be written while the database waits for it,
    # and what is refused must leave no file behind.
    carry_out(engine, ask, _place)
    sha256 = keep(engine.documents, data)

    def work(deed: Deed) -> DocumentShown:
        place = _place(deed)
        document = Document(
            document_id=new_id(deed.now),
            sha256=sha256,
            size_bytes=len(data),
            media_type=told,
            name=stored_name,
            added_by=by,
            added_at=deed.now,
            case_id=place.case.case_id if place.case is not None else "",
            task_id=task_id,
        )
        deed.unit.documents.add(document)
        if place.case is not None:
            _note(deed, place.case, place, document)
        return document_shown(deed.picture.office, document)

    return carry_out(engine, ask, work)


def _place(deed: Deed) -> _Place:
    """Return where the document goes, or refuse."""
    ask, office = deed.ask, deed.picture.office
    if ask.task_id:
        held = task_at_hand(deed, ask.task_id)
        if deed.unit.documents.count_of_task(ask.task_id) >= MOST_PER_TASK:
            raise DocumentRefused(why="too_many", most=MOST_PER_TASK)
        place = _Place(
            held.case, doer_by(office, held.right), element_id=held.task.element_id
        )
    elif ask.case_id:
        place = _Place(_case(deed), doer_of(deed.engine, deed.unit, ask.by))
    else:
        # Whoever holds no post starts nothing.
        if not principals_of(office, ask.by, deed.now):
            raise NotACandidate(task_name="", candidates=(), references=())
        return _Place(None, doer_of(deed.engine, deed.unit, ask.by))
    if place.case is not None and not takes_documents(deed, place.case):
        raise DocumentRefused(why="classified", references=SECRECY_ARTICLE)
    return place


def _case(deed: Deed) -> Case:
    """Return the case, locked, if what the asker is to it lets them add to it."""
    found = deed.unit.cases.lock(deed.ask.case_id)
    if found is None:
        raise CaseNotFound(case_id=deed.ask.case_id)
    seen = see_case(deed, deed.ask.case_id, deed.ask.by)
    if not permits(seen.relations, Verb.ATTACH):
        references = seen.procedure.manifest.start_references
        raise NotACandidate(task_name="", candidates=(), references=references)
    must_run(seen.case)
    return seen.case


def _note(deed: Deed, case: Case, place: _Place, document: Document) -> None:
    details = {
        "document_id": document.document_id,
        "name": document.name,
        "sha256": document.sha256,
    }
    told = Told(
        "attach",
        element_id=place.element_id,
        task_id=document.task_id,
        details=details,
    )
    note_on_case(deed, case, place.doer, told)
