"""What one scenario knows: the case at hand, what was filled in, what was refused."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from copy import deepcopy
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import TypeVar

from engine.acceptance.driver import Driver
from engine.acceptance.naming import (
    NameUnknown,
    Official,
    Words,
    find_element,
    find_field,
    find_official,
    find_procedure,
)
from engine.acceptance.stage import Stage
from engine.acceptance.trace import Marks, marks_of_answers
from engine.model.case import Case
from engine.model.errors import AnswersInvalid, ZhangfaError
from engine.model.form import Form
from engine.model.mutant import refused, terminated, tried
from engine.model.office import Office
from engine.model.procedure import Procedure
from engine.model.reading import Box, CaseRead, InboxRow
from engine.model.reference import Reference
from engine.runtime.asked import OPINION
from engine.runtime.at_hand import first_task
from engine.runtime.procedures import read_office, read_procedures
from engine.runtime.read_case import read_case

HEADER = ["字段", "值"]
# What the name of a task ends with that asks for an opinion before another task.
ASKED = "（加签）"
T = TypeVar("T")


@dataclass
class World:
    """The scenario's own memory; every sentence reads or changes it."""

    stage: Stage
    driver: Driver
    case_id: str = ""
    first_case_id: str = ""
    cases: list[str] = field(default_factory=list)
    pending: dict[str, list[list[str]]] = field(default_factory=dict)
    filled: dict[str, dict[str, object]] = field(default_factory=dict)
    refusal: ZhangfaError | None = None
    refused: list[Reference] = field(default_factory=list)
    form: Form | None = None
    known: dict[str, Case] = field(default_factory=dict)
    asked: str = ""
    tried: Marks = field(default_factory=set)

    def on(self, stage: Stage, driver: Driver) -> "World":
        """Return the same memory on another stage; neither touches the other's."""
        return replace(
            self,
            stage=stage,
            driver=driver,
            cases=[*self.cases],
            pending=deepcopy(self.pending),
            filled=deepcopy(self.filled),
            refused=[*self.refused],
            known={**self.known},
            tried={*self.tried},
        )

    @cached_property
    def reviewer(self) -> str:
        """The auditor of the office, who may see every case."""
        return self._with_role("auditor")

    @cached_property
    def administrator(self) -> str:
        return self._with_role("administrator")

    def _with_role(self, role: str) -> str:
        people = self.office.people.values()
        return next(each.person_id for each in people if role in each.roles)

    @property
    def office(self) -> Office:
        return read_office(self.stage.engine)

    @cached_property
    def procedures(self) -> Mapping[str, Procedure]:
        """The procedures in force; no sentence publishes another."""
        return read_procedures(self.stage.engine)

    @property
    def case(self) -> CaseRead:
        """The case at hand, as the reviewer sees it."""
        if not self.case_id:
            raise AssertionError("还没有立案，无从查看")
        case = read_case(self.stage.engine, self.case_id, by=self.reviewer)
        self.known[self.case_id] = case.case
        return case

    @property
    def lasting(self) -> Case:
        """The case at hand as first seen: its number and procedure never change."""
        return self.known.get(self.case_id) or self.case.case

    @property
    def procedure(self) -> Procedure:
        """The procedure of the case at hand, in the version that it runs on."""
        return self.procedures[self.lasting.slug]

    def official(self, name: str) -> Official:
        return find_official(self.office, name)

    def start(self, who: str, procedure_name: str, cells: Mapping[str, str]) -> None:
        """Start a case; it becomes the case at hand."""
        by = self.official(who)
        procedure = find_procedure(self.procedures, procedure_name)
        element = first_task(procedure.diagram)
        if element is None:
            raise AssertionError(f"{procedure_name}没有首个表单，不能由人报送")
        answers = self.answers(by, procedure.forms[element.form], cells)
        self.filled[element.name] = answers
        self._note(procedure, element.element_id, answers)
        self.case_id = self.driver.start(by, procedure.manifest.slug, answers)
        self.first_case_id = self.first_case_id or self.case_id
        self.cases.append(self.case_id)
        self.stage.settle()

    def complete(
        self, who: str, task_name: str, cells: Mapping[str, str], *, again: bool = False
    ) -> None:
        """Complete a task of the case at hand; `again` starts from the last answers."""
        by = self.official(who)
        procedure = self.procedure
        element = find_element(procedure.diagram, task_name, ("userTask",))
        answers = self.answers(by, procedure.forms[element.form], cells)
        if again:
            answers = self.filled.get(task_name, {}) | answers
        self.filled[task_name] = answers
        self._note(procedure, element.element_id, answers)
        self.driver.complete(by, self.task_id(by, task_name), answers)
        self.stage.settle()

    def claim(self, who: str, task_name: str) -> None:
        """Claim a task of the case at hand."""
        by = self.official(who)
        self.driver.claim(by, self.task_id(by, task_name))
        self.stage.settle()

    def ask(self, who: str, task_name: str, whom: str, words: str) -> None:
        """Ask one more official for an opinion before a task is decided (加签)."""
        by = self.official(who)
        self.driver.ask(by, self.task_id(by, task_name), self.official(whom), words)
        self.stage.settle()

    def transfer(self, who: str, task_name: str, whom: str, reason: str) -> None:
        """Pass a task of the case at hand on to another official (转办)."""
        by = self.official(who)
        task_id = self.task_id(by, task_name)
        self.driver.transfer(by, task_id, self.official(whom), reason)
        self.stage.settle()

    def give_opinion(self, who: str, task_name: str, text: str) -> None:
        """Say what one thinks, as asked before the task."""
        by = self.official(who)
        task_id = self.task_id(by, task_name + ASKED)
        self.driver.complete(by, task_id, {OPINION: text})
        self.stage.settle()

    def perform(self, who: str, name: str, cells: Mapping[str, str]) -> None:
        """Perform a standing act on the case at hand."""
        by = self.official(who)
        procedure = self.procedure
        element = find_element(procedure.diagram, name, ("startEvent",))
        answers = self.answers(by, procedure.forms[element.form], cells)
        self._note(procedure, element.element_id, answers)
        self.driver.perform(by, self.case_id, element.element_id, answers)
        self.stage.settle()

    def terminate(self, who: str, outcome: str, reason: str) -> None:
        """End the case at hand by one of its terminations."""
        self.tried.add((self.procedure.manifest.slug, terminated(outcome)))
        self.driver.terminate(self.official(who), self.case_id, outcome, reason)
        self.stage.settle()

    def rest(self, who: str, reason: str, *, is_over: bool) -> None:
        """Let the case at hand stand still, or go on again."""
        deed = self.driver.resume if is_over else self.driver.suspend
        deed(self.official(who), self.case_id, reason)
        self.stage.settle()

    def urge(self, who: str, words: str) -> None:
        """Urge those with whom the case at hand waits."""
        self.driver.urge(self.official(who), self.case_id, words)
        self.stage.settle()

    def titled(self, title: str) -> str:
        """Return the newest case of that title among those the scenario filed."""
        engine, by = self.stage.engine, self.reviewer
        filed = [read_case(engine, each, by=by).case for each in self.cases]
        titles = {case.title: case.case_id for case in filed}
        if title not in titles:
            raise NameUnknown("案件", title, titles)
        return titles[title]

    def linked(self, procedure_name: str) -> str:
        """Return the newest case of that procedure which the case at hand started."""
        names = self.linked_names()
        if procedure_name not in names:
            raise NameUnknown("关联案件", procedure_name, names)
        return names[procedure_name]

    def linked_names(self) -> dict[str, str]:
        """Return {procedure's name: case id} of the cases that this one started."""
        names: dict[str, str] = {}
        for link in self.case.links:
            if link.outward:
                linked = read_case(self.stage.engine, link.case_id, by=self.reviewer)
                names[linked.procedure] = link.case_id
        return names

    def starter(self) -> str:
        """Return the case that started the case at hand."""
        for link in self.case.links:
            if not link.outward:
                return link.case_id
        raise NameUnknown("案件", "起本案的案件", [])

    def faults_of(self, error: AnswersInvalid) -> dict[str, tuple[str, ...]]:
        """Return {label: references cited} of the fields that a refusal names."""
        found: dict[str, tuple[str, ...]] = {}
        for path, faults in error.fields.items():
            cited = tuple(each for fault in faults for each in fault.references)
            for label in self._labels(path):
                found[label] = (*found.get(label, ()), *cited)
        return found

    def _labels(self, path: str) -> Iterator[str]:
        """Give the label of the field, and of the table's column, that a path names."""
        key, *rest = path.split(".")
        for asked in self.form.fields if self.form else ():
            if asked.key == key:
                yield asked.label
                columns = (each for each in asked.columns if each.key in rest[-1:])
                yield from (each.label for each in columns)

    def answers(
        self, by: Official, form: Form, cells: Mapping[str, str]
    ) -> dict[str, object]:
        """Return the raw answers, tables laid ready before included."""
        self.form = form
        words = Words(
            self.office,
            self.case_id,
            lambda name: self.driver.attach(by, name),
            self.first_case_id,
            self.linked,
            self.starter,
        )
        answers = words.answers(form, cells)
        for label, (header, *rows) in self.pending.items():
            table = find_field(form.fields, label)
            answers[table.key] = words.rows(table, header, rows)
        self.pending.clear()
        return answers

    def task_id(self, by: Official, task_name: str) -> str:
        """Return the task of that name: the official's own, else anybody's open one,
        else the last that there was, so that the deed itself meets the refusal."""
        for row in self.todo(by):
            if row.task_name == task_name:
                return row.task_id
        case = self.case
        for work in case.work:
            if work.name == task_name:
                return work.task_id
        for act in reversed(case.timeline):
            if act.task_name == task_name and act.task_id:
                return act.task_id
        raise NameUnknown("待办", task_name, (work.name for work in case.work))

    def todo(self, by: Official) -> tuple[InboxRow, ...]:
        """Return what waits for the official in the case at hand."""
        return self._in_box(by, Box.TODO)

    def notices(self, by: Official) -> tuple[InboxRow, ...]:
        """Return what the official has to read in the case at hand."""
        return self._in_box(by, Box.TO_READ)

    def _in_box(self, by: Official, box: Box) -> tuple[InboxRow, ...]:
        number = self.lasting.number
        return tuple(row for row in self.driver.box(by, box) if row.number == number)

    def attempt(self, deed: Callable[[], T]) -> T | None:
        """Do the one deed of a scenario and keep its refusal for the looks."""
        self.refusal = None
        try:
            return deed()
        except ZhangfaError as error:
            self.refusal = error
            self.refused.extend(cited(error))
            if isinstance(error, AnswersInvalid) and self.form is not None:
                self.tried.add((self.asked, refused(self.form.key)))
            return None

    def _note(
        self, procedure: Procedure, element_id: str, answers: Mapping[str, object]
    ) -> None:
        """Keep what is tried, of which a change of the procedure could be noticed."""
        self.asked = procedure.manifest.slug
        marks = {tried(element_id)}
        if self.form is not None:
            marks |= marks_of_answers(self.form, answers)
        self.tried |= {(self.asked, mark) for mark in marks}


def cited(error: ZhangfaError) -> tuple[Reference, ...]:
    """Return the references that a refusal cites, those of refused fields included."""
    texts = list(error.facts.get("references") or ())  # type: ignore[call-overload]
    if isinstance(error, AnswersInvalid):
        for field_errors in error.fields.values():
            for field_error in field_errors:
                texts.extend(field_error.references)
    return tuple(Reference.parse(text) for text in texts)


def cells_of(datatable: Sequence[Sequence[str]]) -> dict[str, str]:
    """Read a table of 字段 and 值."""
    header, *rows = [list(row) for row in datatable]
    if header != HEADER:
        raise AssertionError(f"表头应为 字段、值，而不是 {'、'.join(header)}")
    return dict(rows)
