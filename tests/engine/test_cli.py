"""The command line: its words, its status, one line for what goes wrong."""

import json
import re
import shutil
import sys
from collections.abc import Callable
from xml.etree.ElementTree import ElementTree

import pytest

from engine.acceptance.sentences import sentences_page
from engine.assembly import PROCESSES, Settings, open_engine
from engine.cli import main
from engine.runtime.folders import procedure_folders, read_bundle
from engine.runtime.make_draft import make_draft
from engine.runtime.save_draft_file import save_draft_file
from engine.runtime.seed import seed

AGENDA = PROCESSES / "agenda_submission"
Zhangfa = Callable[..., tuple[int, str, str]]


@pytest.fixture
def zhangfa(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path
) -> Zhangfa:
    """Give the command as typed: it returns status, output and errors."""
    monkeypatch.setenv("ZHANGFA_DATA", str(tmp_path / "data"))
    monkeypatch.delenv("ZHANGFA_DATABASE_URL", raising=False)
    monkeypatch.delenv("PORT", raising=False)

    def run(*words: object) -> tuple[int, str, str]:
        monkeypatch.setattr(sys, "argv", ["zhangfa", *map(str, words)])
        capsys.readouterr()
        status = 0
        try:
            main()
        except SystemExit as end:
            status = int(end.code or 0)
        said = capsys.readouterr()
        return status, said.out, said.err

    return run


@pytest.fixture
def office(zhangfa: Zhangfa) -> Zhangfa:
    """Give the command of an office that is set up."""
    engine = open_engine(Settings.from_env())
    seed(engine)
    engine.store.close()
    return zhangfa


def test_accept_prints_scenarios_and_flows_as_json_and_junit(zhangfa, tmp_path):
    junit = tmp_path / "junit.xml"

    status, out, _ = zhangfa(
        "accept", "coordination_meeting", "--json", "--junit", junit
    )

    report = json.loads(out)
    assert status == 0
    assert report.keys() == {"scenarios", "flows"}
    assert {tuple(each) for each in report["scenarios"]} == {
        ("procedure", "name", "references", "verdict", "seconds")
    }
    assert report["flows"] == [
        {
            "procedure": "coordination_meeting",
            "total": report["flows"][0]["walked"],
            "walked": report["flows"][0]["total"],
            "unwalked": [],
        }
    ]
    cases = ElementTree(file=junit).getroot().findall("testcase")
    assert [case.get("name") for case in cases] == [
        each["name"] for each in report["scenarios"]
    ]


def test_accept_of_a_procedure_without_scenarios_says_so(zhangfa):
    assert zhangfa("accept", "nosuch") == (1, "", "没有 nosuch 的场景\n")


def test_sentences_are_the_page(zhangfa):
    assert zhangfa("sentences") == (0, sentences_page(), "")


def test_check_finds_nothing_in_what_is_shipped(zhangfa):
    assert zhangfa("check", AGENDA) == (0, "0 findings\n", "")


def test_check_takes_slugs_and_folders_and_without_any_all(zhangfa):
    assert zhangfa("check", "coordination_meeting", AGENDA) == (0, "0 findings\n", "")
    assert zhangfa("check") == (0, "0 findings\n", "")


def test_check_of_several_says_whose_a_finding_is(zhangfa, tmp_path):
    status, out, _ = zhangfa("check", "coordination_meeting", tmp_path)

    assert status == 1
    assert out.startswith(f"{tmp_path.name}: error ")


def test_check_reads_the_scenarios_too(zhangfa, tmp_path):
    folder = tmp_path / "processes" / "agenda_submission"
    shutil.copytree(AGENDA, folder)
    features = tmp_path / "features"
    features.mkdir()
    (features / "agenda_submission.feature").write_text("what", encoding="utf-8")

    status, out, _ = zhangfa("check", folder)

    assert status == 1
    assert "acceptance.feature" in out


def test_a_draft_is_checked_and_proven_by_its_id(office):
    engine = open_engine(Settings.from_env())
    draft = make_draft(engine, "coordination_meeting", by="lutunan")
    broken = make_draft(engine, "coordination_meeting", by="lutunan")
    save_draft_file(
        engine,
        broken.draft_id,
        by="lutunan",
        path="manifest.json",
        data=b"{",
        revision=1,
    )
    engine.store.close()

    checked = office("check", "--draft", draft.draft_id, "--by", "lutunan")
    status, out, _ = office("accept", "--draft", broken.draft_id, "--by", "lutunan")
    stranger = office("check", "--draft", draft.draft_id, "--by", "jinsui")

    assert checked == (0, "0 findings\n", "")
    assert status == 1
    assert "✗ 检查有" in out
    assert stranger[0] == 1
    assert "role_missing" in stranger[2]


def test_check_prints_every_finding_at_once(zhangfa, tmp_path):
    status, out, _ = zhangfa("check", tmp_path)

    assert status == 1
    assert "manifest.json" in out
    assert "process.bpmn" in out
    assert out.endswith("2 findings\n")


def test_what_was_deployed_is_exported_byte_for_byte(office, tmp_path):
    folder = tmp_path / "agenda_submission"

    status, _, _ = office("export", "agenda_submission", folder)

    assert status == 0
    assert read_bundle(folder) == read_bundle(AGENDA)
    assert office("deploy", folder)[1].startswith("agenda_submission 1 in_force ")


def test_the_first_deployment_sets_the_office_up(zhangfa):
    status, out, _ = zhangfa("deploy", AGENDA)

    assert (status, out.split()[:3]) == (0, ["agenda_submission", "1", "in_force"])
    assert zhangfa("deploy", PROCESSES / "coordination_meeting")[0] == 0


def test_deploying_a_changed_folder_gives_a_draft(office, tmp_path):
    folder = tmp_path / "agenda_submission"
    shutil.copytree(AGENDA, folder)
    manifest = folder / "manifest.json"
    manifest.write_text(manifest.read_text().replace("议题报送", "议题呈报"))

    status, out, errors = office("deploy", folder)

    assert (status, errors) == (0, "")
    assert out.startswith("agenda_submission draft ")


def test_deploying_what_is_wrong_prints_the_findings_and_nothing_else(office, tmp_path):
    empty = tmp_path / "empty"
    empty.mkdir()

    status, out, errors = office("deploy", empty)

    assert (status, out) == (1, "")
    assert len(errors.splitlines()) == 2


def test_a_layout_is_written_in_place_and_again_the_same(zhangfa, tmp_path):
    file = tmp_path / "process.bpmn"
    shutil.copy(AGENDA / "process.bpmn", file)

    assert zhangfa("layout", file)[0] == 0
    once = file.read_bytes()
    assert zhangfa("layout", file)[0] == 0

    assert b"BPMNDiagram" in once
    assert file.read_bytes() == once


def test_the_chains_of_a_fresh_office_hold(office):
    assert office("audit", "verify") == (0, "all chains hold\n", "")


def test_the_official_text_must_have_every_article(office, tmp_path):
    text = tmp_path / "rules.txt"
    text.write_text("第一条 只有一条。")

    status, _, errors = office("regulation", "import", text)

    assert status == 1
    assert errors.startswith("request_malformed")


@pytest.mark.parametrize(
    "words",
    [
        ("nosuch",),
        ("accept", "--nosuch"),
        ("check", "/nosuch"),
        ("layout",),
        ("export", "agenda_submission"),
    ],
)
def test_words_that_mean_nothing_are_status_two(zhangfa, words):
    status, out, errors = zhangfa(*words)

    assert (status, out) == (2, "")
    assert "Error: " in errors
    assert "Traceback" not in errors


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("ZHANGFA_DATABASE_URL", "nonsense"),
        ("ZHANGFA_DATABASE_URL", "postgresql://nobody@127.0.0.1:1/none"),
        ("ZHANGFA_DATA", "/dev/null/data"),
        ("PORT", "eighty"),
    ],
)
def test_a_setting_that_cannot_be_meant_is_told_in_one_line(
    zhangfa, monkeypatch, name, value
):
    monkeypatch.setenv(name, value)

    status, out, errors = zhangfa("audit", "verify")

    assert (status, out) == (1, "")
    assert len(errors.strip().splitlines()) == 1


def test_a_procedure_that_is_not_there_is_told_in_one_line(office, tmp_path):
    status, _, errors = office("export", "nosuch", tmp_path / "out")

    assert (status, errors) == (1, "procedure_not_found: slug='nosuch'\n")
    assert not (tmp_path / "out").exists()


def test_a_broken_diagram_is_told_in_one_line_and_stays(zhangfa, tmp_path):
    file = tmp_path / "broken.bpmn"
    file.write_text("<a")

    status, _, errors = zhangfa("layout", file)

    assert status == 1
    assert len(errors.splitlines()) == 1
    assert file.read_text() == "<a"


def test_sound_proves_every_shipped_procedure_in_a_line_each(zhangfa):
    status, out, _ = zhangfa("sound")

    lines = out.splitlines()
    assert status == 0
    assert [line.partition(":")[0] for line in lines] == [
        folder.name for folder in procedure_folders(PROCESSES)
    ]
    assert all(re.search(r": 健全，\d+ 种情形，\d+ ms$", line) for line in lines)


def test_sound_tells_what_is_wrong_and_how_one_gets_there(zhangfa, tmp_path):
    folder = tmp_path / "agenda_submission"
    shutil.copytree(AGENDA, folder)
    diagram = folder / "process.bpmn"
    head, gateway, tail = diagram.read_text().partition(
        '<exclusiveGateway id="all_agreed"'
    )
    forked = gateway.replace("exclusive", "parallel")
    tail = tail.replace("</exclusiveGateway>", "</parallelGateway>", 1)
    diagram.write_text(head + forked + tail)

    status, out, _ = zhangfa("sound", folder)

    assert status == 1
    assert "agenda_submission: 不健全" in out
    assert "submission_begins → fill_in" in out


def test_mutate_counts_what_was_noticed_and_writes_it_down(zhangfa, tmp_path):
    document, page = tmp_path / "mutants.json", tmp_path / "mutants.html"

    status, out, _ = zhangfa(
        *("mutate", "emergency_archive", "--sample", "2", "--least", "0"),
        *("--json", document, "--html", page),
    )

    (told,) = json.loads(document.read_text(encoding="utf-8"))["procedures"]
    assert status == 0
    assert (told["procedure"], told["mutants"]) == ("emergency_archive", 2)
    assert told["refused"] + told["caught"] + told["survived"] == 2
    assert out.splitlines()[-1].startswith("emergency_archive: 2 个变异体，")
    assert page.read_text(encoding="utf-8").startswith("<!doctype html>")


def test_mutate_fails_below_the_share_asked_for(zhangfa):
    status, _, _ = zhangfa(
        "mutate", "emergency_archive", "--sample", "1", "--least", "1.1"
    )

    assert status == 1
