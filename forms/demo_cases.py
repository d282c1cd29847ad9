"""What waits in the demo office on its first day: one case at every desk."""

from collections.abc import Mapping
from datetime import datetime, timedelta

from engine.assembly import Engine
from engine.model.clock import OFFICE_ZONE
from engine.model.reading import InboxFilter
from engine.runtime.complete import complete_task
from engine.runtime.deliver import deliver_due
from engine.runtime.inbox import read_inbox
from engine.runtime.start import start_case
from forms import demo_document

Answers = Mapping[str, object]
Step = tuple[str, Answers]

AGENDA = "agenda_submission"
MEETING = "coordination_meeting"
DAYS_TO_THE_MEETING = 6

_ITEM: Answers = {
    "meeting_type": "常务会议",
    "matter_class": "重要事项",
    "urgency": "平件",
    "secrecy": "公开",
    "draft_resolution": "原则同意，由主办部门会同有关部门组织实施。",
    "involves_county": False,
    "involves_public_interest": False,
}
_AGREED: Answers = {"decision": "一致", "opinion": "同意提请讨论。"}
_PASSED: Answers = {"decision": "通过", "opinion": "材料齐全，报市长确定。"}

EXECUTIVE_DEPUTY, DEPUTY_A, DEPUTY_B = "luchengyuan", "fangruolan", "hanmuzhi"
SECRETARY_GENERAL, MAYOR, OFFICE_CLERK = "guyanchuan", "shenyanqiu", "linxiaoman"


def open_demo_cases(engine: Engine) -> int:
    """Start the demo's cases and carry each to its desk; return how many there are."""
    listed: Answers = {
        "decision": "列入",
        "meeting_at": _meeting_at(engine.clock()),
        "agenda_order": 1,
        "opinion": "同意列入。",
    }
    delivered: Answers = {
        "delivered_at": engine.clock().isoformat(timespec="seconds"),
        "recipients": ["exec_deputy", "deputy_mayor_a", "sec_general"],
    }
    up_to_the_mayor: tuple[Step, ...] = (
        (EXECUTIVE_DEPUTY, _AGREED),
        (SECRETARY_GENERAL, _PASSED),
    )
    plans: tuple[tuple[str, Answers, tuple[Step, ...]], ...] = (
        ("liusiyuan", _wide("义务教育学校布局调整", "education_bureau"), ()),
        (
            "kangning",
            _item("社区卫生服务中心建设", "health_bureau"),
            ((DEPUTY_A, {"decision": "不一致", "opinion": "用地尚未落实。"}),),
        ),
        ("jinsui", _item("市级预备费使用", "finance_bureau"), up_to_the_mayor[:1]),
        (
            "jiyuan",
            _item("重点项目年度安排", "development_commission"),
            up_to_the_mayor,
        ),
        (
            "jinsui",
            _item("政府投资项目资金管理", "finance_bureau"),
            (*up_to_the_mayor, (MAYOR, listed)),
        ),
        (
            "jiyuan",
            _item("园区基础设施建设", "development_commission"),
            (*up_to_the_mayor, (MAYOR, listed), (OFFICE_CLERK, delivered)),
        ),
    )
    for starter, answers, steps in plans:
        _carry(engine, AGENDA, starter, answers, steps)
    _carry(engine, MEETING, "fangning", _meeting(), ())
    to_the_printer: tuple[Step, ...] = (
        (OFFICE_CLERK, demo_document.CHECKED),
        (DEPUTY_B, demo_document.REVIEWED),
        (MAYOR, demo_document.SIGNED),
        (OFFICE_CLERK, demo_document.PROOFED),
    )
    draft = demo_document.DRAFT
    _carry(engine, demo_document.ISSUING, "fangning", draft, to_the_printer)
    return len(plans) + 2


def _carry(
    engine: Engine, slug: str, starter: str, answers: Answers, steps: tuple[Step, ...]
) -> None:
    receipt = start_case(engine, slug, by=starter, post="", answers=answers)
    for person, given in steps:
        deliver_due(engine)
        task_id = _waiting(engine, person, receipt.number)
        complete_task(engine, task_id, by=person, answers=given)
    deliver_due(engine)


def _waiting(engine: Engine, person: str, number: str) -> str:
    """Return the task of this case that waits for the person."""
    asked = InboxFilter(search=number)
    return read_inbox(engine, by=person, filter=asked).rows[0].task_id


def _item(title: str, lead_unit: str) -> Answers:
    return {**_ITEM, "title": f"关于{title}的议题", "lead_unit": lead_unit}


def _wide(title: str, lead_unit: str) -> Answers:
    """Return an item that concerns other departments: two deputies countersign."""
    return {
        **_item(title, lead_unit),
        "related_units": ["finance_bureau"],
        "consult_records": [
            {"unit": "finance_bureau", "consulted_on": "2026-11-16", "position": "同意"}
        ],
    }


def _meeting() -> Answers:
    return {
        "topic": "老旧小区改造与管网施工衔接",
        "dispute": "施工次序和路面恢复费用，两部门意见不一。",
        "is_major": False,
        "chair": "deputy_mayor_b",
        "meeting_form": "会议",
        "parties": ["housing_bureau", "transport_bureau"],
    }


def _meeting_at(now: datetime) -> str:
    day = now.astimezone(OFFICE_ZONE) + timedelta(days=DAYS_TO_THE_MEETING)
    return day.replace(hour=9, minute=0, second=0, microsecond=0).isoformat()
