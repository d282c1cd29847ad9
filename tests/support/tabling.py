"""Decision tables written down for tests: rows of cells under typed inputs."""

from dataclasses import dataclass
from xml.sax.saxutils import escape, quoteattr

DMN = "https://www.omg.org/spec/DMN/20191111/MODEL/"
Cells = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Asked:
    """An input: what it asks, what kind it is, the values it may have."""

    source: str
    kind: str = ""
    allowed: str = ""


def dmn(
    *rows: Cells,
    inputs: tuple[Asked, ...] = (Asked("amount", "number"),),
    policy: str = "UNIQUE",
    outputs: tuple[Asked, ...] = (Asked("route"),),
) -> bytes:
    """Return a table whose rows have a cell for each input, then for each output."""
    heads = "".join(_input(each) for each in inputs)
    heads += "".join(_output(each) for each in outputs)
    rules = "".join(_rule(row, len(inputs)) for row in rows)
    return (
        f'<definitions xmlns="{DMN}" id="d" name="d" namespace="n">'
        f'<decision id="t" name="表"><decisionTable hitPolicy="{policy}">'
        f"{heads}{rules}</decisionTable></decision></definitions>"
    ).encode()


def _text(tag: str, text: str, kind: str = "") -> str:
    said = f" typeRef={quoteattr(kind)}" if kind else ""
    return f"<{tag}{said}><text>{escape(text)}</text></{tag}>"


def _input(asked: Asked) -> str:
    values = _text("inputValues", asked.allowed) if asked.allowed else ""
    expression = _text("inputExpression", asked.source, asked.kind)
    return f"<input label={quoteattr(asked.source)}>{expression}{values}</input>"


def _output(given: Asked) -> str:
    values = _text("outputValues", given.allowed) if given.allowed else ""
    kind = f" typeRef={quoteattr(given.kind)}" if given.kind else ""
    return f"<output name={quoteattr(given.source)}{kind}>{values}</output>"


def _rule(row: Cells, inputs: int) -> str:
    cells = [_text("inputEntry", text) for text in row[:inputs]]
    cells += [_text("outputEntry", text) for text in row[inputs:]]
    return f"<rule>{''.join(cells)}</rule>"
