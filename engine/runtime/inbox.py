"""The inbox: one page of one box, and how much stands in each."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime

from engine.assembly import Engine
from engine.model.authority import claim_stands, may_complete
from engine.model.clock import today
from engine.model.errors import ActingInForce, DutyConflict, NotAllowed
from engine.model.limit import NEAR
from engine.model.principals import principals_of
from engine.model.reading import Box, Inbox, InboxFilter, InboxRow, Lamp
from engine.model.right import Right, RightKind
from engine.model.task import TaskState, UserTask
from engine.model.waiting import InboxEntry
from engine.runtime.looking import Look, look
from engine.runtime.names import person_name, post_name, unit_name
from engine.runtime.procedures import in_force
from engine.runtime.shown import lamp_of, left_of
from engine.runtime.stand_ins import Part, stand_ins_of
from engine.store.inbox import Asked

LARGEST_PAGE = 200
Principals = Mapping[str, tuple[Right, ...]]


@dataclass(frozen=True, slots=True)
class _Desk:
    """Whose inbox it is: for whom they stand, and whether others stand in for them."""

    by: str
    box: Box
    principals: Principals
    has_substitute: bool
    names: Mapping[str, str]


def read_inbox(engine: Engine, *, by: str, filter: InboxFilter) -> Inbox:  # noqa: A002 (what the page calls it)
    """Return the page that the filter names, as it stands for this person now.

    Four statements, and no state is loaded.
    """
    with look(engine) as here:
        desk = _desk(here, by, filter.box)
        size = max(1, min(filter.size, LARGEST_PAGE))
        asked = _asked(filter, size, here.now)
        found = _entries(here, desk, asked)
        shown = found[:size]
        return Inbox(
            rows=tuple(_row(here, desk, entry) for entry in shown),
            next_after=shown[-1].key if len(found) > size else "",
            counts=here.unit.inbox.counts(
                by, desk.principals, now=here.now, soon=here.now + NEAR
            ),
            procedures=desk.names,
            calendar_is_authored=here.picture.calendar.is_authored(today()),
        )


def _desk(here: Look, by: str, box: Box) -> _Desk:
    given = stand_ins_of(here.office, by, here.now)
    return _Desk(
        by=by,
        box=box,
        principals=principals_of(here.office, by, here.now),
        has_substitute=any(each.part is Part.GIVES for each in given),
        names={slug: each.manifest.name for slug, each in in_force(here).items()},
    )


def _asked(filter_: InboxFilter, size: int, now: datetime) -> Asked:
    """Return what the store is asked for: one line more, to know whether it goes on."""
    asked = Asked(
        after=filter_.after if _is_key(filter_.after) else "",
        size=size + 1,
        search=filter_.search,
        slug=filter_.slug,
    )
    match filter_.due:
        case "overdue":
            return replace(asked, due_before=now)
        case "due_soon":
            return replace(asked, due_from=now, due_before=now + NEAR)
        case _:
            return asked


def _is_key(after: str) -> bool:
    """Say whether it is a key that we gave: it comes back by way of an address."""
    moment, _, last = after.partition("/")
    try:
        begins = datetime.fromisoformat(moment)
        # At the ends of the calendar a moment with an offset has no UTC.
        return bool(last) and begins.tzinfo is not None and bool(begins.astimezone(UTC))
    except (ValueError, OverflowError):
        return False


def _entries(here: Look, desk: _Desk, asked: Asked) -> tuple[InboxEntry, ...]:
    match desk.box:
        case Box.TODO:
            return here.unit.inbox.to_do(desk.principals, asked)
        case Box.TO_READ:
            return here.unit.inbox.to_read(desk.by, desk.principals, asked)
        case Box.DONE:
            return here.unit.inbox.done(desk.by, asked)
        case Box.STARTED:
            return here.unit.inbox.started(desk.by, asked)


def _row(here: Look, desk: _Desk, entry: InboxEntry) -> InboxRow:
    task, office = entry.task, here.office
    open_task = task if desk.box is Box.TODO else None
    return InboxRow(
        row_id=entry.key.rpartition("/")[2],
        task_id=task.task_id if task else "",
        case_id=entry.case_id,
        number=entry.number,
        title=entry.title,
        procedure=desk.names.get(entry.slug, entry.slug),
        task_name=task.name if task else entry.text,
        initiator_unit=unit_name(office, entry.initiator_unit),
        since=entry.since,
        due_at=open_task.due_at if open_task else None,
        lamp=lamp_of(here, open_task) if open_task else Lamp.NONE,
        left=left_of(here, open_task.due_at, open_task.due_unit) if open_task else None,
        state=_state(here, entry, open_task),
        claimed_by=_claimer(here, entry, open_task),
        on_behalf_of=_on_behalf_of(here, desk.principals, entry, open_task),
        urged=entry.urged if open_task else 0,
        asked_by=_asker(here, task),
        with_substitute=_substitute(here, desk, entry, open_task),
    )


def _state(here: Look, entry: InboxEntry, open_task: UserTask | None) -> str:
    if open_task is not None:
        return TaskState.CLAIMED if _claimer(here, entry, open_task) else TaskState.OPEN
    return entry.task.state if entry.task else entry.case_state


def _asker(here: Look, task: UserTask | None) -> str:
    """Return the name of who asks for the opinion that the line is, if it is one."""
    if task is None or not task.asked_for:
        return ""
    return person_name(here.office, str(task.context.get("asked_by", "")))


def _claimer(here: Look, entry: InboxEntry, open_task: UserTask | None) -> str:
    """Return the name of who claimed the task, if their right to it still stands."""
    if open_task is None or not open_task.claimed_by:
        return ""
    if not claim_stands(here.office, open_task, entry.slug, here.now):
        return ""
    return person_name(here.office, open_task.claimed_by)


def _on_behalf_of(
    here: Look, principals: Principals, entry: InboxEntry, open_task: UserTask | None
) -> str:
    """Return the name of the post acted for, if the task came by a grant alone."""
    if open_task is None:
        return ""
    rights = [*_rights(principals, entry, open_task.candidates)]
    if any(r.kind in {RightKind.POST, RightKind.PERSON} for r in rights) or not rights:
        return ""
    return post_name(here.office, rights[0].on_behalf_of_post)


def _substitute(
    here: Look, desk: _Desk, entry: InboxEntry, open_task: UserTask | None
) -> str:
    """Return who does the task while the reader is stood in for, if that is so."""
    if open_task is None or not desk.has_substitute:
        return ""
    try:
        may_complete(here.office, desk.by, open_task, entry.slug, here.now)
    except ActingInForce as refusal:
        return str(refusal.facts["acting"])
    except (NotAllowed, DutyConflict):
        return ""
    return ""


def _rights(
    principals: Principals, entry: InboxEntry, candidates: Iterable[str]
) -> Iterable[Right]:
    for principal in candidates:
        for right in principals.get(principal, ()):
            if right.reaches(entry.slug, entry.case_id):
                yield right
