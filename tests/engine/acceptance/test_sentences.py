"""The list of sentences is made from the sentences, and every example is one."""

import pytest
from pytest_bdd.steps import step_function_context_registry

from engine.acceptance.sentences import Sentence, sentences, sentences_page
from engine.acceptance.shipped import FEATURES

ALL = tuple(sentences())


def matching(sentence: Sentence) -> list[str]:
    return [
        context.step_func.__name__
        for context in step_function_context_registry.values()
        if context.type == sentence.type
        and context.step_func.__module__.startswith("engine.acceptance.")
        and context.parser.is_matching(sentence.example)
    ]


def test_the_page_in_the_repository_is_the_one_that_is_generated():
    page = (FEATURES / "README.md").read_text(encoding="utf-8")

    assert page == sentences_page(), "run: zhangfa sentences > features/README.md"


@pytest.mark.parametrize("sentence", ALL, ids=lambda each: each.example)
def test_an_example_is_matched_by_its_own_sentence_alone(sentence):
    assert len(matching(sentence)) == 1
    assert sentence.meaning


def test_no_two_sentences_share_their_definition():
    found = [matching(sentence)[0] for sentence in ALL]

    assert len(found) == len({*found})


def test_some_forty_serve_all_procedures():
    assert 25 <= len(ALL) <= 45
