"""Passing a task on (转办), asking an opinion before it (加签): to whom, how often."""

from collections.abc import Iterable
from datetime import datetime

from engine.model.authority import may_complete
from engine.model.clock import office_day
from engine.model.entitlement import Relation, Verb, cell
from engine.model.errors import MayNotAddSigner, MayNotTransfer, ReassignedTooDeep
from engine.model.office import Office
from engine.model.right import Right
from engine.model.standing import has_left, units_of
from engine.model.task import UserTask

TRANSFER_ARTICLE = ("66.1",)
_TRANSFERS = 1


def may_transfer(  # noqa: PLR0917  # who passes what to whom, and when
    office: Office,
    person_id: str,
    task: UserTask,
    slug: str,
    to_person: str,
    at: datetime,
) -> Right:
    """Return the right by which the person may pass the task on, once.

    A leader passes to a leader, a unit's official to one of the same unit; what only
    the mayor may do is delegated, not transferred.

    Raises:
        ReassignedTooDeep: It was passed on before.
        MayNotTransfer: Not to that person, or not this task.

    Source: article 66 (work is not passed down layer by layer).
    """
    right = may_complete(office, person_id, task, slug, at, verb=Verb.TRANSFER)
    if task.asked_for:
        _must_be_passable(Relation.ASKED, "asked")
    if task.transfers >= _TRANSFERS:
        raise ReassignedTooDeep(task_name=task.name, references=TRANSFER_ARTICLE)
    if task.reserved:
        _must_be_passable(Relation.SIGNATORY, "reserved")
    post = office.posts.get(right.on_behalf_of_post or right.post_id)
    if post is not None and "mayor" in post.kinds:
        _must_be_passable(Relation.MAYOR, "mayor")
    on = office_day(at)
    if to_person == person_id or has_left(office, to_person, on):
        raise MayNotTransfer(why="recipient", references=TRANSFER_ARTICLE)
    mine, theirs = units_of(office, person_id, on), units_of(office, to_person, on)
    if not (mine & theirs or (not mine and not theirs)):
        raise MayNotTransfer(why="other_unit", references=TRANSFER_ARTICLE)
    return right


def check_signer(  # noqa: PLR0917  # who asks whom for what, and when
    office: Office,
    person_id: str,
    task: UserTask,
    to_person: str,
    at: datetime,
    asked: Iterable[str] = (),
) -> None:
    """Refuse to ask somebody for an opinion before the task (加签).

    Args:
        asked: Who was asked already.

    Raises:
        MayNotAddSigner: Who is asked may not ask in turn; nobody asks themselves, the
            same person twice, or somebody who left.

    Source: article 66 (work is not passed down layer by layer).
    """
    why = ""
    if task.asked_for and not cell(Relation.ASKED, Verb.ADD_SIGNER).allowed:
        why = "asked_in_turn"
    elif to_person == person_id:
        why = "asks_oneself"
    elif to_person in {*asked}:
        why = "asked_twice"
    elif has_left(office, to_person, office_day(at)):
        why = "asks_who_left"
    if why:
        raise MayNotAddSigner(why=why, references=TRANSFER_ARTICLE)


def _must_be_passable(relation: Relation, why: str) -> None:
    found = cell(relation, Verb.TRANSFER)
    if not found.allowed:
        raise MayNotTransfer(why=why, references=found.references)
