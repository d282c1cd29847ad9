"""What the editor of scenarios says at which line, and what it lets pass."""

import pytest

from engine.acceptance.feature_lines import FeatureLines, read_lines
from engine.acceptance.feature_names import Names
from engine.acceptance.shipped import (
    feature_files,
    shipped_procedures,
    shipped_regulation,
)
from engine.acceptance.wording import narrow

PROCEDURES, REGULATION = shipped_procedures(), shipped_regulation()
HEAD = "# language: zh-CN\n功能: 试\n  场景: 一\n"
STARTED = '    假如"市财政局"已报送"议题报送",填写:\n      | 字段 | 值 |\n'
LOOK = "    那么案件仍在办理\n"


def read(text: str, slug: str = "agenda_submission") -> FeatureLines:
    return read_lines(text.encode(), REGULATION, Names(slug, PROCEDURES, REGULATION))


def test_nothing_is_found_in_what_is_shipped():
    found = {
        path.stem: read(path.read_text(encoding="utf-8"), path.stem).findings
        for path in feature_files()
    }

    assert {name: findings for name, findings in found.items() if findings} == {}


def test_commas_and_colons_may_be_typed_in_full_width():
    wide = STARTED.replace(",填写:", "，填写：")

    assert wide != STARTED
    assert read(HEAD + wide + LOOK).findings == ()


def test_names_keep_their_width():
    assert narrow('"甲，乙"办理"丙：丁"，填写：') == '"甲，乙"办理"丙：丁",填写:'


@pytest.mark.parametrize(
    ("line", "code", "words"),
    [
        ('    那么"秘书常"有"秘书长审核"待办', "name_unknown", "最接近的是“秘书长”"),
        (
            '    那么"秘书长"有"秘书长审合"待办',
            "name_unknown",
            "最接近的是“秘书长审核”",
        ),
        ('    那么结局为"列入议成"', "name_unknown", "最接近的是“列入议程”"),
        ('    那么台账"是否重打"为"是"', "name_unknown", "最接近的是“是否重大”"),
        ('    那么时限"送达材枓"亮"红灯"', "name_unknown", "最接近的是“送达材料”"),
        ('    那么时限"送达材料"亮"红登"', "name_unknown", "最接近的是“红灯”"),
        ('    那么案件依据包含"第99条"', "name_unknown", "没有名为“第99条”"),
        ('    当时间到"明天"', "name_unknown", "2026-11-23 09:00"),
        ('    那么"秘书长"很忙', "sentence_unknown", "没有这样的句子"),
        ("    那么", "sentence_unknown", "还没有写句子"),
    ],
)
def test_what_is_wrong_stands_at_its_line(line: str, code: str, words: str):
    text = HEAD + STARTED + line + "\n" + LOOK

    (finding,) = read(text).findings

    assert (finding.line, finding.code) == (6, code)
    assert words in finding.text


def test_a_label_that_no_field_has_stands_at_its_row():
    text = HEAD + STARTED + "      | 会议名称 | 甲 |\n" + LOOK

    (finding,) = read(text).findings

    assert finding.line == 6
    assert "最接近的是“议题名称”" in finding.text


def test_each_deed_in_turn_is_looked_at():
    rows = (
        "    并且已依次办理:\n"
        "      | 办理人 | 事项 | 填写 |\n"
        "      | 副市长甲 | 分管领导协调 | 结论=一致;意见书=可 |\n"
        "      | 副市长癸 | 分管领导调度 | 结论=一致 |\n"
    )

    found = [each.line for each in read(HEAD + STARTED + rows + LOOK).findings]

    assert found == [8, 9, 9]


def test_what_is_no_feature_is_said_at_its_line():
    (finding,) = read(HEAD + LOOK + "    场景大纲\n      胡言乱语\n").findings

    assert (finding.line, finding.code) == (5, "feature_broken")


def test_the_values_of_an_outline_are_let_pass():
    text = HEAD.replace("场景:", "场景大纲:") + STARTED
    text += (
        '    那么"<谁>"有"秘书长审核"待办\n    例子:\n      | 谁 |\n      | 秘书长 |\n'
    )

    assert read(text).findings == ()


def test_a_linked_case_may_be_spoken_of():
    text = HEAD + STARTED + '    假如转到关联案件"协调会议"\n'
    text += '    那么"副秘书长甲"有"主持人确定"待办\n'

    assert read(text).findings == ()


def test_tags_and_names_given_twice_are_said():
    text = HEAD.replace("  场景", "  @第999条\n  场景") + LOOK + "  场景: 一\n" + LOOK

    codes = [each.code for each in read(text).findings]

    assert codes.count("scenario_doubled") == 2
