"""A parameter: a number that the rules leave open, kept apart from the diagrams."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Parameter:
    """`name` is dotted (`agenda.lead_days`); `unit` says what the value counts."""

    name: str
    value: object
    unit: str
    references: tuple[str, ...] = ()
    note: str = ""
