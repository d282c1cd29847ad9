"""Compare two states of a procedure: versions, drafts, or what was proven."""

from collections.abc import Callable, Iterator, Mapping

from engine.assembly import Engine
from engine.bpmn.facts import facts_of_diagram
from engine.bpmn.facts_tables import facts_of_table
from engine.content.bundle import FEATURE, unpack
from engine.content.facts import facts_of_form, facts_of_manifest
from engine.model.difference import (
    Change,
    Facts,
    FileDifference,
    Side,
    VersionDifference,
    differences,
)
from engine.model.entitlement import DeskVerb
from engine.model.errors import Invalid
from engine.model.errors_design import VersionNotFound
from engine.model.procedure import Bundle
from engine.runtime.drafting import files_of, find_draft, name_of
from engine.runtime.looking import Look, look
from engine.runtime.proof_at_hand import find_proof
from engine.runtime.roles import must_be_allowed

DIAGRAM, MANIFEST = "process.bpmn", "manifest.json"
VERSION, DRAFT, PROOF = "version", "draft", "proof"
NOTHING = Bundle("", {})


def compare_versions(
    engine: Engine, before: str, after: str, *, by: str
) -> VersionDifference:
    """Return what tells two states apart, file by file and thing by thing.

    Args:
        engine: The engine.
        before: `version:<id>`, `draft:<id>` or `proof:<id>` (what it proved); with an
            empty id nothing: a new procedure.
        after: The same, of the newer state.
        by: Who asks.

    Raises:
        RoleMissing: The person is neither designer nor reviewer.
        VersionNotFound: There is no such version, or what is named is none of these.
        DraftNotFound: There is no such draft.
        ProofNotFound: There is no such proof.
    """
    with look(engine) as here:
        must_be_allowed(here, DeskVerb.REVIEW, by)
        told_before, old = _side(here, before)
        told_after, new = _side(here, after)
    return VersionDifference(
        name=name_of(new),
        before=_shown(before, told_before, old),
        after=_shown(after, told_after, new),
        files=tuple(_files(old, new)),
    )


def _side(here: Look, ref: str) -> tuple[str, Bundle]:
    kind, _, named = ref.partition(":")
    if kind == VERSION and not named:
        return "（没有）", NOTHING
    if kind == VERSION:
        version = here.unit.versions.find(named)
        if version is None:
            raise VersionNotFound
        bundle = unpack(here.unit.versions.bundle(named))
        return f"第 {version.number} 版", bundle
    if kind == DRAFT:
        find_draft(here.unit, named)
        return "草稿", files_of(here.unit, named)
    if kind == PROOF:
        find_proof(here, named)
        return "检验时的草稿", unpack(here.unit.proofs.files(named))
    raise VersionNotFound


def _shown(ref: str, told: str, bundle: Bundle) -> Side:
    files = bundle.files
    return Side(ref, told, files.get(DIAGRAM, b""), files.get(FEATURE, b""))


def _files(old: Bundle, new: Bundle) -> Iterator[FileDifference]:
    """Give the files that differ; scenarios are compared by who reads them."""
    for path in dict.fromkeys((*sorted(new.files), *sorted(old.files))):
        before, after = old.files.get(path), new.files.get(path)
        if before == after or path == FEATURE:
            continue
        change = Change.CHANGED
        if before is None or after is None:
            change = Change.ADDED if before is None else Change.REMOVED
        read, title = _reader(path)
        found = differences(_read(read, before), _read(read, after))
        # A file that only reads otherwise (blanks, what is drawn) is no change.
        if found or change is not Change.CHANGED:
            yield FileDifference(path, title, change, found)


def _reader(path: str) -> tuple[Callable[[bytes], Mapping[str, Facts]], str]:
    """Return how a file is read, and what it is called."""
    if path == MANIFEST:
        return facts_of_manifest, "程序说明"
    if path.endswith(".bpmn"):
        return facts_of_diagram, "流程图" if path == DIAGRAM else "共用部分"
    if path.endswith(".dmn"):
        return facts_of_table, "决策表"
    return facts_of_form, "表单"


def _read(
    read: Callable[[bytes], Mapping[str, Facts]], data: bytes | None
) -> Mapping[str, Facts]:
    """Return what the file says; one that cannot be read is compared as a whole."""
    if data is None:
        return {}
    try:
        return read(data)
    except (Invalid, ValueError):
        text = data.decode("utf-8", "replace")
        return {"": Facts("文件", "读不懂", {"内容": text})}
