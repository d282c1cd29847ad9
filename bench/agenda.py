"""An agenda item for measuring: a real procedure, with its limits and its register."""

from collections.abc import Mapping
from datetime import timedelta

from bench.office import STARTER, Bench
from engine.model.clock import OFFICE_ZONE
from engine.runtime.start import start_case

DEPUTY, SECRETARY_GENERAL, MAYOR = "luchengyuan", "guyanchuan", "shenyanqiu"
CLERK = "linxiaoman"
Answers = Mapping[str, object]

ITEM: Answers = {
    "title": "城区供水管网更新",
    "meeting_type": "常务会议",
    "matter_class": "重要事项",
    "lead_unit": "finance_bureau",
    "urgency": "平件",
    "secrecy": "内部",
    "draft_resolution": "更新管网八十公里。",
    "involves_county": False,
    "involves_public_interest": False,
}
AGREED: Answers = {"decision": "一致", "opinion": "同意提请讨论。"}
PASSED: Answers = {"decision": "通过", "opinion": "材料齐全，报市长确定。"}
COMING: Answers = {"attend": "出席", "dissent": "无"}
TAKEN_OFF: Answers = {"reason": "省里另有部署"}


def start_item(bench: Bench) -> str:
    """Start the item and return its case."""
    return start_case(
        bench.engine, "agenda_submission", by=STARTER, answers=ITEM
    ).case_id


def steps_onto_the_agenda(bench: Bench) -> tuple[tuple[str, Answers], ...]:
    """Return who completes the item's tasks after the start, and with what."""
    now = bench.clock().astimezone(OFFICE_ZONE).replace(tzinfo=None)
    listed: Answers = {
        "decision": "列入",
        "meeting_at": (now + timedelta(days=8)).isoformat(timespec="minutes"),
        "agenda_order": 1,
        "opinion": "同意列入。",
    }
    delivered: Answers = {
        "delivered_at": now.isoformat(timespec="minutes"),
        "recipients": ["exec_deputy"],
    }
    return (
        (DEPUTY, AGREED),
        (SECRETARY_GENERAL, PASSED),
        (MAYOR, listed),
        (CLERK, delivered),
        (DEPUTY, COMING),
    )
