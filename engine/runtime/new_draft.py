"""New drafts from outside: a template, an exported procedure, another's diagram."""

import json
import re
import zipfile

from engine.assembly import PROCESSES, Engine
from engine.bpmn.importing import adopted, process_named
from engine.content.bundle import unpack
from engine.model.entitlement import DeskVerb
from engine.model.errors import BundleRejected, XmlRefused
from engine.model.errors_design import ImportRefused, ProcedureExists
from engine.model.procedure import Bundle
from engine.model.procedure_draft import ProcedureDraft
from engine.runtime.aftermath import doer_of
from engine.runtime.chain import Told
from engine.runtime.deed import Ask, Deed, carry_out
from engine.runtime.drafting import check_written, lay_draft
from engine.runtime.folders import read_bundle
from engine.runtime.note import note_on_office
from engine.runtime.roles import must_be_allowed

TEMPLATE = PROCESSES / "templates" / "review"
DIAGRAM, MANIFEST = "process.bpmn", "manifest.json"
# What stands in the template for what the designer names.
_SLUG_THERE, _NAME_THERE = "new_procedure", "新程序"
_SLUG = re.compile(r"[a-z][a-z0-9_]{0,63}")
# It stands in a diagram, in JSON and in quotes of a scenario.
_NAME = re.compile(r"[\w()（）、·—-]{1,40}")
_ZIP = b"PK"


def draft_from_template(
    engine: Engine, slug: str, name: str, *, by: str
) -> ProcedureDraft:
    """Make a draft of a procedure that there is not yet, from the shipped template.

    Raises:
        RoleMissing: The person is no designer.
        ImportRefused: Slug or name are not as they must be.
        ProcedureExists: There is a version of that slug.
    """
    if not _SLUG.fullmatch(slug):
        raise ImportRefused(why="slug")
    if not _NAME.fullmatch(name):
        raise ImportRefused(why="name")
    files = {
        path: _renamed(data, slug, name)
        for path, data in read_bundle(TEMPLATE).files.items()
    }

    def work(deed: Deed) -> ProcedureDraft:
        must_be_allowed(deed, DeskVerb.DESIGN, by)
        if deed.unit.versions.current(slug) is not None:
            raise ProcedureExists(slug=slug)
        return _laid(deed, Bundle(slug, files), "draft_from_template")

    return carry_out(engine, Ask("draft_from_template", by), work)


def import_draft(engine: Engine, data: bytes, *, by: str) -> ProcedureDraft:
    """Make a draft of an exported procedure, or of a BPMN file of any modeler.

    Of a procedure that has a version, a diagram alone takes the place of the diagram
    there. What is missing or not run here shows as findings of the draft.

    Raises:
        RoleMissing: The person is no designer.
        ImportRefused: It is neither, or too large.
    """
    imported = _read(data)

    def work(deed: Deed) -> ProcedureDraft:
        must_be_allowed(deed, DeskVerb.DESIGN, by)
        current = deed.unit.versions.current(imported.slug)
        bundle = imported
        if MANIFEST not in imported.files:
            known = deed.unit.versions.bundle(current.version_id) if current else b""
            others = unpack(known).files if current else _missing(imported)
            bundle = Bundle(imported.slug, {**others, **imported.files})
        return _laid(deed, bundle, "import_draft")

    return carry_out(engine, Ask("import_draft", by), work)


def _laid(deed: Deed, bundle: Bundle, verb: str) -> ProcedureDraft:
    current = deed.unit.versions.current(bundle.slug)
    based_on = current.version_id if current is not None else ""
    draft = lay_draft(deed, bundle, based_on=based_on, by=deed.ask.by)
    details = {"slug": draft.slug, "draft_id": draft.draft_id, "digest": draft.digest}
    doer = doer_of(deed.engine, deed.unit, deed.ask.by)
    note_on_office(deed, doer, Told(verb, details=details))
    return draft


def _renamed(data: bytes, slug: str, name: str) -> bytes:
    text = data.decode("utf-8")
    return text.replace(_SLUG_THERE, slug).replace(_NAME_THERE, name).encode()


def _read(data: bytes) -> Bundle:
    """Return what the file holds; of a diagram, that alone."""
    try:
        if data.startswith(_ZIP):
            bundle = unpack(data)
            for path, content in bundle.files.items():
                check_written(path, content)
            return bundle
        slug, _ = process_named(data)
        return Bundle(slug, {DIAGRAM: adopted(data, slug)})
    except XmlRefused as error:
        raise ImportRefused(why=str(error.facts["why"])) from error
    except (BundleRejected, zipfile.BadZipFile) as error:
        raise ImportRefused(why="no_bundle") from error


def _missing(imported: Bundle) -> dict[str, bytes]:
    """Return a manifest for a diagram that comes without one."""
    _, name = process_named(imported.files[DIAGRAM])
    manifest = {
        "slug": imported.slug,
        "name": name[:40],
        "summary": "",
        "owner": "unit:gov_office",
        "start": {"candidates": ["unit:*"], "references": []},
    }
    return {MANIFEST: json.dumps(manifest, ensure_ascii=False, indent=1).encode()}
