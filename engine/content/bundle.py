"""The files of a procedure: read from its folder, named by a hash, packed in one."""

import hashlib
import io
import re
import zipfile
from collections.abc import Iterator, Mapping
from pathlib import Path

from engine.model.errors import BundleRejected
from engine.model.finding import Finding, Severity
from engine.model.procedure import Bundle

FEATURE = "acceptance.feature"
NEEDED = ("manifest.json", "process.bpmn")
FILES = 200
FILE_BYTES = 2_000_000
TOTAL_BYTES = 8_000_000

_SLUG = re.compile(r"[a-z][a-z0-9_]{0,63}")
_NAME = r"[a-z][a-z0-9_]{0,63}"
_PATH = re.compile(
    rf"manifest\.json|process\.bpmn|{_NAME}\.dmn|forms/{_NAME}\.json"
    rf"|shared/{_NAME}\.bpmn|acceptance\.feature"
)
_EPOCH = (1980, 1, 1, 0, 0, 0)


def read_folder(
    path: Path, feature: bytes | None = None, shared: Mapping[str, bytes] | None = None
) -> Bundle:
    """Return the bundle of a procedure's folder.

    Args:
        path: The folder; its name is the slug.
        feature: The scenarios where they are authored outside the folder; only what
            was exported brings its own along, as it does the shared parts.
        shared: Sub-processes that the procedure calls, by name without `.bpmn`.

    Raises:
        BundleRejected: A file that may not be there, a link, too much of anything.
    """
    if not path.is_dir():
        raise BundleRejected([_finding(path.name, "no_folder", "没有这个程序目录。")])
    findings: list[Finding] = []
    files: dict[str, bytes] = {}
    for name, file in _files_below(path):
        if file.is_symlink() or not _PATH.fullmatch(name):
            findings.append(
                _finding(name, "unexpected_file", f"程序目录里不应有“{name}”，请移走。")
            )
        elif file.stat().st_size > FILE_BYTES:
            findings.append(_finding(name, "file_too_large", f"“{name}”超过 2 MB。"))
        else:
            files[name] = file.read_bytes()
    if feature is not None:
        files[FEATURE] = feature
    files |= {f"shared/{name}.bpmn": data for name, data in (shared or {}).items()}
    bundle = Bundle(path.resolve().name, files)
    _refuse(findings + list(check_bundle(bundle)))
    return bundle


def check_bundle(bundle: Bundle) -> tuple[Finding, ...]:
    """Return what is wrong with a bundle's names and sizes, whoever made it."""
    findings = [
        _finding(name, "file_missing", f"缺少“{name}”。")
        for name in NEEDED
        if name not in bundle.files
    ]
    if not _SLUG.fullmatch(bundle.slug):
        text = f"程序代号“{bundle.slug}”只能用小写字母、数字和下划线。"
        findings.append(_finding(bundle.slug, "bad_slug", text))
    for name, data in bundle.files.items():
        findings += check_file(name, data)
    if len(bundle.files) > FILES:
        findings.append(_finding(bundle.slug, "too_many_files", "文件超过 200 个。"))
    if sum(map(len, bundle.files.values())) > TOTAL_BYTES:
        findings.append(_finding(bundle.slug, "too_large", "全部文件超过 8 MB。"))
    return tuple(findings)


def check_file(name: str, data: bytes) -> tuple[Finding, ...]:
    """Return what is wrong with a file's name or size."""
    if not _PATH.fullmatch(name):
        return (_finding(name, "bad_path", f"文件名“{name}”不合规定。"),)
    if len(data) > FILE_BYTES:
        return (_finding(name, "file_too_large", f"“{name}”超过 2 MB。"),)
    return ()


def digest(bundle: Bundle) -> str:
    """Return the SHA-256 (hex) over the paths, sorted, and their contents."""
    whole = hashlib.sha256()
    for name in sorted(bundle.files):
        data = bundle.files[name]
        whole.update(f"{name}\n{len(data)}\n".encode())
        whole.update(data)
    return whole.hexdigest()


def pack(bundle: Bundle) -> bytes:
    """Return the bundle as one ZIP file; the same bundle gives the same bytes."""
    target = io.BytesIO()
    # Stored, not deflated: what a compressor writes changes with its release.
    with zipfile.ZipFile(target, "w", zipfile.ZIP_STORED) as archive:
        for name in sorted(bundle.files):
            entry = zipfile.ZipInfo(f"{bundle.slug}/{name}", _EPOCH)
            entry.create_system = 3
            entry.external_attr = 0o644 << 16
            archive.writestr(entry, bundle.files[name])
    return target.getvalue()


def unpack(data: bytes) -> Bundle:
    """Return the bundle that `pack` wrote.

    Raises:
        BundleRejected: It is no such file, or a path or size is not allowed.
    """
    try:
        bundle = _unpack(data)
    except (zipfile.BadZipFile, ValueError, NotImplementedError, EOFError) as error:
        finding = _finding("", "no_bundle", "这不是导出的程序包，或文件已损坏。")
        raise BundleRejected([finding]) from error
    _refuse(check_bundle(bundle))
    return bundle


def _unpack(data: bytes) -> Bundle:
    if len(data) > TOTAL_BYTES + 200 * FILES:
        raise ValueError(len(data))
    slug, files = "", {}
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        for entry in archive.infolist():
            if entry.compress_type != zipfile.ZIP_STORED or entry.flag_bits & 1:
                raise ValueError(entry.filename)
            folder, _, name = entry.filename.partition("/")
            if name in files or slug not in {"", folder}:
                raise ValueError(entry.filename)
            slug = folder
            files[name] = archive.read(entry)
    return Bundle(slug, files)


def _files_below(folder: Path) -> Iterator[tuple[str, Path]]:
    """Give every file by its relative path; what a link points to is not entered."""
    for entry in sorted(folder.iterdir()):
        if entry.is_dir() and not entry.is_symlink():
            for name, file in _files_below(entry):
                yield f"{entry.name}/{name}", file
        else:
            yield entry.name, entry


def _refuse(findings: tuple[Finding, ...] | list[Finding]) -> None:
    if findings:
        raise BundleRejected(findings)


def _finding(path: str, code: str, text: str) -> Finding:
    return Finding(Severity.ERROR, path, code, text)
