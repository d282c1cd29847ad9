"""A bundle takes along its scenarios and the shared parts that it calls."""

from engine.runtime.folders import read_bundle

CALLING = '<callActivity id="c" calledElement="part_a"/>'


def test_scenarios_and_called_parts_belong_to_the_bundle(tmp_path):
    folder = tmp_path / "processes" / "one"
    shared = tmp_path / "processes" / "shared"
    features = tmp_path / "features"
    for each in (folder, shared, features):
        each.mkdir(parents=True)
    (folder / "manifest.json").write_text("{}")
    (folder / "process.bpmn").write_text(CALLING)
    (shared / "part_a.bpmn").write_text('<x calledElement="part_b"/>')
    (shared / "part_b.bpmn").write_text('<x calledElement="part_a"/>')
    (shared / "part_c.bpmn").write_text("<x/>")
    (features / "one.feature").write_text("功能: 一")

    bundle = read_bundle(folder)

    assert sorted(bundle.files) == [
        "acceptance.feature",
        "manifest.json",
        "process.bpmn",
        "shared/part_a.bpmn",
        "shared/part_b.bpmn",
    ]
