"""What can be said of a decision table: what is wrong where, and what it answers."""

from dataclasses import dataclass

from engine.model.finding import Severity


@dataclass(frozen=True, slots=True)
class TableFault:
    """One thing to mend in a table.

    `rows` and `column` are places from nought; inputs come first, then outputs, and
    -1 is no column. `text` is a sentence. `cells` are the input entries of the rule
    that is missing, where a combination has none.
    """

    severity: Severity
    code: str
    text: str
    rows: tuple[int, ...] = ()
    column: int = -1
    cells: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class SampleDecided:
    """What a table answers to sample values: the rows that hold, and what comes out.

    `refusal` says in Chinese why nothing does.
    """

    rows: tuple[int, ...]
    outcome: object = None
    refusal: str = ""


@dataclass(frozen=True, slots=True)
class TableTried:
    """A table looked at; `refusal` says why it cannot be read at all."""

    refusal: str
    faults: tuple[TableFault, ...] = ()
    samples: tuple[SampleDecided, ...] = ()
