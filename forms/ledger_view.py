"""How the ledger reads on pages: rows by chapter, places in words, what changed."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from engine.acceptance.evidence import REFUSAL
from engine.acceptance.ledger import (
    NOT_EXECUTABLE,
    PROVEN,
    UNPROVEN,
    LedgerRow,
)
from engine.acceptance.report import FAILED, PASSED, PLANNED
from engine.model.acceptance_run import AcceptanceRun, Accepted
from engine.model.ledger_read import RunRead, Standing
from engine.model.procedure import Procedure
from engine.model.proof import ProofState
from engine.model.reference import Article, Clause, Reference, Regulation

# In the order in which a reviewer worries.
VERDICTS: Mapping[str, str] = {
    FAILED: "不成立",
    UNPROVEN: "没有证明",
    PROVEN: "已证明",
    PLANNED: "待建",
    NOT_EXECUTABLE: "不须执行",
}
TONES: Mapping[str, str] = {
    FAILED: "late",
    UNPROVEN: "soon",
    PROVEN: "done",
    PLANNED: "",
    NOT_EXECUTABLE: "",
}
OUTCOMES: Mapping[str, str] = {PASSED: "通过", FAILED: "不通过", PLANNED: "待建"}
OUTCOME_TONES: Mapping[str, str] = {PASSED: "done", FAILED: "late", PLANNED: ""}
STATES: Mapping[ProofState, str] = {
    ProofState.QUEUED: "排队中",
    ProofState.RUNNING: "验收中",
    ProofState.BROKEN: "中断",
}
START, FORM = "start", "form:"


@dataclass(frozen=True, slots=True)
class Asked:
    """What the reader looks for: a verdict, a procedure, and words; empty for all."""

    verdict: str = ""
    slug: str = ""
    words: str = ""


@dataclass(frozen=True, slots=True)
class Line:
    """A clause as the table shows it: its row, and how many places of which procedure.

    `scenarios` counts its scenarios by what they came to.
    """

    clause: Clause
    row: LedgerRow
    places: Mapping[str, int]
    scenarios: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Chapter:
    """A chapter, and the articles of it that have lines."""

    name: str
    articles: tuple[tuple[Article, tuple[Line, ...]], ...]


@dataclass(frozen=True, slots=True)
class Difference:
    """What a run found otherwise than the one before.

    `versions` are the procedures that had another version: slug, and the ids of both.
    The scenarios are those that fail now, hold again, are new, and are gone.
    """

    versions: tuple[tuple[str, str, str], ...]
    fails: tuple[Accepted, ...]
    holds: tuple[Accepted, ...]
    new: tuple[Accepted, ...]
    gone: tuple[Accepted, ...]

    @property
    def is_nothing(self) -> bool:
        return not (self.versions or self.fails or self.holds or self.new or self.gone)


def counts(rows: Iterable[LedgerRow]) -> Mapping[str, int]:
    """Return how many clauses have which verdict, those that occur."""
    counted = Counter(row.verdict for row in rows)
    return {verdict: counted[verdict] for verdict in VERDICTS if counted[verdict]}


def chapters(
    regulation: Regulation,
    rows: Iterable[LedgerRow],
    standing: Standing,
    asked: Asked,
) -> tuple[Chapter, ...]:
    """Return what is asked for, in the order of the rules."""
    came_to: dict[str, Counter[str]] = {}
    for each in standing.found:
        for reference in each.references:
            came_to.setdefault(reference, Counter())[each.verdict] += 1
    lines: dict[int, list[Line]] = {}
    for row in rows:
        clause = regulation.clause(Reference.parse(row.sentence))
        if clause is None:
            continue
        places = Counter(place.partition(":")[0] for place in row.elements)
        line = Line(clause, row, places, came_to.get(row.sentence, {}))
        if _is_asked(line, asked):
            lines.setdefault(row.article, []).append(line)
    found: dict[str, list[tuple[Article, tuple[Line, ...]]]] = {}
    for number, listed in lines.items():
        article = regulation.articles[number]
        found.setdefault(article.chapter, []).append((article, tuple(listed)))
    return tuple(Chapter(name, tuple(articles)) for name, articles in found.items())


def _is_asked(line: Line, asked: Asked) -> bool:
    if asked.verdict and line.row.verdict != asked.verdict:
        return False
    if asked.slug and asked.slug not in line.places:
        return False
    told = f"{line.clause.reference.label}{line.row.sentence}{line.clause.requirement}"
    return asked.words in told


def place_words(procedure: Procedure, where: str) -> str:
    """Return in words where in a procedure a clause is cited."""
    diagram = procedure.diagram
    element = diagram.elements.get(where)
    if element is not None:
        return element.name or where
    flow = diagram.flows.get(where)
    if flow is not None:
        ends = (diagram.elements[flow.source], diagram.elements[flow.target])
        source, target = (each.name or each.element_id for each in ends)
        return f"“{source}”到“{target}”"
    if where.startswith(FORM):
        return f"表单“{procedure.forms[where.removeprefix(FORM)].title}”"
    limits = {each.key: each.name for each in diagram.limits}
    return "发起" if where == START else limits.get(where, where)


def places_of(
    row: LedgerRow, procedures: Mapping[str, Procedure]
) -> Mapping[str, tuple[tuple[str, str], ...]]:
    """Return by slug where the clause is cited: ids, and the places in words."""
    found: dict[str, list[tuple[str, str]]] = {}
    for each in row.elements:
        slug, _, where = each.partition(":")
        words = place_words(procedures[slug], where)
        found.setdefault(slug, []).append((where, words))
    return {slug: tuple(listed) for slug, listed in found.items()}


def difference(read: RunRead) -> Difference | None:
    """Return what changed since the run before; None for the first."""
    if read.before is None:
        return None
    then, now = read.before.run.versions, read.shown.run.versions
    before = {(each.procedure, each.name): each for each in read.found_before}
    after = {(each.procedure, each.name): each for each in read.found}
    both = [(before[key], each) for key, each in after.items() if key in before]
    return Difference(
        versions=tuple(
            (slug, then.get(slug, ""), now.get(slug, ""))
            for slug in sorted({*then, *now})
            if then.get(slug) != now.get(slug)
        ),
        fails=tuple(b for a, b in both if b.verdict == FAILED != a.verdict),
        holds=tuple(b for a, b in both if b.verdict == PASSED != a.verdict),
        new=tuple(each for key, each in after.items() if key not in before),
        gone=tuple(each for key, each in before.items() if key not in after),
    )


def by_procedure(found: Iterable[Accepted]) -> Mapping[str, Mapping[str, int]]:
    """Return how many verdicts of each kind every feature has."""
    counted: dict[str, Counter[str]] = {}
    for each in found:
        counted.setdefault(each.procedure, Counter())[each.verdict] += 1
    return counted


def told_place(place: str, procedures: Mapping[str, Procedure]) -> str:
    """Return where a scenario met the clause, in words: a place, or a refusal."""
    slug, _, where = place.partition(":")
    if slug not in procedures:
        return "被拒绝" if place == REFUSAL else place
    return place_words(procedures[slug], where)


def said_of(listed: Iterable[tuple[str, str]], procedure: Procedure) -> tuple[str, ...]:
    """Return the places in words, each once; the drawing shows the flows."""
    flows = procedure.diagram.flows
    return tuple(dict.fromkeys(words for where, words in listed if where not in flows))


def elements_of(listed: Iterable[tuple[str, str]]) -> tuple[str, ...]:
    """Return the ids among the places that a clause is cited at."""
    return tuple(where for where, _ in listed)


def flows_of(
    listed: Iterable[tuple[str, str]], procedure: Procedure
) -> tuple[str, ...]:
    """Return the sequence flows among these places."""
    return tuple(where for where, _ in listed if where in procedure.diagram.flows)


def run_words(run: AcceptanceRun) -> str:
    """Return where a run stands in one word."""
    if run.state is not ProofState.DONE:
        return STATES[run.state]
    return f"不通过 {run.failed}" if run.failed else "全部通过"


def run_tone(run: AcceptanceRun) -> str:
    """Return the tag's class for where a run stands."""
    if run.state is ProofState.DONE:
        return "late" if run.failed else "done"
    return "soon" if run.state is ProofState.BROKEN else "active"
