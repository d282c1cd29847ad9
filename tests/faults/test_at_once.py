"""Deeds at once on what there is one of: a number, a post's authority, a unit."""

from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

from engine.model.errors import EffectRefused, GrantOverlaps, ZhangfaError
from engine.model.standing import deputies_in_charge
from engine.runtime.grant import grant_acting
from engine.runtime.portfolio import set_portfolio
from engine.runtime.start import start_case
from tests.support.builders import CLERK, start_busy
from tests.support.running import ADMINISTRATOR, Running

AT_ONCE = 12


def at_once(asked: Sequence[Callable[[], object]]) -> list[object]:
    """Do all of it at the same moment; return what came of each, refusals too."""
    gate = Barrier(len(asked))

    def done(ask: Callable[[], object]) -> object:
        gate.wait()
        try:
            return ask()
        except ZhangfaError as refusal:
            return refusal

    with ThreadPoolExecutor(len(asked)) as pool:
        return [*pool.map(done, asked)]


def test_numbers_have_neither_gaps_nor_doubles_though_some_deeds_are_refused(
    office: Running,
):
    start_busy(office, "number")
    by = office.holder(CLERK)

    def start(way: str) -> Callable[[], object]:
        answers = {"title": "采购", "way": way}
        return lambda: start_case(office.engine, "busy", by=by, answers=answers)

    ways = ["number", "number", "refused"] * (AT_ONCE // 3)
    came = at_once([start(way) for way in ways])

    refused = [each for each in came if isinstance(each, ZhangfaError)]
    with office.engine.store.read() as unit:
        cases = unit.registers.find("busy", size=AT_ONCE + 1)
    issued, numbers = [], []
    for case in cases:
        (act, *_) = office.acts(case.case_id)
        issued.append(act.details["effects"][0]["result"]["number"])
        numbers.append(int(case.number.rpartition("〕")[2]))
    assert {type(each) for each in refused} == {EffectRefused}
    assert sorted(issued) == list(range(1, AT_ONCE * 2 // 3 + 2))
    assert sorted(numbers) == sorted(issued)


def test_of_two_who_give_the_same_authority_away_at_once_one_is_refused(
    office: Running,
):
    moment = office.clock()

    def grant(to_post: str) -> Callable[[], object]:
        return lambda: grant_acting(
            office.engine,
            by=ADMINISTRATOR,
            from_post="mayor",
            to_post=to_post,
            from_at=moment,
            until_at=None,
            basis="代行主持工作通知1号",
        )

    came = at_once([grant(post) for post in ("exec_deputy", "deputy_mayor_a")])

    refused = [each for each in came if isinstance(each, ZhangfaError)]
    with office.engine.store.read() as unit:
        grants = unit.office.load().grants
    assert [type(each) for each in refused] == [GrantOverlaps]
    assert len(grants) == 1


def test_of_two_who_are_put_in_charge_of_a_unit_at_once_one_is(office: Running):
    def put(post_id: str) -> Callable[[], object]:
        return lambda: set_portfolio(
            office.engine, by=ADMINISTRATOR, post_id=post_id, unit_id="finance_bureau"
        )

    came = at_once([put(post) for post in ("deputy_mayor_a", "deputy_mayor_b")])

    assert not [each for each in came if isinstance(each, ZhangfaError)]
    with office.engine.store.read() as unit:
        found = deputies_in_charge(
            unit.office.load(), ["finance_bureau"], office.clock().date()
        )
    assert len(found) == 1
