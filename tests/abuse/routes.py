"""Every route, and what it answers to whom: a route without a row here is a fault.

The case is a small one that waits for the mayor. It was started by the clerk of its
unit; the secretary-general has reviewed it. Each row begins with a new case, and the
roles ask one after another, in the order of `ROLES`.
"""

from dataclasses import dataclass, field
from typing import Any

from tests.abuse.served import (
    ADMINISTRATOR,
    AUDITOR,
    CLERK,
    DESIGNER,
    MAYOR,
    OTHER_CLERK,
)

ROLES = {
    "anonymous": "",
    "clerk of another unit": OTHER_CLERK,
    "designer": DESIGNER,
    "auditor": AUDITOR,
    "clerk of the case's unit": CLERK,
    "administrator": ADMINISTRATOR,
    "mayor": MAYOR,
}


# What stands in a rule, and what is asked for in its place.
NAMED = {
    "<case_id>": "{case}",
    "<task_id>": "{task}",
    "<notice_id>": "{notice}",
    "<document_id>": "{document}",
    "<grant_id>": "{grant}",
    "<incident_id>": "{missing}",
    "<element_id>": "no_such_act",
    "<sandbox_id>": "{missing}",
    "<path:inside>": "start",
    "<slug>": "tiny",
    "<path:filename>": "zhangfa.css",
    "<release>": "any",
    "<draft_id>": "{missing}",
    "<proof_id>": "{missing}",
    "<run_id>": "{missing}",
    "<reference>": "42.1",
    "<version_id>": "{missing}",
    "<path:path>": "process.bpmn",
}


@dataclass(frozen=True, slots=True)
class Row:
    """A route with a request that would be in order, and the status for each role."""

    method: str
    rule: str
    answers: str
    sent: dict[str, Any] = field(default_factory=dict)

    @property
    def statuses(self) -> tuple[int, ...]:
        return tuple(int(status) for status in self.answers.split())

    @property
    def address(self) -> str:
        address = self.rule
        for name, stands_for in NAMED.items():
            address = address.replace(name, stands_for)
        return address


# In the order of the roles: nobody, other unit, designer, auditor, own unit,
# administrator, mayor.
ROWS = [
    Row("GET", "/", "303 200 200 200 200 200 200"),
    Row("GET", "/cases/<case_id>", "303 404 200 200 200 200 200"),
    Row("GET", "/cases/<case_id>/acts/<element_id>", "303 404 404 404 404 404 404"),
    Row("POST", "/cases/<case_id>/acts/<element_id>", "303 404 404 404 404 404 404"),
    Row(
        "POST",
        "/cases/<case_id>/acts/<element_id>/conditions",
        "303 404 404 404 404 404 404",
    ),
    Row("GET", "/cases/<case_id>/audit", "303 404 403 200 403 403 403"),
    Row(
        "POST",
        "/cases/<case_id>/cancel",
        "303 404 403 403 303 403 403",
        {"outcome": "撤回", "reason": "重报"},
    ),
    Row("GET", "/cases/<case_id>/diagram", "303 404 200 200 200 200 200"),
    Row("GET", "/cases/<case_id>/marks", "303 404 200 200 200 200 200"),
    Row(
        "POST",
        "/cases/<case_id>/documents",
        "303 404 200 403 200 200 200",
        {"file": "方案.pdf"},
    ),
    Row("GET", "/cases/<case_id>/file", "303 404 200 200 200 200 200"),
    Row(
        "POST",
        "/cases/<case_id>/incidents/<incident_id>/retry",
        "303 403 403 403 403 404 403",
    ),
    Row("GET", "/cases/<case_id>/issue.pdf", "303 404 404 404 404 404 404"),
    Row(
        "POST",
        "/cases/<case_id>/resume",
        "303 404 409 403 403 409 403",
        {"reason": "继续"},
    ),
    Row("GET", "/cases/<case_id>/sheet", "303 404 404 404 404 404 404"),
    Row(
        "POST",
        "/cases/<case_id>/suspend",
        "303 404 303 403 403 409 403",
        {"reason": "等一等"},
    ),
    Row(
        "POST",
        "/cases/<case_id>/urge",
        "303 404 403 403 303 403 403",
        {"words": "请快"},
    ),
    Row("GET", "/cases/<case_id>/versions", "303 404 404 404 404 404 404"),
    Row("GET", "/designer/drafts/<draft_id>", "303 403 404 404 403 403 403"),
    Row("GET", "/ledger", "303 403 200 200 403 403 403"),
    Row("GET", "/ledger/clauses/<reference>", "303 403 200 200 403 403 403"),
    Row("POST", "/ledger/runs", "303 403 303 303 403 403 403"),
    Row("GET", "/ledger/runs/<run_id>", "303 403 404 404 403 403 403"),
    Row("GET", "/ledger/runs/<run_id>/progress", "401 403 404 404 403 403 403"),
    Row("GET", "/designer", "303 403 200 200 403 403 403"),
    Row(
        "POST",
        "/designer/templates",
        "303 403 409 403 403 403 403",
        {"slug": "tiny", "name": "新的"},
    ),
    Row(
        "POST",
        "/designer/imports",
        "303 403 422 403 403 403 403",
        {"file": "方案.pdf"},
    ),
    Row("GET", "/designer/compare", "303 403 404 404 403 403 403"),
    Row("GET", "/designer/compare/diagram", "303 403 404 404 403 403 403"),
    Row("POST", "/designer/drafts", "303 403 404 403 403 403 403", {"slug": "nothing"}),
    Row("POST", "/designer/drafts/<draft_id>/discard", "303 403 404 403 403 403 403"),
    Row("POST", "/designer/drafts/<draft_id>/rebase", "303 403 404 403 403 403 403"),
    Row("GET", "/designer/drafts/<draft_id>/proofs", "303 403 404 404 403 403 403"),
    Row("POST", "/designer/drafts/<draft_id>/proofs", "303 403 404 404 403 403 403"),
    Row("GET", "/designer/proofs/<proof_id>", "303 403 404 404 403 403 403"),
    Row("GET", "/designer/proofs/<proof_id>/progress", "401 403 404 404 403 403 403"),
    Row(
        "POST",
        "/designer/proofs/<proof_id>/sign",
        "303 403 404 404 403 403 403",
        {"kind": "approve"},
    ),
    Row(
        "POST",
        "/designer/proofs/<proof_id>/publish",
        "303 403 404 403 403 403 403",
        {"why": "急用"},
    ),
    Row("POST", "/designer/proofs/<proof_id>/strength", "303 403 404 404 403 403 403"),
    Row(
        "POST",
        "/designer/proofs/<proof_id>/strength/stop",
        "303 403 404 404 403 403 403",
    ),
    Row(
        "GET",
        "/designer/proofs/<proof_id>/strength/progress",
        "401 403 404 404 403 403 403",
    ),
    Row("GET", "/designer/procedures/<slug>/proofs", "303 403 200 200 403 403 403"),
    Row("GET", "/designer/procedures/<slug>/versions", "303 403 200 200 403 403 403"),
    Row(
        "POST",
        "/designer/procedures/<slug>/versions/<version_id>/stop",
        "303 403 404 403 403 403 403",
        {"reason": "有误"},
    ),
    Row(
        "POST",
        "/designer/procedures/<slug>/versions/<version_id>/resume",
        "303 403 404 403 403 403 403",
        {"reason": "无误"},
    ),
    Row(
        "POST",
        "/designer/procedures/<slug>/versions/<version_id>/withdraw",
        "303 403 404 403 403 403 403",
        {"reason": "不用了"},
    ),
    Row(
        "POST",
        "/designer/procedures/<slug>/versions/<version_id>/restore",
        "303 403 404 403 403 403 403",
    ),
    Row("GET", "/designer/drafts/<draft_id>/files", "401 403 404 404 403 403 403"),
    Row(
        "GET",
        "/designer/drafts/<draft_id>/files/<path:path>",
        "401 403 404 404 403 403 403",
    ),
    Row(
        "PUT",
        "/designer/drafts/<draft_id>/files/<path:path>",
        "401 403 400 403 403 403 403",
    ),
    Row(
        "DELETE",
        "/designer/drafts/<draft_id>/files/<path:path>",
        "401 403 400 403 403 403 403",
    ),
    Row(
        "POST",
        "/designer/drafts/<draft_id>/layout",
        "401 403 404 404 403 403 403",
    ),
    Row(
        "POST",
        "/designer/drafts/<draft_id>/copy",
        "401 403 400 403 403 403 403",
    ),
    Row(
        "POST",
        "/designer/cases/<case_id>/migration",
        "401 403 422 403 403 403 403",
        {"reason": "归档"},
    ),
    Row(
        "POST",
        "/designer/cases/<case_id>/migration/back",
        "401 403 403 403 403 403 403",
    ),
    Row(
        "GET",
        "/designer/procedures/<slug>/migration",
        "303 403 200 200 403 403 403",
    ),
    Row(
        "POST",
        "/designer/drafts/<draft_id>/preview",
        "401 403 400 400 403 403 403",
    ),
    Row("GET", "/designer/scenarios/words", "401 403 200 200 403 403 403"),
    Row(
        "POST",
        "/designer/drafts/<draft_id>/scenarios/check",
        "401 403 400 400 403 403 403",
    ),
    Row(
        "POST",
        "/designer/drafts/<draft_id>/scenarios/try",
        "401 403 400 400 403 403 403",
    ),
    Row(
        "POST",
        "/designer/drafts/<draft_id>/tables/try",
        "401 403 400 400 403 403 403",
    ),
    Row("GET", "/designer/drafts/<draft_id>/sandbox", "303 403 404 404 403 403 403"),
    Row("POST", "/designer/drafts/<draft_id>/sandbox", "303 403 404 404 403 403 403"),
    Row("GET", "/designer/sandboxes/<sandbox_id>", "303 403 404 404 403 403 403"),
    Row(
        "POST",
        "/designer/sandboxes/<sandbox_id>/person",
        "303 403 404 404 403 403 403",
        {"person": "jinsui"},
    ),
    Row(
        "POST",
        "/designer/sandboxes/<sandbox_id>/clock",
        "303 403 404 404 403 403 403",
        {"by": "1h"},
    ),
    Row(
        "POST",
        "/designer/sandboxes/<sandbox_id>/recording",
        "303 403 404 404 403 403 403",
    ),
    Row(
        "POST",
        "/designer/sandboxes/<sandbox_id>/close",
        "303 403 404 404 403 403 403",
    ),
    Row(
        "GET", "/designer/sandboxes/<sandbox_id>/office/", "303 403 404 404 403 403 403"
    ),
    Row(
        "POST",
        "/designer/sandboxes/<sandbox_id>/office/",
        "303 403 404 404 403 403 403",
    ),
    Row(
        "GET",
        "/designer/sandboxes/<sandbox_id>/office/<path:inside>",
        "303 403 404 404 403 403 403",
    ),
    Row(
        "POST",
        "/designer/sandboxes/<sandbox_id>/office/<path:inside>",
        "303 403 404 404 403 403 403",
    ),
    Row(
        "PUT",
        "/designer/sandboxes/<sandbox_id>/office/<path:inside>",
        "303 403 404 404 403 403 403",
    ),
    Row(
        "GET",
        "/designer/sandboxes/<sandbox_id>/recordings/<case_id>",
        "303 403 404 403 403 403 403",
    ),
    Row(
        "POST",
        "/designer/sandboxes/<sandbox_id>/recordings/<case_id>",
        "303 403 404 403 403 403 403",
        {"name": "甲"},
    ),
    Row("GET", "/designer/vocabulary", "401 403 200 200 403 403 403"),
    Row(
        "POST",
        "/designer/expression",
        "401 403 400 400 403 403 403",
    ),
    Row(
        "POST",
        "/designer/drafts/<draft_id>/check",
        "401 403 400 400 403 403 403",
    ),
    Row("GET", "/documents/<document_id>", "303 404 200 200 200 200 200"),
    Row("GET", "/healthz", "200 200 200 200 200 200 200"),
    Row("GET", "/notices/<notice_id>", "303 404 404 404 404 404 303"),
    Row("GET", "/office", "303 200 200 200 200 200 200"),
    Row("GET", "/office/rights", "303 200 200 200 200 200 200"),
    Row("GET", "/office/audit", "303 403 403 200 403 200 403"),
    Row("GET", "/office/incidents", "303 403 403 403 403 200 403"),
    Row(
        "POST",
        "/office/incidents/<incident_id>/retry",
        "303 403 403 403 403 404 403",
    ),
    Row(
        "POST",
        "/office/absences",
        "303 403 403 403 403 404 403",
        {
            "person": "nobody",
            "kind": "休假",
            "from_at": "2026-11-23T09:00",
            "basis": "x",
        },
    ),
    Row(
        "POST",
        "/office/appointments",
        "303 403 403 403 403 404 403",
        {"person": "jinsui", "post": "nobody", "from_on": "2026-11-23"},
    ),
    Row(
        "POST",
        "/office/grants",
        "303 403 403 403 403 422 422",
        {
            "from_post": "mayor",
            "to_post": "mayor",
            "from_at": "2026-11-23T09:00",
            "basis": "x",
        },
    ),
    Row("POST", "/office/grants/<grant_id>/end", "303 403 403 403 403 303 404"),
    Row(
        "POST",
        "/office/portfolios",
        "303 403 403 403 403 404 403",
        {"post": "nobody", "unit": "x", "from_on": "2026-11-23"},
    ),
    Row("GET", "/password", "303 200 200 200 200 200 200"),
    Row(
        "POST",
        "/password",
        "303 422 422 422 422 422 422",
        {"old": "Zhangfa-2026", "new": "weak", "again": "weak"},
    ),
    Row("GET", "/print", "303 200 200 200 200 200 200"),
    Row("GET", "/readyz", "200 200 200 200 200 200 200"),
    Row("GET", "/registers", "303 200 200 200 200 200 200"),
    Row("GET", "/registers/<slug>", "303 200 200 200 200 200 200"),
    Row("GET", "/sign-in", "200 303 303 303 303 303 303"),
    Row(
        "POST",
        "/sign-in",
        "401 401 401 401 401 401 401",
        {"login": "nobody{try}", "password": "wrong"},
    ),
    Row("POST", "/sign-out", "303 303 303 303 303 303 303"),
    Row("GET", "/start", "303 200 200 200 200 200 200"),
    Row("GET", "/start/<slug>", "303 200 200 200 200 200 403"),
    Row(
        "POST",
        "/start/<slug>",
        "303 303 303 303 303 303 403",
        {"_action": "submit", "title": "甲"},
    ),
    Row(
        "POST",
        "/start/<slug>/conditions",
        "303 200 200 200 200 200 403",
        {"title": "甲"},
    ),
    Row(
        "POST", "/start/documents", "303 200 200 200 200 200 200", {"file": "方案.pdf"}
    ),
    Row("GET", "/static/<release>/<path:filename>", "200 200 200 200 200 200 200"),
    Row("GET", "/tasks/<task_id>", "303 404 200 200 200 200 200"),
    Row(
        "POST",
        "/tasks/<task_id>",
        "303 404 403 403 403 403 303",
        {"_action": "draft", "decision": "同意", "_version": "{version}"},
    ),
    Row(
        "POST",
        "/tasks/<task_id>/claim",
        "303 404 403 403 403 403 303",
        {"_version": "{version}"},
    ),
    Row(
        "POST",
        "/tasks/<task_id>/conditions",
        "303 404 200 200 200 200 200",
        {"decision": "同意"},
    ),
    Row(
        "POST",
        "/tasks/<task_id>/documents",
        "303 404 403 403 403 403 200",
        {"file": "方案.pdf"},
    ),
    Row(
        "PUT",
        "/tasks/<task_id>/draft",
        "303 404 403 403 403 403 200",
        {"decision": "同意", "_version": "{version}"},
    ),
    Row("GET", "/tasks/<task_id>/peek", "303 404 200 200 200 200 200"),
    Row(
        "POST",
        "/tasks/<task_id>/release",
        "303 404 403 403 403 403 409",
        {"_version": "{version}"},
    ),
    Row("GET", "/tasks/<task_id>/sheet", "303 404 200 200 200 200 200"),
    Row(
        "POST",
        "/tasks/<task_id>/transfer",
        "303 404 403 403 403 403 403",
        {"to_person": "luchengyuan", "reason": "请您办"},
    ),
    Row(
        "POST",
        "/tasks/<task_id>/add_signer",
        "303 404 403 403 403 403 303",
        {"to_person": "luchengyuan", "words": "请提意见"},
    ),
    Row("POST", "/tasks/<task_id>/withdraw", "303 404 403 403 403 403 403"),
    Row("GET", "/api/docs", "200 200 200 200 200 200 200"),
    Row("GET", "/api/openapi.json", "200 200 200 200 200 200 200"),
    Row(
        "POST",
        "/api/v1/cases",
        "401 201 201 201 201 201 403",
        {"slug": "tiny", "answers": {"title": "甲"}},
    ),
    Row("GET", "/api/v1/cases/<case_id>", "401 404 200 200 200 200 200"),
    Row(
        "POST",
        "/api/v1/cases/<case_id>/acts/<element_id>",
        "401 404 404 404 404 404 404",
        {"answers": {}},
    ),
    Row("GET", "/api/v1/cases/<case_id>/audit", "401 404 403 200 403 403 403"),
    Row(
        "POST",
        "/api/v1/cases/<case_id>/cancel",
        "401 404 403 403 200 403 403",
        {"outcome": "撤回", "reason": "重报"},
    ),
    Row(
        "POST",
        "/api/v1/cases/<case_id>/urge",
        "401 404 403 403 200 403 403",
        {"words": "请快"},
    ),
    Row("GET", "/api/v1/inbox", "401 200 200 200 200 200 200"),
    Row(
        "POST",
        "/api/v1/session",
        "401 401 401 401 401 401 401",
        {"login": "nobody{try}", "password": "wrong"},
    ),
    Row("GET", "/api/v1/session", "401 200 200 200 200 200 200"),
    Row("DELETE", "/api/v1/session", "401 204 204 204 204 204 204"),
    Row("GET", "/api/v1/start", "401 200 200 200 200 200 200"),
    Row("GET", "/api/v1/tasks/<task_id>", "401 404 200 200 200 200 200"),
    Row(
        "POST",
        "/api/v1/tasks/<task_id>/claim",
        "401 404 403 403 403 403 200",
        {"version": "{version}"},
    ),
    Row(
        "POST",
        "/api/v1/tasks/<task_id>/complete",
        "401 404 403 403 403 403 422",
        {"answers": {"decision": "随便"}},
    ),
    Row(
        "PUT",
        "/api/v1/tasks/<task_id>/draft",
        "401 404 403 403 403 403 200",
        {"version": "{version}", "answers": {}},
    ),
    Row(
        "POST",
        "/api/v1/tasks/<task_id>/release",
        "401 404 403 403 403 403 409",
        {"version": "{version}"},
    ),
    Row(
        "POST",
        "/api/v1/tasks/<task_id>/transfer",
        "401 404 403 403 403 403 403",
        {"to_person": "luchengyuan", "reason": "请您办"},
    ),
    Row(
        "POST",
        "/api/v1/tasks/<task_id>/add_signer",
        "401 404 403 403 403 403 200",
        {"to_person": "luchengyuan", "words": "请提意见"},
    ),
    Row("POST", "/api/v1/tasks/<task_id>/withdraw", "401 404 403 403 403 403 403"),
]
