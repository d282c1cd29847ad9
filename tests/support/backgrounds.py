"""A case of any shipped procedure, begun as the background of its feature says."""

from pathlib import Path

from pytest_bdd.parser import FeatureParser, Step
from pytest_bdd.steps import step_function_context_registry

from engine.acceptance import sentences_facts
from engine.acceptance.driver import VerbDriver
from engine.acceptance.shipped import FEATURES
from engine.acceptance.stage import open_stage
from engine.acceptance.world import World


def begun(slug: str, template: Path, folder: Path) -> World:
    """Return an office of its own in which one case of the procedure has begun."""
    stage = open_stage(template, folder)
    world = World(stage, VerbDriver(stage.engine))
    for step in background(slug):
        _take(world, step)
    assert world.case_id, f"背景 of {slug} starts no case"
    return world


def background(slug: str) -> list[Step]:
    """Return the steps that every scenario of the procedure begins with."""
    feature = FeatureParser(str(FEATURES), f"{slug}.feature").parse()
    assert feature.background, f"{slug} has no 背景"
    return list(feature.background.steps)


def table_of(step: Step) -> list[list[str]]:
    """Return the step's table as sentences take it."""
    rows = step.datatable.rows if step.datatable else []
    return [[cell.value for cell in row.cells] for row in rows]


def _take(world: World, step: Step) -> None:
    for context in step_function_context_registry.values():
        definition = context.step_func
        ours = definition.__module__ == sentences_facts.__name__
        if ours and context.parser.is_matching(step.name):
            words = context.parser.parse_arguments(step.name) or {}
            table = {"datatable": table_of(step)} if step.datatable else {}
            definition(world, **words, **table)
            return
    raise AssertionError(f"no sentence for {step.name}")
