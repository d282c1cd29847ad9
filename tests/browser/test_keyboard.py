"""The keyboard alone: single keys in the inbox, the skip link, where the focus goes."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Seat


@pytest.fixture
def page(seat: Seat) -> Page:
    """Give the inbox of one with more than one row."""
    return seat("luchengyuan").page


def test_j_and_k_walk_and_enter_opens(page: Page) -> None:
    rows = page.locator(".list tbody tr")
    expect(rows).to_have_count(2)

    page.keyboard.press("j")
    expect(rows.nth(1)).to_have_class("chosen")
    expect(page.locator("aside.peek h2")).to_have_text(
        rows.nth(1).get_by_role("link").inner_text()
    )
    page.keyboard.press("k")
    expect(rows.nth(0)).to_have_class("chosen")
    page.keyboard.press("Enter")

    page.wait_for_url("**/tasks/*")


def test_slash_searches_and_two_characters_are_found(page: Page) -> None:
    page.keyboard.press("/")
    expect(page.get_by_role("searchbox")).to_be_focused()
    page.keyboard.type("义务")
    page.keyboard.press("Enter")

    page.wait_for_url("**search=*")
    expect(page.locator(".list tbody tr")).to_have_count(1)


def test_typed_letters_are_no_commands(page: Page) -> None:
    page.get_by_role("searchbox").focus()
    page.keyboard.type("jk?")

    expect(page.get_by_role("searchbox")).to_have_value("jk?")
    expect(page.locator("#keys")).to_be_hidden()


def test_the_question_mark_explains_and_escape_closes(page: Page) -> None:
    page.keyboard.press("?")
    expect(page.get_by_role("dialog", name="快捷键")).to_be_visible()
    page.keyboard.press("Escape")

    expect(page.locator("#keys")).to_be_hidden()


def test_single_keys_can_be_switched_off(page: Page) -> None:
    page.keyboard.press("?")
    page.get_by_label("关闭单键快捷键").check()
    page.keyboard.press("Escape")
    page.reload()
    page.keyboard.press("/")

    expect(page.get_by_role("searchbox")).not_to_be_focused()


def test_the_first_tab_skips_to_the_text(page: Page) -> None:
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="跳到正文")).to_be_focused()
    page.keyboard.press("Enter")

    assert page.url.endswith("#main")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.closest('#main') !== null")


def test_a_refused_form_puts_the_focus_on_its_summary(page: Page) -> None:
    page.locator(".list tbody tr a").first.click()
    page.get_by_role("button", name="签署", exact=True).click()

    summary = page.locator(".summary")
    expect(summary).to_be_focused()
    assert page.title().startswith("需要修改")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.get_by_role("group", name="结论")).to_be_focused()
