"""A walk, recorded, is a scenario that passes and says what the walker did."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from pytest_bdd.parser import Feature, FeatureParser

from engine.acceptance.recording import Recording, record
from engine.acceptance.report import PASSED
from engine.acceptance.run import run_features
from engine.acceptance.sandbox import Step as Taken
from engine.acceptance.stage import OPENING, open_stage, prepare_template
from engine.acceptance.world import World
from engine.model.errors import CaseNotFound
from engine.model.errors_sandbox import NotRecordable
from engine.runtime.absence import record_absence
from engine.runtime.withdraw import withdraw_task
from tests.support.backgrounds import background
from tests.support.walks import Walker, scenarios_of, table_of, take, walk

# Walks with what is hard to tell: rounds, tables, files, linked cases, substitutes,
# timers that fire, standing acts, terminations, another case that a form names.
WALKS = {
    "agenda_submission": (
        "一位分管领导不一致时退回部门再协商",
        "第16条所列的事项自动判为重大决策",
        "改了分工，报送的议题由新的分管领导协调",
    ),
    "coordination_meeting": (
        "现场安排好了再通知各方",
        "主持人定了时间，各方都收到通知和回执",
        "改由他人主持，由新的主持人确定",
    ),
    "document_issuing": (
        "通知经分管领导审核，由市长签发后编号",
        "市长离市代行中，一般通知由代行人签发",
    ),
    "meeting_absence": None,
    "acting_mayor": ("到了起点，自动改派", "有书面授权，代行人可以签，留两个名字"),
    "emergency_report": None,
}
MOST = 4
AWKWARD = '一|二\\三;四=五\n六<七>“八”"九"'


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("office")
    prepare_template(folder)
    return folder


def recorded(
    world: World, taken: list[Taken], name: str = "录制", *, is_first: bool = True
) -> Recording:
    engine, case_id = world.stage.engine, world.cases[-1]
    found = record(engine, taken, case_id, name=name, is_first=is_first)
    tags = [clause.label for clause in found.clauses]
    return record(engine, taken, case_id, name=name, tags=tags, is_first=is_first)


def chosen(slug: str) -> Iterator[tuple[str, list]]:
    names = WALKS[slug]
    found = [each for each in scenarios_of(slug) if not names or each[0] in names]
    yield from found[:MOST]


def feature(name: str, *recordings: Recording) -> str:
    told = "\n".join(each.text for each in recordings)
    return f"# language: zh-CN\n功能: {name}\n\n{told}"


def test_what_is_recorded_passes(template: Path, tmp_path: Path):
    count = 0
    for slug in WALKS:
        recordings = []
        for name, steps in chosen(slug):
            count += 1
            world, taken = walk(steps, template, tmp_path / f"walk{count}")
            recordings.append(recorded(world, taken, f"{name} {count}"))
            world.stage.engine.store.close()
        assert recordings, f"no walk of {slug} has one of these names"
        text = feature(slug, *recordings)
        (tmp_path / f"{slug}.feature").write_text(text, encoding="utf-8")

    verdicts = list(run_features(sorted(tmp_path.glob("*.feature"))))

    assert len(verdicts) == count
    assert [
        (each.name, each.reason) for each in verdicts if each.verdict != PASSED
    ] == []


def begun(template: Path, folder: Path) -> tuple[World, Walker]:
    """Begin an agenda item as its feature's background does, by a walker's hand."""
    stage = open_stage(template, folder)
    walker = Walker(stage)
    world = World(stage, walker)
    for step in background("agenda_submission"):
        take(world, step)
    walker.note()
    return world, walker


def task_of(world: World, who: str) -> str:
    return world.todo(world.official(who))[0].task_id


def test_the_clock_is_told_as_it_was_moved(template: Path, tmp_path: Path):
    world, walker = begun(template, tmp_path / "office")
    for hours in (1, 2):
        world.stage.move_to(OPENING + timedelta(hours=hours))
        walker.note()

    told = recorded(world, walker.taken).text

    assert '现在是"2026-11-23 09:00"' in told
    assert told.index('时间到"2026-11-23 10:00"') < told.index(
        '时间到"2026-11-23 11:00"'
    )


def test_what_was_moved_before_anything_happened_is_not_told(
    template: Path, tmp_path: Path
):
    world, walker = begun(template, tmp_path / "office")
    taken = [Taken(OPENING - timedelta(days=1)), *walker.taken]

    assert "2026-11-22" not in recorded(world, taken).text


def test_a_step_that_was_withdrawn_is_not_told(template: Path, tmp_path: Path):
    world, walker = begun(template, tmp_path / "office")
    task_id, by = task_of(world, "副市长甲"), world.official("副市长甲")
    cells = {"结论": "一致", "意见": "先同意"}
    world.complete("副市长甲", "分管领导协调", cells)
    withdraw_task(world.stage.engine, task_id, by=by.person_id)
    world.complete("副市长甲", "分管领导协调", cells | {"意见": "想好了"})
    walker.note()

    told = recorded(world, walker.taken).text

    assert "想好了" in told
    assert "先同意" not in told


def test_a_task_passed_on_is_told_and_done_by_whom_it_was_passed_to(
    template: Path, tmp_path: Path
):
    world, walker = begun(template, tmp_path / "office")
    world.transfer("副市长甲", "分管领导协调", "副市长乙", "您分管过")
    passed = recorded(world, walker.taken, "转办")
    cells = {"结论": "一致", "意见": "可行"}
    world.complete("副市长乙", "分管领导协调", cells)
    done = recorded(world, walker.taken, "接着办")
    (tmp_path / "a.feature").write_text(feature("转办", passed, done), "utf-8")

    verdicts = list(run_features([tmp_path / "a.feature"]))

    told = '当"副市长甲"把"分管领导协调"转办给"副市长乙",理由"您分管过"'
    assert told in passed.text
    assert '"副市长乙"有"分管领导协调"待办' in passed.text
    assert [each.reason for each in verdicts] == ["", ""]


def test_a_case_that_stood_still_and_was_urged_is_told(template: Path, tmp_path: Path):
    world, walker = begun(template, tmp_path / "office")
    world.urge("市财政局", "请快")
    world.rest("市政府办公室", "等省里批复", is_over=False)
    world.rest("市政府办公室", "批复到了", is_over=True)
    told = recorded(world, walker.taken)
    (tmp_path / "a.feature").write_text(feature("停一停", told), "utf-8")

    verdicts = list(run_features([tmp_path / "a.feature"]))

    for sentence in (
        '"市财政局"催办,说"请快"',
        '"市政府办公室"暂停案件,理由"等省里批复"',
        '"市政府办公室"恢复案件,理由"批复到了"',
    ):
        assert sentence in told.text
    assert [each.reason for each in verdicts] == [""]


def test_an_opinion_that_was_asked_is_told(template: Path, tmp_path: Path):
    world, walker = begun(template, tmp_path / "office")
    world.ask("副市长甲", "分管领导协调", "副市长乙", '请“看”"一\n看"')
    asked = recorded(world, walker.taken, "问")
    world.give_opinion("副市长乙", "分管领导协调", "可行")
    answered = recorded(world, walker.taken, "答")
    (tmp_path / "a.feature").write_text(feature("加签", asked, answered), "utf-8")

    verdicts = list(run_features([tmp_path / "a.feature"]))

    assert '"副市长乙"有"分管领导协调"的加签待办' in asked.text
    assert '当"副市长乙"对"分管领导协调"提出加签意见"可行"' in answered.text
    assert [each.reason for each in verdicts] == ["", ""]


def test_what_has_no_sentence_is_refused(template: Path, tmp_path: Path):
    world, walker = begun(template, tmp_path / "office")
    record_absence(
        world.stage.engine,
        world.official("副市长乙").person_id,
        by=world.administrator,
        kind="休假",
        from_at=OPENING,
        until_at=OPENING + timedelta(days=3),
        basis="年休假",
    )
    walker.note()

    with pytest.raises(NotRecordable):
        recorded(world, walker.taken)


def test_a_case_that_was_never_begun_is_not_there(template: Path, tmp_path: Path):
    world, walker = begun(template, tmp_path / "office")

    with pytest.raises(CaseNotFound):
        record(world.stage.engine, walker.taken, "0" * 32, name="无")


def test_words_that_gherkin_might_misread_come_back_whole(
    template: Path, tmp_path: Path
):
    world, walker = begun(template, tmp_path / "office")
    cells = {"结论": "一致", "意见": AWKWARD}
    world.complete("副市长甲", "分管领导协调", cells)
    walker.note()
    told = recorded(world, walker.taken)

    parsed = parsed_feature(feature("难写的字", told), tmp_path)
    (scenario,) = parsed.scenarios.values()
    tables = [table_of(step) for step in scenario.steps if step.datatable]

    assert ["意见", AWKWARD] in tables[-1]
    assert told.text.count("场景:") == 1


def test_the_looks_say_who_has_it_now(template: Path, tmp_path: Path):
    world, walker = begun(template, tmp_path / "office")

    told = recorded(world, walker.taken).text

    looks = told[told.index("那么") :].splitlines()
    assert [line.strip() for line in looks] == [
        "那么案件仍在办理",
        '并且"常务副市长"有"分管领导协调"待办',
        '并且"副市长甲"有"分管领导协调"待办',
    ]


def parsed_feature(text: str, folder: Path) -> Feature:
    (folder / "one.feature").write_text(text, encoding="utf-8")
    return FeatureParser(str(folder), "one.feature").parse()
