"""What a bad draft gets: a clear refusal within seconds, and nothing changed."""

import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from engine.acceptance.gate import prove
from engine.content.bundle import FEATURE
from engine.model.errors_design import DraftNotFound
from engine.model.finding import Severity
from engine.model.proof import ProofReport, ProofVerdict
from engine.runtime.deploy import export_version
from engine.runtime.layout import lay_out
from engine.runtime.make_draft import make_draft
from engine.runtime.read_draft import read_draft
from engine.runtime.save_draft_file import save_draft_file
from tests.support.databases import Sqlite
from tests.support.gate import DESIGNER
from tests.support.running import Running, run_engine

DIAGRAM = "process.bpmn"
SECONDS = 20
PATHS = {"diagram": DIAGRAM, "part": "shared/again.bpmn", "feature": FEATURE}
LOOPING = """# language: zh-CN
功能: 小事项

  @第42条第1句
  场景: 转个不停
    假如"市财政局"已报送"小事项",填写:
      | 字段 | 值 |
      | 名称 | 甲 |
      | 金额 | 1  |
    那么"秘书长"有"秘书长审核"待办
"""
HEAD = (
    '<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" id="d"'
    ' targetNamespace="urn:zhangfa:x">'
)
# A shared part that calls itself, and one that calls another which calls it back.
ITSELF = (
    f'{HEAD}<process id="again" isExecutable="true"><startEvent id="s"/>'
    '<sequenceFlow id="a" sourceRef="s" targetRef="c"/>'
    '<callActivity id="c" name="再来" calledElement="again"/>'
    '<sequenceFlow id="b" sourceRef="c" targetRef="e"/><endEvent id="e"/>'
    "</process></definitions>"
)


@pytest.fixture(scope="module")
def running(
    sqlite_databases: Sqlite, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Running]:
    folder = Path(tmp_path_factory.mktemp("bad"))
    with sqlite_databases.fresh(folder) as url:
        running = run_engine(url, folder)
        yield running
        running.engine.store.close()


def prove_with(running: Running, **files: str) -> ProofReport:
    """Prove a draft with these files over what is in force, quickly."""
    before = export_version(running.engine, "tiny")
    draft_id = make_draft(running.engine, "tiny", by=DESIGNER).draft_id
    for revision, (path, text) in enumerate(files.items(), start=1):
        save_draft_file(
            running.engine,
            draft_id,
            by=DESIGNER,
            path=PATHS[path],
            data=text.encode(),
            revision=revision,
        )
    began = time.monotonic()
    report = prove(running.engine, draft_id, by=DESIGNER)
    assert time.monotonic() - began < SECONDS
    assert export_version(running.engine, "tiny") == before
    return report


def diagram(running: Running) -> str:
    draft_id = make_draft(running.engine, "tiny", by=DESIGNER).draft_id
    return read_draft(running.engine, draft_id, by=DESIGNER).files[DIAGRAM].decode()


def test_five_thousand_elements_are_too_many(running: Running):
    many = "".join(f'<userTask id="t{n}" name="第{n}步"/>' for n in range(5_000))
    whole = diagram(running).replace("</process>", f"{many}</process>")

    report = prove_with(running, diagram=whole)

    (objection,) = report.objections
    assert report.verdict is ProofVerdict.REFUSED
    assert objection.code == "check_failed"
    assert "流程有 5005 个节点" in objection.words


def test_a_call_loop_is_found(running: Running):
    calling = diagram(running).replace(
        "</process>",
        '<callActivity id="loop" name="调用" calledElement="again"/></process>',
    )

    report = prove_with(running, diagram=calling, part=ITSELF)

    codes = {each.code for each in report.findings}
    assert report.verdict is ProofVerdict.REFUSED
    assert "call_cycle" in codes


@pytest.mark.parametrize(
    "source",
    [
        "__import__('os').system('true')",
        "().__class__.__bases__",
        "9**9**9",
        "open('/etc/passwd')",
    ],
)
def test_an_expression_that_tries_to_escape_is_found(running: Running, source: str):
    whole = diagram(running).replace("'post:sec_general'\"/>", f'{source}"/>')
    assert source in whole

    report = prove_with(running, diagram=whole)

    assert "review" in {each.element_id for each in report.findings}
    assert report.verdict is ProofVerdict.REFUSED


def test_a_scenario_that_never_ends_is_ended_and_says_so(running: Running):
    """Its case goes round and round by itself, with a way out that it never takes."""
    round_and_round = (
        '<exclusiveGateway id="spin" name="再来一次？" default="to_review">'
        '<extensionElements><zf:reference to="42.1"/></extensionElements>'
        "<incoming>to_spin</incoming><incoming>back</incoming>"
        "<outgoing>again</outgoing><outgoing>to_review</outgoing></exclusiveGateway>"
        '<sequenceFlow id="to_spin" sourceRef="fill_in" targetRef="spin"/>'
        '<sequenceFlow id="again" name="是" sourceRef="spin" targetRef="turn">'
        "<conditionExpression>fill_in.amount &gt;= 0</conditionExpression>"
        "</sequenceFlow>"
        '<scriptTask id="turn" name="转"><incoming>again</incoming>'
        "<outgoing>back</outgoing><script>turned = 1</script></scriptTask>"
        '<sequenceFlow id="back" sourceRef="turn" targetRef="spin"/>'
    )
    whole = (
        diagram(running)
        .replace("<outgoing>to_review</outgoing>", "<outgoing>to_spin</outgoing>", 1)
        .replace(
            'sourceRef="fill_in" targetRef="review"',
            'sourceRef="spin" targetRef="review"',
        )
        .replace("</process>", f"{round_and_round}</process>")
    )

    report = prove_with(
        running, diagram=lay_out(whole.encode()).decode(), feature=LOOPING
    )

    assert report.verdict is ProofVerdict.REFUSED
    assert [
        each.text for each in report.findings if each.severity is Severity.ERROR
    ] == []
    (scenario,) = report.scenarios
    assert scenario.verdict == "failed"
    assert scenario.reason == "流程自己转个不停，步数用尽（turn）"
    failed = [each for each in report.objections if each.code == "scenario_failed"]
    assert len(failed) == 1


def test_a_draft_that_is_not_there_is_not_proven(running: Running):
    with pytest.raises(DraftNotFound):
        prove(running.engine, "nothing", by=DESIGNER)
