"""The shipped diagrams, walked by the engine alone: every flow, every outcome."""

from collections.abc import Callable

import pytest

from tests.support.walking import OPENING, Walk, days_later, shipped

MEETING_AT = days_later(8).isoformat()
NOW = OPENING.isoformat()
EXECUTIVE, DEPUTY = "post:exec_deputy", "post:deputy_mayor_a"
AGREED = {"decision": "一致"}
ITEM = {
    "title": "城区学校取暖设施改造",
    "meeting_type": "常务会议",
    "matter_class": "重要事项",
    "lead_unit": "finance_bureau",
    "related_units": ["education_bureau"],
    "urgency": "平件",
    "secrecy": "内部",
    "draft_resolution": "分两年改造二十所学校",
    "involves_county": False,
    "involves_public_interest": False,
}
GROUNDED = {"research_basis": "发展规划", "legal_analysis": "document-1"}
TOPIC = {
    "topic": "取暖改造的资金分担",
    "dispute": "两家争执不下",
    "is_major": False,
    "chair": "dep_sec_general_a",
    "meeting_form": "会议",
    "parties": ["finance_bureau", "education_bureau"],
}


def submitted(**changed: object) -> Walk:
    return Walk("agenda_submission").begin().complete("fill_in", **(ITEM | changed))


def signed(walk: Walk) -> Walk:
    for deputy in (EXECUTIVE, DEPUTY):
        walk.complete("deputies_coordination", deputy, **AGREED)
    return walk


def disputed(decision: str) -> Walk:
    return submitted().complete(
        "deputies_coordination",
        DEPUTY,
        decision=decision,
        opinion="资金来源未落实",
        proposed_chair="sec_general",
    )


def reviewed(decision: str) -> Walk:
    walk = signed(submitted())
    return walk.complete("sec_general_review", decision=decision, opinion="材料不齐")


def decided(decision: str) -> Walk:
    return reviewed("通过").complete(
        "mayor_decision", decision=decision, meeting_at=MEETING_AT, agenda_order=1
    )


def delivered() -> Walk:
    return decided("列入").complete(
        "deliver_materials",
        delivered_at=NOW,
        recipients=["deputy_mayor_b", "deputy_mayor_c"],
    )


def raised(**changed: object) -> Walk:
    walk = submitted(related_units=[], **changed)
    return walk.complete("deputies_coordination", raise_major=True, **AGREED)


def answered_by_all() -> Walk:
    walk = delivered().complete(
        "reply",
        "post:deputy_mayor_b",
        attend="请假",
        dissent="建议",
        dissent_text="缓建",
    )
    return walk.complete("reply", "post:deputy_mayor_c", attend="出席", dissent="无")


def coordinated(outcome: str) -> Walk:
    return disputed("上提协调").receive({"outcome": outcome})


def applied(**changed: object) -> Walk:
    return Walk("coordination_meeting").begin().complete("apply", **(TOPIC | changed))


def convened(meeting_form: str = "会议") -> Walk:
    return applied().complete(
        "confirm_chair",
        decision="召开",
        meeting_at=MEETING_AT,
        meeting_form=meeting_form,
        site="第三中学",
    )


def received() -> Walk:
    walk = convened()
    for party in ("unit:finance_bureau", "unit:education_bureau"):
        walk.complete("party_receipt", party, attend="主要负责人")
    return walk


ENDED: dict[str, tuple[str, Callable[[], Walk]]] = {
    "not resubmitted": (
        "退回",
        lambda: reviewed("退回部门").complete("take_back", decision="不再报送"),
    ),
    "coordination failed": ("转协调", lambda: coordinated("提请上级会议")),
    "deferred": ("缓议", lambda: decided("缓议")),
    "declined": ("不列", lambda: decided("不列")),
    "withdrawn before delivery": (
        "撤下",
        lambda: decided("列入").perform("withdrawal", reason="省里另有部署"),
    ),
    "withdrawn before the meeting": (
        "撤下",
        lambda: delivered().perform("withdrawal", reason="省里另有部署"),
    ),
    "withdrawn when all have answered": (
        "撤下",
        lambda: answered_by_all().perform("withdrawal", reason="省里另有部署"),
    ),
    "listed, some silent": ("列入议程", lambda: delivered().wait_until(days_later(9))),
    "listed, all answered": (
        "列入议程",
        lambda: answered_by_all().wait_until(days_later(9)),
    ),
    "meeting not held": (
        "取消",
        lambda: applied().complete("confirm_chair", decision="不召开"),
    ),
    "meeting agreed": (
        "达成一致",
        lambda: received().complete(
            "record_result", result="达成一致", handling="协调意见", agreement="垫付"
        ),
    ),
    "meeting disagreed": (
        "提请上级会议",
        lambda: received().complete(
            "record_result", result="不一致", next_forum="市长"
        ),
    ),
}
WAITING: dict[str, tuple[list[str], Callable[[], Walk]]] = {
    "type does not fit": (
        ["take_back"],
        lambda: raised(meeting_type="市长办公会议"),
    ),
    "no legal review": (["take_back"], lambda: submitted(matter_class="规范性文件")),
    "material missing": (["take_back"], lambda: submitted(matter_class="财政预算")),
    "material complete": (
        ["deputies_coordination"] * 2,
        lambda: submitted(matter_class="财政预算", **GROUNDED),
    ),
    "resubmitted": (
        ["fill_in"],
        lambda: reviewed("改会议类型").complete("take_back", decision="补正重报"),
    ),
    "first disagreement ends the round": (
        ["consult_again"],
        lambda: disputed("不一致"),
    ),
    "all sign again": (
        ["deputies_coordination"] * 2,
        lambda: disputed("不一致").complete("consult_again"),
    ),
    "raised, all sign again": (["deputies_coordination"], lambda: raised(**GROUNDED)),
    "reached, deputies confirm": (
        ["deputies_coordination"] * 2,
        lambda: coordinated("达成一致"),
    ),
    "coordination cancelled": (["consult_again"], lambda: coordinated("取消")),
    "back to the deputies": (
        ["deputies_coordination"] * 2,
        lambda: reviewed("退回分管领导"),
    ),
    "withdrawal only advised": (
        ["reply", "reply"],
        lambda: delivered().perform("advice", reason="分歧较多"),
    ),
    "another chair": (
        ["confirm_chair"],
        lambda: applied().complete(
            "confirm_chair", decision="改由他人主持", other_chair="sec_general"
        ),
    ),
    "on the site": (
        ["party_receipt", "party_receipt"],
        lambda: convened("现场办公会").complete("arrange_site", site="第三中学"),
    ),
    "parties silent": (["record_result"], lambda: convened().wait_until(days_later(9))),
}


@pytest.mark.parametrize("case", ENDED)
def test_case_ends_as_it_should(case: str) -> None:
    outcome, walk = ENDED[case]

    ended = walk()

    assert (ended.finished, ended.outcome, ended.waits_for) == (True, outcome, [])


@pytest.mark.parametrize("case", ENDED)
def test_it_ends_the_same_when_what_lies_ahead_is_foretold_anew(
    case: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Walk, "anew", True)

    test_case_ends_as_it_should(case)


@pytest.mark.parametrize("case", WAITING)
def test_case_waits_where_it_should(case: str) -> None:
    waits_for, walk = WAITING[case]

    waiting = walk()

    assert (waiting.finished, waiting.waits_for) == (False, waits_for)


@pytest.mark.parametrize("slug", ["agenda_submission", "coordination_meeting"])
def test_every_flow_can_be_walked(slug: str) -> None:
    walks = [walk() for _, walk in [*ENDED.values(), *WAITING.values()]]
    walked = {step for walk in walks if walk.slug == slug for step in walk.walked}

    assert [flow for flow in shipped(slug).diagram.flows if flow not in walked] == []


def test_silence_is_counted_and_is_no_consent() -> None:
    walk = delivered().wait_until(days_later(9))

    assert (walk.register["unanswered"], walk.register.get("replied")) == (2, None)


def test_every_round_is_counted() -> None:
    walk = signed(disputed("不一致").complete("consult_again"))

    assert walk.register["rounds"] == 2
    assert walk.waits_for == ["sec_general_review"]


def test_raised_matter_stays_raised() -> None:
    walk = raised(**GROUNDED).complete("deputies_coordination", **AGREED)

    assert walk.register["is_major"] is True
    assert walk.waits_for == ["sec_general_review"]


def test_return_names_its_reason_and_its_clause() -> None:
    walk = submitted(matter_class="规范性文件", **GROUNDED)

    assert walk.register["return_reference"] == "第25条第1句"


def test_escalation_asks_for_a_meeting_with_every_party() -> None:
    operation, arguments = disputed("上提协调").effects[-1]

    assert operation == "start_case"
    assert arguments["initiator"] == DEPUTY
    assert arguments["answers"] == {
        "topic": ITEM["title"],
        "source_case": "case-1",
        "chair": "sec_general",
        "meeting_form": "会议",
        "parties": ["finance_bureau", "education_bureau"],
        "dispute": "资金来源未落实",
        "is_major": False,
    }
