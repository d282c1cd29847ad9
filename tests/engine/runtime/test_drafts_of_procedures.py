"""Drafts: made from what is in force, saved over a revision, checked as they stand."""

import threading
from dataclasses import replace

import pytest

from engine.model.errors import ProcedureNotFound, RoleMissing
from engine.model.errors_design import (
    DraftChanged,
    DraftClosed,
    DraftFileRefused,
    DraftNotFound,
)
from engine.model.finding import Severity
from engine.runtime.check_draft import check_draft
from engine.runtime.copy_draft import copy_draft
from engine.runtime.deploy import export_version
from engine.runtime.discard_draft import discard_draft
from engine.runtime.make_draft import make_draft
from engine.runtime.read_draft import read_draft
from engine.runtime.roles import DESIGNER as DESIGNER_ROLE
from engine.runtime.save_draft_file import save_draft_file
from tests.support.running import AUDITOR, MAYOR, Running

DESIGNER, SECOND = "lutunan", "linxiaoman"
DIAGRAM = "process.bpmn"
BOMB = (
    b'<!DOCTYPE d [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;">]>'
    b'<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL">&b;'
    b"</definitions>"
)


@pytest.fixture
def draft_id(running: Running) -> str:
    return make_draft(running.engine, "tiny", by=DESIGNER).draft_id


def save(running: Running, draft_id: str, path: str, data: bytes | None, **more) -> int:
    more = {"by": DESIGNER, "revision": 1} | more
    return save_draft_file(running.engine, draft_id, path=path, data=data, **more)


def test_a_draft_begins_as_what_is_in_force(running: Running, draft_id: str):
    read = read_draft(running.engine, draft_id, by=DESIGNER)

    assert read.files == export_version(running.engine, "tiny").files
    assert read.draft.based_on == read.in_force
    assert read.may_change
    assert running.acts("office")[-1].verb == "make_draft"


def test_nobody_but_a_designer_makes_or_saves_one(running: Running, draft_id: str):
    with pytest.raises(RoleMissing):
        make_draft(running.engine, "tiny", by=MAYOR)
    with pytest.raises(RoleMissing):
        save(running, draft_id, "forms/new.json", b"{}", by=AUDITOR)


def test_a_reviewer_reads_it_and_may_not_change_it(running: Running, draft_id: str):
    read = read_draft(running.engine, draft_id, by=AUDITOR)

    assert not read.may_change
    with pytest.raises(RoleMissing):
        read_draft(running.engine, draft_id, by=MAYOR)


def test_of_what_is_not_in_force_there_is_no_draft(running: Running):
    with pytest.raises(ProcedureNotFound):
        make_draft(running.engine, "nothing", by=DESIGNER)


def test_a_save_changes_one_file_and_moves_the_revision(running, draft_id):
    before = read_draft(running.engine, draft_id, by=DESIGNER)

    revision = save(running, draft_id, "forms/fill_in.json", b"{}")

    after = read_draft(running.engine, draft_id, by=DESIGNER)
    assert revision == after.draft.revision == 2
    assert after.files == {**before.files, "forms/fill_in.json": b"{}"}
    assert after.draft.digest != before.draft.digest


def test_saving_the_same_again_is_no_save(running: Running, draft_id: str):
    same = read_draft(running.engine, draft_id, by=DESIGNER).files[DIAGRAM]

    assert save(running, draft_id, DIAGRAM, same) == 1


def test_who_saves_over_what_they_did_not_read_is_told_who_and_when(running, draft_id):
    save(running, draft_id, "forms/one.json", b"{}")

    with pytest.raises(DraftChanged) as refused:
        save(running, draft_id, "forms/two.json", b"{}")

    assert refused.value.facts["by"] == running.name(DESIGNER)
    assert refused.value.facts["at"] == running.clock()
    assert (
        "forms/two.json" not in read_draft(running.engine, draft_id, by=DESIGNER).files
    )


def test_of_two_who_save_at_once_one_wins(running: Running, draft_id: str):
    refused: list[DraftChanged] = []

    def run(path: str) -> None:
        try:
            save(running, draft_id, path, b"{}")
        except DraftChanged as error:
            refused.append(error)

    threads = [
        threading.Thread(target=run, args=(f"forms/f{number}.json",))
        for number in range(4)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert len(refused) == 3
    assert read_draft(running.engine, draft_id, by=DESIGNER).draft.revision == 2


def test_a_discarded_draft_does_not_change_any_more(running: Running, draft_id: str):
    discard_draft(running.engine, draft_id, by=DESIGNER)

    with pytest.raises(DraftClosed):
        save(running, draft_id, "forms/one.json", b"{}")
    with pytest.raises(DraftClosed):
        discard_draft(running.engine, draft_id, by=DESIGNER)
    assert not read_draft(running.engine, draft_id, by=DESIGNER).may_change


def test_an_unknown_draft_is_not_found(running: Running):
    with pytest.raises(DraftNotFound):
        save(running, "nothing", "forms/one.json", b"{}")


@pytest.mark.parametrize(
    ("path", "data", "why"),
    [
        ("../x", b"{}", "path"),
        ("forms/../../x.json", b"{}", "path"),
        ("/etc/passwd", b"{}", "path"),
        ("forms/A.json", b"{}", "path"),
        ("forms/big.json", b" " * 3_000_000, "file_too_large"),
        ("forms/latin.json", b"\xff\xfe", "not_utf8"),
        ("forms/nul.json", b'"\x00"', "not_utf8"),
        (DIAGRAM, BOMB, "doctype"),
        (DIAGRAM, b"<definitions", "malformed"),
        (DIAGRAM, b"<svg/>", "not_bpmn"),
        ("table.dmn", b"<svg/>", "not_dmn"),
        (DIAGRAM, None, "file_needed"),
        ("manifest.json", None, "file_needed"),
    ],
)
def test_what_no_draft_may_hold_is_refused(running, draft_id, path, data, why):
    before = read_draft(running.engine, draft_id, by=DESIGNER)

    with pytest.raises(DraftFileRefused) as refused:
        save(running, draft_id, path, data)

    assert refused.value.facts["why"] == why
    assert read_draft(running.engine, draft_id, by=DESIGNER) == before


def test_a_file_can_be_removed(running: Running, draft_id: str):
    assert save(running, draft_id, "forms/fill_in.json", None) == 2

    codes = {each.code for each in check_draft(running.engine, draft_id, by=DESIGNER)}
    assert "form_missing" in codes


def test_a_draft_like_what_is_in_force_has_no_errors(running: Running, draft_id: str):
    findings = check_draft(running.engine, draft_id, by=AUDITOR)

    assert [each for each in findings if each.severity is Severity.ERROR] == []


def test_files_that_are_not_saved_are_checked_and_stay_unsaved(running, draft_id):
    overlay = {"forms/fill_in.json": b"{", "forms/../x": b""}
    broken = {"forms/fill_in.json": b"{"}

    names = {e.code for e in check_draft(running.engine, draft_id, overlay, by=AUDITOR)}
    content = check_draft(running.engine, draft_id, broken, by=AUDITOR)

    assert "bad_path" in names
    assert any(each.element_id == "forms/fill_in.json" for each in content)
    assert read_draft(running.engine, draft_id, by=AUDITOR).draft.revision == 1


def test_a_copy_holds_what_its_maker_had_and_leaves_the_draft_alone(
    running: Running, draft_id: str
):
    mine = {"forms/review.json": b'{"key": "mine"}'}

    copied = copy_draft(running.engine, draft_id, mine, by=DESIGNER)

    files = read_draft(running.engine, copied.draft_id, by=DESIGNER).files
    before = read_draft(running.engine, draft_id, by=DESIGNER)
    assert files == {**before.files, **mine}
    assert copied.based_on == before.draft.based_on
    assert before.draft.revision == 1


def make_designer(running: Running, person_id: str) -> None:
    with running.engine.store.begin() as unit:
        person = unit.office.load().people[person_id]
        unit.office.put_people([replace(person, roles=(DESIGNER_ROLE,))])
    running.engine.library.show(None)


def test_whoever_changed_a_draft_has_a_hand_in_its_copy(
    running: Running, draft_id: str
):
    make_designer(running, SECOND)

    copied = copy_draft(running.engine, draft_id, {}, by=SECOND)

    assert copied.editors == (DESIGNER, SECOND)


def test_a_copy_takes_no_file_that_a_draft_may_not_hold(
    running: Running, draft_id: str
):
    with pytest.raises(DraftFileRefused):
        copy_draft(running.engine, draft_id, {DIAGRAM: BOMB}, by=DESIGNER)
