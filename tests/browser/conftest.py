"""Fixtures of the browser's tests: Chromium, a served office, people at their desks."""

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, sync_playwright

from tests.browser.desk import Desk, sit_down
from tests.browser.serving import ROOT, served

NAMES = ("chromium", "chromium-browser", "google-chrome")
NEEDED = (
    "forms/static/vendor/viewer.js",
    "forms/fonts/title.css",
    "frontend/node_modules/axe-core/axe.min.js",
)
ARGUMENTS = (
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
Seat = Callable[..., Desk]


def _chromium() -> str:
    return next(filter(None, map(shutil.which, NAMES)), "")


def _missing() -> str:
    """Return in one sentence what the browser's tests lack, if they lack anything."""
    if not _chromium():
        return f"no browser to test with: install Chromium ({', '.join(NAMES)})"
    absent = [name for name in NEEDED if not (ROOT / name).is_file()]
    return f"run `make setup` first: no {', '.join(absent)}" if absent else ""


# A running sync_playwright leaves an event loop behind in its thread, which would spoil
# the other folders' tests: so each module has its own, and ends it.
@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    lacking = _missing()
    if lacking and os.environ.get("CI") == "true":
        pytest.fail(lacking)
    if lacking:
        pytest.skip(lacking)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=_chromium(), args=list(ARGUMENTS)
        )
        yield browser
        browser.close()


@pytest.fixture(scope="module")
def office(
    chromium: Browser, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[str]:
    """Give the address of a demo office that serves this module alone."""
    del chromium  # Asked for first: without a browser nothing is served.
    folder: Path = tmp_path_factory.mktemp("office") / "data"
    with served(folder) as address:
        yield address


@pytest.fixture
def seat(chromium: Browser, office: str) -> Iterator[Seat]:
    """Give the way to sit somebody down at a browser; what it complains of fails."""
    desks: list[Desk] = []

    def take(login: str = "", *, with_javascript: bool = True) -> Desk:
        desk = sit_down(chromium, office, with_javascript=with_javascript)
        desks.append(desk)
        if login:
            desk.sign_in(login)
        return desk

    yield take
    complaints = [words for desk in desks for words in desk.complaints()]
    for desk in desks:
        desk.page.context.close()
    assert complaints == []
