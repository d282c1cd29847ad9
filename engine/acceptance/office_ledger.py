"""The ledger of the running office: what is in force, and what its runs found."""

from collections.abc import Mapping

from engine.acceptance.ledger import LedgerRow, build_ledger
from engine.acceptance.shipped import procedure_names
from engine.assembly import Engine
from engine.model.ledger_read import Standing


def names_of(standing: Standing) -> Mapping[str, str]:
    """Return the name of every procedure, those to come included, by slug."""
    in_force = {s: p.manifest.name for s, p in standing.procedures.items()}
    return {**procedure_names(), **in_force}


def ledger_rows(engine: Engine, standing: Standing) -> tuple[LedgerRow, ...]:
    """Return a row for every clause, judged by what the last run found."""
    names = names_of(standing)
    return build_ledger(engine.regulation, standing.procedures, standing.found, names)
