"""Give the opinion that was asked for (加签): it stands, and moves no token."""

from collections.abc import Mapping

from engine.model.errors import TaskAlreadyCompleted
from engine.model.identity import new_id
from engine.model.reading import Receipt
from engine.model.right import Right
from engine.model.task import UserTask
from engine.model.trail import Notice, Opinion
from engine.runtime.answering import judge_answers
from engine.runtime.asked import OPINION, OPINION_FORM
from engine.runtime.at_hand import CaseAtHand, surroundings_of
from engine.runtime.chain import Doer, Told, doer_by
from engine.runtime.deed import Deed
from engine.runtime.note import note_on_case

VERB = "give_opinion"


def give_opinion(
    deed: Deed,
    at_hand: CaseAtHand,
    task: UserTask,
    right: Right,
    raw: Mapping[str, object],
) -> Receipt:
    """Complete a task that asks for an opinion, and let its asker know.

    Raises:
        AnswersInvalid: There are no words, or too many.
        TaskAlreadyCompleted: Somebody was first.
    """
    case, office = at_hand.case, deed.picture.office
    around = surroundings_of(deed, at_hand)
    answers = judge_answers(deed, OPINION_FORM, raw, {}, around, case.case_id)
    by = deed.ask.by
    if not deed.unit.tasks.answer(
        task.task_id, version=task.version, by=by, at=deed.now
    ):
        raise TaskAlreadyCompleted
    doer = doer_by(office, right)
    told = Told(
        VERB,
        element_id=task.element_id,
        task_id=task.task_id,
        references=right.references,
        details={
            "answers": answers,
            "words": str(answers[OPINION]),
            "asked_by": task.context.get("asked_by", ""),
            "asked_for": task.asked_for,
        },
    )
    receipt = note_on_case(deed, case, doer, told)
    _keep(deed, task, doer, receipt.seq, str(answers[OPINION]))
    _tell_asker(deed, task, doer)
    return receipt


def _keep(deed: Deed, task: UserTask, doer: Doer, seq: int, words: str) -> None:
    """Let the opinion stand beside those of its step, in order of rank."""
    post = deed.picture.office.posts.get(doer.on_behalf_of or doer.post)
    deed.unit.opinions.add_many(
        [
            Opinion(
                case_id=task.case_id,
                seq=seq,
                task_id=task.task_id,
                element_id=task.element_id,
                round=task.round,
                person_id=doer.person_id,
                post_id=doer.post,
                rank=post.rank if post else 99,
                on_behalf_of=doer.on_behalf_of,
                decision="",
                text=words,
                at=deed.now,
            )
        ]
    )


def _tell_asker(deed: Deed, task: UserTask, doer: Doer) -> None:
    principal = f"person:{task.context.get('asked_by', '')}"
    deed.unit.notices.add_many(
        [
            Notice(
                notice_id=new_id(deed.now),
                principal=principal,
                case_id=task.case_id,
                kind=OPINION,
                text=f"{doer.name}已提出意见：{task.name}",
                at=deed.now,
                dedupe_key=f"{OPINION}/{task.task_id}",
                task_id=task.asked_for,
            )
        ]
    )
