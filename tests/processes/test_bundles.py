"""The shipped procedures: they read, hold no findings, every part of them is used."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from engine.bpmn.checking import check_diagram
from engine.bpmn.decision_reading import read_table
from engine.bpmn.decision_table import hits
from engine.bpmn.expression import check
from engine.bpmn.functions import Context
from engine.bpmn.reading import read_diagram
from engine.content.bundle import read_folder
from engine.content.calendar import read_calendar
from engine.content.form import read_form
from engine.content.form_check import Outside, check_form
from engine.content.manifest import read_manifest
from engine.content.office import read_office
from engine.content.parameters import read_parameters
from engine.content.regulation import read_rules
from engine.model.calendar import WorkingCalendar
from engine.model.diagram import Diagram
from engine.model.form import Form
from engine.model.procedure import Manifest
from engine.model.reference import Reference
from engine.model.surroundings import Surroundings

PROCESSES = Path(__file__).parents[2] / "processes"
SLUGS = tuple(sorted(each.parent.name for each in PROCESSES.glob("*/manifest.json")))
RULES = read_rules((PROCESSES / "regulation" / "rules.json").read_bytes())
DEFAULTS = (PROCESSES / "parameters" / "default.json").read_bytes()
PARAMETERS = {name: each.value for name, each in read_parameters(DEFAULTS).items()}
CITING = {"userTask", "exclusiveGateway", "businessRuleTask", "serviceTask"}


def manifest_of(slug: str) -> Manifest:
    return read_manifest((PROCESSES / slug / "manifest.json").read_bytes())


def diagram_of(slug: str) -> Diagram:
    bundle = read_folder(PROCESSES / slug)
    return read_diagram(bundle.files["process.bpmn"], shared={}, tables=tables_of(slug))


def tables_of(slug: str) -> dict[str, bytes]:
    return {path.stem: path.read_bytes() for path in (PROCESSES / slug).glob("*.dmn")}


def forms_of(slug: str) -> dict[str, Form]:
    paths = sorted((PROCESSES / slug / "forms").glob("*.json"))
    return {path.stem: read_form(path.read_bytes(), path.name) for path in paths}


def exists(text: str) -> bool:
    return RULES.has(Reference.parse(text))


def cited_in(slug: str) -> Iterator[str]:
    diagram = diagram_of(slug)
    for element in diagram.elements.values():
        yield from element.references
        for limit in element.limits:
            yield from limit.references
    for flow in diagram.flows.values():
        yield from flow.references
    manifest = manifest_of(slug)
    yield from manifest.start_references
    for termination in manifest.terminations:
        yield from termination.references


@pytest.mark.parametrize("slug", SLUGS)
def test_manifest_bears_the_name_of_its_folder(slug: str) -> None:
    assert manifest_of(slug).slug == diagram_of(slug).slug == slug


@pytest.mark.parametrize("slug", SLUGS)
def test_diagram_has_no_findings(slug: str) -> None:
    xml = (PROCESSES / slug / "process.bpmn").read_bytes()

    assert check_diagram(xml, shared={}, tables=tables_of(slug)) == ()


@pytest.mark.parametrize("slug", SLUGS)
def test_forms_have_no_findings(slug: str) -> None:
    outside = Outside(
        check=check,
        has_reference=exists,
        has_table=tables_of(slug).__contains__,
        has_parameter=PARAMETERS.__contains__,
    )

    found = [f for form in forms_of(slug).values() for f in check_form(form, outside)]

    assert found == []


@pytest.mark.parametrize("slug", SLUGS)
def test_every_form_is_used_under_its_own_name(slug: str) -> None:
    forms = forms_of(slug)
    used = {element.form for element in diagram_of(slug).elements.values()} - {""}

    assert used == set(forms)
    assert {form.key for form in forms.values()} == set(forms)


@pytest.mark.parametrize("slug", SLUGS)
def test_every_clause_cited_stands_in_the_rules(slug: str) -> None:
    assert [text for text in cited_in(slug) if not exists(text)] == []


@pytest.mark.parametrize("slug", SLUGS)
def test_every_task_choice_and_effect_cites_a_clause(slug: str) -> None:
    elements = diagram_of(slug).elements.values()
    asked = [e for e in elements if e.kind in CITING and e.name]

    assert [e.name for e in asked if not e.references] == []


@pytest.mark.parametrize("slug", SLUGS)
def test_every_branch_cites_a_clause(slug: str) -> None:
    diagram = diagram_of(slug)
    branches = [f for f in diagram.flows.values() if f.condition]

    assert [f.flow_id for f in branches if not f.references] == []


@pytest.mark.parametrize("slug", SLUGS)
def test_register_expressions_compile_and_hang_on_elements(slug: str) -> None:
    known = diagram_of(slug).elements
    set_by = [each for f in manifest_of(slug).register for each in f.set_by.items()]

    assert [element_id for element_id, _ in set_by if element_id not in known] == []
    assert [source for _, source in set_by if check(source)] == []


@pytest.mark.parametrize("slug", SLUGS)
def test_nobody_may_terminate_after_an_element_that_is_not_drawn(slug: str) -> None:
    known = diagram_of(slug).elements

    assert all(each.until in known for each in manifest_of(slug).terminations)


def test_every_class_of_matter_hits_one_row_and_every_row_is_hit() -> None:
    table = read_table((PROCESSES / "agenda_submission" / "is_major.dmn").read_bytes())
    fields = forms_of("agenda_submission")["fill_in"].fields
    classes = next(f for f in fields if f.key == "matter_class").choices
    context = Context(surroundings(), decide=lambda _table, _inputs: None)

    rows = [hits(table, {"matter_class": c.value}, context) for c in classes]

    assert [len(found) for found in rows] == [1] * len(classes)
    assert {row.rule_id for found in rows for row in found} == {
        row.rule_id for row in table.rows
    }


def surroundings() -> Surroundings:
    office = read_office((PROCESSES / "office" / "demo.json").read_bytes()).office
    year = read_calendar((PROCESSES / "calendar" / "2026.json").read_bytes())
    return Surroundings(office, WorkingCalendar({year.year: year}), PARAMETERS, {})
