"""Draw up a case's papers from its acts and register: its issue, its sheet."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime

from engine.bpmn.expression import evaluate
from engine.model.act import Act
from engine.model.clock import office_day
from engine.model.errors import ExpressionRefused, IssueNotFound
from engine.model.issue import CasePapers, Issue, IssuePlan, IssueStage
from engine.model.office import Office
from engine.model.surroundings import Surroundings
from engine.runtime.at_hand import CaseAtHand, surroundings_of
from engine.runtime.looking import Here
from engine.runtime.names import post_name, unit_name
from engine.runtime.seeing import SeenCase
from engine.runtime.texts import newest_act, newest_answers, text_now, versions_of
from engine.runtime.walk import acts_that_stand

RENDERED = "render_issue"


class Reader:
    """Reads authored expressions over the newest answers and the case's register."""

    def __init__(self, here: Here, seen: SeenCase) -> None:
        self._here = here
        self.register = here.unit.registers.of_case(seen.case.case_id)
        at_hand = CaseAtHand(seen.case, b"", seen.procedure, self.register)
        self._around: Surroundings = surroundings_of(here, at_hand)
        self._answers = newest_answers(seen.acts)

    def value(self, source: str) -> object:
        """Return the value; what is not there yet, or cannot be read, is None."""
        if not source:
            return None
        try:
            return evaluate(source, self._answers, self._around, lenient=True)
        except ExpressionRefused:
            # A sheet is read at every stage, also before what it reads is there.
            return None

    def words(self, source: str) -> str:
        """Return the value as text."""
        value = self.value(source)
        return "" if value is None else str(value)

    def listed(self, source: str) -> tuple[str, ...]:
        """Return the values of a list, or the one value there is."""
        value = self.value(source)
        every = value if isinstance(value, list) else [value]
        return tuple(str(each) for each in every if each not in (None, ""))

    def organs(self, units: str, others: str) -> str:
        """Return names of units with whatever else is named beside them."""
        office = self._here.picture.office
        named = "、".join(unit_name(office, each) for each in self.listed(units))
        return "，".join(each for each in (named, self.words(others)) if each)

    def day(self, field: str) -> date | None:
        """Return the office day of a register's moment or date."""
        value = self.register.get(field) if field else None
        if not isinstance(value, str) or not value:
            return None
        if "T" in value:
            return office_day(datetime.fromisoformat(value))
        return date.fromisoformat(value)


def issue_of(here: Here, seen: SeenCase) -> Issue:
    """Return what the case's issue says as it stands now.

    Raises:
        IssueNotFound: Its procedure issues nothing, or there is no text to issue.
    """
    plan = seen.procedure.manifest.issue
    text = text_now(seen.procedure, seen.acts)
    if plan is None or not text:
        raise IssueNotFound(case_id=seen.case.case_id)
    read = Reader(here, seen)
    part = plan.parts
    stage = stage_of(plan, read.register)
    signed = (
        newest_act(seen.acts, plan.signed_by) if stage is not IssueStage.DRAFT else None
    )
    return Issue(
        case_id=seen.case.case_id,
        stage=stage,
        kind=read.words(part["kind"]),
        issuer=read.words(part["issuer"]),
        title=read.words(part["title"]),
        text=text,
        number=str(read.register.get(plan.number) or ""),
        signer=signed.actor_name if signed is not None else "",
        signer_post=_signed_as(here, signed) if signed is not None else "",
        recipients=read.organs(
            part.get("recipients", ""), part.get("other_recipients", "")
        ),
        attachments=_names(here, read.listed(part.get("attachments", ""))),
        signed_on=read.day(plan.signed_at),
        copies_to=read.organs(part.get("copies_to", ""), part.get("other_copies", "")),
        printer=read.words(part.get("printer", "")),
        printed_on=read.day(plan.printed_at),
        urgency=read.words(part.get("urgency", "")),
        sha256=rendered(seen.acts),
    )


def case_papers(
    office: Office, seen: SeenCase, register: Mapping[str, object]
) -> CasePapers:
    """Return what the case has on paper, without asking the database for anything."""
    manifest = seen.procedure.manifest
    issues = manifest.issue is not None and text_now(seen.procedure, seen.acts)
    return CasePapers(
        versions=versions_of(office, seen.procedure, seen.acts),
        stage=stage_of(manifest.issue, register) if manifest.issue and issues else None,
        sha256=rendered(seen.acts),
        sheet=manifest.sheet.title if manifest.sheet is not None else "",
    )


def stage_of(plan: IssuePlan, register: Mapping[str, object]) -> IssueStage:
    """Return how far the text has come: signed, numbered."""
    if register.get(plan.number):
        return IssueStage.ISSUED
    if register.get(plan.signed_at):
        return IssueStage.SIGNED
    return IssueStage.DRAFT


def rendered(acts: Iterable[Act]) -> str:
    """Return the SHA-256 of the issue's first rendering, as its act recorded it."""
    for act in acts_that_stand(acts):
        if act.verb == RENDERED:
            return str(act.details["sha256"])
    return ""


def _signed_as(here: Here, act: Act) -> str:
    """Return the post in which the signer signed: 市长, or 代市长 for who acted."""
    office = here.picture.office
    if act.on_behalf_of:
        return f"代{post_name(office, act.on_behalf_of)}"
    return post_name(office, act.post)


def _names(here: Here, document_ids: tuple[str, ...]) -> tuple[str, ...]:
    """Return the names of attached documents, without their endings."""
    found = here.unit.documents.find_many(document_ids) if document_ids else {}
    return tuple(
        found[each].name.rpartition(".")[0] or found[each].name
        for each in document_ids
        if each in found
    )
