"""Words of scenarios: every refusal named is one that the engine gives."""

from engine.acceptance.words import LAMPS, REFUSALS, shown
from engine.assembly import PROCESSES
from engine.content.office import read_office
from engine.model.errors import ZhangfaError
from engine.model.reading import Lamp

OFFICE = read_office((PROCESSES / "office" / "demo.json").read_bytes()).office


def codes(family: type[ZhangfaError]) -> set[str]:
    below = [codes(each) for each in family.__subclasses__()]
    return {getattr(family, "code", "")}.union(*below)


def test_every_refusal_that_a_scenario_may_name_exists():
    assert {*REFUSALS.values()} <= codes(ZhangfaError)


def test_every_lamp_has_its_word():
    assert LAMPS.keys() == {*Lamp}


def test_values_are_shown_as_scenarios_write_them():
    values = [None, "", True, ["finance_bureau", "mayor"], 2, "一致"]

    words = [shown(value, OFFICE) for value in values]

    assert words == ["空", "空", "是", "市财政局、市长", "2", "一致"]
