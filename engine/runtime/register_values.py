"""Register values as shown: where a case is named, its number stands for its id."""

from collections.abc import Iterable, Mapping

from engine.model.form import FieldType
from engine.model.procedure import Procedure
from engine.runtime.looking import Here

Values = Mapping[str, object]


def with_numbers(
    here: Here, procedure: Procedure, registers: Mapping[str, Values]
) -> Mapping[str, Values]:
    """Return the registers of cases, by case id, with numbers for the cases they name.

    One statement for all, and none where no field names a case. The number is all
    that anybody learns of a case which they may not see.
    """
    fields = [f.name for f in procedure.manifest.register if f.type is FieldType.CASE]
    ids = {
        each
        for values in registers.values()
        for name in fields
        for each in _listed(values.get(name))
    }
    if not ids:
        return registers
    found = here.unit.cases.find_many(ids)
    numbers = {case_id: case.number for case_id, case in found.items()}
    return {
        case_id: {
            name: _numbered(value, numbers) if name in fields else value
            for name, value in values.items()
        }
        for case_id, values in registers.items()
    }


def _listed(value: object) -> Iterable[str]:
    if isinstance(value, str):
        return (value,) if value else ()
    return [str(each) for each in value] if isinstance(value, list) else ()


def _numbered(value: object, numbers: Mapping[str, str]) -> object:
    if isinstance(value, list):
        return [numbers.get(str(each), each) for each in value]
    return numbers.get(value, value) if isinstance(value, str) else value
