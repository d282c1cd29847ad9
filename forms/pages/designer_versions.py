"""The versions of a procedure: who, why, from when, and what runs on them."""

from http import HTTPStatus

from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from engine.runtime.read_design import read_versions
from engine.runtime.restore_version import restore_version
from engine.runtime.roles import DESIGNER, REVIEWERS, STOPPERS
from engine.runtime.stop_version import resume_version, stop_version
from engine.runtime.withdraw_version import withdraw_version
from forms import proof_view
from forms.guard import engine, official, role
from forms.pages.designer import may
from forms.said import said

page = Blueprint("designer_versions", __name__)


@page.get("/designer/procedures/<slug>/versions")
@role(*REVIEWERS)
def show(slug: str) -> ResponseReturnValue:
    """Show every version of a procedure, newest first."""
    name, versions = read_versions(engine(), slug, by=official())
    return render_template(
        "designer/versions.html",
        slug=slug,
        name=name,
        versions=versions,
        view=proof_view,
        may_design=may(DESIGNER),
        may_stop=may(*STOPPERS),
        said=said(),
    )


@page.post("/designer/procedures/<slug>/versions/<version_id>/stop")
@role(*STOPPERS)
def stop(slug: str, version_id: str) -> ResponseReturnValue:
    """Let no case begin on a version."""
    reason = request.form.get("reason", "")
    stop_version(engine(), version_id, by=official(), reason=reason)
    return _to(slug, "stopped")


@page.post("/designer/procedures/<slug>/versions/<version_id>/resume")
@role(*STOPPERS)
def resume(slug: str, version_id: str) -> ResponseReturnValue:
    """Let cases begin on a version again."""
    reason = request.form.get("reason", "")
    resume_version(engine(), version_id, by=official(), reason=reason)
    return _to(slug, "going_on")


@page.post("/designer/procedures/<slug>/versions/<version_id>/withdraw")
@role(*STOPPERS)
def withdraw(slug: str, version_id: str) -> ResponseReturnValue:
    """Let a planned version never come into force."""
    reason = request.form.get("reason", "")
    withdraw_version(engine(), version_id, by=official(), reason=reason)
    return _to(slug, "version_withdrawn")


@page.post("/designer/procedures/<slug>/versions/<version_id>/restore")
@role(DESIGNER)
def restore(slug: str, version_id: str) -> ResponseReturnValue:
    """Make a draft of a version, and show the draft's runs."""
    del slug  # It is the version's own.
    draft = restore_version(engine(), version_id, by=official())
    address = url_for(
        "designer_proofs.show_runs", draft_id=draft.draft_id, said="restored"
    )
    return redirect(address, HTTPStatus.SEE_OTHER)


def _to(slug: str, told: str) -> ResponseReturnValue:
    address = url_for("designer_versions.show", slug=slug, said=told)
    return redirect(address, HTTPStatus.SEE_OTHER)
