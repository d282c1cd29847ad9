"""The API's inbox and tasks."""

from typing import Any

from engine.model.reading import Box, Inbox, InboxFilter, Receipt, TaskRead
from engine.runtime.add_signer import add_signer
from engine.runtime.claim import claim_task
from engine.runtime.complete import complete_task
from engine.runtime.draft import save_answers
from engine.runtime.inbox import read_inbox
from engine.runtime.open import open_task
from engine.runtime.read_task import read_task
from engine.runtime.release import release_task
from engine.runtime.transfer import transfer_task
from engine.runtime.withdraw import withdraw_task
from forms.api_blueprint import ApiPart, key
from forms.guard import engine, official, signed_in
from forms.schema import (
    AddSignerAsked,
    CompleteAsked,
    DraftAsked,
    InboxAsked,
    TransferAsked,
    VersionAsked,
    shape_of,
)
from forms.view import BOXES

api = ApiPart("api_tasks", "办件箱和事项")


@api.call("GET", "/inbox", takes=InboxAsked, gives=shape_of(Inbox))
@signed_in
def inbox(asked: dict[str, Any]) -> Inbox:
    """办件箱的一页"""
    box = asked.pop("box")
    chosen = InboxFilter(box=Box(box) if box in BOXES else Box.TODO, **asked)
    return read_inbox(engine(), by=official(), filter=chosen)


@api.call("GET", "/tasks/<task_id>", gives=shape_of(TaskRead))
@signed_in
def show(task_id: str) -> TaskRead:
    """一项待办：表单、依据、经过；打开会留痕"""
    open_task(engine(), task_id, by=official())
    return read_task(engine(), task_id, by=official())


@api.call(
    "POST", "/tasks/<task_id>/complete", takes=CompleteAsked, gives=shape_of(Receipt)
)
@signed_in
def complete(asked: dict[str, Any], task_id: str) -> Receipt:
    """办理"""
    return complete_task(engine(), task_id, by=official(), key=key(), **asked)


@api.call("PUT", "/tasks/<task_id>/draft", takes=DraftAsked, gives=shape_of(Receipt))
@signed_in
def draft(asked: dict[str, Any], task_id: str) -> Receipt:
    """暂存；事项的版本号随之加一"""
    return save_answers(engine(), task_id, by=official(), **asked)


@api.call("POST", "/tasks/<task_id>/claim", takes=VersionAsked, gives=shape_of(Receipt))
@signed_in
def claim(asked: dict[str, int], task_id: str) -> Receipt:
    """签收"""
    return claim_task(engine(), task_id, by=official(), **asked)


@api.call(
    "POST", "/tasks/<task_id>/release", takes=VersionAsked, gives=shape_of(Receipt)
)
@signed_in
def release(asked: dict[str, int], task_id: str) -> Receipt:
    """退还"""
    return release_task(engine(), task_id, by=official(), **asked)


@api.call(
    "POST", "/tasks/<task_id>/transfer", takes=TransferAsked, gives=shape_of(Receipt)
)
@signed_in
def transfer(asked: dict[str, str], task_id: str) -> Receipt:
    """转办"""
    return transfer_task(engine(), task_id, by=official(), **asked)


@api.call(
    "POST", "/tasks/<task_id>/add_signer", takes=AddSignerAsked, gives=shape_of(Receipt)
)
@signed_in
def ask_opinion(asked: dict[str, str], task_id: str) -> Receipt:
    """加签：决定之前征求一位同志的意见"""
    return add_signer(engine(), task_id, by=official(), **asked)


@api.call("POST", "/tasks/<task_id>/withdraw", gives=shape_of(Receipt))
@signed_in
def withdraw(task_id: str) -> Receipt:
    """撤回"""
    return withdraw_task(engine(), task_id, by=official())
