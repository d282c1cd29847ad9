"""A case driven through its steps, its state put away and read again at each."""

from collections.abc import Callable, Mapping
from datetime import datetime, timedelta

from engine.bpmn.run import Run, begin, resume
from engine.model import clock
from engine.model.advance import Advance
from engine.model.procedure import Procedure
from engine.model.surroundings import Surroundings
from tests.support.small_office import NOW, surroundings


class Driven:
    """One case; `last` is the last advance, `open` element by token, in order."""

    def __init__(
        self,
        procedure: Procedure,
        data: Mapping[str, object] | None = None,
        about: Surroundings | None = None,
    ) -> None:
        self.procedure = procedure
        self.about = about or surroundings(dict(procedure.tables))
        self.now = NOW
        self.open: dict[str, str] = {}
        self.items: dict[str, str] = {}
        self.case: dict[str, object] = dict(self.about.case)
        with clock.at(self.now):
            self._take(begin(procedure, self._surroundings(), data or {}))

    def do(self, deed: Callable[[Run], object]) -> Advance:
        """Do something to the run, then put its state away."""
        with clock.at(self.now):
            run = resume(self.procedure, self.last.state, self._surroundings())
            deed(run)
            return self._take(run)

    def complete(
        self,
        element_id: str,
        answers: Mapping[str, object] | None = None,
        item: str = "",
    ) -> Advance:
        token = self.token(element_id, item)
        return self.do(lambda run: run.complete(token, answers or {}))

    def token(self, element_id: str, item: str = "") -> str:
        """Return the token of an open task, of this item where there are several."""
        found = [
            token
            for token, element in self.open.items()
            if element == element_id and item in {"", self.items[token]}
        ]
        return found[0]

    def pass_time(self, **by: float) -> Advance:
        self.now += timedelta(**by)
        return self.do(lambda run: run.fire())

    @property
    def waiting(self) -> list[str]:
        """The elements of all open tasks, sorted."""
        return sorted(self.open.values())

    def at(self, moment: datetime) -> None:
        self.now = moment

    def _surroundings(self) -> Surroundings:
        about = self.about
        return Surroundings(
            about.office, about.calendar, about.parameters, self.case, about.tables
        )

    def _take(self, run: Run) -> Advance:
        self.last = run.freeze()
        for task in self.last.opened:
            self.open[task.token_id] = task.element_id
            self.items[task.token_id] = task.item
        for token in self.last.closed:
            del self.open[token]
        self.case.update(self.last.register)
        return self.last
