"""The web application put together: pages, API, guard, headers, refusals."""

from types import ModuleType

from flask import Flask

from engine.acceptance.sandboxes import Sandboxes
from engine.assembly import Engine
from forms import guard, recordable
from forms.filters import install_filters
from forms.headers import install_headers
from forms.pages import (
    api,
    audit,
    case,
    designer,
    designer_compare,
    designer_editor,
    designer_files,
    designer_forms,
    designer_migration,
    designer_proofs,
    designer_recording,
    designer_sandbox,
    designer_scenarios,
    designer_strength,
    designer_tables,
    designer_versions,
    document,
    entitlement,
    health,
    inbox,
    ledger,
    office,
    papers,
    password,
    perform,
    printing,
    register,
    sign_in,
    start,
    static,
    task,
    upkeep,
)
from forms.problem import install_refusals

BODY_BYTES = 1_000_000
FORM_PARTS = 4_000


# What an official does; a sandbox has these pages and no others.
OFFICIAL_PAGES = (
    static,
    inbox,
    task,
    case,
    start,
    perform,
    document,
    papers,
    printing,
    register,
    office,
    entitlement,
    audit,
)
OTHER_PAGES = (
    health,
    sign_in,
    password,
    upkeep,
    ledger,
    designer,
    designer_compare,
    designer_editor,
    designer_files,
    designer_forms,
    designer_migration,
    designer_proofs,
    designer_recording,
    designer_sandbox,
    designer_scenarios,
    designer_strength,
    designer_tables,
    designer_versions,
)


def create_app(engine: Engine) -> Flask:
    """Return the application that serves this engine."""
    app = _application(*OFFICIAL_PAGES, *OTHER_PAGES)
    app.extensions["zhangfa"] = engine
    app.extensions["zhangfa_sandboxes"] = Sandboxes(engine)
    inside = _application(*OFFICIAL_PAGES)
    recordable.install(inside)
    install_refusals(inside)
    app.extensions["zhangfa_inside"] = inside
    api.install(app)
    # After the API, whose library would answer refusals in its own words.
    install_refusals(app)
    return app


def _application(*pages: ModuleType) -> Flask:
    """Return an application with these pages behind the guard.

    Without an engine of its own it serves only requests that bring a sandbox's.
    """
    app = Flask("forms", static_folder=None)
    app.config["MAX_CONTENT_LENGTH"] = BODY_BYTES
    app.config["MAX_FORM_MEMORY_SIZE"] = BODY_BYTES
    app.config["MAX_FORM_PARTS"] = FORM_PARTS
    app.config["PROVIDE_AUTOMATIC_OPTIONS"] = False
    guard.install(app)
    install_headers(app)
    install_filters(app)
    for page in pages:
        app.register_blueprint(page.page)
    return app
