"""An official at a browser: what a person does there, in the words of the pages."""

import re
from dataclasses import dataclass, field

from playwright.sync_api import (
    Browser,
    ConsoleMessage,
    FilePayload,
    Locator,
    Page,
    Request,
    Response,
)

from tests.support.browsing import PASSWORD

WIDE = (1440, 900)
ZONE = "Asia/Shanghai"
REFUSED = 400
PATIENCE_MS = 10_000


@dataclass(slots=True)
class Desk:
    """One browser with its own cookies; `said` is what its console showed."""

    page: Page
    address: str
    said: list[tuple[str, str]] = field(default_factory=list)
    refused: set[str] = field(default_factory=set)
    allowed: set[str] = field(default_factory=set)

    def complaints(self) -> list[str]:
        """Return what went wrong in pages, a refusal that a page showed apart.

        So is what the test itself brought about: `allowed` are parts of such texts.
        """
        return [
            f"{url}: {text}"
            for url, text in self.said
            if not (text.startswith("Failed to load") and url in self.refused)
            and not any(words in text for words in self.allowed)
        ]

    def go(self, path: str) -> None:
        self.page.goto(self.address + path)

    def sign_in(self, login: str) -> None:
        self.go("/sign-in")
        self.page.get_by_label("账号", exact=True).fill(login)
        self.page.get_by_label("密码", exact=True).fill(PASSWORD)
        self.press("登录")
        self.page.wait_for_url(f"{self.address}/")

    def sign_out(self) -> None:
        self.press("退出")
        self.page.wait_for_url(f"{self.address}/sign-in")

    def press(self, name: str) -> None:
        self.page.get_by_role("button", name=name, exact=True).click()

    def field(self, label: str) -> Locator:
        """Return what is filled in under the label that begins so, and no drawing."""
        asked = self.page.locator("input, select, textarea")
        begins = re.compile(rf"^\s*{re.escape(label)}")
        return asked.and_(self.page.get_by_label(begins))

    def fill(self, label: str, words: str) -> None:
        self.field(label).fill(words)

    def choose(self, question: str, answer: str) -> None:
        """Tick an answer among those that stand below one another."""
        asked = self.page.get_by_role("group", name=question)
        asked.get_by_label(answer, exact=True).check()

    def pick(self, label: str, option: str) -> None:
        """Take an option of a list that folds."""
        self.field(label).select_option(label=option)

    def put_in(self, key: str, file: FilePayload) -> None:
        """Choose a file for a field."""
        self.page.locator(f"[id={key}]").set_input_files(files=[file])

    def count(self, box: str) -> int:
        """Return the number beside a box of the inbox; the page shows the inbox."""
        link = self.page.get_by_role("navigation", name="办件箱").get_by_role("link")
        return int(link.filter(has_text=box).locator(".count").inner_text())

    def row(self, words: str) -> Locator:
        return self.page.locator(".list tbody tr").filter(has_text=words)

    def open_row(self, words: str) -> None:
        """Open from the inbox what the words name."""
        self.go("/")
        self.row(words).get_by_role("link").first.click()
        self.page.wait_for_url("**/tasks/*")


def sit_down(chromium: Browser, address: str, *, with_javascript: bool) -> Desk:
    """Return a desk with a fresh browser, as a Chinese office has it."""
    width, height = WIDE
    context = chromium.new_context(
        locale="zh-CN",
        timezone_id=ZONE,
        java_script_enabled=with_javascript,
        viewport={"width": width, "height": height},
    )
    context.set_default_timeout(PATIENCE_MS)
    desk = Desk(context.new_page(), address)
    watch(desk, desk.page)
    return desk


def watch(desk: Desk, page: Page) -> None:
    """Let the desk hear what a page complains of, policy violations among it."""

    def hear(message: ConsoleMessage) -> None:
        if message.type in {"error", "warning"}:
            desk.said.append((message.location.get("url", ""), message.text))

    def note(response: Response) -> None:
        request: Request = response.request
        if request.is_navigation_request() and response.status >= REFUSED:
            desk.refused.add(request.url)

    page.on("console", hear)
    page.on("pageerror", lambda error: desk.said.append((page.url, str(error))))
    page.on("response", note)
