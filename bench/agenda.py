"""An agenda item for measuring: a real procedure, with its limits and its register."""

from collections.abc import Mapping
from datetime import timedelta

from bench.office import STARTER, Bench
from engine.runtime.start import start_case

DEPUTY, SECRETARY_GENERAL, MAYOR = "luchengyuan", "guyanchuan", "shenyanqiu"
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
PASSED: Answers = {"decision": "通过", "opinion": "材料齐全,报市长确定。"}
TAKEN_OFF: Answers = {"reason": "省里另有部署"}


def start_item(bench: Bench) -> str:
    """Start the item and return its case."""
    return start_case(
        bench.engine, "agenda_submission", by=STARTER, answers=ITEM
    ).case_id


def on_the_agenda(bench: Bench) -> Answers:
    """Return the mayor's decision to put it on the agenda of a meeting next week."""
    meeting_at = bench.clock() + timedelta(days=8)
    return {
        "decision": "列入",
        "meeting_at": meeting_at.isoformat(),
        "agenda_order": 1,
        "opinion": "同意列入。",
    }
