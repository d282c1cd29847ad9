"""The page of what survived: every mutant in words, with its place on the diagram."""

from collections.abc import Iterable, Iterator
from html import escape

from engine.acceptance.strength import MutantVerdict, Strength
from engine.bpmn.picture import Box, Plane, planes
from engine.model.strength import Fate

# How much of the diagram is shown around what was changed.
ACROSS, ALONG, ROOM = 900.0, 320.0, 6.0
STYLE = """
body { font: 16px/1.6 "Noto Sans CJK SC", "Source Han Sans SC", sans-serif;
  color: #18222d; max-width: 60rem; margin: 2rem auto; padding: 0 1rem; }
h1 { font-size: 1.5rem; } h2 { font-size: 1.25rem; margin-top: 2.5rem; }
table { border-collapse: collapse; width: 100%; }
th, td { border-bottom: 1px solid #d3d9e0; padding: .3rem .5rem; text-align: right; }
th:first-child, td:first-child { text-align: left; }
ol { padding-left: 1.5rem; } li { margin: 1.25rem 0; break-inside: avoid; }
svg { display: block; width: 100%; height: auto; border: 1px solid #d3d9e0;
  margin-top: .5rem; }
code { color: #46535f; }
text { font-size: 12px; text-anchor: middle; fill: #18222d; }
.node { fill: #fff; stroke: #46535f; stroke-width: 1.5; }
.end { stroke-width: 3.5; } .own { stroke-dasharray: 3 3; }
.lane { fill: none; stroke: #d3d9e0; }
.flow { fill: none; stroke: #46535f; stroke-width: 1.5; marker-end: url(#tip); }
.mark { fill: #a8201a; fill-opacity: .12; stroke: #a8201a; stroke-width: 3;
  stroke-dasharray: 8 4; }
.way { fill: none; stroke-width: 5; }
.store { position: absolute; width: 0; height: 0; border: 0; }
"""
TIP = (
    '<marker id="tip" viewBox="0 0 8 8" refX="8" refY="4" markerWidth="8"'
    ' markerHeight="8" orient="auto"><path d="M0,0 L8,4 L0,8 z" fill="#46535f"/>'
    "</marker>"
)


def strength_page(strengths: Iterable[Strength]) -> str:
    """Return an HTML page, whole in itself, of what no scenario noticed."""
    told = tuple(strengths)
    rows = "".join(_row(each) for each in told)
    lists = "".join("".join(_survivors(each)) for each in told)
    return (
        '<!doctype html><html lang="zh-CN"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<title>场景强度</title><style>{STYLE}</style></head><body><main>"
        "<h1>场景强度</h1><p>把程序逐处改动，看场景能否察觉。漏过的逐一列出，"
        "红线标着改动的地方。</p><table><thead><tr><th>程序</th><th>变异体</th>"
        "<th>检查拦下</th><th>场景抓住</th><th>漏过</th><th>抓住的比例</th></tr>"
        f"</thead><tbody>{rows}</tbody></table>{lists}</main></body></html>"
    )


def _row(strength: Strength) -> str:
    counts = [len(strength.verdicts), *(len(strength.of(fate)) for fate in Fate)]
    cells = "".join(f"<td>{count}</td>" for count in counts)
    name = escape(strength.name)
    return f"<tr><td>{name}</td>{cells}<td>{strength.score:.1%}</td></tr>"


def _survivors(strength: Strength) -> Iterator[str]:
    survivors = strength.of(Fate.SURVIVED)
    if not survivors:
        return
    drawn = planes(strength.xml)
    yield f"<h2>{escape(strength.name)}：漏过 {len(survivors)} 个</h2>"
    yield f'<svg class="store" aria-hidden="true"><defs>{TIP}'
    for place, plane in enumerate(drawn):
        yield f'<g id="{strength.slug}-{place}">{plane.drawing}</g>'
    yield "</defs></svg><ol>"
    for verdict in survivors:
        yield f"<li>{_told(verdict)}{_picture(strength.slug, drawn, verdict)}</li>"
    yield "</ol>"


def _told(verdict: MutantVerdict) -> str:
    mutation = verdict.mutation
    ran = f"跑过 {verdict.ran} 个场景" if verdict.ran else "没有场景可能察觉"
    return (
        f"{escape(mutation.text)}。{ran}。 <code>{escape(mutation.kind)}"
        f" · {escape(mutation.place)}</code>"
    )


def _picture(slug: str, drawn: tuple[Plane, ...], verdict: MutantVerdict) -> str:
    """Return the diagram around the changed place; nothing where none is drawn."""
    mutation = verdict.mutation
    for place, plane in enumerate(drawn):
        box = plane.places.get(mutation.place)
        if box is not None:
            view = " ".join(f"{each:g}" for each in _view(box, plane.extent))
            return (
                f'<svg viewBox="{view}" role="img" aria-label="改动的地方">'
                f'<use href="#{slug}-{place}"/>{_mark(plane, mutation.place)}</svg>'
            )
    return ""


def _mark(plane: Plane, place: str) -> str:
    if place in plane.ways:
        return f'<polyline class="mark way" points="{plane.ways[place]}"/>'
    x, y, width, height = _grown(plane.places[place])
    return (
        f'<rect class="mark" x="{x:g}" y="{y:g}" width="{width:g}"'
        f' height="{height:g}" rx="8"/>'
    )


def _grown(box: Box) -> Box:
    x, y, width, height = box
    return x - ROOM, y - ROOM, width + 2 * ROOM, height + 2 * ROOM


def _view(box: Box, extent: Box) -> Box:
    """Return what is shown: the box in the middle, within the extent of its plane."""
    x, y, width, height = _grown(box)
    across, along = max(width + 4 * ROOM, ACROSS), max(height + 4 * ROOM, ALONG)
    left, top, whole_across, whole_along = _grown(extent)
    across, along = min(across, whole_across), min(along, whole_along)
    from_left = min(max(x + width / 2 - across / 2, left), left + whole_across - across)
    from_top = min(max(y + height / 2 - along / 2, top), top + whole_along - along)
    return from_left, from_top, across, along
