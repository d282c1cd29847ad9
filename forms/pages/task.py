"""The task page: what is asked, why of me, and every deed on the task."""

import re
from http import HTTPStatus

from flask import Blueprint, redirect, request, url_for
from flask.typing import ResponseReturnValue

from engine.runtime.add_signer import add_signer
from engine.runtime.claim import claim_task
from engine.runtime.complete import complete_task
from engine.runtime.draft import save_answers
from engine.runtime.filling import read_prefilled, read_task_form
from engine.runtime.open import open_task
from engine.runtime.read_task import read_task
from engine.runtime.release import release_task
from engine.runtime.transfer import transfer_task
from engine.runtime.withdraw import withdraw_task
from forms.answer_fields import Raw, add_documents, edit_rows, read_raw
from forms.fill_page import asked_now
from forms.guard import engine, official, signed_in, takes_files
from forms.problem import keep_typed
from forms.said import said
from forms.task_view import Shown, refused_page, task_page
from forms.uploads import receive_files, receive_one, uploaded

page = Blueprint("task", __name__)

_NUMBER = re.compile(r"[0-9]{1,9}")


@page.get("/tasks/<task_id>")
@signed_in
def show(task_id: str) -> ResponseReturnValue:
    """Show the task; that it was opened is recorded (article 42 counts on it)."""
    by = official()
    open_task(engine(), task_id, by=by)
    read = read_task(engine(), task_id, by=by)
    typed = read.draft or read_prefilled(
        engine(), read.case.version_id, read.form, read.task.context
    )
    return task_page(Shown(read, typed, said=said()))


@page.post("/tasks/<task_id>")
@signed_in
@takes_files
def act(task_id: str) -> ResponseReturnValue:
    """Do what the pressed button says with what was typed."""
    by = official()
    form = read_task_form(engine(), task_id)
    raw = read_raw(form, request.form)
    keep_typed(refused_page(task_id, by, raw))
    action = request.form.get("_action", "draft")
    for key, added in receive_files(by, task_id=task_id).items():
        raw = add_documents(form, raw, key, added)
    keep_typed(refused_page(task_id, by, raw))
    if action == "submit":
        return _complete(task_id, by, raw)
    if action == "draft":
        save_answers(engine(), task_id, by=by, version=_version(), answers=raw)
        return _back(task_id, "draft")
    if action.startswith(("add:", "drop:")):
        raw = edit_rows(raw, action)
    read = read_task(engine(), task_id, by=by)
    return task_page(Shown(read, raw, version=_version()))


@page.put("/tasks/<task_id>/draft")
@signed_in
def draft(task_id: str) -> ResponseReturnValue:
    """Keep what is being typed; the page learns the task's new version."""
    raw = read_raw(read_task_form(engine(), task_id), request.form)
    version = _version()
    save_answers(engine(), task_id, by=official(), version=version, answers=raw)
    # A draft moves the version by one, and it was this page's version that moved.
    return {"version": version + 1, "said": "已自动暂存"}


@page.post("/tasks/<task_id>/conditions")
@signed_in
def conditions(task_id: str) -> ResponseReturnValue:
    """Say which fields are asked, given what is typed so far."""
    read = read_task(engine(), task_id, by=official())
    raw = read_raw(read.form, request.form)
    return asked_now(read.case.version_id, read.form, raw, read.task.context)


@page.post("/tasks/<task_id>/documents")
@signed_in
@takes_files
def upload(task_id: str) -> ResponseReturnValue:
    """Take a file as soon as it is chosen."""
    return uploaded(receive_one(official(), task_id=task_id))


@page.post("/tasks/<task_id>/claim")
@signed_in
def claim(task_id: str) -> ResponseReturnValue:
    """Sign for the task: it is then this official's to do."""
    claim_task(engine(), task_id, by=official(), version=_version())
    return _back(task_id, "claimed")


@page.post("/tasks/<task_id>/release")
@signed_in
def release(task_id: str) -> ResponseReturnValue:
    """Give the task back to everyone who may do it."""
    release_task(engine(), task_id, by=official(), version=_version())
    return _back(task_id, "released")


@page.post("/tasks/<task_id>/transfer")
@signed_in
def transfer(task_id: str) -> ResponseReturnValue:
    """Pass the task on to another person, once (article 66)."""
    transfer_task(
        engine(),
        task_id,
        by=official(),
        to_person=request.form.get("to_person", ""),
        reason=request.form.get("reason", "").strip(),
    )
    return redirect(
        url_for("inbox.show_inbox", said="transferred"), HTTPStatus.SEE_OTHER
    )


@page.post("/tasks/<task_id>/add_signer")
@signed_in
def ask_opinion(task_id: str) -> ResponseReturnValue:
    """Ask one more official for an opinion before deciding."""
    add_signer(
        engine(),
        task_id,
        by=official(),
        to_person=request.form.get("to_person", ""),
        words=request.form.get("words", ""),
    )
    return _back(task_id, "asked")


@page.post("/tasks/<task_id>/withdraw")
@signed_in
def withdraw(task_id: str) -> ResponseReturnValue:
    """Take back what was completed, while nobody has opened what followed."""
    receipt = withdraw_task(engine(), task_id, by=official())
    return redirect(
        url_for("case.show", case_id=receipt.case_id, said="withdrawn"),
        HTTPStatus.SEE_OTHER,
    )


def _complete(task_id: str, by: str, raw: Raw) -> ResponseReturnValue:
    receipt = complete_task(
        engine(),
        task_id,
        by=by,
        answers=raw,
        version=_version(),
        key=request.form.get("_key", ""),
    )
    told = "finished" if receipt.outcome else "completed"
    return redirect(
        url_for("case.show", case_id=receipt.case_id, said=told), HTTPStatus.SEE_OTHER
    )


def _back(task_id: str, told: str) -> ResponseReturnValue:
    return redirect(
        url_for("task.show", task_id=task_id, said=told), HTTPStatus.SEE_OTHER
    )


def _version() -> int:
    version = request.form.get("_version", "")
    return int(version) if _NUMBER.fullmatch(version) else -1
