"""What the documentation links to is there."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
PAGES = sorted(
    path
    for folder in (".", "docs", "docs/decisions", "features", "processes", "bench")
    for path in (ROOT / folder).glob("*.md")
)
LINK = re.compile(r"\]\(([^)#\s]+)(?:#[^)]*)?\)")
CODE = re.compile(r"```.*?```|`[^`\n]*`", re.DOTALL)


def _links(page: Path) -> Iterator[str]:
    for target in LINK.findall(CODE.sub("", page.read_text())):
        if "://" not in target and not target.startswith("mailto:"):
            yield target


@pytest.mark.parametrize("page", PAGES, ids=lambda path: str(path.relative_to(ROOT)))
def test_links_lead_somewhere(page: Path) -> None:
    lost = [each for each in _links(page) if not (page.parent / each).exists()]

    assert lost == []


def test_every_page_of_the_documentation_is_linked() -> None:
    linked = {(page.parent / each).resolve() for page in PAGES for each in _links(page)}
    docs = {path for path in (ROOT / "docs").rglob("*") if path.is_file()}
    decisions = ROOT / "docs" / "decisions"

    assert {path for path in docs if decisions not in path.parents} <= linked


@pytest.mark.parametrize("language", ["README.md", "README.zh.md"])
def test_the_entrance_shows_pictures_and_two_commands(language: str) -> None:
    text = (ROOT / language).read_text()

    assert all(f"make {deed}" in text for deed in ("run", "test"))
    assert [each for each in _links(ROOT / language) if each.endswith(".png")]
