"""Standing acts (续报、撤下…): their form, offered on the case page at any time."""

from http import HTTPStatus

from flask import Blueprint, redirect, request, url_for
from flask.typing import ResponseReturnValue

from engine.runtime.blank_form import read_act_form
from engine.runtime.perform import perform_act
from engine.runtime.read_case import read_case
from forms.answer_fields import add_documents, edit_rows, read_raw
from forms.fill_page import Blank, asked_now, fill_page, refused_fill
from forms.guard import engine, official, signed_in, takes_files
from forms.problem import keep_typed
from forms.uploads import receive_files, receive_one, uploaded

page = Blueprint("perform", __name__)


@page.get("/cases/<case_id>/acts/<element_id>")
@signed_in
def show(case_id: str, element_id: str) -> ResponseReturnValue:
    """Show the act's form."""
    blank, prefilled = _blank(case_id, element_id)
    return fill_page(blank, prefilled)


@page.post("/cases/<case_id>/acts/<element_id>")
@signed_in
@takes_files
def act(case_id: str, element_id: str) -> ResponseReturnValue:
    """Perform the act, or change the form as a button says."""
    by = official()
    blank, _ = _blank(case_id, element_id)
    raw = read_raw(blank.form, request.form)
    keep_typed(refused_fill(blank, raw))
    for key, added in receive_files(by, case_id=case_id).items():
        raw = add_documents(blank.form, raw, key, added)
    keep_typed(refused_fill(blank, raw))
    action = request.form.get("_action", "")
    if action == "submit":
        perform_act(
            engine(),
            case_id,
            element_id,
            by=by,
            answers=raw,
            key=request.form.get("_key", ""),
        )
        address = url_for("case.show", case_id=case_id, said="performed")
        return redirect(address, HTTPStatus.SEE_OTHER)
    if action.startswith(("add:", "drop:")):
        raw = edit_rows(raw, action)
    return fill_page(blank, raw)


@page.post("/cases/<case_id>/acts/<element_id>/conditions")
@signed_in
def conditions(case_id: str, element_id: str) -> ResponseReturnValue:
    """Say which fields are asked, given what is typed so far."""
    blank, _ = _blank(case_id, element_id)
    raw = read_raw(blank.form, request.form)
    return asked_now(blank.version_id, blank.form, raw, blank.context)


@page.post("/cases/<case_id>/documents")
@signed_in
@takes_files
def upload(case_id: str) -> ResponseReturnValue:
    """Take a file for the case."""
    return uploaded(receive_one(official(), case_id=case_id))


def _blank(case_id: str, element_id: str) -> tuple[Blank, dict[str, object]]:
    by = official()
    case = read_case(engine(), case_id, by=by).case
    read = read_act_form(engine(), case_id, element_id, by=by)
    blank = Blank(
        title=read.name,
        form=read.form,
        version_id=read.version_id,
        context=read.context,
        address=url_for("perform.act", case_id=case_id, element_id=element_id),
        conditions=url_for(
            "perform.conditions", case_id=case_id, element_id=element_id
        ),
        upload=url_for("perform.upload", case_id=case_id),
        back=url_for("case.show", case_id=case_id),
        back_name=case.number,
        section="inbox",
        about=case.title,
        basis=read.clauses,
    )
    return blank, dict(read.prefilled)
