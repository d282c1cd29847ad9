"""How a proof reads on a page: stages, marks and ways in words, pictures with ways."""

from collections.abc import Mapping
from dataclasses import dataclass

from markupsafe import Markup

from engine.model.design_read import Picture, ProofRead, StrengthShown
from engine.model.proof import (
    Objection,
    Origin,
    ProofReport,
    ProofState,
    ProofVerdict,
    ScenarioProof,
    SignatureKind,
    Stage,
)
from engine.model.reference import Reference
from engine.model.soundness import SoundnessFault
from engine.model.strength import TrialState, TriedMutant

STAGES: Mapping[Stage, str] = {
    Stage.CHECK: "检查",
    Stage.SOUND: "健全性",
    Stage.ACCEPT: "场景",
    Stage.COMPARE: "条款和路径",
}
STATES: Mapping[ProofState, str] = {
    ProofState.QUEUED: "排队中",
    ProofState.RUNNING: "检验中",
    ProofState.DONE: "已检验",
    ProofState.BROKEN: "中断",
}
VERDICTS: Mapping[ProofVerdict, str] = {
    ProofVerdict.NONE: "",
    ProofVerdict.PASSED: "通过",
    ProofVerdict.REFUSED: "不通过",
}
ORIGINS: Mapping[Origin, str] = {
    Origin.DRAFT: "草稿",
    Origin.IN_FORCE: "现行版本",
    Origin.ACROSS: "跨程序",
}
TRIALS: Mapping[TrialState, str] = {
    TrialState.QUEUED: "排队中",
    TrialState.RUNNING: "正在试",
    TrialState.DONE: "已试完",
    TrialState.STOPPED: "停下了",
    TrialState.BROKEN: "中断了",
}
SIGNATURES: Mapping[SignatureKind, str] = {
    SignatureKind.APPROVE: "批准",
    SignatureKind.LEGAL: "法制签署",
    SignatureKind.OVERRIDE: "特批",
}
MARKS = {"passed": "通过", "failed": "不通过", "planned": "待建"}
CHANGES = {"removed": "删去", "edited": "改动", "added": "新增"}
# How many reasons are read before the others are unfolded.
FIRST = 8
# How much of a diagram is shown where a way ends, and the room around things.
ACROSS, ALONG = 1000.0, 340.0
ROOM, EDGE = 12.0, 6.0
Box = tuple[float, float, float, float]
_SHAPE = '<rect class="stop" x="{:g}" y="{:g}" width="{:g}" height="{:g}" rx="8"/>'


@dataclass(frozen=True, slots=True)
class Painted:
    """A plane with a way on it: `place` says which plane, `whole` and `near` are what
    is shown of it, all or where the way ends (empty if it ends nowhere)."""

    place: int
    whole: str
    near: str
    marks: Markup


def told_verdict(state: ProofState, verdict: ProofVerdict) -> str:
    """Return where a run stands in one word."""
    return VERDICTS[verdict] if state is ProofState.DONE else STATES[state]


def tone(state: ProofState, verdict: ProofVerdict) -> str:
    """Return the tag's class for where a run stands."""
    if state is ProofState.DONE:
        return "done" if verdict is ProofVerdict.PASSED else "late"
    return "soon" if state is ProofState.BROKEN else "active"


def proven_clauses(
    report: ProofReport,
) -> tuple[tuple[str, tuple[ScenarioProof, ...]], ...]:
    """Return each clause that scenarios prove here, with them, in the rules' order."""
    found: dict[str, list[ScenarioProof]] = {}
    for each in report.scenarios:
        if each.origin is not Origin.IN_FORCE and each.verdict == "passed":
            for reference in each.references:
                found.setdefault(reference, []).append(each)
    ordered = sorted(found, key=Reference.parse)
    return tuple((each, tuple(found[each])) for each in ordered)


def told_trial(shown: StrengthShown) -> str:
    """Return where a trial of mutants stands, with its counts."""
    trial, tally = shown.trial, shown.tally
    of_all = f"{tally.tried}/{trial.total}" if trial.total else f"{tally.tried}"
    return (
        f"{TRIALS[trial.state]}，{of_all} 处：场景抓住 {tally.caught}，"
        f"检查拦下 {tally.refused}，漏过 {tally.survived}"
    )


def unsigned(read: ProofRead) -> tuple[SignatureKind, ...]:
    """Return the signatures that a publication still needs; none of a closed draft."""
    wanted = [SignatureKind.APPROVE]
    if read.line.proof.needs_legal:
        wanted.append(SignatureKind.LEGAL)
    signed = {each.kind for each in read.signatures}
    return tuple(each for each in wanted if read.draft.is_open and each not in signed)


def percent(share: float) -> str:
    """Return a share as people read it."""
    return f"{share:.1%}"


def label(reference: str) -> str:
    """Return a reference as an official reads it."""
    return Reference.parse(reference).label


def unsaid(objection: Objection) -> tuple[str, ...]:
    """Return the articles of an objection that its words do not name."""
    labels = tuple(map(label, objection.references))
    return tuple(each for each in labels if each not in objection.words)


def way_of(read: ProofRead, scenario: ScenarioProof) -> tuple[Painted, ...]:
    """Return the planes on which the scenario went its way, painted."""
    flows = scenario.walked.get(read.line.proof.slug, ())
    ends = [read.flows[each][1] for each in flows if each in read.flows]
    left = {read.flows[each][0] for each in flows if each in read.flows}
    # A token that is nowhere left again is where the scenario stood at its end.
    stops = tuple(dict.fromkeys(each for each in ends if each not in left))
    return painted(read.pictures, flows, stops)


def way_to(read: ProofRead, fault: SoundnessFault) -> tuple[Painted, ...]:
    """Return the planes with the shortest way to a fault, and where it shows."""
    flows = tuple(flow for step in fault.path for flow in step.flow_ids)
    return painted(read.pictures, flows, fault.element_ids)


def mutant_at(read: ProofRead, mutant: TriedMutant) -> tuple[Painted, ...]:
    """Return where a mutant differs, painted; nothing where none is drawn."""
    found = []
    for place, picture in enumerate(read.pictures):
        box, mark = _mark_at(picture, mutant.place)
        if box is not None:
            near = _view(_around(box, picture))
            found.append(Painted(place, near, "", mark))
    return tuple(found)


def _mark_at(picture: Picture, place: str) -> tuple[Box | None, Markup]:
    """Return the box of an element or flow and how it is painted, None if not drawn."""
    points, box = picture.ways.get(place), picture.boxes.get(place)
    mark = ""
    if points is not None:
        box, mark = _box_of(points), f'<polyline class="way wrong" points="{points}"/>'
    elif box is not None:
        mark = _SHAPE.format(*_grown(box, EDGE))
    # Numbers of ours alone: nothing that an author wrote.
    return box, Markup(mark)  # noqa: S704


def _box_of(points: str) -> Box:
    """Return the box around the points of a polyline."""
    pairs = [each.split(",") for each in points.split()]
    xs, ys = ([float(pair[n]) for pair in pairs] for n in (0, 1))
    return min(xs), min(ys), max(xs) - min(xs), max(ys) - min(ys)


def painted(
    pictures: tuple[Picture, ...],
    flows: tuple[str, ...],
    stops: tuple[str, ...],
    *,
    whole_only: bool = False,
) -> tuple[Painted, ...]:
    """Return the planes that have any of these flows or elements, painted."""
    found = []
    for place, picture in enumerate(pictures):
        ways = [
            f'<polyline class="way" points="{picture.ways[each]}"/>'
            for each in dict.fromkeys(flows)
            if each in picture.ways
        ]
        boxes = [picture.boxes[each] for each in stops if each in picture.boxes]
        marks = [_SHAPE.format(*_grown(box, EDGE)) for box in boxes]
        if ways or marks:
            found.append(
                Painted(
                    place,
                    _view(_grown(picture.extent, ROOM)),
                    _view(_around(boxes[-1], picture))
                    if boxes and not whole_only
                    else "",
                    # Numbers of ours alone: nothing that an author wrote.
                    Markup("".join(ways + marks)),  # noqa: S704
                )
            )
    return tuple(found)


def _grown(box: Box, room: float) -> Box:
    x, y, width, height = box
    return x - room, y - room, width + 2 * room, height + 2 * room


def _around(box: Box, picture: Picture) -> Box:
    """Return what is shown around a box: as much as can be read, within the plane."""
    x, y, width, height = box
    left, top, whole_across, whole_along = _grown(picture.extent, ROOM)
    across, along = min(ACROSS, whole_across), min(ALONG, whole_along)
    from_left = min(max(x + width / 2 - across / 2, left), left + whole_across - across)
    from_top = min(max(y + height / 2 - along / 2, top), top + whole_along - along)
    return from_left, from_top, across, along


def _view(box: Box) -> str:
    return " ".join(f"{each:g}" for each in box)


def drawing_of(picture: Picture) -> Markup:
    """Return a plane's drawing, in which the engine has escaped every name."""
    return Markup(picture.drawing)  # noqa: S704
