"""A draft's form as it would be: its shape, and what it asks of sample answers."""

import json

import pytest

from engine.model.errors import BundleRejected, RoleMissing
from engine.model.errors_design import DraftNotFound
from engine.runtime.make_draft import make_draft
from engine.runtime.preview_form import Shape, ask_conditions, read_shape
from engine.runtime.read_draft import read_draft
from tests.support.running import Running

DESIGNER, REVIEWER, CLERK = "lutunan", "songheng", "jinsui"
PATH = "forms/fill_in.json"
ASKED = {
    "key": "fill_in",
    "title": "试",
    "context": {"rounds": "case.rounds", "is_late": "case.is_late"},
    "components": [
        {
            "type": "text",
            "key": "title",
            "label": "名称",
            "validate": {"required": "rounds != None and rounds > 1"},
        },
        {
            "type": "long_text",
            "key": "reason",
            "label": "理由",
            "conditional": {"show": "is_late"},
        },
        {
            "type": "text",
            "key": "whole",
            "label": "全称",
            "conditional": {"show": "title == '简称'"},
        },
    ],
}


@pytest.fixture
def draft(running: Running) -> str:
    return make_draft(running.engine, "tiny", by=DESIGNER).draft_id


def shape_of(running: Running, draft: str, asked: object = ASKED) -> Shape:
    overlay = {PATH: json.dumps(asked).encode()}
    return read_shape(running.engine, draft, PATH, overlay, by=DESIGNER)


def hidden(running: Running, shape: Shape, **context: object) -> set[str]:
    return set(ask_conditions(running.engine, shape, {}, context).hidden)


def test_what_is_saved_is_read_where_nothing_else_is_given(
    running: Running, draft: str
):
    saved = read_draft(running.engine, draft, by=DESIGNER).files[PATH]

    shape = read_shape(running.engine, draft, PATH, {}, by=REVIEWER)

    assert shape.form.title == json.loads(saved)["title"]


def test_what_is_not_saved_yet_goes_before_what_is(running: Running, draft: str):
    assert shape_of(running, draft).form.title == "试"


def test_nobody_else_looks_at_drafts(running: Running, draft: str):
    with pytest.raises(RoleMissing):
        read_shape(running.engine, draft, PATH, {}, by=CLERK)


def test_a_draft_that_is_not_there_has_no_forms(running: Running):
    with pytest.raises(DraftNotFound):
        read_shape(running.engine, "0" * 32, PATH, {}, by=DESIGNER)


@pytest.mark.parametrize("broken", [[], {"key": "fill_in"}, {**ASKED, "components": 1}])
def test_what_is_no_form_says_what_is_wrong(
    running: Running, draft: str, broken: object
):
    with pytest.raises(BundleRejected) as refused:
        shape_of(running, draft, broken)

    assert refused.value.findings


def test_a_form_that_is_not_there_is_no_form(running: Running, draft: str):
    with pytest.raises(BundleRejected):
        read_shape(running.engine, draft, "forms/none.json", {}, by=DESIGNER)


def test_conditions_follow_the_sample_answers(running: Running, draft: str):
    shape = shape_of(running, draft)

    found = ask_conditions(running.engine, shape, {"title": "简称"}, {})

    assert "whole" not in found.hidden
    assert "whole" in hidden(running, shape)


@pytest.mark.parametrize(
    ("typed", "is_hidden"), [("是", False), ("否", True), ("", True), ("  是 ", False)]
)
def test_yes_and_no_are_typed_as_words(
    running: Running, draft: str, typed: str, *, is_hidden: bool
):
    found = hidden(running, shape_of(running, draft), is_late=typed)

    assert ("reason" in found) is is_hidden


@pytest.mark.parametrize(("typed", "is_required"), [("2", True), ("1", False)])
def test_a_number_is_typed_as_one(
    running: Running, draft: str, typed: str, *, is_required: bool
):
    shape = shape_of(running, draft)

    found = ask_conditions(running.engine, shape, {}, {"rounds": typed})

    assert ("title" in found.required) is is_required


def test_what_the_form_has_no_context_for_is_not_taken(running: Running, draft: str):
    shape = shape_of(running, draft)

    assert hidden(running, shape, title="简称") == hidden(running, shape)
