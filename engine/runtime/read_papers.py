"""Read a case's papers: the issue, the sheet that goes round, versions of the text."""

from dataclasses import dataclass, replace

from engine.assembly import Engine
from engine.model.case import Case
from engine.model.clock import office_day
from engine.model.errors import IssueNotFound, StateUnreadable
from engine.model.issue import Issue, IssueStage, TextVersion
from engine.model.reading import ActShown, DocumentShown, OpinionShown
from engine.outside.document_files import fetch
from engine.runtime.drawing_up import Reader, issue_of
from engine.runtime.looking import Here, look
from engine.runtime.seeing import SeenCase, see_case
from engine.runtime.shown import act_shown, document_shown, opinions_shown
from engine.runtime.texts import newest_act, versions_of


@dataclass(frozen=True, slots=True)
class SheetCell:
    """A cell of a sheet: its value, or the act by which an element was done."""

    label: str
    value: object = None
    act: ActShown | None = None


@dataclass(frozen=True, slots=True)
class SheetRead:
    """The sheet that goes round with a case; `opinions` are in order of rank."""

    case: Case
    title: str
    cells: tuple[SheetCell, ...]
    opinions: tuple[OpinionShown, ...]
    documents: tuple[DocumentShown, ...]


def read_issue(engine: Engine, case_id: str, *, by: str) -> tuple[Issue, bytes]:
    """Return what the issue says, and the bytes of its first rendering if it had one.

    What bears a number and has not been printed yet is sent to print today.

    Raises:
        CaseNotFound: There is no such case, or not for this person to see.
        IssueNotFound: It issues nothing, or has no text.
        StateUnreadable: What was kept is gone, or no longer what was rendered.
    """
    with look(engine) as here:
        issue = drawn_up(here, see_case(here, case_id, by))
    return issue, kept(engine, issue) if issue.sha256 else b""


def drawn_up(here: Here, seen: SeenCase) -> Issue:
    """Return the issue as it would be rendered at this moment.

    Raises:
        IssueNotFound: The case issues nothing, or has no text.
    """
    issue = issue_of(here, seen)
    if issue.stage is IssueStage.ISSUED and issue.printed_on is None:
        return replace(issue, printed_on=office_day(here.now))
    return issue


def kept(engine: Engine, issue: Issue) -> bytes:
    """Return the bytes of the first rendering, checked against their hash.

    Raises:
        StateUnreadable: They are gone, or no longer what was rendered.
    """
    try:
        return fetch(engine.documents, issue.sha256)
    except (FileNotFoundError, ValueError) as error:
        why = f"issue {issue.sha256}"
        raise StateUnreadable(case_id=issue.case_id, why=why) from error


def read_sheet(engine: Engine, case_id: str, *, by: str) -> SheetRead:
    """Return the sheet that goes round with the case, as it stands now.

    Raises:
        CaseNotFound: There is no such case, or not for this person to see.
        IssueNotFound: No sheet goes round with it.
    """
    with look(engine) as here:
        seen = see_case(here, case_id, by)
        plan, diagram = seen.procedure.manifest.sheet, seen.procedure.diagram
        if plan is None:
            raise IssueNotFound(case_id=case_id)
        read = Reader(here, seen)
        cells = []
        for row in plan.rows:
            act = newest_act(seen.acts, [row.by]) if row.by else None
            shown = act_shown(here.office, diagram, act) if act is not None else None
            cells.append(SheetCell(row.label, read.value(row.value), shown))
        given = opinions_shown(
            here.office, diagram, here.unit.opinions.of_case(case_id), seen.tasks
        )
        documents = here.unit.documents.of_case(case_id)
        return SheetRead(
            case=seen.case,
            title=plan.title,
            cells=tuple(cells),
            opinions=tuple(sorted(given, key=lambda each: (each.rank, each.at))),
            documents=tuple(document_shown(here.office, each) for each in documents),
        )


def read_versions(
    engine: Engine, case_id: str, *, by: str
) -> tuple[Case, tuple[TextVersion, ...]]:
    """Return the case and the versions of its text, the oldest first.

    Raises:
        CaseNotFound: There is no such case, or not for this person to see.
        IssueNotFound: It has no text.
    """
    with look(engine) as here:
        seen = see_case(here, case_id, by)
        versions = versions_of(here.office, seen.procedure, seen.acts)
        if not versions:
            raise IssueNotFound(case_id=case_id)
        return seen.case, versions
