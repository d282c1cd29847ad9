"""The real engine in a small sketched diagram: every state that it comes to.

Choices hang on parameters (see `sketching`), so all of them can be tried at every deed.
"""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import timedelta
from itertools import combinations, product

from engine.bpmn.run import Run, begin, resume
from engine.model import clock
from engine.model.advance import Advance
from engine.model.diagram import Diagram
from engine.model.errors import EngineFailed, StepBudgetExceeded, TaskChanged
from engine.model.procedure import Procedure
from engine.model.soundness import Marking
from engine.model.surroundings import Surroundings
from tests.support.small_office import NOW, surroundings

Place = tuple[tuple[tuple[str, int], ...], tuple[tuple[str, "Place"], ...]]
Deed = Callable[[Run], object]
Options = Mapping[str, Sequence[object]]
Met = tuple[Place, tuple[str, ...]]


@dataclass
class Roamed:
    """Where the engine came to: settled places, those that hang, what came twice.

    `lost` are those from which no end is reached any more, `endangered` those from
    which one of these is reached; both are known when all was seen.
    """

    seen: set[Place] = field(default_factory=set)
    stuck: set[Place] = field(default_factory=set)
    lost: set[Place] = field(default_factory=set)
    endangered: set[Place] = field(default_factory=set)
    failed: set[str] = field(default_factory=set)
    doubled: set[str] = field(default_factory=set)
    entered: set[str] = field(default_factory=set)
    is_complete: bool = True


@dataclass(frozen=True)
class Stop:
    """A settled state, with the ends that were reached on the way to it."""

    advance: Advance
    place: Place
    ended: tuple[str, ...]
    hours: int


class Choices(Mapping[str, object]):
    """Parameters that remember which of them were asked for."""

    def __init__(self, options: Options, picks: Mapping[str, int]) -> None:
        self.options, self.picks = options, picks
        self.asked: dict[str, None] = {}

    def __getitem__(self, name: str) -> object:
        self.asked[name] = None
        return self.options[name][self.picks.get(name, 0)]

    def __iter__(self) -> Iterator[str]:
        return iter(self.options)

    def __len__(self) -> int:
        return len(self.options)


def roam(procedure: Procedure, limit: int = 300) -> Roamed:
    """Do everything that can be done, in every order, with every choice."""
    roaming = _Roaming(procedure)
    queue = list(roaming.begun())
    met: dict[Met, bool] = {}
    before: dict[Met, list[Met]] = {}
    while queue and len(met) < limit:
        stop = queue.pop(0)
        here = (stop.place, stop.ended)
        if here not in met:
            met[here] = stop.advance.finished
            following = list(roaming.on_from(stop))
            for each in following:
                before.setdefault((each.place, each.ended), []).append(here)
            queue += following
    roamed = roaming.roamed
    roamed.is_complete = not queue
    if roamed.is_complete:
        hopeful = _leading_to([each for each in met if met[each]], before)
        lost = [each for each in met if each not in hopeful]
        roamed.lost = {each[0] for each in lost}
        roamed.endangered = {each[0] for each in _leading_to(lost, before)}
    return roamed


def _leading_to(goals: list[Met], before: Mapping[Met, list[Met]]) -> set[Met]:
    found, rest = set(goals), list(goals)
    while rest:
        new = {each for each in before.get(rest.pop(), ()) if each not in found}
        found |= new
        rest += new
    return found


def marking_of(place: Place) -> Marking:
    """Return a place as the marking that it was told from."""
    inside = tuple((each, marking_of(below)) for each, below in place[1])
    return Marking(dict(place[0]), inside)


def place_of(marking: Marking) -> Place:
    """Return a marking as a value that can be compared."""
    inside = [(element_id, place_of(below)) for element_id, below in marking.scopes]
    tokens = sorted(marking.tokens.items())
    return (tuple(tokens), tuple(sorted(inside, key=repr)))


def options_of(diagram: Diagram) -> Options:
    """Return what each parameter of a sketch may be."""
    leaving = Counter(flow.source for flow in diagram.flows.values())
    options: dict[str, Sequence[object]] = {"enough": (0, 1)}
    for name, count in leaving.items():
        if name.startswith("x") and count > 1:
            options[name] = range(count)
        if name.startswith("o") and count > 1:
            sets = [combinations(range(count - 1), size) for size in range(count)]
            options[name] = [list(each) for some in sets for each in some]
    return options


def settle(run: Run) -> Advance:
    """Give every effect its result, and tell what changed."""
    while run.halted():
        run.supply(run.halted()[0].token_id, None)
    return run.freeze()


class _Roaming:
    def __init__(self, procedure: Procedure) -> None:
        self.procedure = procedure
        self.options = options_of(procedure.diagram)
        self.roamed = Roamed()

    def begun(self) -> Iterator[Stop]:
        return self._tried(lambda about: begin(self.procedure, about, {}), (), 0)

    def on_from(self, stop: Stop) -> Iterator[Stop]:
        """Look at where it stopped, and do there all that can be done."""
        twice = [each for each in stop.ended if stop.ended.count(each) > 1]
        self.roamed.doubled |= {*twice, *_doubled(stop.place)}
        if stop.advance.finished:
            return
        self.roamed.seen.add(stop.place)
        deeds = list(self._deeds(stop))
        if not deeds:
            self.roamed.stuck.add(stop.place)
        for deed, hours in deeds:
            yield from self._tried(
                lambda about, deed=deed: self._done(stop, deed, about),
                stop.ended,
                hours,
            )

    def _done(self, stop: Stop, deed: Deed, about: Surroundings) -> Run:
        run = resume(self.procedure, stop.advance.state, about)
        deed(run)
        return run

    def _deeds(self, stop: Stop) -> Iterator[tuple[Deed, int]]:
        with clock.at(NOW + timedelta(hours=stop.hours)):
            run = resume(self.procedure, stop.advance.state, surroundings())
        for token, _ in run.open_tokens:
            yield lambda run, token=token: run.complete(token, {}), stop.hours
        for each in stop.advance.messages:
            yield lambda run, m=each: run.receive(m.token_id, {}, m.name), stop.hours
        if stop.advance.timers:
            yield lambda run: run.fire(), stop.hours + 2
        for each in self.procedure.diagram.elements.values():
            if each.standing_act:
                yield lambda run, e=each: run.perform(e.element_id, {}), stop.hours

    def _tried(
        self, do: Callable[[Surroundings], Run], ended: tuple[str, ...], hours: int
    ) -> Iterator[Stop]:
        """Do something with every combination of the choices that it asks for."""
        tried: set[tuple[tuple[str, int], ...]] = set()
        rest: list[dict[str, int]] = [{}]
        while rest:
            picks = rest.pop()
            parameters = Choices(self.options, picks)
            about = replace(surroundings(), parameters=parameters)
            with clock.at(NOW + timedelta(hours=hours)):
                stop = self._stopped(do, about, ended, hours)
            asked = list(parameters.asked)
            taken = {name: picks.get(name, 0) for name in asked}
            tried.add(tuple(sorted(taken.items())))
            for values in product(*(range(len(self.options[n])) for n in asked)):
                other = dict(zip(asked, values, strict=True))
                if tuple(sorted(other.items())) not in tried:
                    tried.add(tuple(sorted(other.items())))
                    rest.append(other)
            if stop is not None:
                yield stop

    def _stopped(
        self,
        do: Callable[[Surroundings], Run],
        about: Surroundings,
        ended: tuple[str, ...],
        hours: int,
    ) -> Stop | None:
        try:
            run = do(about)
            advance = settle(run)
        except TaskChanged:
            return None
        except (EngineFailed, StepBudgetExceeded) as error:
            self.roamed.failed.add(str(error))
            return None
        entered = Counter(advance.entered)
        self.roamed.entered |= set(entered)
        self.roamed.doubled |= {e for e, count in entered.items() if count > 1}
        elements = self.procedure.diagram.elements
        ends = [e for e in advance.entered if e in elements and self._is_end(e)]
        return Stop(
            advance, place_of(run.marking), tuple(sorted((*ended, *ends))), hours
        )

    def _is_end(self, element_id: str) -> bool:
        return self.procedure.diagram.elements[element_id].kind == "endEvent"


def _doubled(place: Place) -> set[str]:
    found = {each for each, count in place[0] if count > 1}
    return found.union(*(_doubled(below) for _, below in place[1]))
