"""Rows as readers are shown them: names instead of ids, lamps instead of moments."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime, timedelta

from engine.bpmn.values import typed
from engine.model.act import Act
from engine.model.case import Case
from engine.model.diagram import Diagram, LimitSpec
from engine.model.limit import lamp, time_left
from engine.model.office import Office
from engine.model.procedure import Procedure
from engine.model.reading import (
    ActShown,
    ClauseShown,
    DocumentShown,
    Elapsed,
    Lamp,
    LimitShown,
    OpinionShown,
    TimeLeft,
)
from engine.model.reference import Reference
from engine.model.task import UserTask
from engine.model.trail import Document, Opinion
from engine.model.waiting import Limit
from engine.runtime.looking import Here
from engine.runtime.names import person_name, post_name

# A page shows the newest; the whole chain stands in the audit.
MOST_ACTS = 200


def act_shown(office: Office, diagram: Diagram, act: Act) -> ActShown:
    """Return a line of the timeline; the actor bears the name that was theirs then."""
    element = diagram.elements.get(act.element_id)
    return ActShown(
        seq=act.seq,
        at=act.at,
        verb=act.verb,
        actor=act.actor_name,
        post=post_name(office, act.post),
        on_behalf_of=post_name(office, act.on_behalf_of),
        right=act.right,
        element_id=act.element_id,
        task_name=element.name if element is not None else "",
        clauses=tuple(Reference.parse(each).label for each in act.references),
        details=_told(act),
        task_id=act.task_id,
    )


def _told(act: Act) -> Mapping[str, object]:
    """Return what the act says, with the conclusion of its answers to the fore."""
    answers = act.details.get("answers")
    if isinstance(answers, Mapping) and answers.get("decision"):
        return {**act.details, "decision": answers["decision"]}
    return act.details


def timeline_of(
    office: Office, diagram: Diagram, acts: Iterable[Act]
) -> tuple[ActShown, ...]:
    """Return the newest acts in their order."""
    newest = tuple(acts)[-MOST_ACTS:]
    return tuple(act_shown(office, diagram, act) for act in newest)


def opinions_shown(
    office: Office,
    diagram: Diagram,
    opinions: Iterable[Opinion],
    tasks: Iterable[UserTask],
) -> tuple[OpinionShown, ...]:
    """Return opinions task by task and round by round, by rank within each.

    What was asked for (加签) stands with the task before which it was asked; `tasks`
    tell which these are.
    """
    given = tuple(opinions)
    asked = {task.task_id for task in tasks if task.asked_for}
    first: dict[str, int] = {}
    for each in sorted(given, key=lambda opinion: opinion.seq):
        first.setdefault(each.element_id, each.seq)
    ordered = sorted(
        given, key=lambda o: (first[o.element_id], o.round, o.rank, o.at, o.seq)
    )
    return tuple(
        _opinion_shown(office, diagram, each, was_asked=each.task_id in asked)
        for each in ordered
    )


def _opinion_shown(
    office: Office, diagram: Diagram, opinion: Opinion, *, was_asked: bool
) -> OpinionShown:
    element = diagram.elements.get(opinion.element_id)
    return OpinionShown(
        at=opinion.at,
        actor=person_name(office, opinion.person_id),
        post=post_name(office, opinion.post_id),
        rank=opinion.rank,
        on_behalf_of=post_name(office, opinion.on_behalf_of),
        task_name=element.name if element is not None else "",
        round=opinion.round,
        decision=opinion.decision,
        text=opinion.text,
        was_asked=was_asked,
    )


def document_shown(office: Office, document: Document) -> DocumentShown:
    return DocumentShown(
        document_id=document.document_id,
        name=document.name,
        size_bytes=document.size_bytes,
        media_type=document.media_type,
        added_by=person_name(office, document.added_by),
        added_at=document.added_at,
    )


def specs_of(diagram: Diagram) -> Mapping[str, LimitSpec]:
    """Return what the diagram says of each limit, by key."""
    return {spec.key: spec for spec in _specs(diagram)}


def _specs(diagram: Diagram) -> Iterator[LimitSpec]:
    yield from diagram.limits
    for element in diagram.elements.values():
        yield from element.limits


def limits_shown(
    here: Here,
    diagram: Diagram,
    limits: Iterable[Limit],
    cards: Mapping[str, ClauseShown],
) -> tuple[LimitShown, ...]:
    """Return the limits whose clocks run, with their lamps."""
    specs = specs_of(diagram)
    return tuple(
        LimitShown(
            key=limit.key,
            name=spec.name,
            element_id=limit.element_id,
            due_at=limit.due_at,
            lamp=lamp(here.now, limit.due_at, limit.warn_at),
            left=left_of(here, limit.due_at, limit.unit),
            started_at=limit.started_at,
            kind=spec.kind,
            clauses=tuple(cards[each] for each in spec.references),
        )
        for limit in limits
        if limit.ended_at is None and (spec := specs.get(limit.key)) is not None
    )


def lamp_of(here: Here, task: UserTask) -> Lamp:
    """Return the lamp of the limit that the task is under."""
    return lamp(here.now, task.due_at, task.warn_at)


def left_of(here: Here, due: datetime | None, unit: str) -> TimeLeft | None:
    """Return how much is left until the moment, None where there is none."""
    if due is None:
        return None
    return time_left(here.now, due, unit, here.picture.calendar)


def elapsed_of(
    here: Here, procedure: Procedure, case: Case, register: Mapping[str, object]
) -> Elapsed | None:
    """Return how long the case has run, where its procedure says from when to tell."""
    name = procedure.manifest.elapsed_from
    since = typed(register.get(name)) if name else None
    if not isinstance(since, datetime):
        return None
    until = case.ended_at or here.now
    label = next(f.label for f in procedure.manifest.register if f.name == name)
    minutes = int((until - since) / timedelta(minutes=1))
    return Elapsed(label, since, max(0, minutes), has_ended=case.ended_at is not None)
