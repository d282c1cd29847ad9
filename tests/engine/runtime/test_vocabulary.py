"""What authors may name comes from the office, the rules and the engine as they are."""

from datetime import timedelta

from engine.model.effect import OPERATIONS
from engine.runtime.appoint import end_appointment
from engine.runtime.vocabulary import read_vocabulary
from tests.support.running import Running

ADMINISTRATOR = "wanweixin"


def test_posts_come_by_rank_with_who_holds_them(running: Running) -> None:
    posts = read_vocabulary(running.engine).posts

    assert (posts[0].name, posts[0].holders) == ("市长", ("沈砚秋",))


def test_a_vacant_post_is_still_offered(running: Running) -> None:
    end_appointment(
        running.engine,
        by=ADMINISTRATOR,
        person_id="shenyanqiu",
        post_id="mayor",
        until_on=running.clock().date() - timedelta(days=1),
    )

    assert read_vocabulary(running.engine).posts[0].holders == ()


def test_a_clause_comes_with_what_it_requires(running: Running) -> None:
    cards = {
        each.reference: each for each in read_vocabulary(running.engine).references
    }

    assert cards["42.1"].label == "第42条第1句"
    assert cards["42.1"].requirement
    assert cards["42"].requirement


def test_each_effect_comes_with_its_arguments(running: Running) -> None:
    effects = {each.operation: each for each in read_vocabulary(running.engine).effects}

    assert set(effects) == set(OPERATIONS)
    needed = {each.name for each in effects["start_case"].arguments if each.required}
    assert needed == OPERATIONS["start_case"].required == {"procedure"}


def test_a_parameter_comes_with_its_unit_in_words(running: Running) -> None:
    told = {each.name: each.told for each in read_vocabulary(running.engine).parameters}

    assert told["agenda.lead_days"] == "2个自然日"
