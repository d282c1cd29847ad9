"""Try the scenarios of a draft, one or all, as its author has them before them now."""

import json
from collections.abc import Collection, Iterator, Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Lock
from typing import Any

from engine.acceptance.gate_child import ASKED, CHILD, DRAFT, Asking
from engine.acceptance.gate_follow import follow
from engine.acceptance.report import verdict_from
from engine.acceptance.scenarios import FeatureBroken, read_scenarios
from engine.assembly import Engine, read_procedure
from engine.content.bundle import FEATURE, pack
from engine.model.errors import BundleRejected
from engine.model.finding import Finding, Severity
from engine.model.procedure import Bundle
from engine.runtime.folders import write_bundle
from engine.runtime.looking import look
from engine.runtime.proof_hashes import staged
from engine.runtime.read_draft import read_draft

SCENARIO_S = 20.0
WALL_S = 120.0
CPU_S = 120
MEMORY_BYTES = 2_000_000_000
PATIENCE_S = 20.0
BROKEN = "broken"
CUT_OFF = "运行用尽了时间、处理器或内存，已经中断"

# One trial at a time in a process: whoever works in the office comes first.
_TURN = Lock()


@dataclass(frozen=True, slots=True)
class Tried:
    """What one scenario came to; `line` is where it stands in the feature.

    `name` is empty where the run itself ended, which `reason` explains. An outline is
    told once for each of its examples.
    """

    name: str
    line: int
    verdict: str
    reason: str = ""
    sentence: str = ""
    seconds: float = 0.0
    walked: tuple[str, ...] = ()


def try_scenarios(
    engine: Engine,
    draft_id: str,
    *,
    by: str,
    overlay: Mapping[str, bytes],
    names: Collection[str] = (),
) -> Iterator[Tried]:
    """Yield what the scenarios come to, in a process of their own with limits.

    Args:
        engine: The office's, among whose procedures the draft is tried.
        draft_id: Which draft.
        by: Who asks.
        overlay: Files as they would be, over those that are saved.
        names: The scenarios wanted; none means all.

    Raises:
        RoleMissing: The person is neither designer nor reviewer.
        DraftNotFound: There is no such draft.
        BundleRejected: The draft or its feature cannot be read, so nothing can run.
    """
    read = read_draft(engine, draft_id, by=by)
    draft = Bundle(read.draft.slug, {**read.files, **overlay})
    with look(engine) as here:
        bundles = staged(here, draft)
    feature = draft.files.get(FEATURE, b"")
    lines, wanted = _wanted(feature, names)
    read_procedure(draft)
    return _run(bundles, draft, lines, wanted)


def _wanted(
    feature: bytes, names: Collection[str]
) -> tuple[dict[str, int], tuple[str, ...]]:
    """Return the line of each scenario by its hash, and the hashes wanted."""
    try:
        scenarios = read_scenarios(feature)
    except FeatureBroken as error:
        text = f"第 {error.line} 行不合场景的语法，还不能运行。"
        finding = Finding(Severity.ERROR, FEATURE, "feature_broken", text)
        raise BundleRejected([finding]) from error
    lines = {each.digest: each.line for each in scenarios}
    chosen = [each.digest for each in scenarios if not names or each.name in names]
    return lines, tuple(chosen)


def _run(
    bundles: Mapping[str, Bundle],
    draft: Bundle,
    lines: Mapping[str, int],
    wanted: tuple[str, ...],
) -> Iterator[Tried]:
    """Yield as the child tells; whatever happens, the turn is given back.

    It is taken here, not before: a generator that nobody asks has nothing to give back.
    """
    if not wanted:
        yield Tried("", 0, BROKEN, "没有这样的场景可运行")
        return
    if not _TURN.acquire(timeout=PATIENCE_S):
        yield Tried("", 0, BROKEN, "别人的场景正在运行，请过一会儿再试")
        return
    try:
        with TemporaryDirectory(prefix="zhangfa-try-") as name:
            folder = Path(name)
            _lay_out(folder, bundles, draft, wanted)
            yield from _told(folder, draft.slug, lines)
    finally:
        _TURN.release()


def _lay_out(
    folder: Path,
    bundles: Mapping[str, Bundle],
    draft: Bundle,
    wanted: tuple[str, ...],
) -> None:
    processes, feature = folder / "processes", folder / f"{draft.slug}.feature"
    processes.mkdir()
    for slug, bundle in bundles.items():
        write_bundle(bundle, processes / slug)
    feature.write_bytes(draft.files.get(FEATURE, b""))
    asking = Asking(
        features=(str(feature),),
        only=wanted,
        staged=str(processes),
        scenario_s=SCENARIO_S,
        cpu_s=CPU_S,
        memory_bytes=MEMORY_BYTES,
    )
    (folder / ASKED).write_text(json.dumps(asdict(asking)), encoding="utf-8")
    (folder / DRAFT).write_bytes(pack(draft))


def _told(folder: Path, slug: str, lines: Mapping[str, int]) -> Iterator[Tried]:
    ended = False
    for told in follow(CHILD, folder, wall_s=WALL_S):
        found = told or {}
        ended = ended or "end" in found
        if "broken" in found:
            yield Tried("", 0, BROKEN, str(found["broken"]))
        if "verdict" in found:
            shown: Any = found["verdict"]
            verdict = verdict_from(shown)
            yield Tried(
                verdict.name,
                lines.get(verdict.digest, 0),
                verdict.verdict,
                verdict.reason,
                verdict.sentence,
                verdict.seconds,
                tuple(verdict.walked.get(slug, ())),
            )
    if not ended:
        yield Tried("", 0, BROKEN, CUT_OFF)
