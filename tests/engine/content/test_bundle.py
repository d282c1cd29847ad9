"""Bundles: paths, sizes, the hash, and the way into one file and back."""

import pytest

from engine.content.bundle import FEATURE, digest, pack, read_folder, unpack
from engine.model.errors import BundleRejected
from engine.model.procedure import Bundle


def _folder(tmp_path, **more):
    folder = tmp_path / "agenda_submission"
    files = {"manifest.json": b"{}", "process.bpmn": b"<x/>", **more}
    for name, data in files.items():
        target = folder / name
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(data)
    return folder


def _codes(refused):
    return [each.code for each in refused.value.findings]


def test_a_folder_is_read_with_its_feature_and_shared_parts(tmp_path):
    folder = _folder(tmp_path, **{"forms/fill_in.json": b"1", "is_major.dmn": b"2"})

    bundle = read_folder(folder, "功能".encode(), {"notify": b"3"})

    assert bundle.slug == "agenda_submission"
    assert set(bundle.files) == {
        "manifest.json",
        "process.bpmn",
        "forms/fill_in.json",
        "is_major.dmn",
        "shared/notify.bpmn",
        FEATURE,
    }


def test_a_file_that_nobody_reads_is_a_finding(tmp_path):
    folder = _folder(tmp_path, **{"forms/run.py": b"", ".env": b""})

    with pytest.raises(BundleRejected) as refused:
        read_folder(folder)

    assert _codes(refused) == ["unexpected_file", "unexpected_file"]


def test_a_link_out_of_the_folder_is_refused(tmp_path):
    secret = tmp_path / "secret"
    secret.write_text("x")
    folder = _folder(tmp_path)
    (folder / "forms").mkdir()
    (folder / "forms" / "fill_in.json").symlink_to(secret)

    with pytest.raises(BundleRejected) as refused:
        read_folder(folder)

    assert _codes(refused) == ["unexpected_file"]


def test_a_folder_without_diagram_and_manifest_lacks_both(tmp_path):
    folder = tmp_path / "empty_one"
    folder.mkdir()

    with pytest.raises(BundleRejected) as refused:
        read_folder(folder)

    assert _codes(refused) == ["file_missing", "file_missing"]


def test_a_file_above_two_megabytes_is_refused(tmp_path):
    folder = _folder(tmp_path, **{"big.dmn": b"x" * 2_000_001})

    with pytest.raises(BundleRejected) as refused:
        read_folder(folder)

    assert _codes(refused) == ["file_too_large"]


def test_packing_is_deterministic_and_unpacks_to_the_same(tmp_path):
    bundle = read_folder(_folder(tmp_path), b"feature")
    turned = Bundle(bundle.slug, dict(reversed(bundle.files.items())))

    assert pack(bundle) == pack(turned)
    assert unpack(pack(bundle)) == bundle


def test_the_hash_knows_every_path_and_every_byte():
    first = Bundle("a", {"x": b"1", "y": b"2"})
    others = [
        Bundle("a", {"x": b"1", "y": b"3"}),
        Bundle("a", {"x": b"1", "z": b"2"}),
        Bundle("a", {"x": b"1"}),
        Bundle("a", {"x": b"12", "y": b""}),
    ]

    assert digest(first) == digest(Bundle("a", {"y": b"2", "x": b"1"}))
    assert digest(first) not in {digest(each) for each in others}


@pytest.mark.parametrize("data", [b"", b"PK\x03\x04", b"not a zip at all"])
def test_what_was_not_packed_by_us_is_refused(data):
    with pytest.raises(BundleRejected):
        unpack(data)


def test_a_packed_path_that_climbs_out_is_refused():
    files = {"manifest.json": b"", "process.bpmn": b"", "../../evil.json": b""}

    with pytest.raises(BundleRejected) as refused:
        unpack(pack(Bundle("agenda", files)))

    assert _codes(refused) == ["bad_path"]
