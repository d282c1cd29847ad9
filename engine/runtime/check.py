"""Check a procedure as a whole: diagram × forms × tables × rules × parameters.

Each part has its own checker; here they meet. All findings come at once.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from engine.assembly import PROCESSES, split_files
from engine.bpmn import expression
from engine.bpmn.checking import check_diagram
from engine.bpmn.reading import read_diagram
from engine.content.form import read_form
from engine.content.form_check import Outside, check_form
from engine.content.manifest import read_manifest
from engine.content.parameters import read_parameters
from engine.content.regulation import read_rules
from engine.model.diagram import Diagram
from engine.model.errors import BundleRejected
from engine.model.finding import Finding, Severity
from engine.model.form import FieldType, Form
from engine.model.procedure import Bundle, Manifest
from engine.model.reference import Reference, Regulation
from engine.runtime.check_papers import check_papers
from engine.runtime.folders import read_bundle

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Yardstick:
    """What a procedure is held against: the rules, and the parameters by name."""

    regulation: Regulation
    parameters: frozenset[str]

    def has_reference(self, text: str) -> bool:
        try:
            return self.regulation.has(Reference.parse(text))
        except ValueError:
            return False


def check_folder(path: Path) -> tuple[Finding, ...]:
    """Return everything that is wrong with the procedure in this folder."""
    try:
        bundle = read_bundle(path)
    except BundleRejected as error:
        return findings_of(error)
    return check_bundle(bundle, read_yardstick())


def read_yardstick(processes: Path = PROCESSES) -> Yardstick:
    """Read the rules and parameters that stand beside the procedures."""
    rules = processes / "regulation" / "rules.json"
    parameters = processes / "parameters" / "default.json"
    return Yardstick(
        read_rules(rules.read_bytes()),
        frozenset(read_parameters(parameters.read_bytes())),
    )


def check_bundle(bundle: Bundle, yardstick: Yardstick) -> tuple[Finding, ...]:
    """Return everything that is wrong with a bundle of files."""
    findings: list[Finding] = []
    parts = split_files(bundle)
    xml = bundle.files["process.bpmn"]
    diagnosis = check_diagram(xml, shared=parts.shared, tables=parts.tables)
    findings += diagnosis
    manifest = _tried(findings, lambda: read_manifest(bundle.files["manifest.json"]))
    forms = {
        path: form
        for path, data in parts.forms.items()
        if (form := _tried(findings, lambda: read_form(data, path))) is not None  # noqa: B023 (called at once)
    }
    outside = Outside(
        check=expression.check,
        has_reference=yardstick.has_reference,
        has_table=parts.tables.__contains__,
        has_parameter=yardstick.parameters.__contains__,
    )
    for path, form in forms.items():
        findings += check_form(form, outside, path)
    if any(each.severity is Severity.ERROR for each in diagnosis):
        return tuple(findings)
    diagram = read_diagram(xml, shared=parts.shared, tables=parts.tables)
    findings += _crossed(diagram, forms, yardstick)
    if manifest is not None:
        findings += _declared(manifest, diagram, bundle, yardstick)
        findings += check_papers(
            manifest, diagram, {form.key: form for form in forms.values()}
        )
    return tuple(findings)


def _tried(findings: list[Finding], read: Callable[[], T]) -> T | None:
    try:
        return read()
    except BundleRejected as error:
        findings += findings_of(error)
        return None


def findings_of(error: BundleRejected) -> tuple[Finding, ...]:
    """Return the findings for which a bundle was refused."""
    findings = error.facts["findings"]
    return findings if isinstance(findings, tuple) else ()


def _crossed(
    diagram: Diagram, forms: Mapping[str, Form], yardstick: Yardstick
) -> Iterator[Finding]:
    """Give what a diagram names that is not there, and forms that nothing names."""
    keys = {form.key for form in forms.values()}
    named = set()
    for element in diagram.elements.values():
        if element.form:
            named.add(element.form)
            if element.form not in keys:
                text = f"没有表单“{element.form}”，请添加，或改正名称。"
                yield _error(element.element_id, "form_missing", text)
        cited = [*element.references]
        cited += [each for limit in element.limits for each in limit.references]
        yield from _unknown(element.element_id, cited, yardstick)
    for flow in diagram.flows.values():
        yield from _unknown(flow.flow_id, flow.references, yardstick)
    for path, form in forms.items():
        if form.key not in named:
            text = f"没有环节使用表单“{form.key}”，请删去或改正名称。"
            yield Finding(Severity.WARNING, path, "form_unused", text)
        if path != f"forms/{form.key}.json":
            yield _error(path, "form_misnamed", f"文件名应为“{form.key}.json”。")


def _declared(
    manifest: Manifest, diagram: Diagram, bundle: Bundle, yardstick: Yardstick
) -> Iterator[Finding]:
    """Give what the manifest names that the diagram does not have."""
    where = "manifest.json"
    if not (manifest.slug == diagram.slug == bundle.slug):
        text = f"程序代号应一致：{manifest.slug}、{diagram.slug}、{bundle.slug}。"
        yield _error(where, "slug_differs", text)
    cited = [*manifest.start_references]
    for termination in manifest.terminations:
        cited += termination.references
        if termination.until and termination.until not in diagram.elements:
            text = f"流程图里没有“{termination.until}”。"
            yield _error(where, "element_unknown", text)
    for field in manifest.register:
        for element_id, source in field.set_by.items():
            if element_id not in diagram.elements:
                text = f"台账“{field.label}”：流程图里没有“{element_id}”。"
                yield _error(where, "element_unknown", text)
            reason = expression.check(source)
            if reason:
                text = f"台账“{field.label}”的表达式“{source}”：{reason}"
                yield _error(where, "expression_refused", text)
    moments = {f.name for f in manifest.register if f.type is FieldType.MOMENT}
    if manifest.elapsed_from and manifest.elapsed_from not in moments:
        text = f"“elapsed_from”应是台账里的一个时刻，没有“{manifest.elapsed_from}”。"
        yield _error(where, "field_unknown", text)
    reason = expression.check(manifest.title) if manifest.title else ""
    if reason:
        yield _error(where, "expression_refused", f"标题的表达式：{reason}")
    yield from _unknown(where, cited, yardstick)


def _unknown(
    where: str, cited: list[str] | tuple[str, ...], yardstick: Yardstick
) -> Iterator[Finding]:
    for each in dict.fromkeys(cited):
        if not yardstick.has_reference(each):
            yield _error(where, "reference_unknown", f"引用的条款“{each}”不存在。")


def _error(where: str, code: str, text: str) -> Finding:
    return Finding(Severity.ERROR, where, code, text)
