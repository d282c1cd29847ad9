"""What a page says after a deed: a key in the address, a sentence on the page."""

from flask import request

SENTENCES = {
    "completed": "已办理。",
    "finished": "已办理，办件办结。",
    "started": "已发起。",
    "draft": "已暂存。",
    "claimed": "已签收。",
    "released": "已退还，其他有权办理的人可以签收。",
    "transferred": "已转办。",
    "asked": "已加签。您可以等意见到了再办，也可以现在就办。",
    "withdrawn": "已撤回，可以修改后重新办理。",
    "urged": "已催办。",
    "performed": "已办理。",
    "cancelled": "办件已终止。",
    "suspended": "办件已暂停。",
    "resumed": "办件已恢复。",
    "retried": "已重试。",
    "recorded": "已登记。",
    "ended": "已结束。",
    "password_changed": "密码已修改，其他地方的登录都已退出。",
    "discarded": "草稿已废弃。",
    "rebased": "已改以现行版本为底，请重新检验。",
    "restored": "已恢复为草稿；检验、批准之后才能发布。",
    "signed": "已签署。",
    "version_published": "已发布，从现在起施行；在办的办件仍按原来的版本办理。",
    "version_planned": "已发布，到时间施行；在那之前仍用现行版本，也可以撤回。",
    "version_withdrawn": "已撤回，不再施行；现行版本不变。",
    "stopped": "已停止新办；在办的照常办理。",
    "going_on": "已恢复新办。",
}


def said() -> str:
    """Return the sentence that the address names; it cannot bring its own."""
    return SENTENCES.get(request.args.get("said", ""), "")
