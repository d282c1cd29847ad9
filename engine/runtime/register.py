"""Registers (台账): a procedure's cases as typed rows."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import partial

from engine.assembly import Engine
from engine.model.case import Case
from engine.model.errors import ProcedureNotFound
from engine.model.limit import lamp
from engine.model.procedure import Manifest, Procedure, RegisterField
from engine.model.reading import Lamp, TimeLeft
from engine.model.visibility import sight_of
from engine.model.waiting import Limit
from engine.runtime.looking import Look, look
from engine.runtime.names import unit_name
from engine.runtime.register_values import with_numbers
from engine.runtime.seeing import visible_among
from engine.runtime.shown import left_of, specs_of
from engine.store.registers import Between, Lit

LARGEST_PAGE = 200


@dataclass(frozen=True, slots=True)
class RegisterRow:
    """A case as a line of the register; `values` by field name, as expressions read.

    `limit` is the name of the limit that its lamp is of, `left` what is left of it.
    """

    case: Case
    initiator_unit: str
    values: Mapping[str, object]
    is_issued: bool
    lamp: Lamp
    limit: str
    due_at: datetime | None
    left: TimeLeft | None


@dataclass(frozen=True, slots=True)
class Register:
    """A page of a register; `next_after` is the key to page on from, or empty.

    `has_lamps` says whether the procedure sets any limit; `units` are the (id, name)
    pairs that a field of units may be narrowed to.
    """

    slug: str
    name: str
    fields: tuple[RegisterField, ...]
    rows: tuple[RegisterRow, ...]
    next_after: str
    has_lamps: bool
    units: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class RegisterFilter:
    """What a page of a register is narrowed to.

    `where` are fields with the values that they must have, `units` fields with the
    unit that they must be or have among them; `lamp` is what the cases show now.
    """

    where: Mapping[str, object] = field(default_factory=dict)
    units: Mapping[str, str] = field(default_factory=dict)
    lamp: Lamp | None = None
    after: str = ""
    size: int = 50


EVERYTHING = RegisterFilter()


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
    filter: RegisterFilter = EVERYTHING,  # noqa: A002 (what the page calls it)
) -> Register:
    """Return the newest cases of the procedure that the asker may see.

    A page may be shorter than asked for, where it has cases that are not for the asker.

    Raises:
        ProcedureNotFound: No such procedure is in force.
    """
    with look(engine) as here:
        version = here.unit.versions.current(slug)
        if version is None:
            raise ProcedureNotFound(slug=slug)
        procedure = engine.library.procedure(here.unit, version.version_id)
        most = max(1, min(filter.size, LARGEST_PAGE))
        found = _find(here, procedure, filter, most + 1)
        page = {case.case_id: case for case in found[:most]}
        sight = sight_of(here.office, by, here.now)
        visible = visible_among(here, sight, page)
        specs = specs_of(procedure.diagram)
        return Register(
            slug=slug,
            name=procedure.manifest.name,
            fields=procedure.manifest.register,
            rows=_rows(
                here, procedure, [page[each] for each in page if each in visible]
            ),
            next_after=found[most - 1].case_id if len(found) > most else "",
            has_lamps=bool(specs),
            units=tuple((u.unit_id, u.name) for u in here.office.units.values()),
        )


def _find(
    here: Look, procedure: Procedure, asked: RegisterFilter, size: int
) -> tuple[Case, ...]:
    known = {each.name for each in procedure.manifest.register}
    conditions = [Between(name, is_) for name, is_ in asked.where.items()]
    conditions += [
        Between(name, has=unit)
        for name, unit in asked.units.items()
        if name in known and unit
    ]
    lit = None
    if asked.lamp is not None:
        lit = Lit(asked.lamp, here.now, _lamp_keys(procedure))
    return here.unit.registers.find(
        procedure.manifest.slug, *conditions, lit=lit, after=asked.after, size=size
    )


def _lamp_keys(procedure: Procedure) -> tuple[str, ...]:
    """Return the limits that a case's lamp is of: the whole case's, if it has any."""
    return tuple(spec.key for spec in procedure.diagram.limits)


def _rows(
    here: Look, procedure: Procedure, cases: Sequence[Case]
) -> tuple[RegisterRow, ...]:
    ids = [case.case_id for case in cases]
    values = here.unit.registers.of_cases(ids) if ids else {}
    values = with_numbers(here, procedure, values)
    running = here.unit.limits.running_of_cases(ids) if ids else ()
    keys = _lamp_keys(procedure)
    lit: dict[str, Limit] = {}
    for limit in running:
        if limit.due_at is not None and (not keys or limit.key in keys):
            known = lit.setdefault(limit.case_id, limit)
            lit[limit.case_id] = max(known, limit, key=partial(_weight, here))
    return tuple(
        _row(here, procedure, case, values.get(case.case_id, {}), lit.get(case.case_id))
        for case in cases
    )


def _weight(here: Look, limit: Limit) -> int:
    return list(Lamp).index(lamp(here.now, limit.due_at, limit.warn_at))


def _row(
    here: Look,
    procedure: Procedure,
    case: Case,
    values: Mapping[str, object],
    limit: Limit | None,
) -> RegisterRow:
    spec = specs_of(procedure.diagram).get(limit.key) if limit else None
    return RegisterRow(
        case=case,
        initiator_unit=unit_name(here.office, case.initiator_unit),
        values=values,
        is_issued=_is_issued(procedure.manifest, values),
        lamp=lamp(here.now, limit.due_at, limit.warn_at) if limit else Lamp.NONE,
        limit=spec.name if spec else "",
        due_at=limit.due_at if limit else None,
        left=left_of(here, limit.due_at, limit.unit) if limit else None,
    )
