"""The table of who may see and who may act (权限表), as data: every right reads it.

A person may be several things to a case: what any of them allows is allowed. Whoever
is nothing to it is told that it is not there.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import TypeVar


class Relation(StrEnum):
    """What somebody is to a case, or to one thing that is to be done in it.

    From `CANDIDATE` to `SIGNED` it is about the very task, standing act or ending.
    """

    CANDIDATE = "candidate"
    MAYOR = "mayor"
    SIGNATORY = "signatory"
    SUBSTITUTE = "substitute"
    SUBSTITUTE_RESERVED = "substitute_reserved"
    SUBSTITUTE_OWN = "substitute_own"
    PRINCIPAL = "principal"
    ASKED = "asked"
    SIGNED = "signed"
    LAST_DOER = "last_doer"
    INITIATOR = "initiator"
    INITIATOR_UNIT = "initiator_unit"
    IN_CHARGE = "in_charge"
    OWNER = "owner"
    ACTED = "acted"
    ELSEWHERE = "elsewhere"
    TOLD = "told"
    AUDITOR = "auditor"
    STRANGER = "stranger"


class Desk(StrEnum):
    """What somebody is to the office itself, not to one case."""

    ADMINISTRATOR = "administrator"
    OFFICE_HEAD = "office_head"
    SEC_GENERAL = "sec_general"
    HOLDER = "holder"
    DESIGNER = "designer"
    AUDITOR = "auditor"
    LEGAL = "legal"
    APPROVER = "approver"
    OVERRIDER = "overrider"
    OFFICIAL = "official"


class Verb(StrEnum):
    """What is asked for; the verbs of acts have the same names."""

    SEE = "see"
    DOWNLOAD = "download"
    COMPLETE = "complete"
    CLAIM = "claim"
    TRANSFER = "transfer"
    ADD_SIGNER = "add_signer"
    WITHDRAW = "withdraw"
    PERFORM = "perform"
    CANCEL = "cancel"
    URGE = "urge"
    ATTACH = "attach"
    SUSPEND = "suspend"
    AUDIT = "audit"


class DeskVerb(StrEnum):
    """What is asked of the office's own rows, of the system and of procedures."""

    APPOINT = "appoint"
    SET_PORTFOLIO = "set_portfolio"
    RECORD_ABSENCE = "record_absence"
    GRANT = "grant_acting"
    RETRY = "retry"
    DEPLOY = "deploy"
    REVIEW = "review"
    DESIGN = "design"
    APPROVE = "approve"
    SIGN_LEGALLY = "sign_legally"
    OVERRIDE = "override"
    STOP = "stop"
    MIGRATE = "migrate"
    AUDIT_OFFICE = "audit_office"


class Basis(StrEnum):
    """Where a refusal finds its articles, if the table does not name them itself."""

    ELEMENT = "element"
    PROCEDURE = "procedure"
    NONE = ""


@dataclass(frozen=True, slots=True)
class Cell:
    """What the table says: allowed, or the refusal's `code` (`""`: it is not there).

    `references` are the articles of a refusal that always cites the same ones; others
    cite those of the task's element or of the procedure, as `basis` says.
    """

    allowed: bool
    code: str = ""
    references: tuple[str, ...] = ()
    basis: Basis = Basis.NONE

    @property
    def unseen(self) -> bool:
        """Say whether the asker is not even told that there is such a case."""
        return not self.allowed and not self.code


_YES = Cell(allowed=True)
_UNSEEN = Cell(allowed=False)


def _no(code: str, *references: str, basis: Basis = Basis.NONE) -> Cell:
    return Cell(allowed=False, code=code, references=references, basis=basis)


# What a mark of the grids below says. A plain "-" is the usual refusal of its verb.
_MARKS: Mapping[str, Cell] = {
    "+": _YES,
    ".": _UNSEEN,
    "A": _no("acting_in_force", "8.1"),
    "R": _no("reserved_task", "51.1", "8.1"),
    "O": _no("duty_conflict", basis=Basis.ELEMENT),
    "T": _no("duty_conflict", basis=Basis.ELEMENT),
    "M": _no("may_not_transfer", "6.1", "7.2"),
    "S": _no("may_not_transfer", "51.1"),
    "Q": _no("may_not_transfer", "66.1"),
    "I": _no("may_not_add_signer", "66.1"),
}
_BY_ELEMENT = _no("not_a_candidate", basis=Basis.ELEMENT)
_BY_PROCEDURE = _no("not_a_candidate", basis=Basis.PROCEDURE)
_USUAL: Mapping[Verb, Cell] = {
    Verb.SEE: _UNSEEN,
    Verb.DOWNLOAD: _UNSEEN,
    Verb.COMPLETE: _BY_ELEMENT,
    Verb.CLAIM: _BY_ELEMENT,
    Verb.TRANSFER: _BY_ELEMENT,
    Verb.ADD_SIGNER: _BY_ELEMENT,
    Verb.WITHDRAW: _no("may_not_withdraw", basis=Basis.ELEMENT),
    Verb.PERFORM: _BY_ELEMENT,
    Verb.CANCEL: _no("may_not_terminate", basis=Basis.PROCEDURE),
    Verb.URGE: _no("not_a_candidate", "65.3"),
    Verb.ATTACH: _BY_PROCEDURE,
    Verb.SUSPEND: _BY_PROCEDURE,
    Verb.AUDIT: _no("role_missing"),
}

# A line for each relation, a mark for each verb in the order of `Verb`:
# see, download | complete, claim, transfer, add_signer, withdraw, perform, cancel |
# urge, attach, suspend, audit.
_CASE_GRID = """
candidate           + + | + + + + - + + | - + - -
mayor               + + | + + M + - + + | - + - -
signatory           + + | + + S + - + + | - + - -
substitute          + + | + + + + - + + | - + - -
substitute_reserved + + | R R R R - R + | - + - -
substitute_own      + + | O O O O - + + | + + - -
principal           + + | A A A A - A A | - + - -
asked               + + | + + Q I - - - | - + - -
signed              + + | T T T T - - - | - + - -
last_doer           + + | - - - - + - - | - + - -
initiator           + + | - - - - - - - | + + - -
initiator_unit      + + | - - - - - - - | + + - -
in_charge           + + | - - - - - - - | + + - -
owner               + + | - - - - - - - | - + + -
acted               + + | - - - - - - - | - + - -
elsewhere           + + | - - - - - - - | - + - -
told                + + | - - - - - - - | - - - -
auditor             + + | - - - - - - - | - - - +
stranger            . . | . . . . . . . | . . . .
"""

# In the order of `DeskVerb`: appoint, set_portfolio, record_absence | grant | retry |
# deploy, review, design, approve, sign_legally, override, stop, migrate,
# audit_office.
_DESK_GRID = """
administrator + + + | + | + | - - - - - - - - +
office_head   + + + | + | - | - - - - - - - - -
sec_general   - - - | + | - | - - - - - - - - -
holder        - - - | + | - | - - - - - - - - -
designer      - - - | - | - | + + + + - - + + -
auditor       - - - | - | - | - + - - - - - - +
legal         - - - | - | - | - + - - + - - - -
approver      - - - | - | - | - + - + - - + + -
overrider     - - - | - | - | - + - - - + + - -
official      - - - | - | - | - - - - - - - - -
"""
_NO_ROLE = _no("role_missing")
_USUAL_AT_DESK: Mapping[DeskVerb, Cell] = {
    DeskVerb.APPOINT: _NO_ROLE,
    DeskVerb.SET_PORTFOLIO: _NO_ROLE,
    DeskVerb.RECORD_ABSENCE: _NO_ROLE,
    DeskVerb.GRANT: _no("may_not_grant", "8.1"),
    DeskVerb.RETRY: _NO_ROLE,
    DeskVerb.DEPLOY: _NO_ROLE,
    DeskVerb.REVIEW: _NO_ROLE,
    DeskVerb.DESIGN: _NO_ROLE,
    DeskVerb.APPROVE: _NO_ROLE,
    DeskVerb.SIGN_LEGALLY: _NO_ROLE,
    DeskVerb.OVERRIDE: _NO_ROLE,
    DeskVerb.STOP: _NO_ROLE,
    DeskVerb.MIGRATE: _NO_ROLE,
    DeskVerb.AUDIT_OFFICE: _NO_ROLE,
}


R = TypeVar("R", bound=StrEnum)
V = TypeVar("V", bound=StrEnum)


def _read(
    grid: str, relations: type[R], usual: Mapping[V, Cell]
) -> Mapping[tuple[R, V], Cell]:
    """Return the cells of a grid; every relation has a line and every verb a mark."""
    found: dict[tuple[R, V], Cell] = {}
    for line in grid.strip().splitlines():
        name, *marks = line.replace("|", " ").split()
        for verb, mark in zip(usual, marks, strict=True):
            found[relations(name), verb] = usual[verb] if mark == "-" else _MARKS[mark]
    return found


TABLE = _read(_CASE_GRID, Relation, _USUAL)
DESK_TABLE = _read(_DESK_GRID, Desk, _USUAL_AT_DESK)


def cell(relation: Relation, verb: Verb) -> Cell:
    """Return what the table says to one who is this to a case."""
    return TABLE[relation, verb]


def refused(verb: Verb) -> Cell:
    """Return how the table refuses this to one who sees the case, and no more."""
    return _USUAL[verb]


def refused_at_desk(verb: DeskVerb) -> Cell:
    """Return how the table refuses this to an official who has no such duty."""
    return _USUAL_AT_DESK[verb]


def permits(relations: Iterable[Relation], verb: Verb) -> bool:
    """Say whether any of what somebody is to a case allows this."""
    return any(TABLE[each, verb].allowed for each in relations)


def permits_at_desk(desks: Iterable[Desk], verb: DeskVerb) -> bool:
    """Say whether any of what somebody is to the office allows this."""
    return any(DESK_TABLE[each, verb].allowed for each in desks)


def desks_for(verb: DeskVerb) -> tuple[Desk, ...]:
    """Return all whom the table allows this, in its order."""
    return tuple(each for each in Desk if DESK_TABLE[each, verb].allowed)
