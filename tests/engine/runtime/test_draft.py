"""Tests of saving answers that are not submitted."""

import pytest

from engine.model.errors import RequestMalformed, TaskChanged
from engine.runtime.draft import save_answers
from engine.runtime.read_task import read_task


def test_saving_moves_the_version_so_that_the_other_page_is_stale(running):
    reviewer = running.holder("sec_general")
    task_id = running.start().task_ids[0]
    version = running.version(task_id)

    save_answers(
        running.engine, task_id, by=reviewer, version=version, answers={"opinion": "一"}
    )
    with pytest.raises(TaskChanged):
        save_answers(
            running.engine,
            task_id,
            by=reviewer,
            version=version,
            answers={"opinion": "二"},
        )

    draft = read_task(running.engine, task_id, by=reviewer).draft
    assert draft == {"opinion": "一"}


def test_a_draft_is_no_act(running):
    receipt = running.start()
    task_id = receipt.task_ids[0]

    save_answers(
        running.engine,
        task_id,
        by=running.holder("sec_general"),
        version=running.version(task_id),
        answers={"opinion": "一"},
    )

    assert len(running.acts(receipt.case_id)) == 1


def test_a_draft_too_large_is_refused(running):
    task_id = running.start().task_ids[0]

    with pytest.raises(RequestMalformed):
        save_answers(
            running.engine,
            task_id,
            by=running.holder("sec_general"),
            version=running.version(task_id),
            answers={"opinion": "长" * 100_000},
        )
