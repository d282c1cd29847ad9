"""Every refusal and fault: four families that say whose move it is, facts inside.

`NotFound` is the asker's, `NotAllowed` somebody else's, `Conflict` asks to reload,
`Invalid` to correct; a `Fault` is ours to repair. The Chinese sentence and the HTTP
status of each `code` stand in `forms/refusal.py`, nowhere else.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import ClassVar

from engine.model.finding import FieldError, Finding


class ZhangfaError(Exception):
    """A refusal or fault with a stable code and its facts as attributes."""

    code: ClassVar[str]

    def __init__(self, **facts: object) -> None:
        self.facts = facts
        for name, value in facts.items():
            setattr(self, name, value)
        told = ", ".join(f"{name}={value!r}" for name, value in facts.items())
        super().__init__(f"{self.code}: {told}" if told else self.code)


class NotFound(ZhangfaError):
    """It is not there, or the asker may not know that it is."""

    code = "not_found"


class NotAllowed(ZhangfaError):
    """The asker sees it but may not do this; `references` name the articles.

    `is_kept` says whether the refusal already stands on the office's chain.
    """

    code = "not_allowed"
    references: Sequence[str] = ()
    is_kept: bool = False


class Conflict(ZhangfaError):
    """The state has moved on: reload, then decide."""

    code = "conflict"


class Invalid(ZhangfaError):
    """What was sent must be corrected."""

    code = "invalid"


class Fault(ZhangfaError):
    """Ours to repair; becomes an incident."""

    code = "fault"


class CaseNotFound(NotFound):
    code = "case_not_found"


class TaskNotFound(NotFound):
    code = "task_not_found"


class ProcedureNotFound(NotFound):
    code = "procedure_not_found"


class DocumentNotFound(NotFound):
    code = "document_not_found"


class IssueNotFound(NotFound):
    code = "issue_not_found"


class IncidentNotFound(NotFound):
    code = "incident_not_found"


class PersonNotFound(NotFound):
    code = "person_not_found"


class PostNotFound(NotFound):
    code = "post_not_found"


class GrantNotFound(NotFound):
    code = "grant_not_found"


class NotACandidate(NotAllowed):
    """Facts: task_name, candidates (names of who may), references."""

    code = "not_a_candidate"


class ReservedToTheMayor(NotAllowed):
    """An acting official meets a task that does not pass without written authority."""

    code = "reserved_task"


class ActingInForce(NotAllowed):
    """The principal is away: who acts for them signs. Facts: acting (name), until."""

    code = "acting_in_force"


class MayNotStart(NotAllowed):
    code = "may_not_start"


class MayNotTerminate(NotAllowed):
    code = "may_not_terminate"


class MayNotWithdraw(NotAllowed):
    code = "may_not_withdraw"


class MayNotMoveBack(NotAllowed):
    """The case was not migrated, or something has been done since. Facts: case_id."""

    code = "may_not_move_back"


class RoleMissing(NotAllowed):
    """Facts: role (auditor, administrator, designer)."""

    code = "role_missing"


class MayNotTransfer(NotAllowed):
    """Facts: why (asked, reserved, mayor, recipient, other_unit)."""

    code = "may_not_transfer"


class MayNotAddSigner(NotAllowed):
    """Facts: why (asked_in_turn, asks_oneself, asked_twice, asks_who_left)."""

    code = "may_not_add_signer"


class MayNotGrant(NotAllowed):
    """Only who holds the post, or keeps the register, gives its authority away."""

    code = "may_not_grant"


class ReassignedTooDeep(NotAllowed):
    """Transfer beyond depth one (article 66)."""

    code = "reassigned_too_deep"


class TaskAlreadyCompleted(Conflict):
    """Facts: by (name), at."""

    code = "task_already_completed"

    def __init__(self, *, by: str | None = None, at: datetime | None = None) -> None:
        super().__init__(by=by, at=at)


class TaskClaimedByOther(Conflict):
    """Facts: by (name), at."""

    code = "task_claimed_by_other"


class TaskChanged(Conflict):
    """The page is stale: the task's version moved. Facts: by, at."""

    code = "task_changed"


class CaseFinished(Conflict):
    """A finished case is never changed; facts: outcome."""

    code = "case_finished"


class CaseSuspended(Conflict):
    code = "case_suspended"


class CaseHasIncident(Conflict):
    code = "case_has_incident"


class RevisionOutdated(Conflict):
    code = "revision_outdated"


class AlreadyOpened(Conflict):
    """Withdrawing came too late: the next official opened it. Facts: by, at."""

    code = "already_opened"


class GrantOverlaps(Conflict):
    """Another grant of the post covers the same matters then. Facts: other, until."""

    code = "grant_overlaps"


class DutyConflict(Conflict):
    """One person on both sides. Facts: why (own_case, signed_twice), task_name.

    Kept like a refusal for want of authority (`is_kept`): somebody tried.
    """

    code = "duty_conflict"
    is_kept: bool = False


class AnswersInvalid(Invalid):
    """Facts: fields, {dotted field path: (FieldError, …)}; see content/answers.py."""

    code = "answers_invalid"

    def __init__(self, fields: Mapping[str, Sequence[FieldError]]) -> None:
        self.fields = {path: tuple(errors) for path, errors in fields.items()}
        super().__init__(fields=self.fields)


class BundleRejected(Invalid):
    """Facts: findings."""

    code = "bundle_rejected"

    def __init__(self, findings: Sequence[Finding]) -> None:
        super().__init__(findings=tuple(findings))


class CaseCannotMove(Invalid):
    """A case cannot go on with another version. Facts: case_id, why (zh)."""

    code = "case_cannot_move"


class XmlRefused(Invalid):
    """The XML gate turned it away before any parser. Facts: why, line, element_id."""

    code = "xml_refused"


class ExpressionRefused(Invalid):
    """Outside the subset, over budget, or it failed. Facts: expression, why (zh)."""

    code = "expression_refused"


class ReasonMissing(Invalid):
    code = "reason_missing"


class DocumentRefused(Invalid):
    """Facts: why (too_large, type_not_allowed, empty, classified)."""

    code = "document_refused"


class GrantRefused(Invalid):
    """Facts: why (to_self, ends_before_begins, chain, no_basis, no_subjects)."""

    code = "grant_refused"


class RequestMalformed(Invalid):
    """Not the shape that was asked for: bad JSON, NUL, too deep, too large."""

    code = "request_malformed"


class KeyReused(Invalid):
    """The idempotency key came before with another body."""

    code = "key_reused"


class PasswordWrong(NotAllowed):
    code = "password_wrong"


class TooManyTries(NotAllowed):
    """Too many passwords were wrong, from here. Facts: until."""

    code = "too_many_tries"


class TooBusy(Fault):
    code = "too_busy"


class StoreUnreachable(Fault):
    """The database does not answer; nothing was done."""

    code = "store_unreachable"


class StateUnreadable(Fault):
    """A saved state fails its seal or format. Facts: case_id, why."""

    code = "state_unreadable"


class ExpressionFailed(Fault):
    """Facts: element_id, slot, expression, why."""

    code = "expression_failed"


class StepBudgetExceeded(Fault):
    """Facts: element_id, budget (steps, depth)."""

    code = "step_budget_exceeded"


class EmptyCountersign(Fault):
    """A multi-instance over nobody (the library would pass it). Facts: element_id."""

    code = "empty_countersign"


class NobodyResponsible(Fault):
    """Candidates that name nobody known. Facts: element_id, candidates."""

    code = "nobody_responsible"


class EffectRefused(Fault):
    """Facts: operation, why, references.

    It refuses an official's deed, and is an incident in a machine's.
    """

    code = "effect_refused"


class EngineFailed(Fault):
    """The library raised. Facts: element_id, why."""

    code = "engine_failed"
