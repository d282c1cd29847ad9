"""Tests of reading the official text of the rules."""

import pytest

from engine.model.reference import Reference
from engine.runtime.official_text import number_of, split_articles, text_of

TEXT = """样例市人民政府工作规则
2026-01-01
第一章总则
第一条为试验之用，制定本规则。第二句在此。
 第二条 会议由市长召集。
会议的主要任务是：
（一）讨论甲事；
（二）讨论乙事。会议须过半数到会。
第二章 附则
第三条 本规则自印发之日起施行"""


def test_articles_are_split_at_their_headings():
    assert sorted(split_articles(TEXT)) == [1, 2, 3]


def test_headings_of_chapters_belong_to_no_article():
    assert split_articles(TEXT)[2].endswith("会议须过半数到会。")


def test_an_article_set_off_by_a_blank_is_found():
    assert split_articles(TEXT)[2].startswith("会议由市长召集。")


@pytest.mark.parametrize(
    ("reference", "text"),
    [
        ("1.1", "为试验之用，制定本规则。"),
        ("1.2", "第二句在此。"),
        ("1.3", ""),
        ("2(1)", "（一）讨论甲事；"),
        ("2(2)", "（二）讨论乙事。"),
        ("2(3)", ""),
        ("2.3", "会议须过半数到会。"),
        ("3.1", "本规则自印发之日起施行"),
        ("3", "本规则自印发之日起施行"),
    ],
)
def test_a_reference_means_its_sentence_or_item(reference, text):
    meant = Reference.parse(reference)

    assert text_of(split_articles(TEXT)[meant.article], meant) == text


@pytest.mark.parametrize(
    ("numeral", "number"),
    [("七", 7), ("十", 10), ("十一", 11), ("二十", 20), ("七十九", 79), ("百", 0)],
)
def test_chinese_numerals_are_read(numeral, number):
    assert number_of(numeral) == number
