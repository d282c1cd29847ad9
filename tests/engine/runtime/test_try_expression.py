"""An expression is judged as the evaluator judges it, and says whom it means today."""

import pytest

from engine.runtime.try_expression import try_expression
from tests.support.running import Running


def test_what_the_evaluator_refuses_is_refused(running: Running) -> None:
    tried = try_expression(running.engine, "__import__('os')", "condition")

    assert "__import__" in tried.reason


def test_a_script_is_no_expression_but_a_script(running: Running) -> None:
    source = "agreed = 1\nif agreed:\n    told = 2"

    assert try_expression(running.engine, source, "script").reason == ""
    assert try_expression(running.engine, source, "condition").reason != ""


def test_a_post_means_whoever_holds_it_today(running: Running) -> None:
    tried = try_expression(running.engine, "'post:mayor'", "candidates")

    assert tried.today == ("市长 沈砚秋",)


def test_a_look_up_is_resolved_as_the_office_stands(running: Running) -> None:
    source = "in_charge_of(['finance_bureau'])"

    tried = try_expression(running.engine, source, "candidates")

    assert tried.today == ("常务副市长 陆承远",)


def test_what_only_a_case_knows_is_told_as_such(running: Running) -> None:
    tried = try_expression(running.engine, "case.initiator_unit", "notify")

    assert tried.depends
    assert tried.today == ()


@pytest.mark.parametrize("source", ["'post:emperor'", "['unit:nowhere']", "'mayor'"])
def test_a_principal_that_is_not_there_is_refused(
    running: Running, source: str
) -> None:
    assert "没有" in try_expression(running.engine, source, "candidates").reason


def test_what_gives_no_principal_is_refused(running: Running) -> None:
    tried = try_expression(running.engine, "1 + 1", "candidates")

    assert "职务" in tried.reason


def test_a_text_without_end_is_refused_before_it_is_read(running: Running) -> None:
    tried = try_expression(running.engine, "1+" * 20_000 + "1", "value")

    assert "太长" in tried.reason
