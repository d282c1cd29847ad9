"""The first set-up fills an empty database once; then the database is the truth."""

from engine.runtime.procedures import read_office, read_procedures
from engine.runtime.seed import seed
from engine.runtime.session import sign_in, who
from tests.support.running import MAYOR


def test_office_calendar_numbers_and_procedures_are_there(running):
    office = read_office(running.engine)

    assert office.people[MAYOR].login == MAYOR
    assert list(read_procedures(running.engine)) == ["tiny"]
    with running.engine.store.read() as unit:
        assert 2026 in unit.office.calendar().years


def test_demo_people_sign_in(running):
    entered = sign_in(running.engine, login=MAYOR, password="Zhangfa-2026")

    assert who(running.engine, entered.secret).person_id == MAYOR


def test_a_second_time_changes_nothing(running):
    before = read_office(running.engine)
    acts = running.acts("office")

    seed(running.engine)

    assert read_office(running.engine) == before
    assert running.acts("office") == acts
