"""The house keeps its own rules: sizes, words, citations, one gate, one evaluator."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from engine.content.regulation import read_rules
from engine.model.reference import Reference

ROOT = Path(__file__).resolve().parent.parent
SOURCES = sorted(
    path
    for room in ("engine", "forms")
    for path in (ROOT / room).rglob("*.py")
    if "migrations" not in path.parts
)
LINES, FUNCTION_LINES = 400, 60
BROAD = {"Exception", "BaseException"}
FORBIDDEN_NAMES = {"utils", "helpers", "common", "base_service", "manager"}
DANGERS = re.compile(
    r"\b(pickle|shelve|marshal)\b|\byaml\.load\b|shell=True|(?<![\w.])(eval|exec)\("
)
HALF_WIDTH = re.compile(
    r"[一-鿿”’》）】][,;:?!](?=[一-鿿“‘《（【{<\"'`])"
    r"|[一-鿿]\((?=[一-鿿])|(?<=[一-鿿])\)(?=[一-鿿])|\w,(?=[一-鿿])"
)
# Where Gherkin is spoken, whose own punctuation is half-width.
GHERKIN = re.compile(
    r"acceptance/(sentences|recording|scenarios|feature_text)\w*\.py|scenario_words\.js"
)
SPEAKING = (
    *(("engine", "*.py"), ("forms", "*.py"), ("forms/templates", "*.html")),
    *(("forms/static", "*.js"), ("processes", "*.json")),
    *(("processes", "*.bpmn"), ("processes", "*.dmn")),
)
PARSERS = re.compile(r"\betree\.(parse|fromstring|XML|iterparse|XMLParser)\b")


def _name(path: Path) -> str:
    return str(path.relative_to(ROOT))


def _functions(path: Path) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node


@pytest.mark.parametrize("path", SOURCES, ids=_name)
def test_a_file_answers_one_question(path: Path) -> None:
    text = path.read_text()
    long = [
        node.name
        for node in _functions(path)
        if (node.end_lineno or node.lineno) - node.lineno >= FUNCTION_LINES
    ]

    assert text.count("\n") <= LINES
    assert not long
    assert ast.get_docstring(ast.parse(text)), "a module says what it owns"
    assert path.stem not in FORBIDDEN_NAMES


def test_nothing_evaluates_or_unpickles_what_it_was_given() -> None:
    found = [_name(path) for path in SOURCES if DANGERS.search(path.read_text())]

    assert found == []


def test_there_is_one_xml_gate() -> None:
    found = [_name(path) for path in SOURCES if PARSERS.search(path.read_text())]

    assert found == ["engine/bpmn/gate.py"]


def test_the_machines_clock_is_read_in_one_place() -> None:
    clock = re.compile(r"datetime\.(now|utcnow|today)\(|date\.today\(")
    found = [_name(path) for path in SOURCES if clock.search(path.read_text())]

    assert found == ["engine/assembly.py"]


def test_only_the_deed_and_the_worker_catch_everything() -> None:
    allowed = {"engine/runtime/deed.py", "engine/worker.py"}
    found = {
        _name(path)
        for path in SOURCES
        for node in ast.walk(ast.parse(path.read_text()))
        if isinstance(node, ast.ExceptHandler)
        and (
            node.type is None
            or ast.unparse(node.type) in {"Exception", "BaseException"}
        )
    }

    assert found <= allowed


def test_sources_cite_clauses_that_exist() -> None:
    rules = (ROOT / "processes" / "regulation" / "rules.json").read_bytes()
    regulation = read_rules(rules)
    cited = {
        match
        for path in SOURCES
        for line in re.findall(r"^\s*Source: (.+)$", path.read_text(), re.MULTILINE)
        for match in re.findall(r"\b(\d{1,2}(?:\.\d)?(?:\(\d\))?)\b", line)
    }

    unknown = [text for text in cited if not regulation.has(Reference.parse(text))]

    assert cited
    assert unknown == []


def test_walls_stand_without_exceptions() -> None:
    settings = (ROOT / "setup.cfg").read_text()

    assert "ignore_imports" not in settings
    assert "exhaustive = True" in settings


@pytest.mark.parametrize(("room", "files"), SPEAKING, ids="/".join)
def test_chinese_is_punctuated_in_full_width(room: str, files: str) -> None:
    found = [
        f"{_name(path)}:{number}: {line.strip()}"
        for path in sorted((ROOT / room).rglob(files))
        if "vendor" not in path.parts and not GHERKIN.search(_name(path))
        for number, line in enumerate(path.read_text().splitlines(), start=1)
        if HALF_WIDTH.search(line)
    ]

    assert found == []
