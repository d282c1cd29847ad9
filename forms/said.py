"""What a page says after a deed: a key in the address, a sentence on the page."""

from flask import request

SENTENCES = {
    "completed": "已办理。",
    "finished": "已办理,办件办结。",
    "started": "已发起。",
    "draft": "已暂存。",
    "claimed": "已签收。",
    "released": "已退还,其他有权办理的人可以签收。",
    "transferred": "已转办。",
    "asked": "已加签。您可以等意见到了再办,也可以现在就办。",
    "withdrawn": "已撤回,可以修改后重新办理。",
    "urged": "已催办。",
    "performed": "已办理。",
    "cancelled": "办件已终止。",
    "suspended": "办件已暂停。",
    "resumed": "办件已恢复。",
    "retried": "已重试。",
    "recorded": "已登记。",
    "ended": "已结束。",
}


def said() -> str:
    """Return the sentence that the address names; it cannot bring its own."""
    return SENTENCES.get(request.args.get("said", ""), "")
