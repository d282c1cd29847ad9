"""Fixtures of the designer's tests: an office of their own, and a drawing at a desk."""

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser

from tests.browser.desk import Desk, sit_down
from tests.browser.drawing import DESIGNER, Drafting, Drawing
from tests.browser.serving import served

Draw = Callable[..., Drawing]


# Every test has a draft of its own: one office serves them all.
@pytest.fixture(scope="session")
def drafting(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Drafting]:
    """Give a demo office in which drafts are made."""
    folder = tmp_path_factory.mktemp("designing") / "data"
    with served(folder) as address:
        yield Drafting(address, folder)


@pytest.fixture
def draw(chromium: Browser, drafting: Drafting) -> Iterator[Draw]:
    """Give the way to sit a designer down at a draft; what the browser says fails."""
    desks: list[Desk] = []

    def take(
        slug: str = "meeting_absence", *, draft_id: str = "", login: str = DESIGNER
    ) -> Drawing:
        desk = sit_down(chromium, drafting.address, with_javascript=True)
        desks.append(desk)
        desk.sign_in(login)
        return Drawing(desk, draft_id or drafting.draft(slug)).open()

    yield take
    complaints = [words for desk in desks for words in desk.complaints()]
    for desk in desks:
        desk.page.context.close()
    assert complaints == []
