"""Check what a manifest says of a case's papers against diagram and forms."""

from collections.abc import Iterator, Mapping

from engine.bpmn import expression
from engine.model.diagram import Diagram
from engine.model.finding import Finding, Severity
from engine.model.form import FieldType, Form
from engine.model.issue import IssuePlan
from engine.model.procedure import Manifest

WHERE = "manifest.json"


def check_papers(
    manifest: Manifest, diagram: Diagram, forms: Mapping[str, Form]
) -> Iterator[Finding]:
    """Give what text, sheet and issue name that is not there.

    `forms` are the procedure's by key.
    """
    for place in manifest.text:
        yield from _text(place, diagram, forms)
    if manifest.sheet is not None:
        for row in manifest.sheet.rows:
            place = f"{manifest.sheet.title}“{row.label}”"
            if row.by:
                yield from _element(place, row.by, diagram)
            else:
                yield from _expression(place, row.value)
    if manifest.issue is not None:
        yield from _issue(manifest, manifest.issue, diagram)


def _issue(manifest: Manifest, plan: IssuePlan, diagram: Diagram) -> Iterator[Finding]:
    if not manifest.text:
        yield _error("text_missing", "有正式公文的程序须写明正文在哪里填（text）。")
    columns = {field.name for field in manifest.register}
    for name in (plan.number, plan.signed_at, plan.printed_at):
        if name and name not in columns:
            yield _error("field_unknown", f"正式公文：台账里没有“{name}”。")
    for element_id in plan.signed_by:
        yield from _element("正式公文", element_id, diagram)
    for name, source in plan.parts.items():
        yield from _expression(f"正式公文“{name}”", source)


def _text(place: str, diagram: Diagram, forms: Mapping[str, Form]) -> Iterator[Finding]:
    element_id, _, key = place.partition(".")
    element = diagram.elements.get(element_id)
    form = forms.get(element.form) if element is not None else None
    long_texts = {
        field.key
        for field in (form.fields if form is not None else ())
        if field.type is FieldType.LONG_TEXT
    }
    if key not in long_texts:
        text = f"正文：没有“{place}”这个多行文字。"
        yield _error("field_unknown", text)


def _element(place: str, element_id: str, diagram: Diagram) -> Iterator[Finding]:
    if element_id not in diagram.elements:
        yield _error("element_unknown", f"{place}：流程图里没有“{element_id}”。")


def _expression(place: str, source: str) -> Iterator[Finding]:
    reason = expression.check(source)
    if reason:
        yield _error("expression_refused", f"{place}的表达式“{source}”：{reason}")


def _error(code: str, text: str) -> Finding:
    return Finding(Severity.ERROR, WHERE, code, text)
