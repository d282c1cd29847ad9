"""The table of rights by itself: who is allowed what, said a second time."""

import pytest

from engine.model.entitlement import (
    DESK_TABLE,
    TABLE,
    Desk,
    DeskVerb,
    Relation,
    Verb,
    cell,
    desks_for,
    permits,
)

R = Relation
NAMED = {R.CANDIDATE, R.MAYOR, R.SIGNATORY, R.SUBSTITUTE}
STARTERS = {R.INITIATOR, R.INITIATOR_UNIT, R.IN_CHARGE, R.SUBSTITUTE_OWN}
ALLOWED = {
    Verb.SEE: {*Relation} - {R.STRANGER},
    Verb.DOWNLOAD: {*Relation} - {R.STRANGER},
    Verb.COMPLETE: NAMED | {R.ASKED},
    Verb.CLAIM: NAMED | {R.ASKED},
    Verb.TRANSFER: {R.CANDIDATE, R.SUBSTITUTE},
    Verb.ADD_SIGNER: NAMED,
    Verb.WITHDRAW: {R.LAST_DOER},
    Verb.PERFORM: NAMED | {R.SUBSTITUTE_OWN},
    Verb.CANCEL: NAMED | {R.SUBSTITUTE_OWN, R.SUBSTITUTE_RESERVED},
    Verb.URGE: STARTERS,
    Verb.ATTACH: {*Relation} - {R.STRANGER, R.TOLD, R.AUDITOR},
    Verb.SUSPEND: {R.OWNER},
    Verb.AUDIT: {R.AUDITOR},
}
KEEPERS = {Desk.ADMINISTRATOR, Desk.OFFICE_HEAD}
REVIEWERS = {
    Desk.DESIGNER,
    Desk.AUDITOR,
    Desk.LEGAL,
    Desk.APPROVER,
    Desk.OVERRIDER,
}
ALLOWED_AT_DESK = {
    DeskVerb.APPOINT: KEEPERS,
    DeskVerb.SET_PORTFOLIO: KEEPERS,
    DeskVerb.RECORD_ABSENCE: KEEPERS,
    DeskVerb.GRANT: KEEPERS | {Desk.SEC_GENERAL, Desk.HOLDER},
    DeskVerb.RETRY: {Desk.ADMINISTRATOR},
    DeskVerb.DEPLOY: {Desk.DESIGNER},
    DeskVerb.AUDIT_OFFICE: {Desk.ADMINISTRATOR, Desk.AUDITOR},
    DeskVerb.REVIEW: REVIEWERS,
    DeskVerb.DESIGN: {Desk.DESIGNER},
    DeskVerb.APPROVE: {Desk.DESIGNER, Desk.APPROVER},
    DeskVerb.SIGN_LEGALLY: {Desk.LEGAL},
    DeskVerb.OVERRIDE: {Desk.OVERRIDER},
    DeskVerb.STOP: {Desk.DESIGNER, Desk.APPROVER, Desk.OVERRIDER},
    DeskVerb.MIGRATE: {Desk.DESIGNER, Desk.APPROVER},
}


@pytest.mark.parametrize("verb", Verb)
def test_a_verb_is_allowed_to_these_and_no_others(verb: Verb) -> None:
    assert {each for each in R if TABLE[each, verb].allowed} == ALLOWED[verb]


@pytest.mark.parametrize("verb", DeskVerb)
def test_a_change_of_the_office_is_allowed_to_these_alone(verb: DeskVerb) -> None:
    assert {*desks_for(verb)} == ALLOWED_AT_DESK[verb]


def test_who_may_do_anything_sees_the_case() -> None:
    blind = {each for each in R if not cell(each, Verb.SEE).allowed}

    assert [
        key for key, said in TABLE.items() if said.allowed and key[0] in blind
    ] == []
    assert [key for key, said in TABLE.items() if said.unseen] == [
        (R.STRANGER, verb) for verb in Verb
    ]


def test_a_refusal_has_a_code_and_most_cite_a_clause() -> None:
    refusals = [said for said in TABLE.values() if not said.allowed and not said.unseen]

    assert all(said.code for said in refusals)
    # Duties in the system itself rest on no article of the rules.
    groundless = {s.code for s in refusals if not (s.references or s.basis)}
    assert groundless == {"role_missing"}


def test_of_several_relations_the_best_counts() -> None:
    assert permits([R.TOLD, R.INITIATOR], Verb.URGE)
    assert not permits([R.TOLD, R.AUDITOR], Verb.URGE)
    assert not permits([], Verb.SEE)


def test_the_tables_have_a_cell_for_everything() -> None:
    assert {*TABLE} == {(relation, verb) for relation in R for verb in Verb}
    assert {*DESK_TABLE} == {(desk, verb) for desk in Desk for verb in DeskVerb}
