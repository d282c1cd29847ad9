"""May this person do this act now, by what right, under which article?"""

from collections.abc import Iterable
from datetime import datetime

from engine.model.case import Case
from engine.model.clock import office_day
from engine.model.entitlement import Relation, Verb, cell
from engine.model.errors import (
    ActingInForce,
    DutyConflict,
    MayNotStart,
    MayNotTerminate,
    NotACandidate,
    ReservedToTheMayor,
)
from engine.model.office import Grant, GrantKind, Office
from engine.model.principals import grants_in_force, principals_of
from engine.model.procedure import Manifest, Termination
from engine.model.right import (
    Right,
    RightKind,
    grant_reaches,
    precedence,
)
from engine.model.standing import (
    holders,
    posts_behind,
    principal_name,
    resolve,
    units_of,
)
from engine.model.task import UserTask

ANY_UNIT = "unit:*"
_BOTH_SIDES = {Relation.SUBSTITUTE_OWN: "own_case", Relation.SIGNED: "signed_twice"}


def may_complete(
    office: Office,
    person_id: str,
    task: UserTask,
    slug: str,
    at: datetime,
    *,
    initiator: str = "",
    signed: Iterable[str] = (),
    references: tuple[str, ...] = (),
    verb: Verb = Verb.COMPLETE,
) -> Right:
    """Return the right by which the person may complete the task now.

    Args:
        initiator: The case's; nobody decides their own matter for somebody else.
        signed: Who has signed in this round of a countersign, itself excluded.
        references: The element's clauses, for the refusal.
        verb: What of the task is asked, such as to pass it on.

    Raises:
        NotACandidate: None of the candidates is theirs to stand for.
        ActingInForce: Somebody acts for them and may sign this.
        ReservedToTheMayor: They act, and the task needs written authority.
        DutyConflict: One person would stand on both sides, or sign twice.
    """
    right = may_act(
        office,
        person_id,
        task.candidates,
        at,
        slug=slug,
        case_id=task.case_id,
        reserved=task.reserved,
        task_name=task.name,
        references=references,
        verb=verb,
    )
    sides = (
        (Relation.SUBSTITUTE_OWN, right.grant_id and person_id == initiator),
        (Relation.SIGNED, person_id in {*signed}),
    )
    for relation, is_so in sides:
        if is_so and not cell(relation, verb).allowed:
            why = _BOTH_SIDES[relation]
            raise DutyConflict(why=why, task_name=task.name, references=references)
    return right


def may_act(
    office: Office,
    person_id: str,
    candidates: Iterable[str],
    at: datetime,
    *,
    slug: str,
    case_id: str,
    reserved: bool = False,
    task_name: str = "",
    references: tuple[str, ...] = (),
    verb: Verb = Verb.COMPLETE,
    named: Relation = Relation.CANDIDATE,
) -> Right:
    """Return the right by which the person may do what the candidates may.

    Args:
        named: What being one of the candidates is, in the table of rights.

    Raises:
        NotACandidate, ActingInForce, ReservedToTheMayor: As `may_complete`.
    """
    wanted = tuple(candidates)
    principals = principals_of(office, person_id, at)
    rights = [
        right
        for principal in wanted
        for right in principals.get(principal, ())
        if right.reaches(slug, case_id)
    ]
    rights.sort(key=precedence)
    barring: list[Grant] = []
    for right in rights:
        relation = _relation(right, named, reserved=reserved)
        grant = _barring_grant(office, right, slug, case_id, at, reserved=reserved)
        if grant is not None:
            barring.append(grant)
            relation = Relation.PRINCIPAL
        if cell(relation, verb).allowed:
            return right
    if barring:
        raise _acting_in_force(office, barring[0], at)
    if rights:
        articles = cell(Relation.SUBSTITUTE_RESERVED, Verb.COMPLETE).references
        raise ReservedToTheMayor(task_name=task_name, references=articles)
    names = tuple(principal_name(office, each) for each in wanted)
    raise NotACandidate(task_name=task_name, candidates=names, references=references)


def who_may(
    office: Office, task: UserTask, slug: str, at: datetime
) -> tuple[Right, ...]:
    """Return the right of everyone who may complete the task now, by name's id."""
    on = office_day(at)
    people = {p for each in task.candidates for p in resolve(office, each, at)}
    posts = {p for each in task.candidates for p in posts_behind(office, each, on)}
    for grant in grants_in_force(office, at):
        if grant.from_post in posts:
            people |= {*holders(office, grant.to_post, on)}
    found = []
    for person_id in sorted(people):
        try:
            found.append(may_complete(office, person_id, task, slug, at))
        except (NotACandidate, ActingInForce, ReservedToTheMayor):
            continue
    return tuple(found)


def claim_stands(office: Office, task: UserTask, slug: str, at: datetime) -> bool:
    """Say whether the claim still holds; it ends with the right it was made by."""
    if not task.claimed_by:
        return False
    try:
        right = may_complete(office, task.claimed_by, task, slug, at)
    except (NotACandidate, ActingInForce, ReservedToTheMayor):
        return False
    return not task.claimed_under or right.told == task.claimed_under


def may_start(
    office: Office,
    person_id: str,
    manifest: Manifest,
    at: datetime,
    *,
    post_id: str = "",
) -> Right:
    """Return the right by which the person may start a case, in that post if named.

    Raises:
        MayNotStart: The manifest names nobody whom they stand for.
    """
    on = office_day(at)
    principals = principals_of(office, person_id, at)
    wanted = [each for each in manifest.start if each != ANY_UNIT]
    if ANY_UNIT in manifest.start:
        wanted += [f"unit:{unit}" for unit in sorted(units_of(office, person_id, on))]
    rights = [
        right
        for principal in wanted
        for right in principals.get(principal, ())
        if right.reaches(manifest.slug, "")
        and post_id in {"", right.post_id, right.on_behalf_of_post}
    ]
    if not rights:
        names = tuple(_starter_name(office, each) for each in manifest.start)
        raise MayNotStart(candidates=names, references=manifest.start_references)
    return min(rights, key=precedence)


def may_terminate(
    office: Office, person_id: str, case: Case, termination: Termination, at: datetime
) -> Right:
    """Return the right by which the person may end the case in this way.

    Whether it is still early enough (`until`) is not asked here.

    Raises:
        MayNotTerminate: It is not theirs to end.
    """
    own = {
        "initiator": f"person:{case.initiator}",
        "initiator_unit": f"unit:{case.initiator_unit}"
        if case.initiator_unit
        else f"post:{case.initiator_post}",
    }
    who = tuple(own.get(each, each) for each in termination.who)
    try:
        return may_act(
            office,
            person_id,
            who,
            at,
            slug=case.slug,
            case_id=case.case_id,
            verb=Verb.CANCEL,
        )
    except NotACandidate as error:
        raise MayNotTerminate(
            outcome=termination.outcome,
            candidates=error.facts["candidates"],
            references=termination.references,
        ) from error


def _relation(right: Right, named: Relation, *, reserved: bool) -> Relation:
    """Return what a right makes of somebody, to what they would do by it."""
    if reserved and not right.covers_reserved:
        return Relation.SUBSTITUTE_RESERVED
    if right.grant_id and named is Relation.CANDIDATE:
        return Relation.SUBSTITUTE
    return named


def _barring_grant(
    office: Office,
    right: Right,
    slug: str,
    case_id: str,
    at: datetime,
    *,
    reserved: bool,
) -> Grant | None:
    """Return the grant that lets a substitute sign in place of this own right."""
    if right.kind is not RightKind.POST:
        return None
    for grant in grants_in_force(office, at):
        substitutes = {*holders(office, grant.to_post, office_day(at))}
        if (
            grant.kind is GrantKind.ACTING
            and grant.from_post == right.post_id
            and grant_reaches(grant, slug, case_id)
            and (grant.covers_reserved or not reserved)
            and substitutes - {right.person_id}
        ):
            return grant
    return None


def _acting_in_force(office: Office, grant: Grant, at: datetime) -> ActingInForce:
    names = holders(office, grant.to_post, office_day(at))
    return ActingInForce(
        acting="、".join(office.people[each].name for each in names),
        until=grant.until_at,
        references=cell(Relation.PRINCIPAL, Verb.COMPLETE).references,
    )


def _starter_name(office: Office, principal: str) -> str:
    return "各单位" if principal == ANY_UNIT else principal_name(office, principal)
