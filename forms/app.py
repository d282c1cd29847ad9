"""The web application put together: pages, API, guard, headers, refusals."""

from flask import Flask

from engine.assembly import Engine
from forms import guard
from forms.filters import install_filters
from forms.headers import install_headers
from forms.pages import (
    api,
    audit,
    case,
    designer_editor,
    designer_files,
    designer_migration,
    document,
    entitlement,
    health,
    inbox,
    office,
    papers,
    perform,
    printing,
    register,
    sign_in,
    start,
    static,
    task,
)
from forms.problem import install_refusals

BODY_BYTES = 1_000_000
FORM_PARTS = 4_000


def create_app(engine: Engine) -> Flask:
    """Return the application that serves this engine."""
    app = Flask("forms", static_folder=None)
    app.extensions["zhangfa"] = engine
    app.config["MAX_CONTENT_LENGTH"] = BODY_BYTES
    app.config["MAX_FORM_MEMORY_SIZE"] = BODY_BYTES
    app.config["MAX_FORM_PARTS"] = FORM_PARTS
    app.config["PROVIDE_AUTOMATIC_OPTIONS"] = False
    guard.install(app)
    install_headers(app)
    install_filters(app)
    for page in (
        health,
        static,
        sign_in,
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
        designer_editor,
        designer_files,
        designer_migration,
    ):
        app.register_blueprint(page.page)
    api.install(app)
    # After the API, whose library would answer refusals in its own words.
    install_refusals(app)
    return app
