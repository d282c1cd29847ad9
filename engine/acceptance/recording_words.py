"""How a recorded walk names things: the words that lead a sentence back to the ids."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import PurePath

from engine.acceptance.naming import (
    EMPTY,
    SEPARATOR,
    NameUnknown,
    Official,
    Words,
    find_official,
)
from engine.model.clock import OFFICE_ZONE
from engine.model.errors_sandbox import NotRecordable
from engine.model.form import Field, FieldType, Form
from engine.model.office import Office

PDF = ".pdf"
NAMING = frozenset(
    {
        FieldType.CHOICE,
        FieldType.CHOICES,
        FieldType.PERSON,
        FieldType.POST,
        FieldType.UNIT,
    }
)
Table = list[list[str]]


@dataclass(frozen=True, slots=True)
class Filled:
    """A form as sentences fill it: cells by label, and the tables laid ready before."""

    cells: tuple[tuple[str, str], ...]
    tables: tuple[tuple[str, Table], ...]


def moment_told(moment: datetime) -> str:
    """Return the moment as sentences write it."""
    return f"{moment.astimezone(OFFICE_ZONE):%Y-%m-%d %H:%M}"


def official_told(
    office: Office, person_id: str, post_id: str = "", *, is_exact: bool = False
) -> str:
    """Return a name by which sentences find the person: of a unit, a post, their own.

    Args:
        office: As it stands.
        person_id: Who is meant.
        post_id: In which post they acted; empty for the first that they hold.
        is_exact: Whether the name must lead to that very post.

    Raises:
        NotRecordable: No name leads to them alone.
    """
    person = office.people[person_id]
    held = (a.post_id for a in office.appointments if a.person_id == person_id)
    post_id = post_id or next(held, "")
    names = [person.name]
    if post_id in office.posts:
        post = office.posts[post_id]
        unit = office.units.get(post.unit_id)
        names = [*([unit.name] if unit else []), post.name, person.name]
    for name in names:
        found = _found(office, name)
        if (
            found
            and found.person_id == person_id
            and (found.post_id == post_id or not is_exact)
        ):
            return quotable(name)
    raise NotRecordable(why=f"“{person.name}”没有独一无二的叫法")


def _found(office: Office, name: str) -> Official | None:
    try:
        return find_official(office, name)
    except NameUnknown:
        return None


def quotable(name: str) -> str:
    """Return the name, if it can stand in a sentence.

    Raises:
        NotRecordable: A quotation mark or a line's end in it would break the sentence.
    """
    if '"' in name or "\n" in name or not name.strip():
        raise NotRecordable(why=f"名称“{name}”里有引号或换行，或者是空的")
    return name


def words_told(words: object) -> str:
    """Return what somebody wrote, as it can stand between quotation marks.

    Raises:
        NotRecordable: Nothing is left of it.
    """
    return quotable(" ".join(str(words or "").replace('"', "”").split()))


@dataclass(frozen=True, slots=True)
class Cells:
    """Turns answers back into cells.

    `documents` are names of documents by id, `cases` the words for cases by id.
    """

    office: Office
    documents: Mapping[str, str]
    cases: Mapping[str, str]

    def filled(self, form: Form, answers: Mapping[str, object]) -> Filled:
        """Return the form as sentences fill it so.

        Raises:
            NotRecordable: An answer has no words.
        """
        cells, tables = [], []
        labels = [field.label for field in form.fields]
        for field in form.fields:
            answer = answers.get(field.key)
            if answer is None or answer == []:
                continue
            if labels.count(field.label) > 1:
                raise NotRecordable(why=f"表单“{form.title}”有两个“{field.label}”")
            if field.type is FieldType.TABLE:
                tables.append((field.label, self._table(field, answer)))
            else:
                cells.append((field.label, self.cell(field, answer)))
        return Filled(tuple(cells), tuple(tables))

    def _table(self, field: Field, answer: object) -> Table:
        rows = [row for row in _listed(answer) if isinstance(row, Mapping)]
        used = [
            column
            for column in field.columns
            if any(row.get(column.key) not in (None, []) for row in rows)
        ]
        header = [quotable(column.label) for column in used]
        told = [
            [self.cell(column, row.get(column.key)) for column in used] for row in rows
        ]
        return [header, *told]

    def cell(self, field: Field, answer: object) -> str:
        """Return the words for one answer.

        Raises:
            NotRecordable: There are none.
        """
        if answer is None or answer == []:
            return ""
        several = isinstance(answer, list)
        parts = [self._word(field, each) for each in _listed(answer)]
        cell = SEPARATOR.join(parts)
        broken = several and any(SEPARATOR in part for part in parts)
        if (
            broken
            or cell == EMPTY
            or (field.type in NAMING and self._read(field, cell) != answer)
        ):
            raise NotRecordable(why=f"“{field.label}”的答案“{cell}”写不进场景")
        return cell

    def _read(self, field: Field, cell: str) -> object:
        try:
            return Words(self.office, "", str).value(field, cell)
        except NameUnknown:
            return None

    def _word(self, field: Field, answer: object) -> str:
        text = str(answer)
        match field.type:
            case FieldType.YES_NO:
                return "是" if answer is True else "否"
            case FieldType.CHOICE | FieldType.CHOICES:
                return _label(field, text)
            case FieldType.MOMENT:
                return moment_told(datetime.fromisoformat(text))
            case FieldType.DOCUMENT:
                return f"{PurePath(self.documents.get(text, text)).stem}{PDF}".replace(
                    SEPARATOR, "-"
                )
            case FieldType.CASE:
                return self._case(field, text)
            case _:
                return self._name(field.type, text)

    def _name(self, kind: FieldType, text: str) -> str:
        named: Mapping[FieldType, str] = {}
        office = self.office
        if kind is FieldType.POST and text in office.posts:
            named = {kind: office.posts[text].name}
        if kind is FieldType.UNIT and text in office.units:
            named = {kind: office.units[text].name}
        if kind is FieldType.PERSON and text in office.people:
            named = {kind: office.people[text].name}
        return named.get(kind, text)

    def _case(self, field: Field, case_id: str) -> str:
        if case_id not in self.cases:
            raise NotRecordable(why=f"“{field.label}”指的办件不在这条路上")
        return self.cases[case_id]


def _label(field: Field, value: str) -> str:
    """Return the option's label, or its value where the label says too little."""
    label = next((each.label for each in field.choices if each.value == value), value)
    doubled = [each.label for each in field.choices].count(label) > 1
    return value if doubled or SEPARATOR in label else label


def _listed(answer: object) -> Sequence[object]:
    return answer if isinstance(answer, list) else [answer]
