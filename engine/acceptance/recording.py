"""Recording: a walk through a sandbox, told as a scenario in the generic sentences."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from engine.acceptance.naming import LINKED, STARTER
from engine.acceptance.recording_facts import NO_FACTS, tell_fact
from engine.acceptance.recording_family import Family, family_of, is_by_hand
from engine.acceptance.recording_looks import looks_at
from engine.acceptance.recording_sayings import SAYINGS, Said
from engine.acceptance.recording_text import GIVEN, WHEN, Lines, fits_a_row, table_of
from engine.acceptance.recording_words import (
    Cells,
    Filled,
    moment_told,
    official_told,
    quotable,
)
from engine.acceptance.sandbox import Step
from engine.acceptance.tags import labels
from engine.assembly import Engine
from engine.model.act import Act
from engine.model.errors_sandbox import NotRecordable
from engine.model.office import Office
from engine.model.reading import ClauseShown
from engine.runtime.cards import cards_of
from engine.runtime.chain import OFFICE
from engine.runtime.looking import Look, look
from engine.runtime.walk import acts_that_stand, evidence

RETRIED = "故障重试没有对应的句子"
THIS, FIRST = "本案", "原案件"
INDENT = "  "
FILLINGS = frozenset({"start", "complete", "perform"})
# What leaves no trace on a case's way; a step that was withdrawn is not told at all.
PASSED_OVER = frozenset({"open", "claim", "release", "attach", "withdraw"})


@dataclass(frozen=True, slots=True)
class Recording:
    """A scenario made of a walk, and the clauses that its walk met."""

    text: str
    clauses: tuple[ClauseShown, ...]


@dataclass(slots=True)
class _Teller:
    """Tells event by event; knows which case the sentences are about."""

    here: Look
    family: Family
    documents: Mapping[str, str]
    first_root: str = ""
    lines: Lines = field(default_factory=Lines)
    at_hand: str = ""

    @property
    def office(self) -> Office:
        return self.here.office

    def tell(self, event: Act | datetime, *, is_last: bool) -> None:
        if isinstance(event, datetime):
            self._move(event)
        elif event.chain == OFFICE:
            tell_fact(self.lines, self.office, event)
        elif event.verb == "start":
            self._start(event, is_last=is_last)
        else:
            self.go_to(event.chain)
            self._deed(event, is_last=is_last)

    def _move(self, moment: datetime) -> None:
        if self.at_hand:
            self.lines.say(WHEN, f'时间到"{moment_told(moment)}"')
        else:
            self.lines.say(GIVEN, f'现在是"{moment_told(moment)}"')

    def go_to(self, case_id: str) -> None:
        """Let the sentences speak of another case of the family."""
        if case_id == self.at_hand:
            return
        now, then = self.family.way_to(self.at_hand), self.family.way_to(case_id)
        shared = sum(1 for a, b in zip(now, then, strict=False) if a == b)
        if shared:
            for _ in now[shared:]:
                self.lines.say(GIVEN, f"转到{STARTER}")
        else:
            if then[0] != self.first_root:
                raise NotRecordable(why="中途转到另一个办件，没有对应的句子")
            self.lines.say(GIVEN, f"回到{FIRST}")
            shared = 1
        for each in then[shared:]:
            name = quotable(self.family.procedure_name(each))
            if self.family.twins(each):
                raise NotRecordable(why=f"起了不止一个“{name}”案件，句子分不清")
            self.lines.say(GIVEN, f'转到关联案件"{name}"')
        self.at_hand = case_id

    def _start(self, act: Act, *, is_last: bool) -> None:
        filled = self._filled(act)
        post_id = act.post.removeprefix("post:")
        who = official_told(self.office, act.actor, post_id, is_exact=True)
        name = quotable(self.family.procedure_name(act.chain))
        self.lines.lay_ready(filled)
        verb = (WHEN, "报送") if is_last else (GIVEN, "已报送")
        self.lines.say(verb[0], f'"{who}"{verb[1]}"{name}",填写:', table_of(filled))
        self.at_hand = act.chain

    def _deed(self, act: Act, *, is_last: bool) -> None:
        who = official_told(self.office, act.actor, act.post.removeprefix("post:"))
        task = self._task(act) if act.element_id else ""
        if act.verb in SAYINGS:
            said = Said(self.office, act, who, task, is_last)
            is_fact = act.verb == "add_signer" and not is_last
            self.lines.say(GIVEN if is_fact else WHEN, SAYINGS[act.verb](said))
            return
        filled = self._filled(act)
        if act.verb == "perform":
            self.lines.lay_ready(filled)
            verb = (WHEN, "对案件作") if is_last else (GIVEN, "已对案件作")
            self.lines.say(verb[0], f'"{who}"{verb[1]}"{task}",填写:', table_of(filled))
        elif fits_a_row(filled) and not is_last:
            self.lines.in_turn(who, task, filled)
        else:
            self.lines.lay_ready(filled)
            self.lines.say(WHEN, f'"{who}"办理"{task}",填写:', table_of(filled))

    def _task(self, act: Act) -> str:
        """Return the step's name, which must lead to it alone."""
        diagram = self.family.procedures[act.chain].diagram
        element = diagram.element(act.element_id)
        namesakes = [
            each
            for each in diagram.elements.values()
            if each.name == element.name and each.kind == element.kind
        ]
        if len(namesakes) > 1:
            raise NotRecordable(why=f"流程图里有两个“{element.name}”")
        return quotable(element.name)

    def _filled(self, act: Act) -> Filled:
        procedure = self.family.procedures[act.chain]
        form = procedure.forms.get(procedure.diagram.element(act.element_id).form)
        answers = act.details.get("answers")
        if form is None or not isinstance(answers, Mapping):
            return Filled((), ())
        return self._cells(act.chain).filled(form, answers)

    def _cells(self, case_id: str) -> Cells:
        words = {self.first_root: FIRST, case_id: THIS}
        above = self.family.parents.get(case_id)
        if above:
            words[above] = STARTER
        for child, parent in self.family.parents.items():
            if parent == case_id and not self.family.twins(child):
                words[child] = f"{LINKED}{self.family.procedure_name(child)}"
        return Cells(self.office, self.documents, words)


def record(
    engine: Engine,
    steps: Sequence[Step],
    case_id: str,
    *,
    name: str,
    tags: Iterable[str] = (),
    is_first: bool = True,
) -> Recording:
    """Return the walk of a case, from its start to how it stands now, as a scenario.

    Args:
        steps: The sandbox's steps, so that what came first is told first.
        tags: Labels of clauses that the scenario is to prove.
        is_first: Whether no case was filed before, by the background of a feature.

    Raises:
        CaseNotFound: There is no such case, or nobody started it by hand.
        NotRecordable: Something in the walk has no sentence.
    """
    with look(engine) as here:
        family = family_of(here, case_id)
        events = _from_first_act([*_events(here, family, steps)])
        first_root = _first_root(events, family) if is_first else ""
        teller = _Teller(here, family, _documents(here, family), first_root)
        teller.lines.say(GIVEN, f'现在是"{moment_told(_moment_of(events[0]))}"')
        for number, event in enumerate(events):
            teller.tell(event, is_last=number == len(events) - 1)
        teller.go_to(case_id)
        clauses = _clauses(here, family)
    looks_at(engine, teller.lines, case_id)
    wanted = {*tags}
    tagged = " ".join(f"@{c.label}" for c in clauses if c.label in wanted)
    title = " ".join(name.split()) or family.procedure_name(case_id)
    head = [f"{INDENT}{tagged}"] if tagged else []
    text = "\n".join([*head, f"{INDENT}场景: {title}", *teller.lines.written])
    return Recording(text + "\n", clauses)


def _events(
    here: Look, family: Family, steps: Sequence[Step]
) -> Iterator[Act | datetime]:
    """Yield what is to be told, in order: facts, deeds of people, the clock's moves."""
    office = {act.seq: act for act in here.unit.acts.of_chain(OFFICE)}
    stand = {
        chain: {act.seq: act for act in acts_that_stand(acts)}
        for chain, acts in family.acts.items()
    }
    chains = stand | {OFFICE: office}
    for step in steps:
        if not step.chain:
            yield step.at
        for seq in range(step.first, step.last + 1) if step.chain else ():
            act = chains.get(step.chain, {}).get(seq)
            if act is not None and is_by_hand(act):
                yield from _told(act, family)


def _told(act: Act, family: Family) -> Iterator[Act]:
    """Yield the act if it belongs to what happened on the way.

    Raises:
        NotRecordable: It changed the way of the case, and has no sentence.
    """
    if act.chain == OFFICE:
        if act.verb not in NO_FACTS:
            yield act
    elif act.verb in FILLINGS | SAYINGS.keys():
        if act.verb != "start" or act.chain in family.roots:
            yield act
    elif act.verb not in PASSED_OVER:
        raise NotRecordable(
            why=RETRIED if act.verb == "retry" else "这种行为没有对应的句子"
        )


def _from_first_act(events: list[Act | datetime]) -> list[Act | datetime]:
    """Leave out how the clock was moved before anything happened."""
    acts = (number for number, each in enumerate(events) if isinstance(each, Act))
    return events[next(acts) :]


def _first_root(events: Iterable[Act | datetime], family: Family) -> str:
    """Return the case that was filed first of those that the walk needs."""
    acts = (each for each in events if isinstance(each, Act))
    return next(act.chain for act in acts if act.chain in family.roots)


def _moment_of(event: Act | datetime) -> datetime:
    return event if isinstance(event, datetime) else event.at


def _documents(here: Look, family: Family) -> Mapping[str, str]:
    return {
        each.document_id: each.name
        for case_id in family.cases
        for each in here.unit.documents.of_case(case_id)
    }


def _clauses(here: Look, family: Family) -> tuple[ClauseShown, ...]:
    """Return the cards of the clauses that were met on the way, in their order."""
    known = {str(each): label for label, each in labels(here.engine.regulation).items()}
    met = {
        reference
        for acts in family.acts.values()
        for reference, _, _ in evidence(acts)
        if reference in known
    }
    cards = cards_of(here.engine, here.unit, sorted(met))
    return tuple(sorted(cards.values(), key=lambda card: card.reference))
