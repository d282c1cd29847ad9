"""Walks through procedures as somebody takes them in a sandbox, step by step noted."""

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from pytest_bdd.parser import FeatureParser, Step
from pytest_bdd.steps import step_function_context_registry

from engine.acceptance import sentences_deeds, sentences_facts
from engine.acceptance.driver import VerbDriver
from engine.acceptance.sandbox import Step as Taken
from engine.acceptance.sandbox import grown
from engine.acceptance.shipped import FEATURES
from engine.acceptance.stage import Stage, open_stage
from engine.acceptance.world import World

DEEDS = {each.__name__ for each in (sentences_facts, sentences_deeds)}


Answers = Mapping[str, object]


class Walker:
    """Does what a scenario says, and notes it as a sandbox would."""

    def __init__(self, stage: Stage) -> None:
        self.verbs = VerbDriver(stage.engine)
        self.stage, self.moment = stage, stage.clock.moment
        self.heads = heads_of(stage)
        self.taken: list[Taken] = []

    def note(self) -> None:
        heads, moment = heads_of(self.stage), self.stage.clock.moment
        if moment != self.moment:
            self.moment = moment
            self.taken.append(Taken(moment))
        self.taken += grown(self.heads, heads, moment)
        self.heads = heads

    def __getattr__(self, deed: str) -> Any:
        def noted(*given: Any) -> Any:
            self.note()
            done = getattr(self.verbs, deed)(*given)
            self.note()
            return done

        return noted


def heads_of(stage: Stage) -> dict[str, int]:
    with stage.engine.store.read() as unit:
        return {chain: seq for chain, (seq, _) in unit.acts.heads().items()}


def scenarios_of(slug: str) -> Iterator[tuple[str, list[Step]]]:
    """Yield the name and the steps of every scenario of the procedure."""
    feature = FeatureParser(str(FEATURES), f"{slug}.feature").parse()
    for template in feature.scenarios.values():
        for example in _examples(template):
            scenario = template.render(example)
            yield scenario.name, scenario.steps


def _examples(template: Any) -> list[dict[str, str]]:
    tables = [list(each.as_contexts()) for each in template.examples]
    return [row for table in tables for row in table] or [{}]


def walk(steps: list[Step], template: Path, folder: Path) -> tuple[World, list[Taken]]:
    """Return the office in which the steps' facts and deeds were done, and the walk."""
    stage = open_stage(template, folder)
    walker = Walker(stage)
    world = World(stage, walker)
    for step in steps:
        if step.type != "then":
            take(world, step)
            walker.note()
    return world, walker.taken


def table_of(step: Step) -> list[list[str]]:
    """Return the step's table as sentences take it."""
    rows = step.datatable.rows if step.datatable else []
    return [[cell.value for cell in row.cells] for row in rows]


def take(world: World, step: Step) -> None:
    """Do what the step says."""
    for context in step_function_context_registry.values():
        definition = context.step_func
        ours = definition.__module__ in DEEDS
        if ours and context.parser.is_matching(step.name):
            words = context.parser.parse_arguments(step.name) or {}
            table = {"datatable": table_of(step)} if step.datatable else {}
            definition(world, **words, **table)
            return
    raise AssertionError(f"no sentence for {step.name}")
