"""Forms offered where no task is open: to start a case, to perform a standing act."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from engine.assembly import Engine
from engine.bpmn.expression import evaluate
from engine.content.prefill import prefill
from engine.model.authority import may_act, may_start
from engine.model.clock import office_day
from engine.model.entitlement import Verb
from engine.model.errors import CaseNotFound, MayNotStart, ProcedureNotFound
from engine.model.form import Form
from engine.model.procedure import Procedure
from engine.model.reading import ClauseShown
from engine.model.standing import posts_of
from engine.model.surroundings import Surroundings
from engine.runtime.at_hand import (
    CaseAtHand,
    first_task,
    surroundings_before,
    surroundings_of,
)
from engine.runtime.cards import cards_of
from engine.runtime.in_force import version_to_start
from engine.runtime.looking import Look, look
from engine.runtime.perform import candidates_of


@dataclass(frozen=True, slots=True)
class BlankForm:
    """A form nobody has filled in yet.

    `posts` are the (id, name) of those in which the asker may act; `prefilled` are the
    form's defaults; `context` what its conditions may read.
    """

    procedure: str
    name: str
    version_id: str
    form: Form
    context: Mapping[str, object]
    prefilled: Mapping[str, object]
    clauses: tuple[ClauseShown, ...]
    posts: tuple[tuple[str, str], ...] = ()


def read_start_form(engine: Engine, slug: str, *, by: str) -> BlankForm:
    """Return the form that starts a case of the procedure in force.

    Raises:
        ProcedureNotFound: There is no such procedure in force.
        ProcedureStopped: It takes no new cases.
        MayNotStart: The asker stands for nobody who may start it.
    """
    with look(engine) as seen:
        version = version_to_start(seen, slug)
        procedure = engine.library.procedure(seen.unit, version.version_id)
        may_start(seen.office, by, procedure.manifest, seen.now)
        element = first_task(procedure.diagram)
        if element is None or element.form not in procedure.forms:
            raise ProcedureNotFound(slug=slug)
        references = (*procedure.manifest.start_references, *element.references)
        posts = _starting_posts(seen, procedure, by)
        return _blank(
            seen,
            procedure,
            _Place(version.version_id, element.form, element.name, references),
            _about_to_start(seen, procedure, by, posts),
            posts=posts,
        )


def read_act_form(
    engine: Engine, case_id: str, element_id: str, *, by: str
) -> BlankForm:
    """Return the form of a standing act of the case.

    Raises:
        CaseNotFound: There is no such case, or no such act in it.
        NotACandidate: The act is not the asker's to perform.
    """
    with look(engine) as seen:
        case = seen.unit.cases.find(case_id)
        if case is None:
            raise CaseNotFound(case_id=case_id)
        procedure = engine.library.procedure(seen.unit, case.version_id)
        element = procedure.diagram.elements.get(element_id)
        if element is None or not element.standing_act:
            raise CaseNotFound(case_id=case_id)
        register = seen.unit.registers.of_case(case_id)
        around = surroundings_of(seen, CaseAtHand(case, b"", procedure, register))
        may_act(
            seen.office,
            by,
            candidates_of(element, around),
            seen.now,
            slug=case.slug,
            case_id=case_id,
            reserved=element.reserved,
            task_name=element.name,
            references=element.references,
            verb=Verb.PERFORM,
        )
        place = _Place(case.version_id, element.form, element.name, element.references)
        return _blank(seen, procedure, place, around)


@dataclass(frozen=True, slots=True)
class _Place:
    version_id: str
    form: str
    name: str
    references: tuple[str, ...]


def _blank(
    seen: Look,
    procedure: Procedure,
    place: _Place,
    around: Surroundings,
    posts: tuple[tuple[str, str], ...] = (),
) -> BlankForm:
    def ask(source: str, names: Mapping[str, object]) -> object:
        return evaluate(source, names, around, lenient=True)

    form = procedure.forms[place.form]
    context = {name: ask(source, {}) for name, source in form.context.items()}
    cards = cards_of(seen.engine, seen.unit, place.references)
    return BlankForm(
        procedure=procedure.manifest.name,
        name=place.name,
        version_id=place.version_id,
        form=form,
        context=context,
        prefilled=prefill(form, context, ask),
        clauses=tuple(cards.values()),
        posts=posts,
    )


def _about_to_start(
    seen: Look, procedure: Procedure, by: str, posts: tuple[tuple[str, str], ...]
) -> Surroundings:
    """Return what a start form may read: of the case to be, only who starts it."""
    post_id = posts[0][0] if posts else ""
    unit_id = seen.office.posts[post_id].unit_id if post_id else ""
    facts = {
        "id": "",
        "number": "",
        "title": "",
        "slug": procedure.manifest.slug,
        "initiator": f"person:{by}",
        "initiator_post": f"post:{post_id}" if post_id else "",
        "initiator_unit": f"unit:{unit_id}" if unit_id else "",
        "started_at": seen.now.isoformat(),
        "outcome": "",
    }
    before = surroundings_before(seen, procedure)
    return replace(before, case=dict(before.case) | facts)


def _starting_posts(
    seen: Look, procedure: Procedure, by: str
) -> tuple[tuple[str, str], ...]:
    """Return those of the asker's posts in which they may start the procedure."""
    found = []
    for post_id in posts_of(seen.office, by, office_day(seen.now)):
        try:
            may_start(seen.office, by, procedure.manifest, seen.now, post_id=post_id)
        except MayNotStart:
            continue
        found.append((post_id, seen.office.posts[post_id].name))
    return tuple(found)
