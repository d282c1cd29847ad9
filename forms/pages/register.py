"""Registers (台账): the cases of a procedure as lines, newest first."""

from flask import Blueprint, render_template, request
from flask.typing import ResponseReturnValue

from engine.runtime.filling import read_names
from engine.runtime.procedures import read_procedures
from engine.runtime.register import read_register
from forms.guard import engine, official, signed_in

page = Blueprint("register", __name__)

LONGEST_KEY = 64


@page.get("/registers")
@signed_in
def show_registers() -> ResponseReturnValue:
    """Show which registers there are."""
    manifests = [each.manifest for each in read_procedures(engine()).values()]
    return render_template("registers.html", manifests=manifests)


@page.get("/registers/<slug>")
@signed_in
def show(slug: str) -> ResponseReturnValue:
    """Show a page of a procedure's register: what the asker may see of it."""
    after = request.args.get("after", "")[:LONGEST_KEY]
    return render_template(
        "register.html",
        register=read_register(engine(), slug, by=official(), after=after),
        names=read_names(engine()),
    )
