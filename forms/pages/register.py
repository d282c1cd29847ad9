"""Registers (台账): the cases of a procedure as lines with lamps, newest first."""

from urllib.parse import urlencode

from flask import Blueprint, render_template, request, url_for
from flask.typing import ResponseReturnValue

from engine.model.form import FieldType
from engine.model.reading import Lamp
from engine.runtime.filling import read_names
from engine.runtime.procedures import read_procedures
from engine.runtime.register import Register, RegisterFilter, read_register
from forms.guard import engine, official, signed_in
from forms.view import LAMPS

page = Blueprint("register", __name__)

LONGEST_KEY = 64
# Prefixed: a field of a register may have any name.
UNIT = "unit."


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
    asked = asked_filter()
    register = read_register(engine(), slug, by=official(), filter=asked)
    return render_template(
        "register.html",
        register=register,
        filter=asked,
        lamps=LAMPS,
        unit_fields=[f for f in register.fields if f.type is FieldType.UNIT],
        next_page=_next(register, asked),
        names=read_names(engine()),
    )


def asked_filter() -> RegisterFilter:
    """Return what the address asks for; what it cannot mean is left out."""
    lamp = request.args.get("lamp", "")
    return RegisterFilter(
        units={
            name.removeprefix(UNIT): value[:LONGEST_KEY]
            for name, value in request.args.items()
            if name.startswith(UNIT) and value
        },
        lamp=Lamp(lamp) if lamp in LAMPS else None,
        after=request.args.get("after", "")[:LONGEST_KEY],
    )


def _next(register: Register, asked: RegisterFilter) -> str:
    """Return the address of the next page, nothing where this is the last."""
    if not register.next_after:
        return ""
    query = {f"{UNIT}{name}": unit for name, unit in asked.units.items()}
    if asked.lamp:
        query["lamp"] = asked.lamp.value
    query["after"] = register.next_after
    return f"{url_for('register.show', slug=register.slug)}?{urlencode(query)}"
