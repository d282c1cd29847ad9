"""What was published is changed by no route, whoever asks and whatever they send."""

import re
from dataclasses import replace

import pytest
from flask import Flask
from werkzeug.routing import Rule

from engine.model.procedure import Version
from engine.runtime.publish_draft import publish_draft
from tests.support.browsing import browse
from tests.support.gate import APPROVER, DESIGNER, OVERRIDER, approved, changed_draft
from tests.support.running import ADMINISTRATOR, Running

# What is sent to every route: whatever any of them reads.
FIELDS = {
    "slug": "tiny",
    "why": "改掉",
    "reason": "改掉",
    "words": "改掉",
    "kind": "approve",
    "sample": "1",
    "name": "改掉",
}
FILE = "manifest.json"
WRITES = {"POST", "PUT", "DELETE", "PATCH"}


@pytest.fixture
def published(light: Running) -> Version:
    draft_id = changed_draft(light)
    return publish_draft(
        light.engine,
        draft_id,
        by=DESIGNER,
        proof_id=approved(light, draft_id),
        why="规则修订",
    )


def kept(light: Running) -> dict[str, tuple[Version, bytes]]:
    """Return all versions with their files, their state aside."""
    with light.engine.store.read() as unit:
        return {
            each.version_id: (
                replace(each, state=each.state.IN_FORCE),
                unit.versions.bundle(each.version_id),
            )
            for each in unit.versions.of_slug("tiny")
        }


def addresses(light: Running, rule: Rule, published: Version) -> set[str]:
    """Return the route's addresses, with what it names being what was published."""
    with light.engine.store.read() as unit:
        proof = unit.proofs.find(published.proof_id)
    assert proof is not None
    named = {
        "draft_id": proof.draft_id,
        "proof_id": published.proof_id,
        "slug": "tiny",
        "path": FILE,
    }

    def address(version_id: str) -> str:
        known = named | {"version_id": version_id}
        return re.sub(
            r"<(?:\w+:)?(\w+)>", lambda m: known.get(m[1], "nothing"), rule.rule
        )

    return {address(published.version_id), address(published.based_on)}


@pytest.mark.parametrize("person", [DESIGNER, APPROVER, OVERRIDER, ADMINISTRATOR])
def test_no_route_changes_what_was_published(
    light, light_app: Flask, published, person
):
    before = kept(light)
    browser = browse(light_app, person)
    carried = browser.hidden("/")
    asked = 0

    for rule in light_app.url_map.iter_rules():
        is_session = rule.rule in {"/sign-out", "/sign-in", "/password"}
        if is_session or rule.rule.endswith("/session"):
            continue
        for method in sorted(WRITES & (rule.methods or set())):
            for address in addresses(light, rule, published):
                answer = browser.client.open(
                    address,
                    method=method,
                    data=carried | FIELDS,
                    headers={"X-Token": carried["_token"], "If-Match": "1"},
                )
                assert answer.status_code < 500, (method, address)
                asked += 1

    assert asked > len(FIELDS)
    now = kept(light)
    assert {each: now[each] for each in before} == before
    assert set(now) == set(before)
