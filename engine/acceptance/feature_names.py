"""The names in sentences, held against the draft, the office and the rules."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import lru_cache

from engine.acceptance.naming import (
    NameUnknown,
    find_element,
    find_field,
    find_official,
    find_unit,
)
from engine.acceptance.sentences_facts import moment
from engine.acceptance.shipped import procedure_names
from engine.acceptance.tags import labels
from engine.acceptance.words import LAMPS, REFUSALS
from engine.acceptance.world import ASKED, HEADER
from engine.assembly import PROCESSES
from engine.content.office import read_office
from engine.model.form import Form
from engine.model.office import Office
from engine.model.procedure import Procedure
from engine.model.reference import Regulation
from engine.runtime.at_hand import first_task

IN_TURN = ["办理人", "事项", "填写"]
OFFICIALS = ("who", "whom", "away", "acting", "deputy", "actor", "principal")
STARTING = frozenset({"start", "case_was_started"})
CLAUSES = frozenset({("refused_by", "label"), ("evidence_has", "label")})
# The procedures that a scenario has told of, the last first.
Told = tuple[Procedure, ...]


@dataclass(frozen=True, slots=True)
class NameWrong:
    """`row` is how many lines below its sentence it stands: 0, or a table's row."""

    row: int
    text: str


@dataclass(frozen=True, slots=True)
class Names:
    """What there is to be named: the procedures by slug, the draft's among them."""

    slug: str
    procedures: Mapping[str, Procedure]
    regulation: Regulation

    def start(self) -> Told:
        """Return the procedures that a scenario may speak of before it says so."""
        mine = self.procedures.get(self.slug)
        return () if mine is None else (mine,)


@lru_cache(maxsize=1)
def scenario_office() -> Office:
    """Return the office in which every scenario runs: the one that is shipped."""
    return read_office((PROCESSES / "office" / "demo.json").read_bytes()).office


def check_names(  # noqa: PLR0917 (a sentence, where it stands, and what is found)
    names: Names,
    told: Told,
    sentence: str,
    words: Mapping[str, str],
    table: Sequence[Sequence[object]],
    wrong: list[NameWrong],
) -> Told:
    """Add what a sentence names that is not there; return whom the next may be about.

    A scenario goes to and fro between cases: a name may be any's of the procedures
    that it has told of, the last first. Where none is known, names are let pass.
    """
    look = _Look(names, wrong)
    for name, word in words.items():
        if word and "<" not in word:
            look.word(told, sentence, name, word)
    if "procedure" in words:
        found = names.procedures.values()
        named = [p for p in found if p.manifest.name == words["procedure"]]
        told = (*named, *told)
    if table:
        look.table(_form(told, sentence, words), told, table)
    return told


@dataclass(frozen=True, slots=True)
class _Look:
    names: Names
    wrong: list[NameWrong]

    @contextmanager
    def tried(self, row: int = 0) -> Iterator[None]:
        """Let the block look something up, and keep what it does not find."""
        try:
            yield
        except NameUnknown as error:
            self.wrong.append(NameWrong(row, f"{error}。"))
        except ValueError:
            text = "时刻的写法是“2026-11-23 09:00”。"
            self.wrong.append(NameWrong(row, text))

    def word(self, told: Told, sentence: str, name: str, word: str) -> None:
        """Look up one quoted word, by what its sentence calls it."""
        lists = self._lists(sentence, name)
        with self.tried():
            if name in OFFICIALS:
                find_official(scenario_office(), word)
            elif name == "unit":
                find_unit(scenario_office(), word)
            elif lists:
                _among(lists[0], word, lists[1])
            elif name == "text" and sentence in {"clock_stands", "time_comes"}:
                moment(word)
            elif told:
                _of_procedures(told, sentence, name, word)

    def _lists(self, sentence: str, name: str) -> tuple[str, Iterable[str]] | None:
        """Return what the word is one of, where that is a list."""
        if name == "procedure":
            here = [each.manifest.name for each in self.names.procedures.values()]
            return "程序", [*here, *procedure_names().values()]
        if name == "reference" or (sentence, name) in CLAUSES:
            return "条款", labels(self.names.regulation)
        if (sentence, name) == ("lamp_is", "lamp"):
            return "灯", LAMPS.values()
        if (sentence, name) == ("refused_because", "title"):
            return "拒绝名目", REFUSALS
        return None

    def table(
        self, form: Form | None, told: Told, table: Sequence[Sequence[object]]
    ) -> None:
        """Look at the labels in a table of cells, and at every deed of 已依次办理."""
        header = [str(cell) for cell in table[0]]
        for number, row in enumerate(table[1:], start=2):
            cells = [str(cell) for cell in row]
            if "<" in "".join(cells):
                continue
            if header == HEADER and form is not None:
                with self.tried(number):
                    find_field(form.fields, cells[0])
            if header == IN_TURN:
                with self.tried(number):
                    find_official(scenario_office(), cells[0])
                self._deed(told, cells, number)

    def _deed(self, told: Told, cells: list[str], row: int) -> None:
        with self.tried(row):
            _of_procedures(told, "", "task", cells[1])
        form = _form_of(told, cells[1])
        for part in cells[2].split(";") if form is not None else ():
            label = part.partition("=")[0].strip()
            if label and form is not None:
                with self.tried(row):
                    find_field(form.fields, label)


def _of_procedures(told: Told, sentence: str, name: str, word: str) -> None:
    """Look up what one of the procedures must have.

    Raises:
        NameUnknown: None of them does; the nearest is the last one's.
    """
    missing = None
    for procedure in told:
        try:
            _of_procedure(procedure, sentence, name, word)
        except NameUnknown as error:
            missing = missing or error
        else:
            return
    if missing is not None:
        raise missing


def _of_procedure(procedure: Procedure, sentence: str, name: str, word: str) -> None:
    kinds = {"task": ("userTask",), "act": ("startEvent",)}
    if name in kinds:
        find_element(procedure.diagram, word.removesuffix(ASKED), kinds[name])
    elif name == "outcome":
        _among("结局", word, _outcomes(procedure))
    elif name == "name" and sentence in {"lamp_is", "was_reminded"}:
        _among("时限", word, _limits(procedure))
    elif (sentence, name) == ("register_has", "label"):
        known = [each.label for each in procedure.manifest.register]
        _among("台账字段", word, known)


def _outcomes(procedure: Procedure) -> list[str]:
    ends = [each.outcome for each in procedure.diagram.elements.values()]
    ways = [each.outcome for each in procedure.manifest.terminations]
    return [*filter(None, ends), *ways]


def _limits(procedure: Procedure) -> list[str]:
    elements = procedure.diagram.elements.values()
    own = [limit for each in elements for limit in each.limits]
    return [each.name for each in (*procedure.diagram.limits, *own)]


def _among(kind: str, word: str, known: Iterable[str]) -> None:
    listed = [*known]
    if word not in listed:
        raise NameUnknown(kind, word, listed)


def _form(told: Told, sentence: str, words: Mapping[str, str]) -> Form | None:
    """Return the form that the sentence fills in, None if that is not known."""
    if sentence in STARTING:
        element = first_task(told[0].diagram) if told else None
        return told[0].forms.get(element.form) if element is not None else None
    return _form_of(told, words.get("task") or words.get("act") or "")


def _form_of(told: Told, name: str) -> Form | None:
    for procedure in told:
        for element in procedure.diagram.named(name):
            if element.form:
                return procedure.forms.get(element.form)
    return None
