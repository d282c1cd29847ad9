"""The cases of a recorded walk: what was begun by hand, and what that started."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from engine.model.act import Act
from engine.model.case import Case
from engine.model.errors import CaseNotFound
from engine.model.form import FieldType
from engine.model.procedure import Procedure
from engine.runtime.chain import OFFICE, SYSTEM
from engine.runtime.looking import Look


@dataclass(frozen=True, slots=True)
class Family:
    """The case at the walk's end, those that its answers name, and all they started.

    Those whose effects changed the office belong to it too: who may do what depends on
    them. `roots` were begun by hand; `parents` says which case started which.
    """

    roots: frozenset[str]
    cases: Mapping[str, Case]
    parents: Mapping[str, str]
    procedures: Mapping[str, Procedure]
    acts: Mapping[str, tuple[Act, ...]]

    def procedure_name(self, case_id: str) -> str:
        return self.procedures[case_id].manifest.name

    def way_to(self, case_id: str) -> tuple[str, ...]:
        """Return the cases from a root down to this one."""
        above = self.parents.get(case_id)
        return (*(self.way_to(above) if above else ()), case_id)

    def twins(self, case_id: str) -> bool:
        """Say whether its starter started another case of the same procedure."""
        name = self.procedure_name(case_id)
        mine = self.parents.get(case_id)
        return any(
            other != case_id
            and self.parents.get(other) == mine
            and self.procedure_name(other) == name
            for other in self.cases
        )


def is_by_hand(act: Act) -> bool:
    """Say whether a person did this; what an effect of a deed did names its cause."""
    return act.actor != SYSTEM and "cause" not in act.details


def family_of(here: Look, case_id: str) -> Family:
    """Return the family of a case that somebody began by hand.

    Raises:
        CaseNotFound: There is no such case, or it was started by another.
    """
    gathered = _Gathered(here)
    gathered.take_in(case_id)
    for act in here.unit.acts.of_chain(OFFICE):
        cause = str(act.details.get("cause", "")).partition("/")[0]
        if here.unit.cases.find(cause) is not None:
            gathered.take_in(cause)
    if case_id not in gathered.roots:
        raise CaseNotFound(case_id=case_id)
    return Family(
        frozenset(gathered.roots),
        gathered.cases,
        gathered.parents,
        gathered.procedures,
        gathered.acts,
    )


@dataclass(slots=True)
class _Gathered:
    here: Look
    roots: set[str] = field(default_factory=set)
    cases: dict[str, Case] = field(default_factory=dict)
    parents: dict[str, str] = field(default_factory=dict)
    procedures: dict[str, Procedure] = field(default_factory=dict)
    acts: dict[str, tuple[Act, ...]] = field(default_factory=dict)

    def take_in(self, case_id: str) -> None:
        """Take in a case, the one it goes back to, all that started, all they name."""
        top = self._top(case_id)
        if top in self.cases:
            return
        self._read(top)
        self.roots.add(top)
        waiting = [top]
        for parent in waiting:
            for child in self._started(parent):
                self._read(child)
                self.parents[child] = parent
                waiting.append(child)
        for each in waiting:
            for named in self._named(each):
                self.take_in(named)

    def _started(self, case_id: str) -> Iterator[str]:
        for link in self.here.unit.links.of_case(case_id):
            child = link.to_case
            mine = link.from_case == case_id and child not in self.cases
            if mine and not self._is_by_hand(child):
                yield child

    def _top(self, case_id: str) -> str:
        """Return the case, begun by hand, that this one goes back to.

        Raises:
            CaseNotFound: There is none.
        """
        seen = [case_id]
        for each in seen:
            if self._is_by_hand(each):
                return each
            for link in self.here.unit.links.of_case(each):
                if link.to_case == each and link.from_case not in seen:
                    seen.append(link.from_case)
        raise CaseNotFound(case_id=case_id)

    def _is_by_hand(self, case_id: str) -> bool:
        first = self.here.unit.acts.of_chain(case_id, size=1)
        return any(act.verb == "start" and is_by_hand(act) for act in first)

    def _read(self, case_id: str) -> None:
        case = self.here.unit.cases.find(case_id)
        if case is None:
            raise CaseNotFound(case_id=case_id)
        library = self.here.engine.library
        self.cases[case_id] = case
        self.procedures[case_id] = library.procedure(self.here.unit, case.version_id)
        self.acts[case_id] = self.here.unit.acts.of_case(case_id)

    def _named(self, case_id: str) -> Iterator[str]:
        """Yield the cases that the case's answers name."""
        procedure = self.procedures[case_id]
        for act in self.acts[case_id]:
            element = procedure.diagram.elements.get(act.element_id)
            form = procedure.forms.get(element.form) if element is not None else None
            answers = act.details.get("answers")
            if form is None or not isinstance(answers, Mapping):
                continue
            for asked in form.fields:
                if asked.type is FieldType.CASE:
                    answer = answers.get(asked.key)
                    listed = answer if isinstance(answer, list) else [answer]
                    yield from (str(each) for each in listed if each)
