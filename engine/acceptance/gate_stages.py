"""The stages of the gate, one after another, and what each of them found."""

import json
from collections.abc import Callable
from dataclasses import asdict, dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory
from time import monotonic
from typing import Any

from engine.acceptance.feature_check import check_feature
from engine.acceptance.gate_child import ASKED, CHILD, DRAFT, Asking
from engine.acceptance.gate_features import (
    Asked,
    asked_of,
    feature_of,
    lay_out,
)
from engine.acceptance.gate_follow import follow
from engine.acceptance.gate_report import (
    Found,
    check_words,
    report_of,
    report_of_errors,
    sound_words,
)
from engine.acceptance.gate_sums import by_digest
from engine.acceptance.report import FAILED, PASSED, ScenarioVerdict, verdict_from
from engine.assembly import Engine
from engine.content.bundle import pack
from engine.model.proof import Origin, ProofReport, Stage, Told
from engine.model.shaping import shaped
from engine.model.soundness import SoundnessKind, SoundnessVerdict
from engine.runtime.folders import write_bundle
from engine.runtime.run_proof import Material, keep_verdicts, tell_proof

# A draft of one procedure takes seconds; what takes minutes is stuck.
SCENARIO_S = 20.0
WALL_S = 300.0
CPU_S = 240
MEMORY_BYTES = 3_000_000_000
TELL_EVERY_S = 0.4
_WHOSE = {
    Origin.DRAFT: "场景",
    Origin.IN_FORCE: "现行版本的场景",
    Origin.ACROSS: "跨程序场景",
}
CUT_OFF = "运行用尽了时间、处理器或内存，已经中断"
Tell = Callable[[Told], None]


class GivenUp(RuntimeError):
    """Somebody else has given the run up: nobody waits for it any more."""


@dataclass(slots=True)
class Diary:
    """Tells a run's progress, a few lines at a time; each telling is a sign of life."""

    engine: Engine
    proof_id: str
    tell: Tell | None = None
    lines: list[Told] = field(default_factory=list)
    told_at: float = 0.0

    def note(self, stage: Stage, words: str, mark: str = "") -> None:
        """Note a line; it is told soon."""
        line = Told(stage, words, mark)
        self.lines.append(line)
        if self.tell is not None:
            self.tell(line)
        if monotonic() - self.told_at >= TELL_EVERY_S:
            self.flush()

    def flush(self) -> None:
        """Tell what was noted, or only that the run lives.

        Raises:
            GivenUp: The run was given up.
        """
        self.told_at = monotonic()
        if not tell_proof(self.engine, self.proof_id, tuple(self.lines)):
            raise GivenUp
        self.lines.clear()


def go_through(engine: Engine, material: Material, diary: Diary) -> ProofReport:
    """Go through the stages; what has errors is not run at all."""
    feature = check_feature(feature_of(material.draft), engine.regulation)
    found = Found(findings=(*material.findings, *feature))
    errors, words = check_words(found.findings)
    diary.note(Stage.CHECK, words, FAILED if errors else PASSED)
    if any(each.keeps_from_running for each in found.findings):
        return report_of_errors(material, found.findings)
    asked = asked_of(material)
    to_run = _reuse(asked, material, found, diary)
    _run(engine, material, asked, to_run, found, diary)
    report = report_of(material, asked, found, engine.regulation)
    last = report.stages[-1]
    diary.note(last.stage, last.words, PASSED if last.passed else FAILED)
    return report


def _reuse(
    asked: Asked, material: Material, found: Found, diary: Diary
) -> tuple[str, ...]:
    """Take over what is known of scenarios; return the hashes of the others."""
    known = [each for each in asked.digests if each in material.known]
    found.reused = frozenset(known)
    for digest in known:
        kept: Any = material.known[digest]["verdicts"]
        found.verdicts += [verdict_from(each) for each in kept]
    if known:
        words = f"{len(known)} 个场景和它们所依据的都没有变，沿用上次的结论"
        diary.note(Stage.ACCEPT, words, PASSED)
    return tuple(each for each in asked.digests if each not in material.known)


def _run(  # noqa: PLR0917 (what one run knows)
    engine: Engine,
    material: Material,
    asked: Asked,
    to_run: tuple[str, ...],
    found: Found,
    diary: Diary,
) -> None:
    """Run soundness and scenarios in a process of their own, and hear what it tells."""
    if to_run:
        diary.note(Stage.ACCEPT, f"要运行 {len(to_run)} 个场景")
    with TemporaryDirectory(prefix="zhangfa-gate-") as name:
        folder = Path(name)
        _lay_out(material, asked, to_run, folder)
        ended, ran = False, []
        for line in follow(CHILD, folder, wall_s=WALL_S):
            if line is None:
                diary.flush()
            elif "sound" in line:
                found.soundness = shaped(SoundnessVerdict, line["sound"])
                is_sound = found.soundness.kind is not SoundnessKind.UNSOUND
                words = sound_words(found.soundness)
                diary.note(Stage.SOUND, words, PASSED if is_sound else FAILED)
            elif "verdict" in line:
                told: Any = line["verdict"]
                ran.append(verdict_from(told))
                _note_scenario(diary, ran[-1], asked)
            elif "broken" in line:
                found.broken = str(line["broken"])
            ended = ended or "end" in line if line else ended
    if not ended:
        found.broken = found.broken or CUT_OFF
    found.verdicts += ran
    passed = {
        digest: {"verdicts": [asdict(each) for each in verdicts]}
        for digest, verdicts in by_digest(ran).items()
        if digest and all(each.verdict != FAILED for each in verdicts)
    }
    if ended and not found.broken:
        keep_verdicts(engine, material.proof, passed)


def _note_scenario(diary: Diary, verdict: ScenarioVerdict, asked: Asked) -> None:
    whose = _WHOSE[asked.of(verdict.digest)]
    why = f"：{verdict.reason}" if verdict.verdict == FAILED else ""
    diary.note(Stage.ACCEPT, f"{whose}“{verdict.name}”{why}", verdict.verdict)


def _lay_out(
    material: Material, asked: Asked, to_run: tuple[str, ...], folder: Path
) -> None:
    """Write all that the process needs below the folder."""
    staged = folder / "processes"
    staged.mkdir()
    for slug, bundle in material.bundles.items():
        write_bundle(bundle, staged / slug)
    features = lay_out(asked, folder / "features")
    asking = Asking(
        features=tuple(str(each) for each in features),
        only=to_run,
        staged=str(staged),
        scenario_s=SCENARIO_S,
        cpu_s=CPU_S,
        memory_bytes=MEMORY_BYTES,
    )
    (folder / ASKED).write_text(json.dumps(asdict(asking)), encoding="utf-8")
    (folder / DRAFT).write_bytes(pack(material.draft))
