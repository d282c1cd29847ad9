"""From the words of a scenario to ids: officials, fields, values, elements."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches

from engine.model.diagram import Diagram, Element
from engine.model.form import Field, FieldType, Form
from engine.model.office import Office
from engine.model.procedure import Procedure

SEPARATOR = "、"
EMPTY = "空"
LINKED = "关联的"
STARTER = "起本案的案件"
YES_NO = {"是": True, "否": False}


class NameUnknown(AssertionError):
    """A sentence names what is not there; the text offers the nearest name."""

    def __init__(self, kind: str, name: str, known: Iterable[str]) -> None:
        names = sorted(set(known))
        near = get_close_matches(name, names, n=1, cutoff=0.3)
        hint = f"，最接近的是“{near[0]}”" if near else ""
        super().__init__(f"没有名为“{name}”的{kind}{hint}")


@dataclass(frozen=True, slots=True)
class Official:
    """A person in a post, as a sentence names them."""

    person_id: str
    post_id: str


def find_post(office: Office, name: str) -> str:
    """Return the post of that name; a unit's name means the post of its clerk."""
    posts = {post.name: post.post_id for post in office.posts.values()}
    if name in posts:
        return posts[name]
    for unit in office.units.values():
        if name in {unit.name, unit.short_name}:
            return _clerk_of(office, unit.unit_id)
    known = [*posts, *(unit.name for unit in office.units.values())]
    raise NameUnknown("职务或单位", name, known)


def _clerk_of(office: Office, unit_id: str) -> str:
    """Return the lowest-ranking post that does the unit's daily work."""
    head = office.units[unit_id].head_post
    staff = [
        post
        for post in office.posts.values()
        if post.unit_id == unit_id and "systems" not in post.kinds
    ]
    clerks = [post for post in staff if post.post_id != head] or staff
    return max(clerks, key=lambda post: post.rank).post_id


def find_official(office: Office, name: str) -> Official:
    """Return who holds the post of that name, or the person of that name."""
    for person in office.people.values():
        if person.name == name:
            held = [
                a.post_id
                for a in office.appointments
                if a.person_id == person.person_id
            ]
            return Official(person.person_id, held[0] if held else "")
    post_id = find_post(office, name)
    holders = [a.person_id for a in office.appointments if a.post_id == post_id]
    if not holders:
        raise NameUnknown("在任的人", name, [])
    return Official(holders[-1], post_id)


def find_unit(office: Office, name: str) -> str:
    """Return the unit of that name or short name."""
    for unit in office.units.values():
        if name in {unit.name, unit.short_name}:
            return unit.unit_id
    raise NameUnknown("单位", name, (u.name for u in office.units.values()))


def find_element(diagram: Diagram, name: str, kinds: Sequence[str] = ()) -> Element:
    """Return the one element that bears the name on the diagram."""
    fitting = [e for e in diagram.elements.values() if not kinds or e.kind in kinds]
    for element in fitting:
        if element.name == name:
            return element
    raise NameUnknown("事项", name, (e.name for e in fitting if e.name))


def find_procedure(procedures: Mapping[str, Procedure], name: str) -> Procedure:
    """Return the procedure of that Chinese name."""
    for procedure in procedures.values():
        if procedure.manifest.name == name:
            return procedure
    raise NameUnknown("程序", name, (p.manifest.name for p in procedures.values()))


def find_field(fields: Sequence[Field], label: str) -> Field:
    """Return the field, or column, of that label."""
    for field in fields:
        if field.label == label:
            return field
    raise NameUnknown("字段", label, (field.label for field in fields))


@dataclass(frozen=True, slots=True)
class Words:
    """What turns cells into answers: the office, and what becomes of a file name.

    `first_case_id` is the case that a scenario filed first, `原案件`; `linked` finds by
    its procedure's name a case that the one at hand started, `关联的发文签发`;
    `starter` finds the case that started the one at hand, `起本案的案件`.
    """

    office: Office
    case_id: str
    attach: Callable[[str], str]
    first_case_id: str = ""
    linked: Callable[[str], str] = str
    starter: Callable[[], str] = str

    def answers(self, form: Form, cells: Mapping[str, str]) -> dict[str, object]:
        """Return the raw answers for {field label: cell}."""
        answers: dict[str, object] = {}
        for label, cell in cells.items():
            field = find_field(form.fields, label)
            answers[field.key] = self.value(field, cell)
        return answers

    def rows(
        self, field: Field, header: Sequence[str], rows: Sequence[Sequence[str]]
    ) -> list[dict[str, object]]:
        """Return the rows of a table field."""
        columns = [find_field(field.columns, label) for label in header]
        return [
            {c.key: self.value(c, cell) for c, cell in zip(columns, row, strict=True)}
            for row in rows
        ]

    def value(self, field: Field, cell: str) -> object:
        """Return one cell as the raw answer that a page or the API would send."""
        if cell in {"", EMPTY}:
            return None
        if field.multiple or field.type is FieldType.CHOICES:
            return [self._one(field, part) for part in cell.split(SEPARATOR)]
        return self._one(field, cell)

    def _one(self, field: Field, word: str) -> object:
        if field.type in {FieldType.CHOICE, FieldType.CHOICES}:
            return _choice(field, word)
        if field.type is FieldType.YES_NO:
            return YES_NO.get(word, word)
        return self._name(field.type, word)

    def _name(self, kind: FieldType, word: str) -> str:
        """Return the id of what the word names, or a moment as pages send it."""
        match kind:
            case FieldType.POST:
                return find_post(self.office, word)
            case FieldType.UNIT:
                return find_unit(self.office, word)
            case FieldType.PERSON:
                return find_official(self.office, word).person_id
            case FieldType.DOCUMENT:
                return self.attach(word)
            case _:
                moment = kind is FieldType.MOMENT
                return word.replace(" ", "T") if moment else self._case(kind, word)

    def _case(self, kind: FieldType, word: str) -> str:
        if kind is not FieldType.CASE:
            return word
        if word.startswith(LINKED):
            return self.linked(word.removeprefix(LINKED))
        if word == STARTER:
            return self.starter()
        return {"本案": self.case_id, "原案件": self.first_case_id}.get(word, word)


def _choice(field: Field, word: str) -> str:
    """Return the value of the option so labelled; an unknown word goes as it is.

    A scenario may want to see it refused.
    """
    return next((c.value for c in field.choices if c.label == word), word)
