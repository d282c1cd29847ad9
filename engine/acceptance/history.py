"""The history of a procedure's proofs: each with what has changed since the last."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from engine.acceptance.gate_sums import scenario_changes
from engine.assembly import Engine
from engine.model.design_read import ProofLine
from engine.model.difference import Change, FileDifference, VersionDifference
from engine.model.proof import ScenarioChange
from engine.model.reference import Regulation
from engine.runtime.compare_versions import compare_versions
from engine.runtime.read_design import read_proofs, read_versions

# Of how many proofs it is worked out what changed, and how many names are told.
MOST_COMPARED, MOST_NAMED = 20, 4
_CHANGES: Mapping[Change, str] = {
    Change.ADDED: "新增",
    Change.CHANGED: "改动",
    Change.REMOVED: "删去",
}
_KINDS: Mapping[str, Change] = {
    "added": Change.ADDED,
    "edited": Change.CHANGED,
    "removed": Change.REMOVED,
}


@dataclass(frozen=True, slots=True)
class Proven:
    """A proof in the history.

    `since` is what it is held against: the proof before it of the same draft, else the
    version that was in force (as `compare_versions` names it), told as `since_told`;
    `changes` says in words what differs, None where that was not worked out. `base` is
    the number of the version in force then, 0 for none.
    """

    line: ProofLine
    since: str
    since_told: str
    changes: tuple[str, ...] | None
    base: int


@dataclass(frozen=True, slots=True)
class History:
    """A procedure's proofs, newest first; `current` is the version in force now."""

    slug: str
    name: str
    current: str
    number: int
    proofs: tuple[Proven, ...]


def read_history(engine: Engine, slug: str, *, by: str) -> History:
    """Return the proofs of a procedure, with what changed from one to the next.

    Raises:
        RoleMissing: The person is neither designer nor reviewer.
        ProcedureNotFound: It has no version.
    """
    name, shown = read_versions(engine, slug, by=by)
    numbers = {each.version.version_id: each.version.number for each in shown}
    now = next((v.version for v in shown if v.version.is_current), None)
    lines = read_proofs(engine, by=by, slug=slug)
    proofs = []
    for place, line in enumerate(lines):
        since, told = _since(line, lines[place + 1 :], numbers)
        changes = None
        if place < MOST_COMPARED:
            this = f"proof:{line.proof.proof_id}"
            changes = changes_between(engine, since, this, by=by)
        base = numbers.get(line.proof.based_on, 0)
        proofs.append(Proven(line, since, told, changes, base))
    return History(
        slug=slug,
        name=name,
        current=now.version_id if now is not None else "",
        number=now.number if now is not None else 0,
        proofs=tuple(proofs),
    )


def changes_between(
    engine: Engine, before: str, after: str, *, by: str
) -> tuple[str, ...]:
    """Return in words what tells two states apart, as `compare_versions` names them."""
    difference = compare_versions(engine, before, after, by=by)
    return tuple(in_words(difference, engine.regulation))


def in_words(difference: VersionDifference, regulation: Regulation) -> Iterator[str]:
    """Give a sentence for each file, and one for the scenarios."""
    for file in difference.files:
        yield f"{file.title}（{file.path}）：{_of_file(file)}"
    before, after = difference.before.feature, difference.after.feature
    scenarios = scenario_changes(before, after, regulation)
    if scenarios:
        yield f"场景：{_of_scenarios(scenarios)}"


def _of_file(file: FileDifference) -> str:
    if file.change is not Change.CHANGED:
        return _CHANGES[file.change]
    return _listed(
        {
            change: [
                f"{each.what}“{each.name or each.thing_id}”"
                + (
                    f"（{'、'.join(f.field for f in each.fields)}）"
                    if each.fields
                    else ""
                )
                for each in file.things
                if each.change is change
            ]
            for change in _CHANGES
        }
    )


def _of_scenarios(scenarios: tuple[ScenarioChange, ...]) -> str:
    named: dict[Change, list[str]] = {}
    for each in scenarios:
        named.setdefault(_KINDS[each.kind], []).append(f"“{each.name}”")
    return _listed(named)


def _listed(named: Mapping[Change, list[str]]) -> str:
    parts = []
    for change, words in _CHANGES.items():
        names = named.get(change, [])
        if names:
            more = f"等 {len(names)} 处" if len(names) > MOST_NAMED else ""
            parts.append(f"{words}{'、'.join(names[:MOST_NAMED])}{more}")
    return "；".join(parts)


def _since(
    line: ProofLine, earlier: tuple[ProofLine, ...], numbers: Mapping[str, int]
) -> tuple[str, str]:
    """Return what the proof is held against, and how that is called."""
    for each in earlier:
        if each.proof.draft_id == line.proof.draft_id:
            return f"proof:{each.proof.proof_id}", "这份草稿的上一次检验"
    number = numbers.get(line.proof.based_on)
    told = f"当时的现行版本（第 {number} 版）" if number else "没有发布过的程序"
    return f"version:{line.proof.based_on}", told
