"""What the pages say and offer while somebody acts for the mayor."""

import pytest
from flask import Flask
from sqlalchemy import update

from engine.store.tables.task import TASKS
from tests.support.browsing import browse
from tests.support.running import AUDITOR, MAYOR, SUBSTITUTE, Running, act_for_mayor


@pytest.mark.parametrize("address", ["/", "/office", "/registers"])
def test_every_page_tells_the_mayor_and_the_substitute(
    light: Running, light_app: Flask, address: str
):
    act_for_mayor(light)

    mayor = browse(light_app, MAYOR).get(address).text
    substitute = browse(light_app, SUBSTITUTE).get(address).text

    assert "陆承远（常务副市长）正在代行您的市长职务" in mayor
    assert "您正在代行沈砚秋（市长）的职务" in substitute
    for page in (mayor, substitute):
        assert "未定终期" in page
        assert "依据：代行主持工作通知1号。" in page
        assert "须本人签署的事项不在其内" in page


def test_written_authority_is_told_as_such(light: Running, light_app: Flask):
    act_for_mayor(light, covers_reserved=True)

    page = browse(light_app, SUBSTITUTE).get("/").text

    assert "依书面授权，包括须本人签署的事项" in page
    assert "不在其内" not in page


def test_the_office_page_tells_everybody_and_the_inbox_does_not(
    light: Running, light_app: Flask
):
    act_for_mayor(light)
    browser = browse(light_app, AUDITOR)

    assert "陆承远（常务副市长）代行沈砚秋（市长）的职务" in browser.get("/office").text
    assert "代行" not in browser.get("/").text


def test_the_mayor_sees_and_does_not_sign(light: Running, light_app: Flask):
    task_id = light.to_mayor()
    act_for_mayor(light)

    mayor = browse(light_app, MAYOR).get(f"/tasks/{task_id}").text
    substitute = browse(light_app, SUBSTITUTE).get(f"/tasks/{task_id}").text

    assert "代行期间由陆承远办理" in mayor
    assert 'name="decision"' not in mayor
    assert 'name="decision"' in substitute


def test_what_is_reserved_is_not_counted_as_the_substitutes_work(
    light: Running, light_app: Flask
):
    light.to_mayor()
    light.to_mayor()
    act_for_mayor(light)
    only = TASKS.c.task_id == light.box(SUBSTITUTE)[0].task_id
    with light.engine.store.begin() as unit:
        unit.connection.execute(update(TASKS).where(only).values(reserved=True))

    page = browse(light_app, SUBSTITUTE).get("/").text

    assert page.count("<tr data-peek") == 1
    assert '<span class="count">1</span>' in page
    assert '<span class="count">2</span>' not in page
