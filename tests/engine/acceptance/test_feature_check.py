"""What keeps scenarios from being run is said at once, with its line."""

import pytest

from engine.acceptance.feature_check import check_feature
from engine.acceptance.shipped import FEATURES, shipped_regulation

REGULATION = shipped_regulation()
GOOD = """# language: zh-CN
功能: 报送

  @第42条第1句
  场景: 一
    当时间到"2026-11-24 09:00"
    那么结局为"列入议程"
"""


def found(text: str) -> list[tuple[str, str]]:
    findings = check_feature(text.encode(), REGULATION)
    return [(each.code, each.text) for each in findings]


@pytest.mark.parametrize("path", sorted(FEATURES.rglob("*.feature")), ids=str)
def test_the_shipped_features_have_no_findings(path):
    assert check_feature(path.read_bytes(), REGULATION) == ()


@pytest.mark.parametrize(
    ("before", "after", "code", "words"),
    [
        ("# language: zh-CN\n", "", "feature_broken", "语法"),
        ("场景:", "场景一:", "feature_broken", "第 5 行"),
        ("@第42条第1句", "@第99条", "tag_unknown", "第99条"),
        ('    那么结局为"列入议程"\n', "", "scenario_not_whole", "没有“那么”"),
        ("    当时", "    随便写写\n    当时", "scenario_not_whole", "不成句"),
        ("结局为", "结果为", "sentence_unknown", "第 7 行"),
    ],
)
def test_what_is_wrong_is_named(before, after, code, words):
    assert found(GOOD) == []

    ((told, text),) = found(GOOD.replace(before, after))

    assert told == code
    assert words in text


def test_two_scenarios_of_one_name_are_told_apart_by_nothing():
    twice = GOOD + GOOD[GOOD.index("  场景") :]

    assert [code for code, _ in found(twice)] == ["scenario_doubled"]


def test_a_feature_without_scenarios_proves_nothing():
    assert [code for code, _ in found("# language: zh-CN\n功能: 报送\n")] == [
        "no_scenarios"
    ]
