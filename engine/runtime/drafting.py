"""What verbs do to drafts: make one, find it, hold a file of it against the rules."""

import json
from dataclasses import replace

from engine.bpmn.gate import read_dmn, read_xml
from engine.content.bundle import (
    NEEDED,
    check_bundle,
    check_file,
    digest,
    pack,
    unpack,
)
from engine.model.errors import XmlRefused
from engine.model.errors_design import DraftClosed, DraftFileRefused, DraftNotFound
from engine.model.finding import Finding
from engine.model.identity import new_id
from engine.model.procedure import Bundle
from engine.model.procedure_draft import DraftState, ProcedureDraft
from engine.runtime.deed import Deed
from engine.store.unit import Unit

MANIFEST = "manifest.json"
NAME_LENGTH = 80
_CODES = {"bad_path": "path", "file_too_large": "file_too_large"}


def find_draft(unit: Unit, draft_id: str) -> ProcedureDraft:
    """Return the draft.

    Raises:
        DraftNotFound: There is none of that id.
    """
    draft = unit.procedure_drafts.find(draft_id)
    if draft is None:
        raise DraftNotFound
    return draft


def open_draft(unit: Unit, draft_id: str) -> ProcedureDraft:
    """Return the draft, which may still be changed.

    Raises:
        DraftNotFound: There is none of that id.
        DraftClosed: It was published or discarded.
    """
    draft = find_draft(unit, draft_id)
    if not draft.is_open:
        raise DraftClosed(why=draft.state.value)
    return draft


def files_of(unit: Unit, draft_id: str) -> Bundle:
    """Return the files of a draft, which must exist."""
    return unpack(unit.procedure_drafts.files(draft_id))


def lay_draft(
    deed: Deed, bundle: Bundle, *, based_on: str, by: str, earlier: tuple[str, ...] = ()
) -> ProcedureDraft:
    """Write a new draft with these files.

    Args:
        deed: The deed under way.
        bundle: The files; names and sizes were checked.
        based_on: The version that they came from, or empty.
        by: Who makes it: a person's id, or the system.
        earlier: Who else had a hand in the content.
    """
    draft = ProcedureDraft(
        draft_id=new_id(deed.now),
        slug=bundle.slug,
        name=name_of(bundle),
        based_on=based_on,
        digest=digest(bundle),
        revision=1,
        state=DraftState.OPEN,
        made_by=by,
        made_at=deed.now,
        changed_by=by,
        changed_at=deed.now,
        editors=tuple(dict.fromkeys((*earlier, by))),
    )
    deed.unit.procedure_drafts.add(draft, pack(bundle))
    return draft


def saved_draft(
    draft: ProcedureDraft, bundle: Bundle, deed: Deed
) -> tuple[ProcedureDraft, bytes]:
    """Return the draft after a save of these files by the deed's doer, and its pack."""
    by = deed.ask.by
    saved = replace(
        draft,
        name=name_of(bundle),
        digest=digest(bundle),
        revision=draft.revision + 1,
        changed_by=by,
        changed_at=deed.now,
        editors=tuple(dict.fromkeys((*draft.editors, by))),
    )
    return saved, pack(bundle)


def name_of(bundle: Bundle) -> str:
    """Return the name that the manifest gives, the slug where it gives none."""
    try:
        told = json.loads(bundle.files.get(MANIFEST, b""))
    except (ValueError, RecursionError):
        return bundle.slug
    name = told.get("name") if isinstance(told, dict) else None
    is_name = isinstance(name, str) and name.strip() and name.isprintable()
    return str(name)[:NAME_LENGTH] if is_name else bundle.slug


def with_file(bundle: Bundle, path: str, data: bytes | None) -> Bundle:
    """Return the bundle with a file written or, without data, removed.

    Raises:
        DraftFileRefused: Its name or size is not allowed, it is not text, it may not
            be missing, its XML is hostile or broken, or all files are too much.
    """
    files = dict(bundle.files)
    if data is None:
        if path in NEEDED:
            raise DraftFileRefused(path=path, why="file_needed")
        files.pop(path, None)
        return Bundle(bundle.slug, files)
    check_written(path, data)
    files[path] = data
    changed = Bundle(bundle.slug, files)
    if check_bundle(changed):
        raise DraftFileRefused(path=path, why="too_many_files")
    return changed


def check_written(path: str, data: bytes) -> None:
    """Refuse a file that no draft may hold; what is only wrong is a finding.

    Raises:
        DraftFileRefused: See `with_file`.
    """
    _refuse(path, check_file(path, data))
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        raise DraftFileRefused(path=path, why="not_utf8") from error
    if "\x00" in text:
        raise DraftFileRefused(path=path, why="not_utf8")
    read = {"bpmn": read_xml, "dmn": read_dmn}.get(path.rpartition(".")[2])
    if read is None:
        return
    try:
        read(data)
    except XmlRefused as error:
        facts = {name: value for name, value in error.facts.items() if value}
        raise DraftFileRefused(**facts | {"path": path}) from error


def _refuse(path: str, findings: tuple[Finding, ...]) -> None:
    for finding in findings:
        raise DraftFileRefused(path=path, why=_CODES[finding.code])
