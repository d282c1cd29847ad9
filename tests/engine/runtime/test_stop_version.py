"""A bad version takes no new cases at once; an old one comes back as a draft."""

import pytest

from engine.model.errors import ReasonMissing, RoleMissing
from engine.model.errors_design import ProcedureStopped, VersionMoved, VersionNotFound
from engine.model.procedure import Version
from engine.runtime.blank_form import read_start_form
from engine.runtime.publish_draft import publish_draft
from engine.runtime.read_draft import read_draft
from engine.runtime.restore_version import restore_version
from engine.runtime.starting import STOPPED, read_start_options
from engine.runtime.stop_version import resume_version, stop_version
from tests.support.gate import DESIGNER, approved, changed_draft
from tests.support.running import MAYOR, Running

CLERK = "jinsui"


@pytest.fixture
def version(running: Running) -> Version:
    with running.engine.store.read() as unit:
        found = unit.versions.current("tiny")
    assert found is not None
    return found


def stop(running: Running, version: Version, by: str = DESIGNER) -> None:
    stop_version(running.engine, version.version_id, by=by, reason="有误")


def test_no_case_begins_on_a_stopped_version_and_those_under_way_go_on(
    running, version
):
    under_way = running.start()

    stop(running, version)

    with pytest.raises(ProcedureStopped):
        running.start()
    with pytest.raises(ProcedureStopped):
        read_start_form(running.engine, "tiny", by=CLERK)
    (option,) = [
        each
        for each in read_start_options(running.engine, by=CLERK)
        if each.slug == "tiny"
    ]
    assert option.refused == STOPPED
    reviewer = running.holder("sec_general")
    running.complete(reviewer, under_way.task_ids[0], decision="同意")
    assert running.acts("office")[-1].verb == "stop_version"


def test_cases_begin_again_once_it_is_resumed(running, version):
    stop(running, version)

    resume_version(running.engine, version.version_id, by=DESIGNER, reason="查明无误")

    assert running.start().case_id


def test_stopping_needs_a_right_a_reason_and_a_version_in_force(running, version):
    with pytest.raises(RoleMissing):
        stop(running, version, by=MAYOR)
    with pytest.raises(ReasonMissing):
        stop_version(running.engine, version.version_id, by=DESIGNER, reason="")
    with pytest.raises(VersionNotFound):
        stop_version(running.engine, "nothing", by=DESIGNER, reason="有误")
    with pytest.raises(VersionMoved):
        resume_version(running.engine, version.version_id, by=DESIGNER, reason="x")
    stop(running, version)
    with pytest.raises(VersionMoved):
        stop(running, version)


def test_a_new_version_takes_the_place_of_a_stopped_one(running, version):
    draft_id = changed_draft(running)
    stop(running, version)

    publish_draft(
        running.engine,
        draft_id,
        by=DESIGNER,
        proof_id=approved(running, draft_id),
        why="改正",
    )

    assert running.start().case_id


def test_an_old_version_comes_back_as_a_draft_and_passes_the_gate(running, version):
    draft_id = changed_draft(running)
    proof_id = approved(running, draft_id)
    publish_draft(running.engine, draft_id, by=DESIGNER, proof_id=proof_id, why="改名")

    restored = restore_version(running.engine, version.version_id, by=DESIGNER)

    read = read_draft(running.engine, restored.draft_id, by=DESIGNER)
    assert read.draft.digest == version.digest
    assert read.draft.based_on == read.in_force != version.version_id
    published = publish_draft(
        running.engine,
        restored.draft_id,
        by=DESIGNER,
        proof_id=approved(running, restored.draft_id),
        why="改回",
    )
    assert (published.number, published.digest) == (3, version.digest)


def test_only_a_designer_restores_what_there_is(running, version):
    with pytest.raises(RoleMissing):
        restore_version(running.engine, version.version_id, by=MAYOR)
    with pytest.raises(VersionNotFound):
        restore_version(running.engine, "nothing", by=DESIGNER)
