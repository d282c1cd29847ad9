"""A case of any shipped procedure, begun as its feature begins one."""

from pytest_bdd.parser import Feature, FeatureParser, Step

from engine.acceptance.driver import VerbDriver
from engine.acceptance.shipped import FEATURES, procedure_names
from engine.acceptance.stage import Stages
from engine.acceptance.world import World
from tests.support.walks import take


def begun(slug: str, stages: Stages) -> World:
    """Return a fresh office in which one case of the procedure has begun.

    It is the background's, or where that sets only the scene, the first scenario's.
    """
    stage = stages.fresh()
    world = World(stage, VerbDriver(stage.engine))
    scene = background(slug)
    for step in scene:
        take(world, step)
    if world.lasting.slug != slug:
        for step in _until_filed(slug)[len(scene) :]:
            take(world, step)
    assert world.refusal is None, world.refusal
    assert world.lasting.slug == slug, f"{world.lasting.slug} begun for {slug}"
    return world


def filing(slug: str) -> Step:
    """Return the step with which the feature first files a case of the procedure."""
    return _until_filed(slug)[-1]


def background(slug: str) -> list[Step]:
    """Return the steps that every scenario of the procedure begins with."""
    feature = _feature(slug)
    return list(feature.background.steps) if feature.background else []


def _until_filed(slug: str) -> list[Step]:
    """Return a scenario's steps, background included, up to the one that files."""
    filed = f'报送"{procedure_names()[slug]}"'
    for scenario in _feature(slug).scenarios.values():
        steps = list(scenario.steps)
        for place, step in enumerate(steps):
            if filed in step.name:
                return steps[: place + 1]
    raise AssertionError(f"{slug} files no case")


def _feature(slug: str) -> Feature:
    return FeatureParser(str(FEATURES), f"{slug}.feature").parse()
