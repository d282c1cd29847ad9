"""Scenarios as text: each with its own lines, and a hash of all that it does."""

import pytest

from engine.acceptance.scenarios import FeatureBroken, read_scenarios

FEATURE = """# language: zh-CN
@第42条
功能: 报送

  背景:
    假如现在是"2026-11-23 09:00"

  规则: 依次

    @第66条
    场景: 一
      当时间到"2026-11-24 09:00"
      那么时限"某"亮"黄灯"

    # 说明
    场景大纲: 二
      当时间到"<时刻>"
      那么时限"某"亮"黄灯"

      例子:
        | 时刻             |
        | 2026-11-24 09:00 |
"""


def digests(text: str) -> dict[str, str]:
    return {each.name: each.digest for each in read_scenarios(text.encode())}


def test_a_scenario_has_its_lines_its_rule_and_all_tags():
    one, two = read_scenarios(FEATURE.encode())

    assert one.name == "一"
    assert one.rule == "依次"
    assert one.tags == ("第42条", "第66条")
    assert one.text.splitlines()[0] == "@第66条"
    assert one.text.splitlines()[-1] == '  那么时限"某"亮"黄灯"'
    assert two.text.splitlines()[0] == "场景大纲: 二"
    assert two.text.endswith("| 2026-11-24 09:00 |")


def test_blanks_and_remarks_do_not_change_what_a_scenario_is():
    moved = FEATURE.replace("    # 说明\n", "\n\n    # 另一说明\n")

    assert digests(moved) == digests(FEATURE)


@pytest.mark.parametrize(
    ("before", "after", "changed"),
    [
        ('11-24 09:00"\n', '11-25 09:00"\n', {"一"}),
        ("| 2026-11-24 09:00 |", "| 2026-11-25 09:00 |", {"二"}),
        ("2026-11-23", "2026-11-22", {"一", "二"}),
        ("@第66条", "@第67条", {"一"}),
        ("@第42条", "@第43条", {"一", "二"}),
    ],
)
def test_what_a_scenario_does_is_in_its_hash(before, after, changed):
    known = digests(FEATURE)

    now = digests(FEATURE.replace(before, after))

    assert {name for name in known if known[name] != now[name]} == changed


@pytest.mark.parametrize("text", ["", "what", "# language: zh-CN\n场景: 一\n  当 x\n"])
def test_what_is_no_feature_is_refused(text):
    with pytest.raises(FeatureBroken):
        read_scenarios(text.encode())
