"""Acceptance of what is in force in the running office, in the background.

Scenarios that this engine has found to hold on these very procedures are not run
again; the others run in a process of their own, and the run tells how far it is.
"""

import json
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import asdict
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Lock, Thread
from time import monotonic

from engine.acceptance.gate_child import ASKED, CHILD, Asking
from engine.acceptance.gate_features import (
    feature_of,
    features_across,
    scenarios_in,
)
from engine.acceptance.gate_follow import follow
from engine.acceptance.gate_sums import by_digest
from engine.acceptance.report import FAILED, ScenarioVerdict
from engine.assembly import Engine
from engine.model.acceptance_run import AcceptanceRun, Accepted
from engine.model.errors import StoreUnreachable
from engine.model.shaping import shaped
from engine.runtime.ask_acceptance import ask_acceptance
from engine.runtime.drafting import name_of
from engine.runtime.folders import write_bundle
from engine.runtime.run_acceptance import (
    InForce,
    begin_acceptance,
    break_acceptance,
    conclude_acceptance,
    read_in_force,
    tell_acceptance,
)
from engine.runtime.run_proof import keep_verdicts

SCENARIO_S = 20.0
WALL_S = 3_600.0
CPU_S = 3_600
MEMORY_BYTES = 3_000_000_000
TELL_EVERY_S = 1.0
# One run at a time in a process.
_TURN = Lock()


def start_acceptance(engine: Engine, *, by: str) -> AcceptanceRun:
    """Begin a run over what is in force; return it to be followed.

    Raises:
        RoleMissing: The person is neither designer nor reviewer.
    """
    run = ask_acceptance(engine, by=by)
    arguments = (engine, run.run_id)
    Thread(target=_run_beside, args=arguments, name="accept", daemon=True).start()
    return run


def _run_beside(engine: Engine, run_id: str) -> None:
    """Run beside the server; without its database the run only stops to show life."""
    with suppress(StoreUnreachable):
        run_acceptance(engine, run_id)


def run_acceptance(engine: Engine, run_id: str) -> bool:
    """Run what was asked for; False if another does so, or it came to nothing."""
    with _TURN:
        material = read_in_force(engine, run_id)
        features = tuple(_features(material))
        digests = tuple(
            dict.fromkeys(
                each.digest for _, data in features for each in scenarios_in(data)
            )
        )
        if not begin_acceptance(engine, run_id, total=len(digests)):
            return False
        concluded = False
        try:
            found = _find(engine, material, features, digests)
            concluded = found is not None and conclude_acceptance(
                engine, run_id, tuple(_accepted(found, digests))
            )
        finally:
            if not concluded:
                break_acceptance(engine, run_id)
        return concluded


def _features(material: InForce) -> Iterator[tuple[str, bytes]]:
    """Give what is asked: the scenarios of every procedure, then those across."""
    for slug, bundle in material.bundles.items():
        if feature := feature_of(bundle):
            yield slug, feature
    here = {name_of(each) for each in material.bundles.values()}
    yield from ((name, data) for name, data, _ in features_across(here))


def _find(
    engine: Engine,
    material: InForce,
    features: tuple[tuple[str, bytes], ...],
    digests: tuple[str, ...],
) -> list[ScenarioVerdict] | None:
    """Return every verdict, known or new; None if the run was cut off or given up."""
    known = {each: material.known[each] for each in digests if each in material.known}
    found = [
        shaped(ScenarioVerdict, verdict)
        for evidence in known.values()
        for verdict in _listed(evidence["verdicts"])
    ]
    to_run = tuple(each for each in digests if each not in known)
    if not to_run:
        return found
    ran = _run(engine, material, features, to_run, reused=len(known))
    if ran is None:
        return None
    passed = {
        digest: {"verdicts": [asdict(each) for each in verdicts]}
        for digest, verdicts in by_digest(ran).items()
        if digest and all(each.verdict != FAILED for each in verdicts)
    }
    keep_verdicts(engine, material.run, passed)
    return found + ran


def _listed(value: object) -> list[object]:
    return value if isinstance(value, list) else []


def _run(
    engine: Engine,
    material: InForce,
    features: tuple[tuple[str, bytes], ...],
    to_run: tuple[str, ...],
    *,
    reused: int,
) -> list[ScenarioVerdict] | None:
    """Let the process run these scenarios, telling how far it is."""
    ran: list[ScenarioVerdict] = []
    with TemporaryDirectory(prefix="zhangfa-accept-") as name:
        folder = Path(name)
        _lay_out(material, features, to_run, folder)
        told_at = 0.0
        for line in follow(CHILD, folder, wall_s=WALL_S):
            if line and "verdict" in line:
                ran.append(shaped(ScenarioVerdict, line["verdict"]))
            elif line and "broken" in line:
                return None
            elif line and "end" in line:
                return ran
            if monotonic() - told_at >= TELL_EVERY_S:
                told_at = monotonic()
                seen = reused + len({each.digest for each in ran})
                if not tell_acceptance(engine, material.run.run_id, seen=seen):
                    return None
    return None


def _lay_out(
    material: InForce,
    features: tuple[tuple[str, bytes], ...],
    to_run: tuple[str, ...],
    folder: Path,
) -> None:
    staged = folder / "processes"
    for slug, bundle in material.bundles.items():
        write_bundle(bundle, staged / slug)
    paths = []
    for name, data in features:
        path = folder / "features" / f"{name}.feature"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
        paths.append(path)
    asking = Asking(
        features=tuple(map(str, paths)),
        only=to_run,
        staged=str(staged),
        scenario_s=SCENARIO_S,
        cpu_s=CPU_S,
        memory_bytes=MEMORY_BYTES,
    )
    (folder / ASKED).write_text(json.dumps(asdict(asking)), encoding="utf-8")


def _accepted(
    found: list[ScenarioVerdict], digests: tuple[str, ...]
) -> Iterator[Accepted]:
    """Give what is kept of the verdicts, in the order of the features."""
    of = by_digest(found)
    for digest in digests:
        for each in of.get(digest, ()):
            yield Accepted(
                procedure=each.procedure,
                name=each.name,
                references=each.references,
                verdict=each.verdict,
                reason=each.reason,
                reached={
                    reference: each.evidence[reference]
                    for reference in each.references
                    if reference in each.evidence
                },
            )
