import pytest
from sqlalchemy import exc

from engine.model.errors import StoreUnreachable, TooBusy
from engine.store.wall import translated


class Told(Exception):
    def __init__(self, words: str, sqlstate: str | None = None) -> None:
        super().__init__(words)
        self.sqlstate = sqlstate


def raised(error: Exception) -> None:
    with translated():
        raise error


@pytest.mark.parametrize("state", ["40001", "40P01", "55P03", "57014"])
def test_who_stood_in_the_way_may_be_tried_again(state: str):
    error = exc.OperationalError("s", {}, Told("deadlock", state))

    with pytest.raises(TooBusy):
        raised(error)


def test_a_locked_file_may_be_tried_again():
    error = exc.OperationalError("s", {}, Told("database is locked"))

    with pytest.raises(TooBusy):
        raised(error)


def test_no_free_connection_may_be_tried_again():
    with pytest.raises(TooBusy):
        raised(exc.TimeoutError())


@pytest.mark.parametrize("state", ["25006", "53100", "57P01"])
def test_a_database_that_cannot_write_is_unreachable(state: str):
    kind = exc.InternalError if state == "25006" else exc.OperationalError

    with pytest.raises(StoreUnreachable) as refused:
        raised(kind("s", {}, Told("cannot\nsecret detail", state)))

    assert refused.value.facts == {"why": "cannot"}


def test_a_broken_rule_of_the_tables_is_our_own_fault_and_passes():
    with pytest.raises(exc.IntegrityError):
        raised(exc.IntegrityError("s", {}, Told("unique", "23505")))


def test_other_errors_pass_as_they_are():
    with pytest.raises(KeyError):
        raised(KeyError("x"))
