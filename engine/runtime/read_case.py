"""Read a case: where it stands, all that happened, and what may be done about it."""

from collections.abc import Iterable, Mapping

from engine.assembly import Engine
from engine.model.reading import (
    CaseRead,
    ClauseShown,
    EvidenceShown,
    IncidentShown,
    Lamp,
    LimitShown,
    LinkShown,
    OpenWork,
    StandingActShown,
    TerminationShown,
)
from engine.model.standing import principal_name
from engine.model.trail import Incident
from engine.runtime.cards import cards_of
from engine.runtime.drawing_up import case_papers
from engine.runtime.looking import Look, look
from engine.runtime.names import person_name
from engine.runtime.offers import Offered, offers_of
from engine.runtime.papers import papers_of
from engine.runtime.register_values import with_numbers
from engine.runtime.seeing import SeenCase, see_case, visible_among
from engine.runtime.shown import (
    document_shown,
    elapsed_of,
    lamp_of,
    left_of,
    limits_shown,
    opinions_shown,
    specs_of,
    timeline_of,
)
from engine.runtime.task_at_hand import claimer
from engine.runtime.walk import ACTIVE, DONE, LATE, evidence, walked

DIAGRAM = "process.bpmn"
Cards = Mapping[str, ClauseShown]


def read_case(engine: Engine, case_id: str, *, by: str) -> CaseRead:
    """Return the case as its page shows it to this person now.

    The number of statements does not depend on how long its history is.

    Raises:
        CaseNotFound: It does not exist, or is not for this person to see.
    """
    with look(engine) as here:
        seen = see_case(here, case_id, by)
        unit, office, diagram = here.unit, here.office, seen.procedure.diagram
        register = unit.registers.of_case(case_id)
        offered = offers_of(here, seen, register, by)
        cards = cards_of(engine, unit, _cited(seen, offered))
        limits = limits_shown(here, diagram, unit.limits.of_case(case_id), cards)
        documents = unit.documents.of_case(case_id)
        version = unit.versions.find(seen.case.version_id)
        return CaseRead(
            case=seen.case,
            procedure=seen.procedure.manifest.name,
            version=version.number if version is not None else 0,
            diagram=diagram,
            xml=seen.procedure.bundle.files[DIAGRAM],
            marks=_marks(here, seen, limits),
            work=_work(here, seen),
            timeline=timeline_of(office, diagram, seen.acts),
            opinions=opinions_shown(
                office, diagram, unit.opinions.of_case(case_id), seen.tasks
            ),
            evidence=_evidence(seen, cards),
            limits=limits,
            documents=tuple(document_shown(office, each) for each in documents),
            links=_links(here, seen),
            register=_register(here, seen, register),
            standing_acts=_standing_acts(offered, cards),
            terminations=_terminations(offered, cards),
            incidents=tuple(
                _incident_shown(each) for each in unit.incidents.open_of_case(case_id)
            ),
            may=offered.may,
            filled=papers_of(office, seen.procedure, seen.acts),
            elapsed=elapsed_of(here, seen.procedure, seen.case, register),
            papers=case_papers(office, seen, register),
        )


def _cited(seen: SeenCase, offered: Offered) -> Iterable[str]:
    """Give every reference of which the page shows a card."""
    yield from (reference for reference, _, _ in evidence(seen.acts))
    for spec in specs_of(seen.procedure.diagram).values():
        yield from spec.references
    for act in offered.acts:
        yield from act.references
    for termination in offered.terminations:
        yield from termination.references


def _marks(
    here: Look, seen: SeenCase, limits: tuple[LimitShown, ...]
) -> Mapping[str, str]:
    """Return the marks of the live diagram: done, active, late."""
    diagram = seen.procedure.diagram
    known = diagram.elements.keys() | diagram.flows.keys()
    marks = {each: DONE for each in walked(seen.acts) if each in known}
    waiting = {task.element_id for task in seen.open_tasks}
    if seen.case.is_open:
        waits = here.unit.timers.of_case(seen.case.case_id)
        waiting |= {timer.element_id for timer in waits}
        told = here.unit.messages.of_case(seen.case.case_id)
        waiting |= {message.element_id for message in told}
    marks |= dict.fromkeys(waiting & known, ACTIVE)
    late = {limit.element_id for limit in limits if limit.lamp is Lamp.RED}
    late |= {
        task.element_id for task in seen.open_tasks if lamp_of(here, task) is Lamp.RED
    }
    return marks | dict.fromkeys(late & waiting & known, LATE)


def _work(here: Look, seen: SeenCase) -> tuple[OpenWork, ...]:
    tasks = seen.open_tasks
    urged = here.unit.tasks.urged(seen.case.case_id) if tasks else {}
    return tuple(
        OpenWork(
            task_id=task.task_id,
            element_id=task.element_id,
            name=task.name,
            with_whom=tuple(principal_name(here.office, p) for p in task.candidates),
            since=task.opened_at,
            due_at=task.due_at,
            lamp=lamp_of(here, task),
            left=left_of(here, task.due_at, task.due_unit),
            claimed_by=person_name(here.office, claimer(here, seen.case, task)),
            urged=urged.get(task.task_id, 0),
        )
        for task in tasks
    )


def _evidence(seen: SeenCase, cards: Cards) -> tuple[EvidenceShown, ...]:
    diagram = seen.procedure.diagram
    shown = []
    for reference, element_id, act in evidence(seen.acts):
        node = diagram.elements.get(element_id) or diagram.flows.get(element_id)
        shown.append(
            EvidenceShown(
                clause=cards[reference],
                element_id=element_id,
                element_name=node.name if node is not None else "",
                at=act.at,
                seq=act.seq,
            )
        )
    return tuple(shown)


def _links(here: Look, seen: SeenCase) -> tuple[LinkShown, ...]:
    """Return the linked cases; of one that the asker may not see only its number."""
    mine = seen.case.case_id
    links = here.unit.links.of_case(mine)
    others = {
        link.to_case if link.from_case == mine else link.from_case for link in links
    }
    cases = here.unit.cases.find_many(others) if others else {}
    visible = visible_among(here, seen.sight, cases)
    shown = []
    for link in links:
        outward = link.from_case == mine
        other = cases.get(link.to_case if outward else link.from_case)
        if other is None:
            continue
        sees = other.case_id in visible
        shown.append(
            LinkShown(
                case_id=other.case_id if sees else "",
                number=other.number,
                title=other.title if sees else "",
                kind=link.kind,
                outward=outward,
                visible=sees,
                state=other.state,
            )
        )
    return tuple(shown)


def _register(
    here: Look, seen: SeenCase, register: Mapping[str, object]
) -> tuple[tuple[str, object], ...]:
    """Return label and value of the register's fields, in their declared order."""
    case_id, procedure = seen.case.case_id, seen.procedure
    shown = with_numbers(here, procedure, {case_id: register})[case_id]
    return tuple(
        (field.label, shown[field.name])
        for field in procedure.manifest.register
        if field.name in shown
    )


def _standing_acts(offered: Offered, cards: Cards) -> tuple[StandingActShown, ...]:
    return tuple(
        StandingActShown(
            element_id=each.element_id,
            name=each.name,
            form=each.form,
            clauses=tuple(cards[reference] for reference in each.references),
        )
        for each in offered.acts
    )


def _terminations(offered: Offered, cards: Cards) -> tuple[TerminationShown, ...]:
    return tuple(
        TerminationShown(each.outcome, tuple(cards[ref] for ref in each.references))
        for each in offered.terminations
    )


def _incident_shown(incident: Incident) -> IncidentShown:
    return IncidentShown(
        incident_id=incident.incident_id,
        at=incident.at,
        code=incident.code,
        element_id=incident.element_id,
        told=incident.told,
        attempts=incident.attempts,
    )
