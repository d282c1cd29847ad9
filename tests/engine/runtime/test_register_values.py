"""Where a register names cases, their numbers are shown."""

from dataclasses import replace

from engine.model.form import FieldType
from engine.model.procedure import RegisterField
from engine.runtime.looking import look
from engine.runtime.procedures import read_procedures
from engine.runtime.register_values import with_numbers
from engine.store.store import count_statements


def naming(running):
    """Return the procedure with a field that names cases."""
    tiny = read_procedures(running.engine)["tiny"]
    field = RegisterField("about", "事件办件", FieldType.CASE, {})
    manifest = replace(tiny.manifest, register=(*tiny.manifest.register, field))
    return replace(tiny, manifest=manifest)


def test_a_case_is_shown_by_its_number(running):
    first, second = running.start(), running.start()
    registers = {
        "a": {"about": first.case_id, "amount": 3},
        "b": {"about": [first.case_id, second.case_id]},
        "c": {"about": None},
        "d": {"about": "gone"},
    }
    procedure = naming(running)

    with (
        look(running.engine) as here,
        count_statements(running.engine.store) as counted,
    ):
        shown = with_numbers(here, procedure, registers)

    assert counted.count == 1
    assert shown["a"] == {"about": first.number, "amount": 3}
    assert shown["b"] == {"about": [first.number, second.number]}
    assert shown["c"] == {"about": None}
    assert shown["d"] == {"about": "gone"}


def test_nothing_is_asked_where_no_field_names_a_case(running):
    tiny = read_procedures(running.engine)["tiny"]
    registers = {"a": {"amount": 3}}

    with (
        look(running.engine) as here,
        count_statements(running.engine.store) as counted,
    ):
        assert with_numbers(here, tiny, registers) == registers

    assert counted.count == 0
