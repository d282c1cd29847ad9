"""The case page: where it stands, all that happened, and what may be done about it."""

import json
from dataclasses import dataclass
from http import HTTPStatus

from flask import Blueprint, Response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from engine.model.reading import CaseRead
from engine.runtime.cancel import cancel_case
from engine.runtime.filling import read_names
from engine.runtime.read_case import read_case
from engine.runtime.resume import resume_case
from engine.runtime.retry import retry_incident
from engine.runtime.suspend import suspend_case
from engine.runtime.urge import urge_case
from forms.guard import engine, official, signed_in, visitor
from forms.papers import papers_shown
from forms.said import said

page = Blueprint("case", __name__)

NODES = frozenset(
    {"userTask", "manualTask", "serviceTask", "sendTask", "receiveTask", "endEvent"}
    | {"businessRuleTask", "subProcess", "callActivity", "intermediateCatchEvent"}
)


@dataclass(frozen=True, slots=True)
class Step:
    """A line of the diagram's text twin."""

    name: str
    mark: str


@page.get("/cases/<case_id>")
@signed_in
def show(case_id: str) -> ResponseReturnValue:
    """Show the whole case."""
    read = read_case(engine(), case_id, by=official())
    asker = visitor()
    return render_template(
        "case.html",
        read=read,
        papers=papers_shown(read.filled),
        steps=steps_of(read),
        names=read_names(engine()),
        marks=json.dumps(dict(read.marks)),
        may_audit=asker is not None and "auditor" in asker.roles,
        said=said(),
    )


@page.get("/cases/<case_id>/diagram")
@signed_in
def diagram(case_id: str) -> ResponseReturnValue:
    """Send the diagram as it was published, for the viewer in the page."""
    read = read_case(engine(), case_id, by=official())
    return Response(read.xml, mimetype="application/xml")


@page.get("/cases/<case_id>/marks")
@signed_in
def marks(case_id: str) -> ResponseReturnValue:
    """Send what is done, active and late in the diagram, for a page of the case."""
    read = read_case(engine(), case_id, by=official())
    return dict(read.marks)


@page.post("/cases/<case_id>/urge")
@signed_in
def urge(case_id: str) -> ResponseReturnValue:
    """Urge those the case waits for."""
    words = request.form.get("words", "").strip()
    urge_case(engine(), case_id, by=official(), words=words)
    return _back(case_id, "urged")


@page.post("/cases/<case_id>/cancel")
@signed_in
def cancel(case_id: str) -> ResponseReturnValue:
    """End the case by one of its terminations."""
    cancel_case(
        engine(),
        case_id,
        by=official(),
        outcome=request.form.get("outcome", ""),
        reason=_reason(),
    )
    return _back(case_id, "cancelled")


@page.post("/cases/<case_id>/suspend")
@signed_in
def suspend(case_id: str) -> ResponseReturnValue:
    """Let the case rest."""
    suspend_case(engine(), case_id, by=official(), reason=_reason())
    return _back(case_id, "suspended")


@page.post("/cases/<case_id>/resume")
@signed_in
def resume(case_id: str) -> ResponseReturnValue:
    """Let the case go on."""
    resume_case(engine(), case_id, by=official(), reason=_reason())
    return _back(case_id, "resumed")


@page.post("/cases/<case_id>/incidents/<incident_id>/retry")
@signed_in
def retry(case_id: str, incident_id: str) -> ResponseReturnValue:
    """Try again what failed; the engine asks for the administrator's role."""
    retry_incident(engine(), incident_id, by=official())
    return _back(case_id, "retried")


def steps_of(read: CaseRead) -> list[Step]:
    """Return the diagram's named nodes in order with their marks."""
    return [
        Step(element.name, read.marks.get(element.element_id, ""))
        for element in read.diagram.elements.values()
        if element.name and element.kind in NODES
    ]


def _reason() -> str:
    return request.form.get("reason", "").strip()


def _back(case_id: str, told: str) -> ResponseReturnValue:
    return redirect(
        url_for("case.show", case_id=case_id, said=told), HTTPStatus.SEE_OTHER
    )
