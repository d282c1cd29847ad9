"""How plain values read."""

from datetime import UTC, datetime

import pytest

from engine.model.reading import Lamp, LeftUnit, TimeLeft
from forms.view import (
    actor,
    due,
    full_day,
    label,
    labels,
    moment,
    right_words,
    size,
)

# 09:30 in the office on Monday the 23rd.
NOW = datetime(2026, 11, 23, 1, 30, tzinfo=UTC)


DAYS, WORKDAYS = LeftUnit.CALENDAR_DAYS, LeftUnit.WORKING_DAYS
MINUTES = LeftUnit.MINUTES


@pytest.mark.parametrize(
    ("left", "lamp", "words", "tone"),
    [
        ((1, DAYS, True), Lamp.RED, "超期 1 天", "late"),
        ((0, DAYS, True), Lamp.RED, "今日已超期", "late"),
        ((0, DAYS, False), Lamp.GREEN, "今日到期", "soon"),
        ((2, DAYS, False), Lamp.YELLOW, "剩 2 天", "soon"),
        ((9, DAYS, False), Lamp.GREEN, "剩 9 天", "plain"),
        ((3, WORKDAYS, False), Lamp.GREEN, "剩 3 个工作日", "plain"),
        ((2, WORKDAYS, True), Lamp.RED, "超期 2 个工作日", "late"),
        ((200, MINUTES, False), Lamp.GREEN, "剩 3 小时 20 分", "plain"),
        ((240, MINUTES, False), Lamp.GREEN, "剩 4 小时", "plain"),
        ((45, MINUTES, False), Lamp.YELLOW, "剩 45 分钟", "soon"),
        ((65, MINUTES, True), Lamp.RED, "超期 1 小时 05 分", "late"),
    ],
)
def test_due_is_told_in_words_with_its_tone(left, lamp, words, tone):
    amount, unit, over = left
    told = due(NOW, lamp, TimeLeft(amount, unit, is_over=over), NOW)

    assert told is not None
    assert (told.words, told.tone) == (words, tone)


def test_nothing_is_said_where_nothing_is_due():
    assert due(None, Lamp.NONE, None, NOW) is None


def test_another_year_is_named():
    assert moment(datetime(2027, 1, 4, 1, 0, tzinfo=UTC), NOW) == "2027年1月4日 09:00"
    assert moment(NOW, NOW) == "11月23日 09:30"


def test_a_document_bears_the_whole_date():
    assert full_day(NOW) == "2026年11月23日"


def test_an_acting_official_is_shown_with_both_names():
    assert actor("陆承远", "常务副市长", "市长") == "陆承远（代市长）"


def test_an_official_is_shown_with_the_post():
    assert actor("陆承远", "常务副市长", "") == "常务副市长 陆承远"


def test_references_are_written_as_articles():
    assert labels(("42.1", "40(2)")) == "第42条第1句、第40条第（二）项"


def test_an_unreadable_reference_stands_as_it_is():
    assert label("foo") == "foo"


def test_sizes_are_short():
    assert [size(12), size(2048), size(3_500_000)] == ["12 B", "2 KB", "3.3 MB"]


def test_a_right_is_told_in_words_and_not_by_an_id():
    names = {"post:mayor": "市长", "person:li": "李"}

    told = [
        right_words(right, names)
        for right in ("post:mayor", "acting:0a1b", "role:administrator", "system")
    ]

    assert told == ["市长", "代行", "管理员", "系统"]
