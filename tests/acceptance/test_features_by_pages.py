"""The same scenarios hold when every deed is done through the web pages."""

from pathlib import Path

import pytest

from engine.acceptance.run import accept

ROOT = Path(__file__).resolve().parents[2]
PAGES = "tests.support.page_driver:PageDriver"


def test_every_scenario_holds_through_the_pages(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("PYTHONPATH", str(ROOT))

    report = accept(driver=PAGES)

    told = [f"{s.procedure}: {s.name}\n  {s.reason}" for s in report.failed]
    assert not told, "\n".join(told)
    assert report.is_green
