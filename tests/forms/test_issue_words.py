"""How an issue's words are set: form by kind, title in lines, headings by number."""

import pytest

from engine.model.issue import Issue, IssueStage
from forms.issue_words import (
    Form,
    Paragraph,
    form_of,
    mark_of,
    mark_size,
    paragraphs_of,
    title_lines,
)


def _issue(kind: str, issuer: str = "临江市人民政府") -> Issue:
    return Issue("c", IssueStage.ISSUED, kind, issuer, "标题", "正文")


@pytest.mark.parametrize(
    ("kind", "form", "mark"),
    [
        ("通知", Form.COMMON, "临江市人民政府文件"),
        ("决定", Form.COMMON, "临江市人民政府文件"),
        ("请示", Form.UPWARD, "临江市人民政府文件"),
        ("报告", Form.UPWARD, "临江市人民政府文件"),
        ("函", Form.LETTER, "临江市人民政府"),
        ("命令（令）", Form.ORDER, "临江市人民政府令"),
        ("纪要", Form.MINUTES, "临江市人民政府纪要"),
    ],
)
def test_the_kind_decides_the_form(kind: str, form: Form, mark: str):
    assert form_of(kind) is form
    assert mark_of(_issue(kind)) == mark


def test_a_long_mark_is_set_smaller():
    assert mark_size("临江市人民政府") > mark_size("临江市人民政府办公室文件")
    assert mark_size("临江市人民政府办公室文件") * 12 <= 442


@pytest.mark.parametrize(
    ("title", "lines"),
    [
        ("关于做好供暖工作的通知", ("关于做好供暖工作的通知",)),
        (
            "临江市人民政府关于进一步优化营商环境的通知",
            ("临江市人民政府关于", "进一步优化营商环境的通知"),
        ),
        (
            "临江市人民政府办公室 关于转发市财政局意见的通知",
            ("临江市人民政府办公室", "关于转发市财政局意见的通知"),
        ),
        (
            "临江市人民政府办公室转发《关于加强冬季供暖的意见》的通知",
            ("临江市人民政府办公室转发", "《关于加强冬季供暖的意见》的通知"),
        ),
    ],
)
def test_a_title_is_broken_into_balanced_lines(title: str, lines: tuple[str, ...]):
    assert title_lines(title) == lines


def test_no_line_of_a_title_begins_with_a_closing_mark():
    title = "《临江市城市供水管理办法》《临江市城市排水管理办法》《临江市供热管理办法》"

    lines = title_lines(title)

    assert "".join(lines) == title
    assert not [line for line in lines if line[0] in "》的" or line[-1] == "《"]


def test_headings_are_told_by_their_numbers():
    text = (
        "  总的要求如下。\n\n一、总体要求\n（一）压减时限。各部门要梳理。\n1.建立制度。"
    )

    assert paragraphs_of(text) == (
        Paragraph("", "", "总的要求如下。"),
        Paragraph("hei", "一、总体要求", ""),
        Paragraph("kai", "（一）压减时限。", "各部门要梳理。"),
        Paragraph("", "", "1.建立制度。"),
    )


def test_a_numbered_sentence_too_long_for_a_heading_is_text():
    line = "一、" + "各部门要对照权责清单逐项梳理审批事项" * 3 + "。"

    assert paragraphs_of(line) == (Paragraph("", "", line),)
