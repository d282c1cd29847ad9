"""How many statements a page may cost, however long the history is."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from threading import get_ident

import pytest
from flask import Flask
from sqlalchemy import Engine, event

from tests.support.browsing import browse
from tests.support.running import Running

REVIEWER = "guyanchuan"


@contextmanager
def counting() -> Iterator[Callable[[], int]]:
    seen: list[str] = []
    mine = get_ident()

    def note(*told: object) -> None:
        # What other tests left running in the background is not the page's.
        if get_ident() == mine:
            seen.append(str(told[2]))

    event.listen(Engine, "before_cursor_execute", note)
    try:
        yield lambda: len(seen)
    finally:
        event.remove(Engine, "before_cursor_execute", note)


@pytest.mark.parametrize("others", [0, 12])
def test_an_inbox_page_costs_six_statements(
    light: Running, light_app: Flask, others: int
):
    for number in range(others + 1):
        light.start(title=f"第{number}件")
    browser = browse(light_app, REVIEWER)

    with counting() as count:
        browser.get("/")

    assert count() <= 6


@pytest.mark.parametrize("drafts", [0, 6])
def test_completing_over_http_costs_eighteen_statements(
    light: Running, light_app: Flask, drafts: int
):
    address = f"/tasks/{light.start().task_ids[0]}"
    browser = browse(light_app, REVIEWER)
    for number in range(drafts):
        browser.post(address, {"_action": "draft", "opinion": str(number)})
    form = {**browser.hidden(address), "_action": "submit", "decision": "同意"}

    with counting() as count:
        answer = browser.client.post(address, data=form)

    assert answer.status_code == 303
    assert count() <= 18
