"""A version that waits for its moment: published, shown, withdrawn, by the pages."""

import pytest
from flask import Flask

from engine.runtime.folders import read_bundle
from tests.support.browsing import Browser, browse
from tests.support.gate import APPROVER, DESIGNER, approved, changed_draft
from tests.support.running import TINY, Running
from tests.support.versions import put_in_force

VERSIONS = "/designer/procedures/tiny/versions"
# The tests' clock stands at nine in the morning of that day.
SOON = "2026-11-23T09:20"


@pytest.fixture
def designer(light_app: Flask) -> Browser:
    return browse(light_app, DESIGNER)


def publish(light: Running, designer: Browser, from_at: str) -> int:
    proof_id = approved(light, changed_draft(light))
    page = f"/designer/proofs/{proof_id}"
    fields = {"why": "规则修订", "from_at": from_at}
    return designer.post(f"{page}/publish", fields, page=page).status_code


def test_until_its_moment_it_is_shown_beside_what_is_in_force(light, designer):
    assert publish(light, designer, SOON) == 303

    listed = designer.get("/designer").text
    assert "待施行" in listed
    assert "定于 2026年11月23日 09:20 起" in listed
    page = designer.get(VERSIONS).text
    assert page.index("待施行") < page.index("现行")

    light.clock.pass_time(minutes=20)
    light.start()
    after = designer.get(VERSIONS).text
    assert "待施行" not in after
    assert "至 2026年11月23日 09:20" in after


def test_a_moment_that_is_over_is_refused_in_words(light, designer):
    assert publish(light, designer, "2026-11-23T09:00") == 422
    assert publish(light, designer, "tomorrow") == 400


def test_a_second_one_is_refused_with_number_and_moment(light, designer):
    publish(light, designer, SOON)
    proof_id = approved(light, changed_draft(light, name="另一个"))
    page = f"/designer/proofs/{proof_id}"

    answer = designer.post(f"{page}/publish", {"why": "急用"}, page=page)

    assert answer.status_code == 409
    assert "第 2 版定于 11月23日 09:20 起施行" in answer.text
    assert "要先撤回它" in designer.get(page).text


def test_it_is_withdrawn_from_the_page_and_may_be_restored(light, light_app, designer):
    publish(light, designer, SOON)
    with light.engine.store.read() as unit:
        planned = unit.versions.planned("tiny")
    assert planned is not None

    approver = browse(light_app, APPROVER)
    address = f"{VERSIONS}/{planned.version_id}/withdraw"
    answer = approver.post(address, {"reason": "有误"}, page=VERSIONS)

    assert answer.status_code == 303
    assert "已撤回，没有施行" in approver.get(VERSIONS).text
    assert "恢复为草稿：第 2 版" in designer.get(VERSIONS).text


def test_it_is_said_at_once_that_it_would_lapse(light, designer):
    publish(light, designer, SOON)
    put_in_force(light.engine, read_bundle(TINY.parent / "weigh"))

    assert "到时不会施行" in designer.get("/designer").text
    assert "请撤回，恢复为草稿重新检验" in designer.get(VERSIONS).text
