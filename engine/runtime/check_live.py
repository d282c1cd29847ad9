"""Check a bundle against the office as it is: its parameters, and who is meant."""

from collections.abc import Iterator

from engine.assembly import split_files
from engine.bpmn.expression import names_in
from engine.bpmn.reading import read_diagram
from engine.content.bundle import check_bundle as check_files
from engine.model.finding import Finding, Severity
from engine.model.procedure import Bundle
from engine.runtime.check import Yardstick, check_bundle
from engine.runtime.looking import Here
from engine.runtime.try_expression import whom_it_means


def check_live(here: Here, bundle: Bundle) -> tuple[Finding, ...]:
    """Return everything that is wrong with a bundle in this office, today."""
    findings = check_files(bundle)
    if findings:
        return findings
    parameters = frozenset(here.picture.parameters)
    findings = check_bundle(bundle, Yardstick(here.engine.regulation, parameters))
    if any(each.severity is Severity.ERROR for each in findings):
        return findings
    return (*findings, *_unmanned(here, bundle))


def _unmanned(here: Here, bundle: Bundle) -> Iterator[Finding]:
    """Give what is put to nobody whom this office has."""
    parts = split_files(bundle)
    xml = bundle.files["process.bpmn"]
    diagram = read_diagram(xml, shared=parts.shared, tables=parts.tables)
    for element in diagram.elements.values():
        if not element.candidates or names_in(element.candidates):
            continue
        told = whom_it_means(here, element.candidates)
        name = element.name or element.element_id
        if told.reason:
            text = f"“{name}”的办理人在本机构里找不到：{told.reason}请改正。"
            yield Finding(
                Severity.ERROR, element.element_id, "candidates_unknown", text
            )
        elif not told.today:
            text = f"“{name}”今天没有人能办：这些职务都空缺，请先任职或改正。"
            yield Finding(Severity.WARNING, element.element_id, "nobody_today", text)
