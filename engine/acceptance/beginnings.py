"""Scenarios that begin alike: what their facts come to is established once.

A 假如 sets a fact; none of them is the deed under proof. Where scenarios of a run begin
with the same facts in the same words, the first of them establishes these by the deeds
that they say, the office is kept as it then stands, and the others go on from there.
"""

import hashlib
import json
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from typing import TypeVar

from pytest_bdd.parser import Step

from engine.acceptance.driver import Driver
from engine.acceptance.scenarios import said
from engine.acceptance.sentences_facts import IN_TURN
from engine.acceptance.stage import KeptStage, Stages
from engine.acceptance.wording import narrow
from engine.acceptance.world import World
from engine.assembly import Engine

# For each fact that a scenario begins with a hash over it and all those before it.
Facts = tuple[str, ...]
# With its head and two rows a table of deeds can be parted.
ROWS = 3
T = TypeVar("T")


def facts_of(steps: Iterable[Step]) -> Facts:
    """Return the facts with which these sentences begin."""
    facts, so_far = [], ""
    for step in unfolded(steps):
        if step.type != "given":
            break
        text = json.dumps([so_far, said(step)], ensure_ascii=False)
        so_far = hashlib.sha256(text.encode()).hexdigest()
        facts.append(so_far)
    return tuple(facts)


def unfolded(steps: Iterable[Step]) -> Iterator[Step]:
    """Give the sentences, each row of a table of deeds as one of its own.

    Scenarios often do the same deeds up to one and then part; done by rows or by
    tables, the deeds are the same.
    """
    for step in steps:
        table = step.datatable
        if narrow(step.name) != IN_TURN or table is None or len(table.rows) < ROWS:
            yield step
            continue
        head, *rows = table.rows
        for row in rows:
            yield replace(step, datatable=replace(table, rows=[head, row]))


def in_order(items: Sequence[T], facts: Sequence[Facts]) -> list[T]:
    """Return the items so that those stand together which begin alike."""
    first: dict[str, int] = {}
    for place, each in enumerate(facts):
        for fact in each:
            first.setdefault(fact, place)
    places = sorted(
        range(len(items)),
        key=lambda place: [*(first[fact] for fact in facts[place]), place],
    )
    return [items[place] for place in places]


class Beginnings:
    """The offices as facts left them, each kept as long as a scenario needs it."""

    def __init__(self, stages: Stages, driver_for: Callable[[Engine], Driver]) -> None:
        self._stages = stages
        self._driver_for = driver_for
        self._kept: dict[str, tuple[KeptStage, World]] = {}
        self._awaited: Counter[str] = Counter()

    def plan(self, runs: Iterable[Facts]) -> None:
        """Forget what was kept, and keep from now on what these scenarios share.

        Args:
            runs: The facts of every scenario to come, in the order in which they run.
        """
        for kept, _ in self._kept.values():
            kept.close()
        self._kept.clear()
        self._awaited.clear()
        there: set[str] = set()
        for facts in runs:
            known = [fact for fact in facts if fact in there]
            self._awaited.update(known[-1:])
            there.update(facts)

    def take_up(self, facts: Facts) -> tuple[World, int]:
        """Return a world for a scenario, and how many of its facts stand in it."""
        for count in range(len(facts), 0, -1):
            fact = facts[count - 1]
            if fact in self._kept:
                kept, world = self._kept[fact]
                stage = self._stages.again(kept)
                taken = world.on(stage, self._driver_for(stage.engine))
                self._release(fact)
                return taken, count
        stage = self._stages.fresh()
        return World(stage, self._driver_for(stage.engine)), 0

    def note(self, fact: str, world: World) -> None:
        """Keep the office as it stands after a fact, if a scenario waits for it."""
        if self._awaited[fact] and fact not in self._kept:
            kept = self._stages.keep(world.stage)
            self._kept[fact] = kept, world.on(world.stage, world.driver)

    def _release(self, fact: str) -> None:
        self._awaited[fact] -= 1
        if self._awaited[fact] <= 0:
            kept, _ = self._kept.pop(fact)
            kept.close()
