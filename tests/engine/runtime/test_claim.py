"""Tests of claiming and releasing a task."""

from concurrent.futures import ThreadPoolExecutor

import pytest

from engine.model.errors import (
    Conflict,
    NotACandidate,
    TaskAlreadyCompleted,
    TaskChanged,
    TaskClaimedByOther,
    TaskNotFound,
)
from engine.runtime.claim import claim_task
from engine.runtime.grant import end_grant
from engine.runtime.release import release_task
from tests.support.running import MAYOR, SUBSTITUTE, Running, act_for_mayor


def claim(running: Running, task_id: str, by: str) -> None:
    claim_task(running.engine, task_id, by=by, version=running.version(task_id))


@pytest.fixture
def shared(running):
    """Give a task that two may do, with the two."""
    one, other = running.holder("sec_general"), running.holder("gov_office_clerk")
    task_id = running.start().task_ids[0]
    running.to_everybody(task_id, one, other)
    return task_id, one, other


def test_a_claim_is_one_act_however_often_it_is_asked_for(running, shared):
    task_id, one, _ = shared

    claim(running, task_id, one)
    claim(running, task_id, one)

    case_id = running.box(one)[0].case_id
    assert [act.verb for act in running.acts(case_id)] == ["start", "claim"]


def test_what_one_has_claimed_the_other_cannot(running, shared):
    task_id, one, other = shared
    claim(running, task_id, one)

    with pytest.raises(TaskClaimedByOther) as refusal:
        claim(running, task_id, other)
    with pytest.raises(TaskClaimedByOther):
        running.complete(other, task_id, decision="同意")

    assert refusal.value.facts["by"] == running.name(one)


def test_what_is_released_the_other_can_claim(running, shared):
    task_id, one, other = shared
    claim(running, task_id, one)

    release_task(running.engine, task_id, by=one, version=running.version(task_id))
    claim(running, task_id, other)

    assert running.box(one)[0].claimed_by == running.name(other)


def test_nobody_releases_what_another_has_claimed_or_nobody_has(running, shared):
    task_id, one, other = shared
    with pytest.raises(TaskChanged):
        release_task(running.engine, task_id, by=one, version=running.version(task_id))
    claim(running, task_id, one)

    with pytest.raises(TaskClaimedByOther):
        release_task(
            running.engine, task_id, by=other, version=running.version(task_id)
        )


def test_a_stale_page_claims_nothing(running, shared):
    task_id, one, _ = shared

    with pytest.raises(TaskChanged):
        claim_task(running.engine, task_id, by=one, version=0)


def test_a_claim_ends_with_the_grant_it_was_made_under(running):
    task_id = running.to_mayor()
    act_for_mayor(running)
    claim(running, task_id, SUBSTITUTE)
    with running.engine.store.read() as unit:
        grant = unit.office.load().grants[0]
    running.clock.pass_time(hours=1)

    end_grant(running.engine, grant.grant_id, by=MAYOR)
    claim(running, task_id, MAYOR)

    assert running.box(MAYOR)[0].claimed_by == running.name(MAYOR)
    assert running.box(SUBSTITUTE) == ()


def test_who_sees_but_may_not_is_refused_and_the_office_s_chain_keeps_it(running):
    task_id = running.start().task_ids[0]
    clerk = running.holder("finance_bureau_clerk")

    with pytest.raises(NotACandidate) as refusal:
        claim(running, task_id, clerk)

    act = running.acts("office")[-1]
    assert refusal.value.facts["references"] == ("42.1",)
    assert (act.verb, act.actor, act.details["tried"]) == ("refused", clerk, "claim")


def test_to_who_may_not_see_it_there_is_no_task(running):
    task_id = running.start().task_ids[0]

    with pytest.raises(TaskNotFound):
        claim(running, task_id, running.holder("education_bureau_clerk"))


def test_what_is_done_cannot_be_claimed(running):
    reviewer = running.holder("sec_general")
    task_id = running.start().task_ids[0]
    running.complete(reviewer, task_id, decision="同意")

    with pytest.raises(TaskAlreadyCompleted) as refusal:
        claim(running, task_id, reviewer)

    assert refusal.value.facts["by"] == running.name(reviewer)


def test_of_many_who_claim_at_once_one_wins_and_the_others_are_told(running):
    task_id = running.start().task_ids[0]
    units = ("finance_bureau", "education_bureau", "health_bureau", "housing_bureau")
    people = [running.holder(f"{unit}_clerk") for unit in units]
    running.to_everybody(task_id, *people)
    version = running.version(task_id)

    def attempt(by: str) -> str:
        try:
            claim_task(running.engine, task_id, by=by, version=version)
        except Conflict as refusal:
            return refusal.code
        return "won"

    with ThreadPoolExecutor(len(people)) as pool:
        outcomes = sorted(pool.map(attempt, people))

    assert outcomes == ["task_claimed_by_other"] * 3 + ["won"]
