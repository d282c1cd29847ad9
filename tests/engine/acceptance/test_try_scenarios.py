"""Scenarios of a draft tried at once: one, all, and those that never end."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from engine.acceptance import try_scenarios as tried
from engine.acceptance.report import FAILED, PASSED
from engine.acceptance.try_scenarios import Tried, try_scenarios
from engine.model.errors import BundleRejected
from engine.runtime.make_draft import make_draft
from tests.support.databases import Sqlite
from tests.support.running import Running, run_engine

DESIGNER = "lutunan"
FEATURE = """# language: zh-CN
功能: 试
  背景:
    假如"市财政局"已报送"小事项",填写:
      | 字段 | 值 |
      | 名称 | 甲 |
      | 金额 | 3  |

  场景: 送秘书长
    那么案件仍在办理

  场景: 不是这样
    那么结局为"同意"
"""


@pytest.fixture
def running(sqlite_databases: Sqlite, tmp_path: Path) -> Iterator[Running]:
    with sqlite_databases.fresh(tmp_path) as url:
        running = run_engine(url, tmp_path)
        yield running
        running.engine.store.close()


def run(running: Running, feature: bytes, *names: str) -> list[Tried]:
    draft = make_draft(running.engine, "tiny", by=DESIGNER).draft_id
    overlay = {"acceptance.feature": feature}
    return list(
        try_scenarios(running.engine, draft, by=DESIGNER, overlay=overlay, names=names)
    )


def test_each_scenario_is_told_with_its_line_and_reason(running: Running):
    found = {each.name: each for each in run(running, FEATURE.encode())}

    assert (found["送秘书长"].verdict, found["送秘书长"].line) == (PASSED, 9)
    assert (found["不是这样"].verdict, found["不是这样"].line) == (FAILED, 12)
    assert found["不是这样"].sentence == '那么结局为"同意"'


def test_one_may_be_tried_alone(running: Running):
    assert [each.name for each in run(running, FEATURE.encode(), "送秘书长")] == [
        "送秘书长"
    ]


def test_what_cannot_be_read_is_not_run(running: Running):
    with pytest.raises(BundleRejected):
        run(running, b"nothing of the kind")


def test_nothing_to_run_is_said(running: Running):
    (told,) = run(running, FEATURE.encode(), "没有这个")

    assert (told.name, told.verdict) == ("", "broken")


def test_a_run_that_does_not_end_is_cut_off(
    running: Running, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(tried, "WALL_S", 0.1)

    told = run(running, FEATURE.encode())[-1]

    assert (told.name, told.reason) == ("", tried.CUT_OFF)
