"""Effects on the office's own rows: grants and absences that a diagram registers."""

from dataclasses import replace
from datetime import date, datetime

from engine.model.clock import OFFICE_ZONE
from engine.model.granting import check_grant
from engine.model.identity import new_id
from engine.model.office import Absence, Grant, GrantKind, GrantScope
from engine.runtime.applying import Applying, Result
from engine.runtime.chain import Told
from engine.runtime.note import note_on_office


def register_grant(applying: Applying) -> Result:
    deed, given = applying.deed, applying.halted.arguments
    subjects = given.get("subjects") or []
    grant = Grant(
        grant_id=new_id(deed.now),
        kind=GrantKind(applying.words("kind")),
        from_post=_bare(applying.words("from_post")),
        to_post=_bare(applying.words("to_post")),
        from_at=_moment(given["from_at"]),
        until_at=_moment_or_none(given.get("until_at")),
        scope=GrantScope(applying.words("scope") or GrantScope.ALL),
        subjects=tuple(map(str, subjects)) if isinstance(subjects, list) else (),
        basis=applying.words("basis"),
        covers_reserved=bool(given.get("covers_reserved")),
    )
    # Not the deed's picture: an effect before this one may have changed the grants.
    check_grant(deed.unit.office.load_for_change(), grant)
    deed.unit.office.put_grant(grant)
    _note(applying, "register_grant", {"grant_id": grant.grant_id})
    return {"grant_id": grant.grant_id}


def end_grant(applying: Applying) -> Result:
    """Let a grant end now; one that has ended already keeps its end."""
    deed, grant_id = applying.deed, applying.words("grant_id")
    known = {each.grant_id: each for each in deed.unit.office.load().grants}
    if grant_id not in known:
        raise applying.refuse("grant_not_found")
    until_at = known[grant_id].until_at
    if until_at is not None and until_at <= deed.now:
        return {"grant_id": grant_id}
    deed.unit.office.end_grant(grant_id, at=deed.now)
    reason = applying.words("reason")
    _note(applying, "end_grant", {"grant_id": grant_id, "reason": reason})
    return {"grant_id": grant_id}


def register_absence(applying: Applying) -> Result:
    deed, given = applying.deed, applying.halted.arguments
    person_id = _bare(applying.words("person_id"))
    if person_id not in deed.picture.office.people:
        raise applying.refuse("person_not_found")
    if not applying.words("basis").strip():
        raise applying.refuse("no_basis")
    absence = Absence(
        absence_id=new_id(deed.now),
        person_id=person_id,
        kind=applying.words("kind"),
        from_at=_moment(given["from_at"]),
        until_at=_moment_or_none(given.get("until_at")),
        basis=applying.words("basis"),
    )
    if absence.until_at is not None and absence.until_at <= absence.from_at:
        raise applying.refuse("ends_before_begins")
    deed.unit.office.put_absence(absence)
    _note(applying, "record_absence", {"absence_id": absence.absence_id})
    return {"absence_id": absence.absence_id}


def end_absence(applying: Applying) -> Result:
    """Let an absence end now; one that has ended already keeps its end."""
    deed, absence_id = applying.deed, applying.words("absence_id")
    known = {each.absence_id: each for each in deed.unit.office.load().absences}
    absence = known.get(absence_id)
    if absence is None:
        raise applying.refuse("absence_not_found")
    if absence.until_at is None or absence.until_at > deed.now:
        deed.unit.office.put_absence(replace(absence, until_at=deed.now))
        _note(applying, "end_absence", {"absence_id": absence_id})
    return {"absence_id": absence_id}


def _note(applying: Applying, verb: str, details: Result) -> None:
    """Keep what changes the office on its chain, with the act that caused it."""
    told = Told(verb, details=dict(details) | {"cause": applying.cause})
    note_on_office(applying.deed, applying.doer, told)


def _bare(principal: str) -> str:
    """Return the id that a principal such as `post:mayor` names."""
    return principal.rpartition(":")[2]


def _moment_or_none(value: object) -> datetime | None:
    return None if value in {None, ""} else _moment(value)


def _moment(value: object) -> datetime:
    """Read a moment; a day begins at midnight of the office's clock.

    Raises:
        ValueError: It is neither, or has no zone.
    """
    text = str(value)
    moment = datetime.fromisoformat(text)
    if len(text) == len("2026-11-23"):
        day = date.fromisoformat(text)
        return datetime(day.year, day.month, day.day, tzinfo=OFFICE_ZONE)
    if moment.tzinfo is None:
        raise ValueError(text)
    return moment
