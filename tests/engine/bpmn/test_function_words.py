"""Every function of the evaluator is told to its authors, and no other."""

import inspect

import pytest

from engine.bpmn.function_words import FUNCTION_WORDS
from engine.bpmn.functions import FUNCTIONS


def test_each_function_has_its_words() -> None:
    assert set(FUNCTION_WORDS) == FUNCTIONS


@pytest.mark.parametrize("name", FUNCTION_WORDS)
def test_the_call_is_written_with_its_own_name(name: str) -> None:
    signature, words = FUNCTION_WORDS[name]

    assert signature.startswith(f"{name}(")
    assert signature.endswith(")")
    assert inspect.cleandoc(words).endswith("。")
