"""Draws a diagram as officials see it: `render.py in.bpmn out.png|out.svg`.

It runs our own page module in headless Chromium under the strict content policy, so a
picture also proves that the policy does not break the drawing.
"""

import argparse
import json
import shutil
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from html import escape
from pathlib import Path

from playwright.sync_api import ConsoleMessage, Page, Route, sync_playwright

STATIC = Path(__file__).resolve().parent.parent / "forms" / "static"
ORIGIN = "http://diagram.invalid"
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:;"
    " connect-src 'self'; font-src 'self'"
)
TYPES = {".js": "text/javascript", ".css": "text/css", ".bpmn": "application/xml"}
PAGE = """<!doctype html><html lang="zh-CN"><meta charset="utf-8"><title>流程图</title>
<link rel="stylesheet" href="/vendor/viewer.css"><link rel="stylesheet" href="/diagram.css">
<script type="module" src="/diagram.js"></script>
<main><h1>流程图</h1>
<div data-diagram="/diagram.bpmn" data-marks="{marks}">流程图</div></main></html>"""
READY = "[data-drawn], .diagram-refused"
EXPORT = """async () => {
  const { NavigatedViewer } = await import('/vendor/viewer.js');
  const container = document.body.appendChild(document.createElement('div'));
  const viewer = new NavigatedViewer({ container });
  await viewer.importXML(await (await fetch('/diagram.bpmn')).text());
  return (await viewer.saveSVG()).svg;
}"""
EXTENT = """async () => {
  const { NavigatedViewer } = await import('/vendor/viewer.js');
  const container = document.body.appendChild(document.createElement('div'));
  const viewer = new NavigatedViewer({ container });
  await viewer.importXML(await (await fetch('/diagram.bpmn')).text());
  const { inner } = viewer.get('canvas').viewbox();
  return [Math.ceil(inner.width), Math.ceil(inner.height)];
}"""


@contextmanager
def shown(source: Path, marks: str = "{}") -> Iterator[tuple[Page, list[str]]]:
    """Open a page that shows the diagram; give it with what the browser complains of."""
    complaints: list[str] = []

    def answer(route: Route) -> None:
        path = route.request.url.removeprefix(ORIGIN).split("?")[0]
        if path == "/":
            body = PAGE.format(marks=escape(marks)).encode()
            headers = {"content-security-policy": POLICY, "content-type": "text/html"}
            route.fulfill(body=body, headers=headers)
            return
        file = source if path == "/diagram.bpmn" else STATIC / path.lstrip("/")
        if not file.is_file():
            route.fulfill(status=404)
            return
        kind = TYPES.get(file.suffix, "application/octet-stream")
        route.fulfill(body=file.read_bytes(), headers={"content-type": kind})

    def note(message: ConsoleMessage) -> None:
        if message.type in {"error", "warning"} and "favicon" not in message.text:
            complaints.append(message.text)

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=shutil.which("chromium"), args=["--no-sandbox"]
        )
        page = browser.new_page()
        page.on("console", note)
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.route("**/*", answer)
        page.goto(f"{ORIGIN}/")
        page.wait_for_selector(READY)
        yield page, complaints
        browser.close()


def render(source: Path, target: Path, marks: str = "{}") -> list[str]:
    """Write the picture and return what the browser complained of."""
    with shown(source, marks) as (page, complaints):
        if target.suffix == ".svg":
            target.write_text(page.evaluate(EXPORT), encoding="utf-8")
        else:
            width, height = page.evaluate(EXTENT)
            page.set_viewport_size(
                {"width": width + 64, "height": int((height + 140) / 0.8)}
            )
            page.reload()
            page.wait_for_selector(READY)
            page.locator("[data-diagram]").screenshot(path=str(target))
    return complaints


def main() -> int:
    """Run the command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("source", type=Path)
    parser.add_argument("target", type=Path, help="*.png or *.svg")
    parser.add_argument(
        "--marks", default="{}", help='{"element id": "done"}, or active, or late'
    )
    options = parser.parse_args()
    json.loads(options.marks)
    complaints = render(options.source, options.target, options.marks)
    for complaint in complaints:
        sys.stderr.write(f"{complaint}\n")
    return 1 if complaints else 0


if __name__ == "__main__":
    sys.exit(main())
