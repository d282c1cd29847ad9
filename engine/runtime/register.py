"""Registers (台账): a procedure's cases as typed rows."""

from collections.abc import Mapping
from dataclasses import dataclass

from engine.assembly import Engine
from engine.model.case import Case
from engine.model.errors import ProcedureNotFound
from engine.model.procedure import Manifest, RegisterField
from engine.model.visibility import sight_of
from engine.runtime.looking import look
from engine.runtime.names import unit_name
from engine.runtime.seeing import visible_among
from engine.store.registers import Between

LARGEST_PAGE = 200


@dataclass(frozen=True, slots=True)
class RegisterRow:
    """A case as a line of the register; `values` by field name, as expressions read."""

    case: Case
    initiator_unit: str
    values: Mapping[str, object]
    is_issued: bool = False


@dataclass(frozen=True, slots=True)
class Register:
    """A page of a register; `next_after` is the key to page on from, or empty."""

    slug: str
    name: str
    fields: tuple[RegisterField, ...]
    rows: tuple[RegisterRow, ...]
    next_after: str


def _is_issued(manifest: Manifest, values: Mapping[str, object]) -> bool:
    """Say whether the case's issue bears its number, so that it can be shown.

    What is secret stands in the register only: it has no text here.
    """
    plan = manifest.issue
    return plan is not None and bool(values.get(plan.number))


def read_register(
    engine: Engine,
    slug: str,
    *,
    by: str,
    where: Mapping[str, object] | None = None,
    after: str = "",
    size: int = 50,
) -> Register:
    """Return the newest cases of the procedure that the asker may see.

    A page may be shorter than asked for, where it has cases that are not for the asker.

    Args:
        where: Register fields with the values that they must have.

    Raises:
        ProcedureNotFound: No such procedure is in force.
    """
    with look(engine) as here:
        version = here.unit.versions.current(slug)
        if version is None:
            raise ProcedureNotFound(slug=slug)
        manifest = engine.library.procedure(here.unit, version.version_id).manifest
        most = max(1, min(size, LARGEST_PAGE))
        conditions = [Between(name, is_) for name, is_ in (where or {}).items()]
        found = here.unit.registers.find(slug, *conditions, after=after, size=most + 1)
        page = {case.case_id: case for case in found[:most]}
        sight = sight_of(here.office, by, here.now)
        visible = visible_among(here, sight, page)
        values = here.unit.registers.of_cases(visible) if visible else {}
        return Register(
            slug=slug,
            name=manifest.name,
            fields=manifest.register,
            rows=tuple(
                RegisterRow(
                    case=case,
                    initiator_unit=unit_name(here.office, case.initiator_unit),
                    values=values.get(case_id, {}),
                    is_issued=_is_issued(manifest, values.get(case_id, {})),
                )
                for case_id, case in page.items()
                if case_id in visible
            ),
            next_after=found[most - 1].case_id if len(found) > most else "",
        )
