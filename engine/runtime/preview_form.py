"""A form of a draft as officials would get it: read, its conditions asked."""

from collections.abc import Mapping
from dataclasses import dataclass

from engine.assembly import Engine, split_files
from engine.content.form import read_form
from engine.model.entitlement import DeskVerb
from engine.model.form import Form
from engine.model.procedure import Bundle
from engine.model.surroundings import Surroundings
from engine.runtime.drafting import files_of, find_draft
from engine.runtime.filling import Conditions, conditions_in
from engine.runtime.looking import look
from engine.runtime.roles import must_be_allowed

LONGEST = 200


@dataclass(frozen=True, slots=True)
class Shape:
    """A form, and the tables that stand beside it, as they would be."""

    form: Form
    tables: Mapping[str, bytes]


def read_shape(
    engine: Engine, draft_id: str, path: str, overlay: Mapping[str, bytes], *, by: str
) -> Shape:
    """Return the form that stands in a file of the draft, saved or not.

    Raises:
        RoleMissing: The person is neither designer nor reviewer.
        DraftNotFound: There is no such draft.
        BundleRejected: It is no form; the findings say what is wrong with its shape.
    """
    with look(engine) as here:
        must_be_allowed(here, DeskVerb.REVIEW, by)
        draft = find_draft(here.unit, draft_id)
        saved = files_of(here.unit, draft_id).files
    files = {**saved, **overlay}
    form = read_form(files.get(path, b""), path)
    return Shape(form, split_files(Bundle(draft.slug, files)).tables)


def ask_conditions(
    engine: Engine,
    shape: Shape,
    raw: Mapping[str, object],
    context: Mapping[str, object],
) -> Conditions:
    """Return what the form asks, given these sample answers and this context."""
    known = dict.fromkeys(shape.form.context) | {
        name: _typed(value)
        for name, value in context.items()
        if name in shape.form.context
    }
    with look(engine) as here:
        picture = here.picture
        around = Surroundings(
            picture.office, picture.calendar, picture.parameters, {}, shape.tables
        )
        return conditions_in(shape.form, raw, known, around)


def _typed(value: object) -> object:
    """Return a sample value as somebody typed it: yes, no, a number, nothing, words."""
    text = str(value or "").strip()[:LONGEST]
    words: Mapping[str, object] = {"": None, "是": True, "否": False}
    if text in words:
        return words[text]
    return int(text) if text.isdecimal() else text
