"""Differences between two states of a procedure, thing by thing, in words."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum


class Change(StrEnum):
    ADDED = "added"
    REMOVED = "removed"
    CHANGED = "changed"


@dataclass(frozen=True, slots=True)
class Facts:
    """What a document says of one thing: what it is, its name, and its fields in words.

    A field's name is Chinese where we know it, else the path it is written under.
    """

    what: str
    name: str
    fields: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class FieldDifference:
    """A field before and after; empty where it is not there."""

    field: str
    old: str
    new: str


@dataclass(frozen=True, slots=True)
class ThingDifference:
    """One element, field, rule or the like that is gone, new or otherwise."""

    thing_id: str
    what: str
    name: str
    change: Change
    fields: tuple[FieldDifference, ...] = ()


@dataclass(frozen=True, slots=True)
class FileDifference:
    """The differences of one file; `change` is of the file as a whole."""

    path: str
    title: str
    change: Change
    things: tuple[ThingDifference, ...]


@dataclass(frozen=True, slots=True)
class Side:
    """One of the two: how it is called, and its diagram; empty if there is none."""

    ref: str
    told: str
    diagram: bytes
    feature: bytes


@dataclass(frozen=True, slots=True)
class VersionDifference:
    """Two states of a procedure and what tells them apart, scenarios aside."""

    name: str
    before: Side
    after: Side
    files: tuple[FileDifference, ...]

    def marks(self, *, before: bool) -> Mapping[str, str]:
        """Return the marks of a diagram: what is gone, new or changed, by id."""
        hidden = Change.ADDED if before else Change.REMOVED
        return {
            thing.thing_id: thing.change.value
            for file in self.files
            for thing in file.things
            if file.path == "process.bpmn" and thing.change is not hidden
        }


def differences(
    before: Mapping[str, Facts], after: Mapping[str, Facts]
) -> tuple[ThingDifference, ...]:
    """Return what tells two documents apart, in the order of the newer one."""
    found = []
    for thing_id, new in after.items():
        old = before.get(thing_id)
        if old is None:
            fields = _fields({}, new.fields)
            change = Change.ADDED
        else:
            fields = _fields(_named(old), _named(new))
            change = Change.CHANGED
        if old is None or fields:
            found.append(ThingDifference(thing_id, new.what, new.name, change, fields))
    found += [
        ThingDifference(thing_id, old.what, old.name, Change.REMOVED)
        for thing_id, old in before.items()
        if thing_id not in after
    ]
    return tuple(found)


def _named(facts: Facts) -> Mapping[str, str]:
    return {"名称": facts.name, "种类": facts.what, **facts.fields}


def _fields(
    old: Mapping[str, str], new: Mapping[str, str]
) -> tuple[FieldDifference, ...]:
    names = dict.fromkeys((*old, *new))
    return tuple(
        FieldDifference(each, old.get(each, ""), new.get(each, ""))
        for each in names
        if old.get(each, "") != new.get(each, "")
    )
