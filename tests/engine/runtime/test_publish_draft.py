"""Nobody publishes alone, nothing unproven, and of two at once one."""

import threading

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DatabaseError

from engine.model.errors import ReasonMissing, RoleMissing, ZhangfaError
from engine.model.errors_design import (
    AlreadySigned,
    DraftClosed,
    NotProven,
    OwnWork,
    ProofUnfinished,
    PublicationRefused,
    SignatureNotNeeded,
    Unsigned,
)
from engine.model.procedure import Version, VersionState
from engine.model.procedure_draft import DraftState
from engine.runtime.ask_proof import ask_proof
from engine.runtime.publish_draft import publish_draft
from engine.runtime.read_draft import read_draft
from engine.runtime.rebase_draft import rebase_draft
from engine.runtime.save_draft_file import save_draft_file
from engine.runtime.sign_proof import approve_proof, override_proof, sign_legally
from tests.support.gate import (
    APPROVER,
    DESIGNER,
    LEGAL,
    OVERRIDER,
    REFUSED,
    TOUCHED,
    approved,
    changed_draft,
    proven,
    rename,
)
from tests.support.running import ADMINISTRATOR, AUDITOR, MAYOR, Running


@pytest.fixture
def draft_id(running: Running) -> str:
    return changed_draft(running)


def publish(running: Running, draft_id: str, proof_id: str, **more: str) -> Version:
    asked = {"by": DESIGNER, "why": "规则修订"} | more
    return publish_draft(running.engine, draft_id, proof_id=proof_id, **asked)


def versions(running: Running) -> tuple[Version, ...]:
    with running.engine.store.read() as unit:
        return unit.versions.of_slug("tiny")


def refuses(running: Running, error: type[ZhangfaError], *asked: str) -> ZhangfaError:
    before = versions(running)
    with pytest.raises(error) as refused:
        publish(running, *asked)
    assert versions(running) == before
    return refused.value


def test_what_is_proven_and_approved_comes_into_force(running, draft_id):
    proof_id = approved(running, draft_id)

    version = publish(running, draft_id, proof_id)

    old, new = versions(running)
    assert new == version
    assert (old.state, new.state) == (VersionState.RETIRED, VersionState.IN_FORCE)
    assert (new.number, new.based_on, new.why) == (2, old.version_id, "规则修订")
    assert (new.published_by, new.approved_by) == (DESIGNER, APPROVER)
    assert (new.published_at, new.proof_id) == (running.clock(), proof_id)
    draft = read_draft(running.engine, draft_id, by=DESIGNER).draft
    assert draft.state is DraftState.PUBLISHED
    act = running.acts("office")[-1]
    assert (act.verb, act.actor) == ("publish_draft", DESIGNER)
    assert act.details["approved_by"] == APPROVER


def test_cases_stay_on_their_version_and_new_ones_begin_on_the_new(running, draft_id):
    before = running.start()
    publish(running, draft_id, approved(running, draft_id))
    after = running.start()

    with running.engine.store.read() as unit:
        old, new = unit.cases.find(before.case_id), unit.cases.find(after.case_id)
    running.complete(running.holder("sec_general"), before.task_ids[0], decision="同意")
    assert [each.version_id for each in versions(running)] == [
        old.version_id,
        new.version_id,
    ]


def test_nothing_unproven_is_published(running, draft_id):
    asked = ask_proof(running.engine, draft_id, by=DESIGNER)

    refused = refuses(running, NotProven, draft_id, asked.proof_id)

    assert "检验还没有开始" in str(refused.facts["words"])


def test_a_proof_holds_for_one_content_alone(running, draft_id):
    proof_id = approved(running, draft_id)
    rename(running, draft_id, "更小的事项")

    refuses(running, NotProven, draft_id, proof_id)


def test_a_proof_of_another_draft_does_not_count(running, draft_id):
    other = approved(running, changed_draft(running))

    refuses(running, NotProven, draft_id, other)


def test_what_was_proven_beside_an_older_version_is_proven_anew(running, draft_id):
    other = changed_draft(running, name="另一个")
    late = approved(running, other)
    publish(running, draft_id, approved(running, draft_id))

    refuses(running, NotProven, other, late)
    again = approved(running, other)
    refuses(running, NotProven, other, again)

    rebase_draft(running.engine, other, by=DESIGNER)
    version = publish(running, other, approved(running, other))
    assert version.number == 3


def test_what_the_gate_refused_is_refused_with_article_and_scenario(running, draft_id):
    proof_id = proven(running, draft_id, REFUSED)

    refused = refuses(running, PublicationRefused, draft_id, proof_id)

    assert refused.facts["references"] == ("42.1",)
    assert "送市长" in str(refused.facts["words"])
    with pytest.raises(PublicationRefused):
        approve_proof(running.engine, proof_id, by=APPROVER)


def test_nobody_publishes_alone(running, draft_id):
    proof_id = proven(running, draft_id)

    refuses(running, Unsigned, draft_id, proof_id)

    assert running.acts("office")[-1].details["code"] == "unsigned"


def test_who_changed_the_draft_does_not_approve_it(running, draft_id):
    running.give_role(AUDITOR, "designer")
    rename(running, draft_id, "改过的", by=AUDITOR)
    rename(running, draft_id, "又改的")
    proof_id = proven(running, draft_id)

    for person in (DESIGNER, AUDITOR):
        with pytest.raises(OwnWork):
            approve_proof(running.engine, proof_id, by=person)
    refuses(running, Unsigned, draft_id, proof_id)


def test_who_asked_for_the_proof_does_not_approve_it(running, draft_id):
    asked = ask_proof(running.engine, draft_id, by=APPROVER)
    proof_id = proven(running, draft_id)

    assert asked.proof_id == proof_id
    with pytest.raises(OwnWork):
        approve_proof(running.engine, proof_id, by=APPROVER)


@pytest.mark.parametrize("person", [MAYOR, AUDITOR, ADMINISTRATOR, LEGAL])
def test_only_those_approve_whom_the_table_names(running, draft_id, person):
    proof_id = proven(running, draft_id)

    with pytest.raises(RoleMissing):
        approve_proof(running.engine, proof_id, by=person)


def test_only_a_designer_publishes(running, draft_id):
    proof_id = approved(running, draft_id)

    with pytest.raises(RoleMissing):
        publish(running, draft_id, proof_id, by=APPROVER)


def test_a_publication_says_why(running, draft_id):
    proof_id = approved(running, draft_id)

    with pytest.raises(ReasonMissing):
        publish(running, draft_id, proof_id, why="  ")


def test_touched_scenarios_need_the_legal_office(running, draft_id):
    proof_id = approved(running, draft_id, TOUCHED)

    refuses(running, Unsigned, draft_id, proof_id)
    with pytest.raises(RoleMissing):
        sign_legally(running.engine, proof_id, by=APPROVER)
    sign_legally(running.engine, proof_id, by=LEGAL, words="规则第42条已经修订")

    assert publish(running, draft_id, proof_id).number == 2


def test_the_legal_office_signs_only_what_it_is_asked_for(running, draft_id):
    proof_id = proven(running, draft_id)

    with pytest.raises(SignatureNotNeeded):
        sign_legally(running.engine, proof_id, by=LEGAL)


def test_an_override_needs_a_reason_a_third_person_and_shows_for_ever(
    running, draft_id
):
    proof_id = proven(running, draft_id, REFUSED)
    with pytest.raises(ReasonMissing):
        override_proof(running.engine, proof_id, by=OVERRIDER, reason=" ")
    with pytest.raises(RoleMissing):
        override_proof(running.engine, proof_id, by=APPROVER, reason="急用")
    override_proof(running.engine, proof_id, by=OVERRIDER, reason="防汛急用")
    refuses(running, Unsigned, draft_id, proof_id)
    approve_proof(running.engine, proof_id, by=APPROVER)

    version = publish(running, draft_id, proof_id)

    assert running.acts("office")[-1].details["overridden_by"] == OVERRIDER
    with running.engine.store.read() as unit:
        told = {each.kind: each for each in unit.proofs.signatures(version.proof_id)}
    assert told["override"].reason == "防汛急用"


def test_who_overrides_does_not_approve_too(running, draft_id):
    proof_id = proven(running, draft_id, REFUSED)
    override_proof(running.engine, proof_id, by=OVERRIDER, reason="防汛急用")
    running.give_role(OVERRIDER, "approver")

    with pytest.raises(OwnWork):
        approve_proof(running.engine, proof_id, by=OVERRIDER)


def test_what_passed_is_not_overridden(running, draft_id):
    proof_id = proven(running, draft_id)

    with pytest.raises(SignatureNotNeeded):
        override_proof(running.engine, proof_id, by=OVERRIDER, reason="急用")


def test_one_signs_once_and_only_what_is_done(running, draft_id):
    asked = ask_proof(running.engine, draft_id, by=DESIGNER)
    with pytest.raises(ProofUnfinished):
        approve_proof(running.engine, asked.proof_id, by=APPROVER)
    proof_id = approved(running, draft_id)
    running.give_role(MAYOR, "approver")

    with pytest.raises(AlreadySigned):
        approve_proof(running.engine, proof_id, by=MAYOR)


def test_of_two_who_publish_at_once_one_wins(running, draft_id):
    drafts = [draft_id, changed_draft(running, name="另一个")]
    ready = [(each, approved(running, each)) for each in drafts]
    refused: list[ZhangfaError] = []
    barrier = threading.Barrier(2)

    def run(draft: str, proof: str) -> None:
        barrier.wait()
        try:
            publish(running, draft, proof)
        except ZhangfaError as error:
            refused.append(error)

    threads = [threading.Thread(target=run, args=each) for each in ready]
    for each in threads:
        each.start()
    for each in threads:
        each.join()

    assert [error.code for error in refused] == ["not_proven"]
    states = [each.state for each in versions(running)]
    assert states == [VersionState.RETIRED, VersionState.IN_FORCE]


def test_of_two_who_publish_the_same_draft_at_once_one_wins(running, draft_id):
    proof_id = approved(running, draft_id)
    refused: list[ZhangfaError] = []
    barrier = threading.Barrier(2)

    def run() -> None:
        barrier.wait()
        try:
            publish(running, draft_id, proof_id)
        except ZhangfaError as error:
            refused.append(error)

    threads = [threading.Thread(target=run) for _ in range(2)]
    for each in threads:
        each.start()
    for each in threads:
        each.join()

    assert [error.code for error in refused] == ["draft_closed"]
    states = [each.state for each in versions(running)]
    assert states == [VersionState.RETIRED, VersionState.IN_FORCE]


def test_a_published_draft_is_neither_changed_nor_published_again(running, draft_id):
    proof_id = approved(running, draft_id)
    publish(running, draft_id, proof_id)

    with pytest.raises(DraftClosed):
        publish(running, draft_id, proof_id)
    with pytest.raises(DraftClosed):
        save_draft_file(
            running.engine,
            draft_id,
            by=DESIGNER,
            path="forms/new.json",
            data=b"{}",
            revision=2,
        )


@pytest.mark.parametrize(
    "deed",
    [
        "UPDATE procedure_versions SET files = 'x'",
        "UPDATE procedure_versions SET why = 'x'",
        "DELETE FROM procedure_versions",
        "UPDATE proofs SET verdict = 'passed'",
        "DELETE FROM approvals",
        "UPDATE approvals SET reason = 'x'",
    ],
)
def test_not_even_by_hand_is_what_was_published_changed(running, draft_id, deed):
    publish(running, draft_id, approved(running, draft_id))

    with (
        pytest.raises(DatabaseError, match="stay as they are"),
        running.engine.store.begin() as unit,
    ):
        unit.connection.execute(text(deed))
