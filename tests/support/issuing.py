"""A document carried from its draft to its number, step by step, by its people."""

from dataclasses import dataclass
from typing import Any

from engine.assembly import PROCESSES
from engine.runtime.deploy import deploy_folder
from engine.runtime.start import start_case
from tests.support.running import Running

DRAFTER, OFFICE, DEPUTY, MAYOR = "jinsui", "heqinghe", "luchengyuan", "shenyanqiu"
STRANGER = "wenhui"
TITLE = "临江市人民政府关于做好冬季供暖工作的通知"
FIRST = (
    "各县要保障供暖。\n一、加强调度。燃料储备不得少于十五天。\n本通知自印发之日起施行。"
)
CHECKED = FIRST.replace("十五天", "二十天")


@dataclass(slots=True)
class Document:
    """A case of 发文签发 under way."""

    running: Running
    case_id: str = ""

    def draft(self, **answers: Any) -> None:
        """Start the case as the finance bureau's clerk."""
        deploy_folder(self.running.engine, PROCESSES / "document_issuing")
        filled = {
            "issuer": "市政府",
            "doc_type": "通知",
            "special_kind": "无",
            "title": TITLE,
            "lead_unit": "finance_bureau",
            "urgency": "加急",
            "secrecy": "公开",
            "within_dept_competence": False,
            "main_recipients": ["yongfeng_county", "qinghe_county"],
            "cc": ["finance_bureau"],
            "body": FIRST,
            "is_major_decision": False,
        } | answers
        started = start_case(
            self.running.engine, "document_issuing", by=DRAFTER, answers=filled
        )
        self.case_id = started.case_id

    def do(self, by: str, **answers: Any) -> None:
        """Complete the one task of this case in the person's inbox."""
        self.running.clock.pass_time(minutes=1)
        self.running.complete(by, self.task(by), **answers)

    def task(self, by: str) -> str:
        """Return the one task of this case in the person's inbox."""
        found = (r for r in self.running.box(by) if r.case_id == self.case_id)
        return next(found).task_id

    def sign(self) -> None:
        """Check, review and sign it; the office has changed the text."""
        self.do(OFFICE, decision="通过", body=CHECKED, opinion="文稿合规。")
        self.do(DEPUTY, decision="同意", opinion="同意，请市长签发。")
        self.do(MAYOR, decision="签发", opinion="同意印发。")

    def number(self) -> None:
        """Proof the signed text, upon which it gets its number."""
        self.do(OFFICE, changes="无需修改")


def a_draft(running: Running, **answers: Any) -> Document:
    """Return a document that has been drafted."""
    document = Document(running)
    document.draft(**answers)
    return document


def a_numbered_document(running: Running, **answers: Any) -> Document:
    """Return a document that bears its number and waits to be printed."""
    document = a_draft(running, **answers)
    document.sign()
    document.number()
    return document
