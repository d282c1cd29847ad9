"""Files: of a kind that is taken, under a name that does nothing, for whom it is."""

from io import BytesIO
from pathlib import Path

import pytest
from werkzeug.http import parse_options_header

from engine.model.errors import DocumentRefused
from engine.runtime.attach import attach_document
from engine.runtime.file_kind import MOST_BYTES
from tests.abuse.served import CLERK, COLLEAGUE, OTHER_CLERK, REVIEWER, Served

PDF = b"%PDF-1.4\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF"
PNG = b"\x89PNG\r\n\x1a\n" + b"\0" * 20
ZIP = b"PK\x03\x04" + b"\0" * 30
HTML = b"<html><script>alert(1)</script></html>"

REFUSED = [
    ("页面.html", HTML),
    ("图.svg", b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>"),
    ("数据.xml", b"<?xml version='1.0'?><a/>"),
    ("脚本.js", b"alert(1)"),
    ("脚本.php", b"<?php system('id'); ?>"),
    ("程序.exe", b"MZ"),
    ("快捷方式.lnk", b"L\0\0\0"),
    ("流程.bpmn", b"<definitions/>"),
    ("带宏.docm", ZIP),
    ("压缩.zip", ZIP),
    ("无后缀", PDF),
    (".htaccess", b"Options +ExecCGI"),
    (".pdf", PDF),
    ("方案.pdf.exe", PDF),
    ("方案.pdf.", PDF),
    ("方案.pdf\u202e", HTML),
    ("网页.pdf", HTML),
    ("程序.pdf", b"MZ%PDF-"),
    ("图.pdf", PNG),
    ("文件.png", PDF),
    ("文件.docx", PDF),
    ("文件.jpg", HTML),
    ("文字.txt", b"a\0b"),
    ("空.pdf", b""),
]
# (as it was sent, as it is shown)
NAMES = [
    ("关于请示.pdf", "关于请示.pdf"),
    ('引"号.pdf', '引"号.pdf'),
    ("分;号.pdf", "分;号.pdf"),
    ("百%0d%0a分.pdf", "百%0d%0a分.pdf"),
    ("换\r\nSet-Cookie: x=1\r\n行.pdf", "换Set-Cookie: x=1行.pdf"),
    ("../../app.pdf", "app.pdf"),
    ("/etc/passwd.pdf", "passwd.pdf"),
    ("..\\..\\system.pdf", "system.pdf"),
    ("C:\\CON.pdf", "CON.pdf"),
    ("左\u202efdp.右.pdf", "左fdp.右.pdf"),
    ("零\x00.pdf", "零.pdf"),
    ("𠮷.pdf", "𠮷.pdf"),
    ("长" * 300 + ".pdf", "长" * 196 + ".pdf"),
]


@pytest.fixture
def task_id(served: Served) -> str:
    return served.running.start(by=CLERK).task_ids[0]


def send(served: Served, task_id: str, name: str, data: bytes):
    browser = served.browser(REVIEWER)
    page = browser.hidden("/office")
    return browser.client.post(
        f"/tasks/{task_id}/documents",
        data={**page, "file": (BytesIO(data), name)},
        headers={"Accept": "application/json"},
    )


@pytest.mark.parametrize(("name", "data"), REFUSED, ids=[name for name, _ in REFUSED])
def test_a_file_of_no_kind_that_is_taken_leaves_nothing(
    served: Served, task_id: str, name: str, data: bytes
):
    folder = served.running.engine.documents
    before, files = served.dump(), _files(folder)

    answer = send(served, task_id, name, data)

    assert answer.status_code == 422, answer.text
    assert answer.json["detail"].startswith("附件不能上传")
    assert served.dump() == before
    assert _files(folder) == files


def test_a_file_too_large_leaves_nothing(served: Served, task_id: str):
    folder = served.running.engine.documents
    before, files = served.dump(), _files(folder)

    with pytest.raises(DocumentRefused) as refused:
        attach_document(
            served.running.engine,
            by=REVIEWER,
            task_id=task_id,
            name="大.pdf",
            data=PDF + bytes(MOST_BYTES),
        )
    answer = served.browser(REVIEWER).client.post(
        f"/tasks/{task_id}/documents",
        content_type="multipart/form-data; boundary=x",
        environ_overrides={"CONTENT_LENGTH": "60000000"},
    )

    assert refused.value.facts["why"] == "too_large"
    assert answer.status_code == 413
    assert served.dump() == before
    assert _files(folder) == files


@pytest.mark.parametrize(("sent", "shown"), NAMES)
def test_a_name_is_only_ever_a_name(served: Served, task_id: str, sent, shown):
    engine = served.running.engine
    kept = attach_document(engine, by=REVIEWER, task_id=task_id, name=sent, data=PDF)

    answer = served.browser(REVIEWER).get(f"/documents/{kept.document_id}")

    assert kept.name == shown
    assert answer.data == PDF
    told = answer.headers["Content-Disposition"]
    assert "\r" not in told
    assert "\n" not in told
    kind, options = parse_options_header(told)
    assert (kind, options["filename"]) == ("attachment", shown)
    assert "Set-Cookie" not in answer.headers
    assert answer.headers["Content-Security-Policy"] == "sandbox; default-src 'none'"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert not [path for path in _files(engine.documents) if shown in path]


def test_a_page_in_a_text_file_stays_text(served: Served, task_id: str):
    answer = send(served, task_id, "说明.txt", HTML)

    down = served.browser(REVIEWER).get(answer.json["address"])

    assert down.mimetype == "text/plain"
    assert down.headers["Content-Disposition"].startswith("attachment")


def test_the_browser_does_not_say_what_a_file_is(served: Served, task_id: str):
    browser = served.browser(REVIEWER)
    page = browser.hidden("/office")
    sent = {**page, "file": (BytesIO(PDF), "方案.pdf", "text/html")}

    answer = browser.client.post(f"/tasks/{task_id}/documents", data=sent)

    assert browser.get(answer.json["address"]).mimetype == "application/pdf"


@pytest.mark.parametrize("fields", [{}, {"file": "not a file"}, {"files": "x"}])
def test_no_file_is_told(served: Served, task_id: str, fields):
    browser, before = served.browser(REVIEWER), served.dump()
    page = browser.hidden("/office")

    answer = browser.client.post(f"/tasks/{task_id}/documents", data={**page, **fields})

    assert answer.status_code == 400
    assert served.dump() == before


def test_a_classified_case_takes_no_file(served: Served):
    started = served.program(CLERK).call(
        "POST",
        "/cases",
        {"slug": "every", "answers": {"title": "甲", "secrecy": "秘密"}},
    )
    case_id, task_id = started.json["case_id"], started.json["task_ids"][0]
    page = served.browser(CLERK).hidden("/office")
    before = served.dump()

    to_task = send(served, task_id, "方案.pdf", PDF)
    to_case = served.browser(CLERK).client.post(
        f"/cases/{case_id}/documents", data={**page, "file": (BytesIO(PDF), "方案.pdf")}
    )
    with_answer = served.browser(REVIEWER).post(
        f"/tasks/{task_id}",
        {
            "_action": "submit",
            "decision": "同意",
            "_file:papers": (BytesIO(PDF), "方案.pdf"),
        },
        page="/office",
    )

    for answer in (to_task, to_case, with_answer):
        assert answer.status_code == 422
        assert (
            "涉密文件不得上传" in answer.json["detail"]
            if answer.is_json
            else answer.text
        )
    assert to_task.json["basis"].startswith("第49条")
    assert served.dump() == before


def test_the_start_form_of_a_classified_matter_takes_no_file(served: Served):
    paper = upload(served, CLERK)
    before = served.dump()

    answer = served.program(CLERK).call(
        "POST",
        "/cases",
        {
            "slug": "agenda_submission",
            "answers": {
                "title": "甲",
                "meeting_type": "常务会议",
                "matter_class": "重要事项",
                "urgency": "平件",
                "secrecy": "机密",
                "lead_unit": "finance_bureau",
                "involves_county": False,
                "involves_public_interest": False,
                "attachments": [paper],
            },
        },
    )

    assert answer.status_code == 422
    assert "第49条" in answer.json["fields"]["secrecy"]
    assert served.dump() == before


def test_a_paper_is_its_adder_s_until_it_belongs_to_a_case(served: Served):
    paper = upload(served, CLERK)

    answers = {
        who: served.browser(who).get(f"/documents/{paper}").status_code
        for who in (CLERK, COLLEAGUE, OTHER_CLERK, REVIEWER)
    }

    assert answers == {CLERK: 200, COLLEAGUE: 404, OTHER_CLERK: 404, REVIEWER: 404}


def test_somebody_else_s_paper_can_be_neither_named_nor_learnt_of(served: Served):
    paper = upload(served, CLERK, "谁都不该知道的名字.pdf")
    before = served.dump()

    looked = served.browser(OTHER_CLERK).post(
        "/start/every", {"_action": "refresh", "title": "甲", "paper": paper}
    )
    named = served.submit(OTHER_CLERK, "/start/every", title="甲", paper=paper)

    assert "谁都不该知道的名字" not in looked.text
    assert named.status_code == 422
    assert "没有这份附件" in named.text
    assert "谁都不该知道的名字" not in named.text
    assert served.dump() == before


def test_papers_go_with_their_case(served: Served, task_id: str):
    document = send(served, task_id, "方案.pdf", PDF).json["document_id"]

    seen = served.browser(COLLEAGUE).get(f"/documents/{document}")
    hidden = served.browser(OTHER_CLERK).get(f"/documents/{document}")

    assert (seen.status_code, hidden.status_code) == (200, 404)


def upload(served: Served, who: str, name: str = "方案.pdf") -> str:
    """Send a file for a case that is not started yet; return its id."""
    browser = served.browser(who)
    page = browser.hidden("/office")
    sent = {**page, "file": (BytesIO(PDF), name)}
    return browser.client.post("/start/documents", data=sent).json["document_id"]


def _files(folder: Path) -> set[str]:
    return {str(path.relative_to(folder)) for path in folder.rglob("*")}
