"""Two states side by side: versions, drafts, and what was proven."""

import pytest

from engine.model.difference import Change
from engine.model.errors import RoleMissing
from engine.model.errors_design import DraftNotFound, ProofNotFound, VersionNotFound
from engine.runtime.compare_versions import compare_versions
from engine.runtime.read_draft import read_draft
from engine.runtime.save_draft_file import save_draft_file
from tests.support.gate import DESIGNER, changed_draft, proven, rename
from tests.support.running import MAYOR, Running


@pytest.fixture
def draft_id(running: Running) -> str:
    return changed_draft(running)


def current(running: Running) -> str:
    with running.engine.store.read() as unit:
        version = unit.versions.current("tiny")
    assert version is not None
    return f"version:{version.version_id}"


def save(running: Running, draft_id: str, path: str, data: bytes | None) -> None:
    revision = read_draft(running.engine, draft_id, by=DESIGNER).draft.revision
    save_draft_file(
        running.engine, draft_id, by=DESIGNER, path=path, data=data, revision=revision
    )


def compare(running: Running, before: str, after: str, by: str = DESIGNER):
    return compare_versions(running.engine, before, after, by=by)


def test_a_draft_is_told_apart_from_what_is_in_force(running, draft_id):
    diagram = read_draft(running.engine, draft_id, by=DESIGNER).files["process.bpmn"]
    renamed = diagram.replace("秘书长审核".encode(), "审核".encode(), 1)
    save(running, draft_id, "process.bpmn", renamed)
    save(running, draft_id, "forms/new.json", b'{"key": "new"}')
    save(running, draft_id, "forms/review.json", None)

    found = compare(running, current(running), f"draft:{draft_id}")

    assert (found.before.told, found.after.told) == ("第 1 版", "草稿")
    assert {each.path: each.change for each in found.files} == {
        "manifest.json": Change.CHANGED,
        "process.bpmn": Change.CHANGED,
        "forms/new.json": Change.ADDED,
        "forms/review.json": Change.REMOVED,
    }
    assert (
        found.marks(before=True) == found.marks(before=False) == {"review": "changed"}
    )


def test_what_is_the_same_has_no_difference(running):
    assert compare(running, current(running), current(running)).files == ()


def test_a_proof_is_compared_as_it_was_proven(running, draft_id):
    proof_id = proven(running, draft_id)
    rename(running, draft_id, "后来的名字")

    found = compare(running, f"proof:{proof_id}", f"draft:{draft_id}")

    (manifest,) = found.files
    fields = {each.field: (each.old, each.new) for each in manifest.things[0].fields}
    assert fields["名称"] == ("小小事项", "后来的名字")


def test_a_new_procedure_is_compared_with_nothing(running):
    found = compare(running, "version:", current(running))

    assert {each.change for each in found.files} == {Change.ADDED}
    assert found.marks(before=True) == {}
    assert found.marks(before=False)["review"] == "added"


def test_a_file_that_cannot_be_read_is_compared_as_a_whole(running, draft_id):
    save(running, draft_id, "forms/review.json", b"{")

    found = compare(running, current(running), f"draft:{draft_id}")

    broken = next(each for each in found.files if each.path == "forms/review.json")
    assert any(thing.name == "读不懂" for thing in broken.things)


def test_only_reviewers_compare_what_there_is(running, draft_id):
    draft = f"draft:{draft_id}"

    with pytest.raises(RoleMissing):
        compare(running, draft, draft, by=MAYOR)
    with pytest.raises(DraftNotFound):
        compare(running, draft, "draft:x")
    with pytest.raises(ProofNotFound):
        compare(running, draft, "proof:x")
    for wrong in ("version:x", "", "what"):
        with pytest.raises(VersionNotFound):
            compare(running, draft, wrong)
