"""Every refusal has a status and a sentence."""

import re
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

import forms
from engine.model.errors import (
    AnswersInvalid,
    Conflict,
    Fault,
    Invalid,
    NotAllowed,
    NotFound,
    TaskAlreadyCompleted,
    ZhangfaError,
)
from engine.model.finding import FieldError
from engine.runtime import notices, session
from forms.field_refusal import FIELD_SENTENCES
from forms.refusal import ROWS, field_sentences, refusal_of

NOW = datetime(2026, 11, 23, 1, 30, tzinfo=UTC)
DEFINED_ELSEWHERE = (notices, session)
HOUSE = Path(forms.__file__).parent.parent


def errors(base: type[ZhangfaError] = ZhangfaError) -> Iterator[type[ZhangfaError]]:
    for each in base.__subclasses__():
        yield each
        yield from errors(each)


@pytest.mark.parametrize("error", sorted(set(errors()), key=lambda each: each.code))
def test_every_refusal_has_a_row(error):
    assert error.code in ROWS


@pytest.mark.parametrize(
    ("family", "statuses"),
    [
        (NotFound, {404}),
        (Conflict, {409}),
        (NotAllowed, {401, 403, 429}),
        (Invalid, {400, 413, 422}),
        (Fault, {422, 500, 503}),
    ],
)
def test_a_status_says_whose_move_it_is(family, statuses):
    found = {ROWS[error.code].status for error in errors(family)}

    assert found <= statuses


def test_every_code_the_validator_gives_has_a_sentence():
    written = "".join(
        path.read_text() for path in (HOUSE / "engine/content").glob("answer*.py")
    )
    codes = set(re.findall(r'(?:refusal|FieldError)\(\s*"(\w+)"', written))

    assert codes
    assert codes <= FIELD_SENTENCES.keys()


def test_who_was_first_and_when_is_told():
    refusal = refusal_of(TaskAlreadyCompleted(by="陆承远", at=NOW), NOW)

    assert refusal.status == 409
    assert refusal.sentence == "陆承远已于 11月23日 09:30 办理了这件事。"


def test_a_shorter_sentence_is_told_where_facts_are_missing():
    assert refusal_of(TaskAlreadyCompleted(), NOW).sentence == "这件事已经办理。"


def test_articles_are_cited():
    refusal = refusal_of(NotAllowed(references=("42.1",)), NOW)

    assert refusal.basis == "第42条第1句"


def test_a_field_is_named_with_its_clause():
    error = AnswersInvalid({"title": (FieldError("required", {}, ("42.1",)),)})

    told = field_sentences(error, {"title": "议题名称"})

    assert told == {"title": "请填写“议题名称”。（依据：第42条第1句）"}


def test_an_unknown_code_still_says_something():
    error = AnswersInvalid({"title": (FieldError("brand_new"),)})

    assert field_sentences(error, {}) == {"title": "“title”填写有误。"}
