"""The table of rights (权限表), for whoever wants to know or to review it."""

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue

from forms.entitlement_view import tables
from forms.guard import signed_in

page = Blueprint("entitlement", __name__)


@page.get("/office/rights")
@signed_in
def show() -> ResponseReturnValue:
    """Show who may see and who may act, and how the others are refused."""
    return render_template("entitlement.html", tables=tables())
