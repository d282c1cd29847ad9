"""Every kind of field, filled in wrongly: refused by name, nothing changed."""

import re

import pytest

from tests.abuse.served import CLERK, OTHER_CLERK, Served

GOOD = {"title": "甲"}
HEX = "0" * 32
# (field, what a program sends, what the sentence says of it)
WRONG = [
    ("title", 5, "名称"),
    ("title", None, "请填写“名称”"),
    ("title", "   ", "请填写“名称”"),
    ("title", ["甲"], "名称"),
    ("title", {"a": 1}, "名称"),
    ("title", True, "名称"),
    ("title", "长" * 21, "最多 20 个字"),
    ("title", "一\n二", "不能保存"),
    ("title", "左\u202e右", "不能保存"),
    ("code", "ab12", "两个大写字母"),
    ("words", "长" * 51, "最多 50 个字"),
    ("words", "\x07", "不能保存"),
    ("amount", "一百", "应填数字"),
    ("amount", True, "金额"),
    ("amount", -1, "不得小于"),
    ("amount", 101, "不得大于"),
    ("amount", 1.5, "小数"),
    ("amount", "1e3", "应填数字"),
    ("amount", "9" * 5000, "应填数字"),
    ("amount", "NaN", "应填数字"),
    ("amount", "Infinity", "应填数字"),
    ("amount", "0x10", "应填数字"),
    ("amount", 13, "金额不能是十三"),
    ("rate", "1.234", "2 位小数"),
    ("rate", 1e300, "应填数字"),
    ("on_day", "昨天", "应填日期"),
    ("on_day", "2026-02-30", "应填日期"),
    ("on_day", "0001-01-01", "应填日期"),
    ("on_day", 20261123, "日期"),
    ("at_moment", "2026-11-23", "日期和时刻"),
    ("at_moment", "2026-11-23T25:00", "日期和时刻"),
    ("at_moment", "0001-01-01T00:00+14:00", "日期和时刻"),
    ("at_moment", "9999-12-31T23:59-12:00", "日期和时刻"),
    ("kind", "丙", "列出的选项"),
    ("kind", ["甲"], "类别"),
    ("ways", ["会议", "会议"], "重复"),
    ("ways", ["会议", "传阅", "电话"], "最多选 2 项"),
    ("ways", ["飞鸽"], "列出的选项"),
    ("ways", {"会议": True}, "方式"),
    ("ways", ["会议"] * 5000, "最多选"),
    ("is_late", "也许", "“是”或“否”"),
    ("is_late", 2, "是否迟送"),
    ("lines", "甲", "明细"),
    ("lines", ["甲"], "明细"),
    ("lines", [{"unit": "finance_bureau"}] * 4, "最多 3 行"),
    ("lines", [{"unit": "finance_bureau"}] * 300, "最多"),
    ("lines", [{"share": 1}], "部门"),
    ("lines", [{"unit": "nowhere"}], "没有这个单位"),
    ("lines", [{"unit": "finance_bureau", "share": "多"}], "应填数字"),
    ("lines", [{"unit": "finance_bureau", "note": "长" * 11}], "最多 10 个字"),
    ("lines", [{"unit": "finance_bureau", "approved": "true"}], "没有"),
    ("units", ["finance_bureau", "finance_bureau"], "重复"),
    ("units", ["finance_bureau", "education_bureau", "health_bureau"], "最多选 2"),
    ("units", [[]], "涉及部门"),
    ("unit", "nowhere", "没有这个单位"),
    ("unit", "x' OR 1=1 --", "列出的选项"),
    ("post", "emperor", "没有这个职务"),
    ("person", "nobody", "没有这位人员"),
    ("earlier", HEX, "没有这个办件"),
    ("earlier", "../../etc/passwd", "列出的选项"),
    ("paper", HEX, "没有这份附件"),
    ("paper", "a" * 5000, "列出的选项"),
    ("approved", "true", "没有“approved”"),
    ("case_id", HEX, "没有“case_id”"),
    ("title.x", "甲", "没有“title.x”"),
    ("__proto__", {"a": 1}, "没有"),
    ("review", {"decision": "同意"}, "没有“review”"),
    ("opinion", "后一步的字段", "没有“opinion”"),
    ("len", "1", "没有“len”"),
]
AS_TYPED = [
    (key, value, said)
    for key, value, said in WRONG
    if isinstance(value, str) and value.strip() and key != "__proto__"
]
CHINESE = re.compile("[\u4e00-\u9fff]{2}")
INSIDE = re.compile(
    r"Traceback|File \"|sqlalchemy|psycopg|SELECT \w+\.|/site-packages/|\.py\b"
)


@pytest.mark.parametrize(("key", "value"), [case[:2] for case in WRONG])
def test_a_program_is_told_the_field(served: Served, key, value):
    clerk, before = served.program(CLERK), served.dump()

    body = {"slug": "every", "answers": {**GOOD, key: value}}
    answer = clerk.call("POST", "/cases", body)

    assert answer.status_code == 422, answer.text
    assert answer.content_type == "application/problem+json"
    assert [path for path in answer.json["fields"] if path.startswith(key)]
    assert all(CHINESE.search(told) for told in answer.json["fields"].values())
    assert not INSIDE.search(answer.text)
    assert served.dump() == before


@pytest.mark.parametrize(("key", "value", "said"), AS_TYPED)
def test_a_page_names_the_field_and_keeps_what_was_typed(
    served: Served, key, value, said
):
    before = served.dump()

    answer = served.submit(CLERK, "/start/every", **{**GOOD, key: value})

    assert answer.status_code == 422
    assert said in answer.text
    assert not INSIDE.search(answer.text)
    assert 'value="甲"' in answer.text or key == "title"
    assert served.dump() == before


def test_what_is_not_asked_is_never_kept(served: Served):
    clerk = served.program(CLERK)
    answers = {**GOOD, "is_late": False, "late_reason": "不该问的"}

    started = clerk.call("POST", "/cases", {"slug": "every", "answers": answers})

    acts = served.running.acts(started.json["case_id"])
    assert "不该问的" not in repr(acts)


def test_a_case_that_may_not_be_seen_cannot_be_named(served: Served):
    hidden = served.running.start(by=CLERK).case_id
    before = served.dump()
    body = {"slug": "every", "answers": {**GOOD, "earlier": hidden}}

    answer = served.program(OTHER_CLERK).call("POST", "/cases", body)

    assert answer.status_code == 422
    assert answer.json["fields"] == {
        "earlier": "“earlier”：没有这个办件，或者不能引用它。"
    }
    assert served.dump() == before
