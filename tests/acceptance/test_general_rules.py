"""The rules that hold for every procedure: no say without a right, none by silence."""

from contextlib import suppress
from dataclasses import replace
from datetime import timedelta

import pytest

from engine.acceptance.shipped import shipped_procedures
from engine.acceptance.stage import Stages
from engine.acceptance.world import World, cells_of
from engine.model.authority import may_start
from engine.model.case import CaseState
from engine.model.errors import (
    AnswersInvalid,
    CaseFinished,
    DocumentRefused,
    MayNotTerminate,
    NotACandidate,
    NotAllowed,
    NotFound,
    TaskAlreadyCompleted,
)
from engine.model.form import Form
from engine.model.office import GrantScope
from engine.model.reading import OpenWork
from engine.model.right import Right
from engine.runtime.at_hand import first_task
from engine.runtime.attach import attach_document
from engine.runtime.cancel import cancel_case
from engine.runtime.complete import complete_task
from engine.runtime.grant import grant_acting
from engine.runtime.open import open_task
from engine.runtime.perform import perform_act
from engine.runtime.read_task import read_task
from engine.runtime.start import start_case
from engine.runtime.suspend import suspend_case
from tests.support.backgrounds import begun, filing
from tests.support.walks import table_of

PROCEDURES = shipped_procedures()
SECRET = {"秘密", "机密", "绝密"}
WITH_SECRETS = [
    slug
    for slug, procedure in PROCEDURES.items()
    if any(
        field.key == "secrecy" for f in procedure.forms.values() for field in f.fields
    )
]


@pytest.fixture(params=PROCEDURES)
def world(request: pytest.FixtureRequest, stages: Stages) -> World:
    """Give a case of each procedure, begun as its feature begins one."""
    return begun(request.param, stages)


def open_work(world: World) -> OpenWork:
    """Return a user task that waits in the case."""
    return next(each for each in world.case.work if each.task_id)


def doers(world: World, task_id: str) -> list[str]:
    """Return everyone who has the task in their inbox."""
    return [
        person
        for person in world.office.people
        if any(
            row.task_id == task_id
            for row in world.todo(world.official(world.office.people[person].name))
        )
    ]


def open_cases(world: World) -> tuple[str, ...]:
    with world.stage.engine.store.read() as unit:
        return unit.cases.open_ids()


def start_form(world: World) -> Form:
    element = first_task(world.procedure.diagram)
    assert element is not None
    return world.procedure.forms[element.form]


def starter(world: World) -> Right:
    """Return by what right somebody may start the procedure; its initiator if they may.

    A case may have been started by another, for whom the procedure has no start.
    """
    people = [world.case.case.initiator, *world.office.people]
    for person in people:
        with suppress(NotAllowed):
            manifest = world.procedure.manifest
            return may_start(world.office, person, manifest, world.stage.clock())
    raise AssertionError(world.procedure.manifest.start)


def owner(world: World) -> str:
    """Return somebody of the unit that owns the procedure."""
    office, unit_id = world.office, world.procedure.manifest.owner.removeprefix("unit:")
    return next(
        each.person_id
        for each in office.appointments
        if office.posts[each.post_id].unit_id == unit_id
    )


def end_case(world: World) -> str:
    """End the case by one of its terminations, by whoever may, or by a row."""
    engine, case = world.stage.engine, world.case.case
    for termination in world.procedure.manifest.terminations:
        for person in (case.initiator, *world.office.people):
            with suppress(NotAllowed, NotFound):
                cancel_case(
                    engine,
                    case.case_id,
                    by=person,
                    outcome=termination.outcome,
                    reason="另行研究",
                )
                return termination.outcome
    with engine.store.begin() as unit:
        found = unit.cases.lock(case.case_id)
        assert found is not None
        ended = replace(found[0], state=CaseState.FINISHED, outcome="办结")
        unit.cases.save(ended, expected_revision=ended.revision)
        unit.tasks.close_case(
            case.case_id, at=world.stage.clock(), revision=ended.revision
        )
    return "办结"


def test_who_is_no_candidate_is_refused_with_the_clause_and_on_record(world):
    work, stranger = open_work(world), world.reviewer
    engine, before = world.stage.engine, world.case

    with pytest.raises(NotACandidate) as refusal:
        complete_task(engine, work.task_id, by=stranger, answers={})

    required = world.procedure.diagram.elements[work.element_id].references
    assert required
    assert set(refusal.value.facts["references"]) == set(required)
    with engine.store.read() as unit:
        act = unit.acts.of_chain("office")[-1]
    assert (act.verb, act.actor) == ("refused", stranger)
    assert (act.task_id, act.details["tried"]) == (work.task_id, "complete")
    assert world.case.work == before.work


def test_what_is_required_is_asked_field_by_field_and_nothing_starts(world):
    form, case, right = start_form(world), world.case.case, starter(world)
    must = {field.key for field in form.fields if field.required == "True"}
    before = open_cases(world)

    with pytest.raises(AnswersInvalid) as refusal:
        start_case(
            world.stage.engine,
            case.slug,
            by=right.person_id,
            post=right.post_id,
            answers={},
        )

    assert must
    assert must <= refusal.value.fields.keys()
    assert open_cases(world) == before


def test_a_task_that_is_not_filled_in_does_not_move(world):
    work, before = open_work(world), world.case

    with pytest.raises(AnswersInvalid) as refusal:
        complete_task(
            world.stage.engine,
            work.task_id,
            by=doers(world, work.task_id)[0],
            answers={},
        )

    element = world.procedure.diagram.elements[work.element_id]
    fields = world.procedure.forms[element.form].fields
    must = {field.key for field in fields if field.required == "True"}
    assert must <= refusal.value.fields.keys()
    assert world.case.work == before.work
    assert world.case.timeline == before.timeline


def test_who_acts_for_another_leaves_both_names_and_the_basis(world):
    work, engine, office = open_work(world), world.stage.engine, world.office
    principal = doers(world, work.task_id)[0]
    away = next(a.post_id for a in office.appointments if a.person_id == principal)
    acting = next(
        person
        for person in office.people
        if person not in {principal, world.case.case.initiator}
        and any(a.person_id == person for a in office.appointments)
    )
    stand_in = next(a.post_id for a in office.appointments if a.person_id == acting)
    grant_acting(
        engine,
        by=world.administrator,
        from_post=away,
        to_post=stand_in,
        from_at=world.stage.clock(),
        until_at=None,
        basis="出访期间的书面委托",
        scope=GrantScope.ALL,
        covers_reserved=True,
    )

    open_task(engine, work.task_id, by=acting)

    act = world.case.timeline[-1]
    assert act.actor == office.people[acting].name
    assert act.on_behalf_of == office.posts[away].name
    assert act.right.startswith("acting:")
    why = read_task(engine, work.task_id, by=acting).why
    assert (why.on_behalf_of, why.basis) == (act.on_behalf_of, "出访期间的书面委托")


@pytest.mark.parametrize("secrecy", sorted(SECRET))
@pytest.mark.parametrize("slug", WITH_SECRETS)
def test_no_text_of_a_secret_is_taken(slug, secrecy, stages):
    world = begun(slug, stages)
    step = filing(slug)
    form, right = start_form(world), starter(world)
    official = world.official(world.office.people[right.person_id].name)
    cells = cells_of(table_of(step)) | {"密级": secrecy}

    with pytest.raises(AnswersInvalid) as refusal:
        start_case(
            world.stage.engine,
            slug,
            by=right.person_id,
            post=right.post_id,
            answers=world.answers(official, form, cells),
        )

    assert "49.2" in refusal.value.fields["secrecy"][0].references


def test_nothing_is_attached_to_a_secret(world):
    work, engine = open_work(world), world.stage.engine
    slug = world.case.case.slug
    with engine.store.begin() as unit:
        unit.registers.put(world.case_id, slug, {"secrecy": "机密"})

    with pytest.raises(DocumentRefused) as refusal:
        attach_document(
            engine,
            by=doers(world, work.task_id)[0],
            task_id=work.task_id,
            name="正文.pdf",
            data=b"%PDF-1.4\n",
        )

    assert refusal.value.facts["why"] == "classified"
    assert not [*engine.documents.rglob("*")]


def test_a_finished_case_is_never_changed(world):
    work, engine = open_work(world), world.stage.engine
    doer, case = doers(world, work.task_id)[0], world.case.case
    elements = world.procedure.diagram.elements.values()
    acts = [each.element_id for each in elements if each.standing_act]
    ending = end_case(world)
    before = world.case

    with pytest.raises((CaseFinished, TaskAlreadyCompleted)):
        complete_task(engine, work.task_id, by=doer, answers={})
    with pytest.raises((CaseFinished, MayNotTerminate)):
        cancel_case(engine, case.case_id, by=doer, outcome=ending, reason="再来")
    with pytest.raises(CaseFinished):
        suspend_case(engine, case.case_id, by=owner(world), reason="暂停")
    for element_id in acts:
        with pytest.raises((CaseFinished, NotACandidate)):
            perform_act(engine, case.case_id, element_id, by=doer, answers={})

    assert before.case.outcome == ending
    assert world.case == before


def test_no_deadline_ever_consents(world):
    before = world.case

    world.stage.move_to(world.stage.clock() + timedelta(days=90))

    after = world.case
    said = {act.verb for act in after.timeline[len(before.timeline) :]}
    assert "complete" not in said
    assert after.opinions == before.opinions
    assert after.case.is_open
