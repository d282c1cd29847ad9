"""What the verdicts come to: what is lost, unwalked, changed, and so refused."""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from engine.acceptance.gate_features import Asked, claims, scenarios_in
from engine.acceptance.report import FAILED, PASSED, ScenarioVerdict
from engine.acceptance.scenarios import ScenarioText
from engine.model.diagram import Diagram
from engine.model.finding import Finding, Severity
from engine.model.proof import (
    FlowShown,
    LostClause,
    Objection,
    Origin,
    ProofReport,
    ScenarioChange,
    ScenarioProof,
)
from engine.model.reference import Reference, Regulation
from engine.model.soundness import SoundnessKind, SoundnessVerdict

MOST_NAMED = 5
_KEPT = (Origin.DRAFT, Origin.ACROSS)


def scenario_proofs(
    verdicts: Iterable[ScenarioVerdict], asked: Asked, reused: frozenset[str]
) -> tuple[ScenarioProof, ...]:
    """Return the verdicts as the report shows them: those that failed first.

    Otherwise they stand as their features do, whatever came first of the processes.
    """
    place = {digest: number for number, digest in enumerate(asked.digests)}
    shown = [
        ScenarioProof(
            origin=asked.of(each.digest),
            name=each.name,
            references=each.references,
            verdict=each.verdict,
            reason=each.reason,
            sentence=each.sentence,
            walked=each.walked,
            seconds=round(each.seconds, 3),
            reused=each.digest in reused,
        )
        for each in sorted(
            verdicts, key=lambda v: (place.get(v.digest, len(place)), v.place)
        )
    ]
    return tuple(sorted(shown, key=_weight))


def _weight(scenario: ScenarioProof) -> tuple[bool, int]:
    """What failed comes first, and the draft's own before others'."""
    return scenario.verdict != FAILED, list(Origin).index(scenario.origin)


def changes(
    asked: Asked, failed: frozenset[str], regulation: Regulation
) -> tuple[ScenarioChange, ...]:
    """Return which scenarios are gone, otherwise or new beside the version in force.

    Args:
        asked: The scenarios of both.
        failed: Hashes of those that do not hold on the draft.
        regulation: The rules.
    """
    return _changes(asked.before, asked.own, failed, regulation)


def scenario_changes(
    before: bytes, after: bytes, regulation: Regulation
) -> tuple[ScenarioChange, ...]:
    """Return which scenarios two features do not share."""
    known, now = scenarios_in(before), scenarios_in(after)
    return _changes(known, now, frozenset(), regulation)


def _changes(
    known: Sequence[ScenarioText],
    now: Sequence[ScenarioText],
    failed: frozenset[str],
    regulation: Regulation,
) -> tuple[ScenarioChange, ...]:
    own = {each.name: each for each in now}
    before = {each.name: each for each in known}
    found = []
    for name, old in before.items():
        new = own.get(name)
        if new is not None and new.digest == old.digest:
            continue
        kind = "removed" if new is None else "edited"
        told, instead = _told_apart(old, new)
        cited = claims(old, regulation)
        fails = old.digest in failed
        found.append(ScenarioChange(kind, name, told, instead, cited, fails))
    found += [
        ScenarioChange("added", name, "", new.text, claims(new, regulation))
        for name, new in own.items()
        if name not in before
    ]
    return tuple(found)


def _told_apart(old: ScenarioText, new: ScenarioText | None) -> tuple[str, str]:
    """Return both texts, with their backgrounds if nothing else tells them apart."""
    if new is None:
        return old.text, ""
    if old.text != new.text:
        return old.text, new.text
    return f"{old.background}\n{old.text}", f"{new.background}\n{new.text}"


def lost_clauses(
    asked: Asked,
    verdicts: Iterable[ScenarioVerdict],
    elsewhere: frozenset[str],
    regulation: Regulation,
) -> tuple[LostClause, ...]:
    """Return the clauses of which the draft takes away the last proof.

    What the version in force claims counts as proven: it came into force so.
    """
    kept = {
        reference
        for each in verdicts
        if each.verdict == PASSED and asked.of(each.digest) in _KEPT
        for reference in each.references
    }
    proven: dict[str, list[str]] = {}
    for scenario in asked.before:
        for reference in claims(scenario, regulation):
            proven.setdefault(reference, []).append(scenario.name)
    lost = sorted(proven.keys() - kept - elsewhere, key=Reference.parse)
    return tuple(LostClause(each, tuple(proven[each])) for each in lost)


def unwalked_flows(
    diagram: Diagram, verdicts: Iterable[ScenarioVerdict], asked: Asked
) -> tuple[FlowShown, ...]:
    """Return the flows that no scenario takes that holds and stays."""
    walked = {
        flow
        for each in verdicts
        if each.verdict == PASSED and asked.of(each.digest) in _KEPT
        for flow in each.walked.get(diagram.slug, ())
    }
    return tuple(
        FlowShown(flow_id, flow_words(diagram, flow_id))
        for flow_id in diagram.flows
        if flow_id not in walked
    )


def flow_words(diagram: Diagram, flow_id: str) -> str:
    """Return a flow in words: from where to where, by which answer."""
    flow = diagram.flows[flow_id]
    ends = [diagram.elements.get(each) for each in (flow.source, flow.target)]
    source, target = (each.name or each.element_id if each else "?" for each in ends)
    return f"“{source}”到“{target}”" + (f"（{flow.name}）" if flow.name else "")


def objections(
    report: ProofReport, broken: str, cited: Mapping[str, tuple[str, ...]]
) -> tuple[Objection, ...]:
    """Return every reason why the draft may not be published.

    Args:
        report: What was found.
        broken: Why the scenarios were not all run, or empty.
        cited: What the diagram's elements and flows cite, by id.
    """
    return (
        *of_findings(report.findings, cited),
        *_of_soundness(report.soundness, cited),
        *_of_scenarios(report.scenarios, report.changes),
        *([Objection("run_broken", f"场景没有全部运行：{broken}。")] if broken else ()),
        *(_of_lost(each) for each in report.lost),
        *_of_flows(report.unwalked),
    )


def of_findings(
    findings: Sequence[Finding], cited: Mapping[str, tuple[str, ...]]
) -> Iterator[Objection]:
    """Give one objection to all errors, with the articles of their elements."""
    errors = [each for each in findings if each.severity is Severity.ERROR]
    if errors:
        told = "".join(each.text for each in errors[:MOST_NAMED])
        words = f"检查有 {len(errors)} 个错误：{told}"
        references = _cited_at([each.element_id for each in errors], cited)
        yield Objection("check_failed", words, references)


def _of_soundness(
    verdict: SoundnessVerdict | None, cited: Mapping[str, tuple[str, ...]]
) -> Iterator[Objection]:
    if verdict is not None and verdict.kind is SoundnessKind.UNSOUND:
        for fault in verdict.faults[:MOST_NAMED]:
            references = _cited_at(fault.element_ids, cited)
            yield Objection("unsound", f"流程不健全：{fault.sentence}", references)


def _cited_at(
    ids: Iterable[str], cited: Mapping[str, tuple[str, ...]]
) -> tuple[str, ...]:
    return tuple(dict.fromkeys(r for each in ids for r in cited.get(each, ())))


def _of_scenarios(
    scenarios: Sequence[ScenarioProof], changed: Sequence[ScenarioChange]
) -> Iterator[Objection]:
    """Give those that fail; in their old form only those that are simply gone.

    Of one that was rewritten the legal office judges, who sees both texts.
    """
    edited = {each.name for each in changed if each.kind == "edited"}
    for each in scenarios:
        if each.verdict != FAILED:
            continue
        gone = each.origin is Origin.IN_FORCE
        if gone and any(_is_of(each.name, name) for name in edited):
            continue
        whose = {
            Origin.DRAFT: "场景",
            Origin.IN_FORCE: "现行版本的场景（草稿已删去）",
            Origin.ACROSS: "跨程序场景",
        }[each.origin]
        cited = f"（{labels(each.references)}）" if each.references else ""
        words = f"{whose}“{each.name}”{cited}没有通过：{each.reason}"
        yield Objection("scenario_failed", words, each.references)
    if not any(each.origin is Origin.DRAFT for each in scenarios):
        yield Objection("no_scenarios", "草稿没有一个运行过的场景。")


def _is_of(name: str, outline: str) -> bool:
    """Say whether a verdict is the scenario's, or that of one of its examples."""
    return name == outline or name.startswith(f"{outline}(")


def _of_lost(lost: LostClause) -> Objection:
    named = "、".join(f"“{each}”" for each in lost.scenarios[:MOST_NAMED])
    words = f"{labels([lost.reference])}失去最后的证明，现行版本由{named}证明。"
    return Objection("clause_lost", words, (lost.reference,))


def _of_flows(flows: Sequence[FlowShown]) -> Iterator[Objection]:
    if flows:
        named = "、".join(each.words for each in flows[:MOST_NAMED])
        more = "等" if len(flows) > MOST_NAMED else ""
        words = f"有 {len(flows)} 条流没有场景走到：{named}{more}。"
        yield Objection("flow_unwalked", words)


def labels(references: Iterable[str]) -> str:
    """Return the references as officials read them."""
    return "、".join(Reference.parse(each).label for each in references)


def by_digest(
    verdicts: Iterable[ScenarioVerdict],
) -> Mapping[str, tuple[ScenarioVerdict, ...]]:
    """Return the verdicts by their scenario's hash: an outline has several."""
    found: dict[str, tuple[ScenarioVerdict, ...]] = {}
    for each in verdicts:
        found[each.digest] = (*found.get(each.digest, ()), each)
    return found
