"""The ledger: for every sentence of the rules, what cites it and what proves it."""

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass
from typing import Protocol

from engine.acceptance.report import FAILED, PASSED, PLANNED
from engine.model.procedure import Procedure
from engine.model.reference import Clause, Reference, Regulation

PROVEN, UNPROVEN, NOT_EXECUTABLE = "proven", "unproven", "not_executable"


class Judged(Protocol):
    """A scenario of which somebody knows what it came to."""

    @property
    def procedure(self) -> str:
        """The feature that it stands in."""

    @property
    def name(self) -> str:
        """Its name."""

    @property
    def references(self) -> tuple[str, ...]:
        """The clauses that it is tagged with."""

    @property
    def verdict(self) -> str:
        """What it came to: passed, failed or planned."""

    @property
    def reason(self) -> str:
        """Why it failed."""


@dataclass(frozen=True, slots=True)
class LedgerRow:
    """One clause. `sentence` is its reference (`42.1`, `40(2)`); `elements` are
    `slug:element` ids; `scenarios` are `slug: name` of those that bear its tag;
    `verdict` is proven, failed, unproven, planned or not_executable."""

    article: int
    sentence: str
    kind: str
    elements: tuple[str, ...]
    scenarios: tuple[str, ...]
    verdict: str
    reason: str


def citations(procedures: Iterable[Procedure]) -> dict[Reference, tuple[str, ...]]:
    """Return, for each reference, the `slug:element` ids that cite it."""
    cited: dict[Reference, dict[str, None]] = {}
    for procedure in procedures:
        for references, where in _citing(procedure):
            for text in references:
                places = cited.setdefault(Reference.parse(text), {})
                places[f"{procedure.manifest.slug}:{where}"] = None
    return {reference: tuple(places) for reference, places in cited.items()}


def _citing(procedure: Procedure) -> Iterator[tuple[Iterable[str], str]]:
    manifest, diagram = procedure.manifest, procedure.diagram
    yield manifest.start_references, "start"
    yield from ((way.references, way.outcome) for way in manifest.terminations)
    yield from ((limit.references, limit.key) for limit in diagram.limits)
    for element in diagram.elements.values():
        yield element.references, element.element_id
        yield from ((limit.references, element.element_id) for limit in element.limits)
    yield from ((flow.references, flow.flow_id) for flow in diagram.flows.values())
    for form in procedure.forms.values():
        yield from ((field.references, f"form:{form.key}") for field in form.fields)
        yield from ((rule.references, f"form:{form.key}") for rule in form.rules)


def build_ledger(
    regulation: Regulation,
    procedures: Mapping[str, Procedure],
    verdicts: Iterable[Judged],
    names: Mapping[str, str],
) -> tuple[LedgerRow, ...]:
    """Return a row for every clause of every article, in order.

    `procedures` are those in force by slug; `names` gives the Chinese name of every
    procedure, those to come included.
    """
    cited = citations(procedures.values())
    tagged: dict[str, list[Judged]] = {}
    for verdict in verdicts:
        for reference in verdict.references:
            tagged.setdefault(reference, []).append(verdict)
    return tuple(
        _row(clause, cited.get(clause.reference, ()), tagged, procedures, names)
        for number in sorted(regulation.articles)
        for clause in regulation.articles[number].clauses
    )


def _row(
    clause: Clause,
    elements: tuple[str, ...],
    tagged: Mapping[str, list[Judged]],
    procedures: Mapping[str, Procedure],
    names: Mapping[str, str],
) -> LedgerRow:
    scenarios = tagged.get(str(clause.reference), [])
    verdict, reason = _verdict(clause, scenarios, procedures, names)
    return LedgerRow(
        clause.reference.article,
        str(clause.reference),
        clause.kind,
        elements,
        tuple(f"{s.procedure}: {s.name}" for s in scenarios),
        verdict,
        reason,
    )


def _verdict(
    clause: Clause,
    scenarios: list[Judged],
    procedures: Mapping[str, Procedure],
    names: Mapping[str, str],
) -> tuple[str, str]:
    if not clause.is_executable:
        return NOT_EXECUTABLE, clause.reason
    failed = [s for s in scenarios if s.verdict == FAILED]
    if failed:
        return FAILED, failed[0].reason
    awaited = [slug for slug in clause.procedures if slug not in procedures]
    told = "、".join(names.get(slug, slug) for slug in awaited)
    if any(s.verdict == PASSED for s in scenarios):
        return PROVEN, f"还将见于待建程序：{told}" if told else ""
    if awaited or any(s.verdict == PLANNED for s in scenarios):
        return PLANNED, f"待建程序：{told}" if told else "场景待其他程序建成后运行"
    return UNPROVEN, "没有场景证明这一句"


def ledger_json(rows: Iterable[LedgerRow]) -> str:
    """Return the rows in the shape that `zhangfa ledger --json` promises."""
    return json.dumps([asdict(row) for row in rows], ensure_ascii=False, indent=1)


def summary(rows: Iterable[LedgerRow]) -> dict[int, str]:
    """Return one verdict an article: the weakest of its executable sentences."""
    order = (FAILED, UNPROVEN, PLANNED, PROVEN, NOT_EXECUTABLE)
    worst: dict[int, str] = {}
    for row in rows:
        known = worst.get(row.article, NOT_EXECUTABLE)
        worst[row.article] = min(known, row.verdict, key=order.index)
    return worst
