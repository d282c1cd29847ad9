"""A designer at a draft: what one does on the diagram and in the panel."""

import re
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from lxml import etree
from playwright.sync_api import Locator, Page, expect

from engine.assembly import Settings, open_engine
from engine.runtime.make_draft import make_draft
from tests.browser.desk import Desk

BPMN = "{http://www.omg.org/spec/BPMN/20100524/MODEL}"
ZF = "{urn:zhangfa:bpmn:1}"
DESIGNER = "lutunan"
WITHIN_S = 10.0
READY = "main[data-ready]"


@dataclass(frozen=True, slots=True)
class Drafting:
    """An office served at an address, in whose folder drafts are made."""

    address: str
    folder: Path

    def draft(self, slug: str) -> str:
        """Make a draft of the version in force; return its id."""
        url = f"sqlite:///{self.folder / 'zhangfa.sqlite'}"
        engine = open_engine(Settings(self.folder, url))
        try:
            return make_draft(engine, slug, by=DESIGNER).draft_id
        finally:
            engine.store.close()


@dataclass(slots=True)
class Drawing:
    """The editor of one draft, open in a browser."""

    desk: Desk
    draft_id: str

    @property
    def page(self) -> Page:
        return self.desk.page

    @property
    def panel(self) -> Locator:
        return self.page.get_by_role("complementary", name="属性")

    def open(self) -> "Drawing":
        self.desk.go(f"/designer/drafts/{self.draft_id}")
        self.page.locator(READY).wait_for()
        return self

    def tool(self, name: str) -> None:
        """Press a button of the toolbar."""
        bar = self.page.get_by_role("toolbar", name="流程图工具")
        bar.get_by_role("button", name=name, exact=True).click()

    def undo(self) -> None:
        self.tool("撤销")

    def find(self, element_id: str) -> None:
        """Select an element by searching for its id."""
        self.tool("查找")
        asked = self.page.get_by_label("在图中查找")
        expect(asked).to_be_focused()
        asked.press_sequentially(element_id)
        found = self.page.locator(".djs-search-result-secondary")
        found.filter(has_text=re.compile(rf"^{element_id}$")).click()
        expect(self.field("标识")).to_have_value(element_id)

    def pad(self, action: str) -> None:
        """Press an entry of the pad beside the selected element."""
        self.page.locator(f'.djs-context-pad [data-action="{action}"]').click()

    def field(self, label: str) -> Locator:
        return self.panel.get_by_label(label, exact=True)

    def write(self, label: str, source: str) -> None:
        """Put an expression into the editor of that name, and leave it."""
        editor = self.field(label)
        editor.fill(source)
        editor.blur()

    def name(self) -> str:
        return self.panel.get_by_role("heading", level=2).inner_text()

    def files(self) -> dict[str, str]:
        """Return the draft's files as they are saved."""
        answer = self.page.request.get(
            f"{self.desk.address}/designer/drafts/{self.draft_id}/files"
        )
        return dict(answer.json()["files"])

    def xml(self) -> etree._Element:
        """Return the diagram as it is saved."""
        return etree.fromstring(self.files()["process.bpmn"].encode())

    def element(self, element_id: str) -> etree._Element | None:
        return self.xml().find(f".//*[@id='{element_id}']")

    def saved(self, holds: Callable[[etree._Element], object]) -> etree._Element:
        """Wait until what is saved is as it should be; return it."""
        until = time.monotonic() + WITHIN_S
        while time.monotonic() < until:
            root = self.xml()
            if holds(root):
                return root
            self.page.wait_for_timeout(100)
        raise AssertionError(etree.tostring(self.xml(), encoding="unicode")[:4000])

    def signs(self, element_id: str) -> Locator:
        """Return the marks of findings on an element."""
        place = self.page.locator(f'.djs-overlays[data-container-id="{element_id}"]')
        return place.locator(".finding-sign")

    def state(self) -> Locator:
        return self.page.locator("#save-state")


def extensions(element: etree._Element | None, name: str) -> list[dict[str, str]]:
    """Return the attributes of an element's `zf:` extensions of that name."""
    if element is None:
        return []
    found = element.iterfind(f"{BPMN}extensionElements/{ZF}{name}")
    return [{str(key): str(text) for key, text in each.items()} for each in found]
