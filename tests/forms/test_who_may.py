"""Every cell of the table of rights, asked of the verbs and of the pages."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from engine.model.entitlement import (
    DESK_TABLE,
    Basis,
    Cell,
    Desk,
    DeskVerb,
    Relation,
    Verb,
    cell,
)
from engine.model.errors import NotFound, RoleMissing, ZhangfaError
from engine.runtime.deploy import deploy_folder
from engine.runtime.procedures import read_procedures
from forms.app import create_app
from forms.entitlement_view import DESK_VERBS, RELATIONS, VERBS
from forms.entitlement_view import DESKS as DESK_NAMES
from forms.refusal import ROWS
from forms.view import label
from tests.support.databases import Sqlite
from tests.support.rights import (
    DESKS,
    RIGHTS,
    Matter,
    RightsOffice,
    at_desk,
    at_desk_page,
    by_page,
    by_verb,
)
from tests.support.running import run_engine

CELLS = [(relation, verb) for relation in Relation for verb in Verb]
# What is done to procedures has tests of its own, below and of the gate.
OF_PROCEDURES = {
    DeskVerb.DEPLOY,
    DeskVerb.REVIEW,
    DeskVerb.DESIGN,
    DeskVerb.APPROVE,
    DeskVerb.SIGN_LEGALLY,
    DeskVerb.OVERRIDE,
    DeskVerb.STOP,
    DeskVerb.MIGRATE,
}
DESK_CELLS = [
    (desk, verb) for desk in Desk for verb in DeskVerb if verb not in OF_PROCEDURES
]
NOT_FOUND, DONE = 404, {200, 303}


@pytest.fixture(scope="module")
def office(
    sqlite_databases: Sqlite, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[RightsOffice]:
    folder = Path(tmp_path_factory.mktemp("rights"))
    with sqlite_databases.fresh(folder) as url:
        running = run_engine(url, folder)
        # The secretary-general, who has it in the demo office, has other rights too.
        running.give_role(DESKS[Desk.OVERRIDER], Desk.OVERRIDER)
        yield RightsOffice(running, create_app(running.engine))
        running.engine.store.close()


@pytest.mark.parametrize(("relation", "verb"), CELLS)
def test_what_the_table_says_is_what_verb_and_page_do(
    office: RightsOffice, relation: Relation, verb: Verb
) -> None:
    said = cell(relation, verb)

    _asked_by_verb(office, verb, office.fresh(relation, said), said)
    _asked_by_page(office, verb, office.fresh(relation, said), said)


def _asked_by_verb(office: RightsOffice, verb: Verb, on: Matter, said: Cell) -> None:
    if said.allowed:
        by_verb(office, verb, on)
        return
    with pytest.raises(ZhangfaError) as refused:
        by_verb(office, verb, on)
    if said.unseen:
        assert isinstance(refused.value, NotFound)
    else:
        told = (refused.value.code, (*refused.value.facts.get("references", ()),))
        assert told == (said.code, _articles(office, on, verb, said))


def _asked_by_page(office: RightsOffice, verb: Verb, on: Matter, said: Cell) -> None:
    answer = by_page(office, verb, on)

    if said.allowed:
        assert answer.status_code in DONE, answer.text
    elif said.unseen:
        assert answer.status_code == NOT_FOUND, answer.text
    else:
        row = ROWS[said.code]
        assert answer.status_code == row.status, answer.text
        assert row.title in answer.text
        articles = _articles(office, on, verb, said)
        assert [a for a in articles if label(a) not in answer.text] == []


def _articles(
    office: RightsOffice, on: Matter, verb: Verb, said: Cell
) -> tuple[str, ...]:
    """Return the articles that the refusal is to cite."""
    procedure = read_procedures(office.running.engine)["rights"]
    if said.basis is Basis.PROCEDURE:
        return procedure.manifest.start_references
    if said.basis is Basis.ELEMENT:
        asked = {Verb.PERFORM: on.act, Verb.WITHDRAW: "endorse"}
        return procedure.diagram.element(asked.get(verb, on.element_id)).references
    return said.references


@pytest.mark.parametrize(("desk", "verb"), DESK_CELLS)
def test_what_the_table_says_of_the_office_is_what_verb_and_page_do(
    office: RightsOffice, desk: Desk, verb: DeskVerb
) -> None:
    said = DESK_TABLE[desk, verb]

    if said.allowed:
        at_desk(office, verb, DESKS[desk])
        assert at_desk_page(office, verb, DESKS[desk]).status_code in DONE
        return
    with pytest.raises(ZhangfaError) as refused:
        at_desk(office, verb, DESKS[desk])
    answer = at_desk_page(office, verb, DESKS[desk])
    assert refused.value.code == said.code
    assert {*said.references} <= {*refused.value.facts.get("references", ())}
    assert answer.status_code == ROWS[said.code].status
    assert ROWS[said.code].title in answer.text


def test_a_procedure_is_deployed_by_those_alone_whom_the_table_names(
    office: RightsOffice,
) -> None:
    for desk, person in DESKS.items():
        if DESK_TABLE[desk, DeskVerb.DEPLOY].allowed:
            deploy_folder(office.running.engine, RIGHTS, by=person)
        else:
            with pytest.raises(RoleMissing):
                deploy_folder(office.running.engine, RIGHTS, by=person)


def test_every_relation_and_verb_has_its_words() -> None:
    assert ({*RELATIONS}, {*DESK_NAMES}) == ({*Relation}, {*Desk})
    assert ({*VERBS}, {*DESK_VERBS}) == ({*Verb}, {*DeskVerb})
