"""A case of any shipped procedure, begun as the background of its feature says."""

from pathlib import Path

from pytest_bdd.parser import FeatureParser, Step

from engine.acceptance.driver import VerbDriver
from engine.acceptance.shipped import FEATURES
from engine.acceptance.stage import open_stage
from engine.acceptance.world import World
from tests.support.walks import take


def begun(slug: str, template: Path, folder: Path) -> World:
    """Return an office of its own in which one case of the procedure has begun."""
    stage = open_stage(template, folder)
    world = World(stage, VerbDriver(stage.engine))
    for step in background(slug):
        take(world, step)
    assert world.case_id, f"背景 of {slug} starts no case"
    return world


def background(slug: str) -> list[Step]:
    """Return the steps that every scenario of the procedure begins with."""
    feature = FeatureParser(str(FEATURES), f"{slug}.feature").parse()
    assert feature.background, f"{slug} has no 背景"
    return list(feature.background.steps)
