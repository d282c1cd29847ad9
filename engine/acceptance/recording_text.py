"""The lines of a recorded scenario: keywords, tables, what Gherkin must not misread."""

from dataclasses import dataclass, field

from engine.acceptance.recording_words import Filled, Table
from engine.acceptance.sentences import KEYWORDS
from engine.acceptance.world import HEADER

AND = "并且"
GIVEN, WHEN, THEN = "given", "when", "then"
IN_TURN = ["办理人", "事项", "填写"]
STEP, ROW = " " * 4, " " * 6


@dataclass(slots=True)
class Lines:
    """The steps written so far; deeds that fit in one row each are kept back."""

    written: list[str] = field(default_factory=list)
    last: str = ""
    rows: Table = field(default_factory=list)

    def say(self, type_: str, sentence: str, table: Table | None = None) -> None:
        """Write one step, under the keyword of its type."""
        self.flush()
        self._write(type_, sentence, table)

    def lay_ready(self, filled: Filled) -> None:
        """Write the tables that the next filling takes along."""
        for label, table in filled.tables:
            self.say(GIVEN, f'拟填"{label}":', table)

    def in_turn(self, who: str, task: str, filled: Filled) -> None:
        """Write a deed as a row among others that led to where the scenario looks."""
        if filled.tables:
            self.lay_ready(filled)
        cells = ";".join(f"{label}={cell}" for label, cell in filled.cells)
        self.rows.append([who, task, cells])

    def flush(self) -> None:
        if self.rows:
            rows, self.rows = self.rows, []
            self._write(GIVEN, "已依次办理:", [IN_TURN, *rows])

    def _write(self, type_: str, sentence: str, table: Table | None) -> None:
        keyword = AND if type_ == self.last else KEYWORDS[type_]
        self.last = type_
        self.written.append(f"{STEP}{keyword}{sentence}")
        self.written += [
            f"{ROW}| {' | '.join(map(_escaped, row))} |" for row in table or ()
        ]


def fits_a_row(filled: Filled) -> bool:
    """Say whether the cells can stand in one line, `标签=值;标签=值`."""
    return all(
        not set(label) & set("=;\n") and not set(cell) & set(";\n")
        for label, cell in filled.cells
    )


def table_of(filled: Filled) -> Table:
    """Return the cells as a table of 字段 and 值."""
    return [[*HEADER], *([label, cell] for label, cell in filled.cells)]


def _escaped(cell: str) -> str:
    return cell.replace("\\", "\\\\").replace("|", "\\|").replace("\n", "\\n")
