"""The inbox: one page of one box, and how much stands in each."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import UTC, datetime

from engine.assembly import Engine
from engine.model.authority import claim_stands
from engine.model.clock import today
from engine.model.limit import NEAR, lamp
from engine.model.principals import principals_of
from engine.model.reading import Box, Inbox, InboxFilter, InboxRow, Lamp
from engine.model.right import Right, RightKind
from engine.model.task import TaskState, UserTask
from engine.model.waiting import InboxEntry
from engine.runtime.looking import Look, look
from engine.runtime.names import person_name, post_name, unit_name
from engine.store.inbox import Asked

LARGEST_PAGE = 200
Principals = Mapping[str, tuple[Right, ...]]


def read_inbox(engine: Engine, *, by: str, filter: InboxFilter) -> Inbox:  # noqa: A002 (what the page calls it)
    """Return the page that the filter names, as it stands for this person now.

    Four statements, and no state is loaded.
    """
    with look(engine) as here:
        principals = principals_of(here.office, by, here.now)
        size = max(1, min(filter.size, LARGEST_PAGE))
        asked = _asked(filter, size, here.now)
        found = _entries(here, by, principals, filter.box, asked)
        shown = found[:size]
        names = _procedures(here)
        return Inbox(
            rows=tuple(
                _row(here, principals, entry, filter.box, names)
                for entry in shown
                if filter.box is not Box.TODO or _reaches(principals, entry)
            ),
            next_after=shown[-1].key if len(found) > size else "",
            counts=here.unit.inbox.counts(
                by, principals, now=here.now, soon=here.now + NEAR
            ),
            procedures=names,
            calendar_is_authored=here.picture.calendar.is_authored(today()),
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


def _entries(
    here: Look, by: str, principals: Principals, box: Box, asked: Asked
) -> tuple[InboxEntry, ...]:
    match box:
        case Box.TODO:
            return here.unit.inbox.to_do(principals, asked)
        case Box.TO_READ:
            return here.unit.inbox.to_read(by, principals, asked)
        case Box.DONE:
            return here.unit.inbox.done(by, asked)
        case Box.STARTED:
            return here.unit.inbox.started(by, asked)


def _procedures(here: Look) -> Mapping[str, str]:
    """Return the names of the procedures in force, by slug."""
    library = here.engine.library
    return {
        version.slug: library.procedure(here.unit, version.version_id).manifest.name
        for version in here.unit.versions.all_in_force()
    }


def _row(
    here: Look,
    principals: Principals,
    entry: InboxEntry,
    box: Box,
    names: Mapping[str, str],
) -> InboxRow:
    task, office = entry.task, here.office
    open_task = task if box is Box.TODO else None
    return InboxRow(
        row_id=entry.key.rpartition("/")[2],
        task_id=task.task_id if task else "",
        case_id=entry.case_id,
        number=entry.number,
        title=entry.title,
        procedure=names.get(entry.slug, entry.slug),
        task_name=task.name if task else entry.text,
        initiator_unit=unit_name(office, entry.initiator_unit),
        since=entry.since,
        due_at=entry.due_at if open_task else None,
        lamp=lamp(here.now, entry.since, entry.due_at) if open_task else Lamp.NONE,
        state=_state(here, entry, open_task),
        claimed_by=_claimer(here, entry, open_task),
        on_behalf_of=_on_behalf_of(here, principals, entry, open_task),
        urged=entry.urged if open_task else 0,
        asked_by=_asker(here, task),
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


def _reaches(principals: Principals, entry: InboxEntry) -> bool:
    """Say whether the line is this person's.

    A grant may be for other matters only, or not cover what is reserved.
    """
    candidates = entry.task.candidates if entry.task else (entry.principal,)
    reserved = entry.task is not None and entry.task.reserved
    rights = _rights(principals, entry, candidates)
    return any(right.covers_reserved or not reserved for right in rights)


def _rights(
    principals: Principals, entry: InboxEntry, candidates: Iterable[str]
) -> Iterable[Right]:
    for principal in candidates:
        for right in principals.get(principal, ()):
            if right.reaches(entry.slug, entry.case_id):
                yield right
