"""Walks a shipped diagram by the engine alone, sealing and restoring between steps."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path

from engine.bpmn.codec import without_predictions
from engine.bpmn.reading import read_diagram
from engine.bpmn.run import Run, begin, resume
from engine.content.bundle import read_folder
from engine.content.calendar import read_calendar
from engine.content.form import read_form
from engine.content.manifest import read_manifest
from engine.content.office import read_office
from engine.content.parameters import read_parameters
from engine.model import clock
from engine.model.advance import Advance
from engine.model.calendar import WorkingCalendar
from engine.model.procedure import Procedure
from engine.model.surroundings import Surroundings

PROCESSES = Path(__file__).parents[2] / "processes"
OPENING = datetime(2026, 11, 23, 1, 0, tzinfo=UTC)
Answers = Mapping[str, object]


@cache
def shipped(slug: str) -> Procedure:
    """Return a shipped procedure, read once."""
    bundle = read_folder(PROCESSES / slug)
    tables = {
        name.removesuffix(".dmn"): data
        for name, data in bundle.files.items()
        if name.endswith(".dmn")
    }
    forms = {
        name.removeprefix("forms/").removesuffix(".json"): read_form(data, name)
        for name, data in bundle.files.items()
        if name.startswith("forms/")
    }
    diagram = read_diagram(bundle.files["process.bpmn"], shared={}, tables=tables)
    manifest = read_manifest(bundle.files["manifest.json"])
    return Procedure(bundle, manifest, diagram, forms, tables)


@cache
def office_as_shipped() -> Surroundings:
    """Return the demo office with its calendar and numbers, and no case."""
    year = read_calendar((PROCESSES / "calendar" / "2026.json").read_bytes())
    parameters = (PROCESSES / "parameters" / "default.json").read_bytes()
    return Surroundings(
        office=read_office((PROCESSES / "office" / "demo.json").read_bytes()).office,
        calendar=WorkingCalendar({year.year: year}),
        parameters={k: v.value for k, v in read_parameters(parameters).items()},
        case={},
    )


@dataclass
class Walk:
    """One case: what is open, what was walked, what its register says."""

    slug: str
    at: datetime = OPENING
    state: bytes = b""
    open: dict[str, tuple[str, str]] = field(default_factory=dict)
    walked: list[str] = field(default_factory=list)
    register: dict[str, object] = field(default_factory=dict)
    effects: list[tuple[str, Mapping[str, object]]] = field(default_factory=list)
    outcome: str = ""
    finished: bool = False
    advance: Advance | None = None
    # Whether every step forgets what was foretold, as a migration does.
    anew = False

    @property
    def waits_for(self) -> list[str]:
        """The elements that wait for an official, sorted, one for each task."""
        return sorted(element_id for element_id, _ in self.open.values())

    def begin(self) -> "Walk":
        with clock.at(self.at):
            self.keep(begin(shipped(self.slug), self.around(), {}))
        return self

    def complete(self, element_id: str, item: str = "", /, **answers: object) -> "Walk":
        """Complete the open task of that element (and item), other fields empty."""
        token = next(
            token
            for token, (element, of) in self.open.items()
            if element == element_id and item in {"", of}
        )
        form = shipped(self.slug).diagram.elements[element_id].form
        filled = blank(shipped(self.slug), form) | answers
        return self.move(lambda run: run.complete(token, filled))

    def perform(self, element_id: str, **answers: object) -> "Walk":
        return self.move(lambda run: run.perform(element_id, answers))

    def receive(self, payload: Answers) -> "Walk":
        assert self.advance is not None
        (message,) = self.advance.messages
        return self.move(lambda run: run.receive(message.token_id, payload))

    def wait_until(self, moment: datetime) -> "Walk":
        self.at = moment
        return self.move(lambda run: run.fire())

    def move(self, deed: Callable[[Run], object]) -> "Walk":
        with clock.at(self.at):
            state = without_predictions(self.state) if self.anew else self.state
            run = resume(shipped(self.slug), state, self.around())
            if self.anew:
                run.predict()
            deed(run)
            self.keep(run)
        return self

    def around(self) -> Surroundings:
        shown = office_as_shipped()
        facts = {
            "id": "case-1",
            "number": "n-1",
            "title": "城区学校取暖设施改造",
            "slug": self.slug,
            "initiator": "person:jinsui",
            "initiator_post": "post:finance_bureau_clerk",
            "initiator_unit": "unit:finance_bureau",
            "started_at": OPENING.isoformat(),
            "outcome": "",
        }
        return Surroundings(
            shown.office,
            shown.calendar,
            shown.parameters,
            facts | self.register,
            shipped(self.slug).tables,
        )

    def keep(self, run: Run) -> None:
        while halted := run.halted():
            for effect in halted:
                self.effects.append((effect.operation, effect.arguments))
                run.supply(effect.token_id, {"case_id": "case-2", "number": "n-2"})
        self.advance = advance = run.freeze()
        self.state = advance.state
        self.walked += advance.entered
        self.register |= advance.register
        self.open = {t: e for t, e in self.open.items() if t not in advance.closed}
        self.open |= {t.token_id: (t.element_id, t.item) for t in advance.opened}
        self.finished, self.outcome = advance.finished, advance.outcome


def blank(procedure: Procedure, form: str) -> dict[str, object]:
    """Return the form's answers as they are when nothing was filled in."""
    several = {f.key for f in procedure.forms[form].fields if f.multiple}
    tables = {f.key for f in procedure.forms[form].fields if f.columns}
    return {
        field.key: [] if field.key in several | tables else None
        for field in procedure.forms[form].fields
    }


def days_later(days: int) -> datetime:
    return OPENING + timedelta(days=days)
