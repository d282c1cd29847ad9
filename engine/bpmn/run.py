"""A run: one case moved from waiting to waiting, and what that changed."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from functools import partial
from typing import Any

from SpiffWorkflow.bpmn.specs.event_definitions.multiple import MultipleEventDefinition
from SpiffWorkflow.exceptions import SpiffWorkflowException
from SpiffWorkflow.util.task import TaskState

from engine.bpmn import codec, limits, program, waiting
from engine.bpmn.environment import OurEngine
from engine.bpmn.events import PAYLOAD, Message
from engine.bpmn.journey import LIMITS, Journey
from engine.bpmn.marking import marking_of
from engine.bpmn.opening import describe
from engine.bpmn.stepping import Stepper
from engine.bpmn.table import LIVE
from engine.bpmn.tasks import EFFECT, EffectTask
from engine.bpmn.values import plain
from engine.bpmn.workflow import CaseWorkflow
from engine.model.advance import (
    Advance,
    HaltedEffect,
    OpenedTask,
    StartedLimit,
    WaitingMessage,
    WaitingTimer,
)
from engine.model.clock import now
from engine.model.errors import EngineFailed, TaskChanged
from engine.model.procedure import Procedure
from engine.model.soundness import Marking
from engine.model.surroundings import Surroundings

Waits = tuple[tuple[WaitingTimer, ...], tuple[WaitingMessage, ...]]

COMPLETED = "completed"
CANCELLED = "cancelled"

# What the library raises where it meets a case it did not think of.
_SLIPS = (
    SpiffWorkflowException,
    LookupError,
    TypeError,
    ValueError,
    AttributeError,
    ArithmeticError,
    AssertionError,
    RuntimeError,
)


def begin(
    procedure: Procedure, surroundings: Surroundings, data: Mapping[str, object]
) -> "Run":
    """Begin a case and run it to where it first waits."""
    run = Run(procedure, surroundings)
    run.begin(data)
    return run


def resume(procedure: Procedure, state: bytes, surroundings: Surroundings) -> "Run":
    """Take up a case from its (unsealed) state.

    Raises:
        StateUnreadable: The state has another format.
    """
    run = Run(procedure, surroundings)
    run.restore(state)
    return run


class Run:
    """One case in progress; thrown away on any exception, kept by `freeze` alone."""

    def __init__(self, procedure: Procedure, surroundings: Surroundings) -> None:
        case = {field.name: None for field in procedure.manifest.register}
        self._case: dict[str, object] = {**case, **surroundings.case}
        self._surroundings = replace(surroundings, case=self._case)
        self._procedure = procedure
        self._journey = Journey(procedure, self._surroundings, self._case)
        self._engine = OurEngine(lambda: self._surroundings)
        self._opened: list[OpenedTask] = []
        self._announced: dict[str, None] = {}
        self._process_limits: limits.Begun = {}
        self._waited: Waits = ((), ())
        self._limited: frozenset[str] = frozenset()
        self._workflow: CaseWorkflow
        self._stepper: Stepper

    def begin(self, data: Mapping[str, object]) -> None:
        """Begin a new case."""
        spec, scopes = program.load(self._procedure.diagram.program)
        try:
            workflow = CaseWorkflow(
                spec, scopes, self._engine, observer=self._journey.moved
            )
        except RecursionError as error:
            # The library foresees a loop without a choice for ever.
            slug = self._procedure.diagram.slug
            raise EngineFailed(element_id=slug, why="endless_loop") from error
        workflow.task_tree.data = dict(data)
        self._take(workflow)
        with self._moving():
            specs = self._procedure.diagram.limits
            slug = self._procedure.diagram.slug
            self._process_limits = limits.begin(specs, slug, self._about_case)

    def restore(self, state: bytes) -> None:
        """Take up a case from its state."""
        spec, scopes = program.load(self._procedure.diagram.program)
        workflow, kept = codec.load(state, spec, scopes, self._engine)
        workflow.observer = self._journey.moved
        self._announced = dict.fromkeys(kept["announced"])
        self._process_limits = kept["limits"]
        self._journey.outcome = kept["outcome"]
        self._take(workflow)
        with self._translating():
            self._waited = self._waits()
            self._limited = frozenset(task.id for task in self._under_limits())

    def predict(self) -> None:
        """Foretell anew what lies ahead of the tokens: the diagram has changed."""
        with self._translating():
            for task in self._workflow.open_tasks(LIVE):
                mask = TaskState.NOT_FINISHED_MASK
                task.task_spec._predict(task, mask=mask)

    @property
    def waiting_for(self) -> tuple[tuple[str, ...], ...]:
        """Return all that the case waits for: user tasks, timers, messages, effects."""
        timers, messages = self._waits()
        waits = [
            *(("task", *token) for token in self.open_tokens),
            *(("timer", t.token_id, t.due_at.isoformat()) for t in timers),
            *(("message", m.token_id, m.name, m.correlation) for m in messages),
            *(("effect", each.token_id, each.element_id) for each in self.halted()),
        ]
        return tuple(sorted(waits))

    def complete(self, token_id: str, answers: Mapping[str, object]) -> None:
        """Complete a user task with its answers.

        Raises:
            TaskChanged: The token is not a user task that waits for its answers.
        """
        task = self._token(token_id, TaskState.READY)
        if not task.task_spec.manual:
            raise TaskChanged(token_id=token_id)
        with self._moving():
            task.data = {**task.data, task.task_spec.bpmn_id: plain(answers)}
            self._stepper.run(task)

    def fire(self) -> int:
        """Set off what is due, the earliest first; return how many timers went off."""
        fired = 0
        due = waiting.first_due(self._workflow, now())
        while due is not None:
            with self._moving():
                due.task_spec._update(due)
            fired += 1
            due = waiting.first_due(self._workflow, now())
        return fired

    def receive(
        self, token_id: str, payload: Mapping[str, object], name: str = ""
    ) -> None:
        """Give a waiting token its message; `name` tells a gateway which of several.

        Raises:
            TaskChanged: The token does not wait for such a message.
        """
        task = self._token(token_id, TaskState.WAITING)
        definition: Any = getattr(task.task_spec, "event_definition", None)
        either = isinstance(definition, MultipleEventDefinition)
        parts = definition.event_definitions if either else [definition]
        for place, part in enumerate(parts):
            if isinstance(part, Message) and name in {"", part.name}:
                with self._moving():
                    self._deliver(task, plain(payload), place if either else None)
                    waiting.rearm(self._workflow, task)
                return
        raise TaskChanged(token_id=token_id)

    def perform(self, element_id: str, answers: Mapping[str, object]) -> None:
        """Perform a standing act; `element_id` is its start event.

        Raises:
            TaskChanged: The act is not offered where the case now stands.
        """
        offered = waiting.standing_act(self._workflow, element_id)
        if offered is None:
            raise TaskChanged(token_id=element_id)
        with self._moving():
            start = waiting.open_event_sub_process(self._workflow, *offered)
            self._deliver(start, plain(answers), None)

    def halted(self) -> tuple[HaltedEffect, ...]:
        """Return the effects that wait for their result."""
        return tuple(waiting.halted(self._workflow))

    def is_halted(self, token_id: str) -> bool:
        """Say whether the effect still waits; another's result may have ended it."""
        task = self._workflow.find(token_id)
        return task is not None and task.state == TaskState.STARTED

    def supply(self, token_id: str, result: object) -> None:
        """Give a halted effect its result, and go on.

        Raises:
            TaskChanged: The token does not wait for a result.
        """
        task = self._token(token_id, TaskState.STARTED)
        if not isinstance(task.task_spec, EffectTask):
            raise TaskChanged(token_id=token_id)
        with self._moving():
            del task.internal_data[EFFECT]
            name = task.task_spec.result or task.task_spec.bpmn_id
            task.data = {**task.data, name: plain(result)}
            self._stepper.at = task.task_spec.bpmn_id
            task.complete()

    def cancel(self) -> None:
        """End the case from outside: everything that waits in it is cancelled."""
        with self._moving():
            self._workflow.cancel()
        self._journey.outcome = ""

    @property
    def open_tokens(self) -> tuple[tuple[str, str], ...]:
        """Return token and element of every user task that waits now."""
        return tuple((t.id, t.task_spec.bpmn_id) for t in self._user_tasks())

    @property
    def marking(self) -> Marking:
        """Return where the case's tokens are, as the question of soundness asks it."""
        return marking_of(self._workflow, self._procedure.diagram)

    def freeze(self) -> Advance:
        """Return what changed since the last freeze, and the state."""
        journey, workflow = self._journey, self._workflow
        with self._translating():
            told = self._tell_limits()
            waits = self._waits()
        timers, messages = waits
        limited = frozenset(task.id for task in self._under_limits())
        closed = self._closed()
        finished = bool(workflow.completed and not workflow.open_tasks(LIVE))
        advance = Advance(
            state=codec.dump(workflow, self._kept()),
            opened=tuple(self._opened),
            closed=closed,
            entered=tuple(journey.entered),
            halted=self.halted(),
            timers=timers,
            messages=messages,
            thrown=tuple(workflow.thrown),
            limits=tuple(told),
            register=dict(journey.register),
            conflicts=tuple(dict.fromkeys(workflow.conflicts)),
            finished=finished,
            outcome=journey.outcome if finished else "",
            depth=self._stepper.depth,
            timers_moved=timers != self._waited[0],
            messages_moved=messages != self._waited[1],
            ended=tuple(sorted(self._limited - limited)),
        )
        self._waited, self._limited = waits, limited
        self._forget()
        return advance

    def _waits(self) -> Waits:
        """Return the timers and messages that the case waits for now."""
        workflow = self._workflow
        return tuple(waiting.timers(workflow)), tuple(waiting.messages(workflow))

    def _take(self, workflow: CaseWorkflow) -> None:
        self._workflow = workflow
        self._stepper = Stepper(workflow)

    @contextmanager
    def _moving(self) -> Iterator[None]:
        """Do one thing to the case, then run on until it waits."""
        with self._translating():
            yield
            self._stepper.settle()
            self._describe_opened()

    @contextmanager
    def _translating(self) -> Iterator[None]:
        """Turn what the library raises into a fault that names the element."""
        try:
            yield
        except _SLIPS as error:
            why = f"{type(error).__name__}: {error}"
            raise EngineFailed(element_id=self._stepper.at, why=why) from error

    def _token(self, token_id: str, state: int) -> Any:
        task = self._workflow.find(token_id)
        if task is None or task.state != state:
            raise TaskChanged(token_id=token_id)
        return task

    def _deliver(self, task: Any, payload: object, place: int | None) -> None:
        definition = task.task_spec.event_definition
        task.internal_data[PAYLOAD] = payload
        self._stepper.at = task.task_spec.bpmn_id
        if place is None:
            definition.catch(task)
        else:
            definition.choose(task, place)
        task.task_spec._update(task)

    def _user_tasks(self) -> list[Any]:
        ready = self._workflow.open_tasks(TaskState.READY)
        return [task for task in ready if task.task_spec.manual]

    def _describe_opened(self) -> None:
        for task in self._user_tasks():
            if task.id not in self._announced:
                opened = describe(
                    task, self._procedure, self._surroundings, self._journey
                )
                self._announced[task.id] = None
                self._opened.append(opened)

    def _closed(self) -> dict[str, str]:
        open_now = {task.id for task in self._user_tasks()}
        completed = set(self._journey.completed)
        closed = {
            token: COMPLETED if token in completed else CANCELLED
            for token in self._announced
            if token not in open_now
        }
        for token in closed:
            del self._announced[token]
        return closed

    def _tell_limits(self) -> list[StartedLimit]:
        diagram = self._procedure.diagram
        calendar = self._surroundings.calendar
        told = limits.tell(
            diagram.limits,
            self._process_limits,
            (diagram.slug, ""),
            self._about_case,
            calendar,
        )
        for task in self._under_limits():
            begun = task.internal_data[LIMITS]
            where = (task.task_spec.bpmn_id, task.id)
            element = diagram.elements[where[0]]
            evaluate = partial(self._journey.value, where[0], "limit", task.data)
            told += limits.tell(element.limits, begun, where, evaluate, calendar)
        return told

    def _under_limits(self) -> list[Any]:
        live = self._workflow.open_tasks(LIVE)
        return [task for task in live if task.internal_data.get(LIMITS)]

    def _about_case(self, source: str) -> object:
        slug = self._procedure.diagram.slug
        data = self._workflow.task_tree.data
        return self._journey.value(slug, "limit", data, source)

    def _kept(self) -> dict[str, object]:
        return {
            "announced": list(self._announced),
            "limits": self._process_limits,
            "outcome": self._journey.outcome,
        }

    def _forget(self) -> None:
        self._opened.clear()
        self._journey.entered.clear()
        self._journey.completed.clear()
        self._journey.register.clear()
        self._workflow.thrown.clear()
        self._workflow.conflicts.clear()
