"""What a case page offers to somebody: verbs, standing acts, ways to end the case."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from engine.model.authority import may_act, may_terminate
from engine.model.case import CaseState
from engine.model.diagram import Element
from engine.model.entitlement import DeskVerb, Verb, permits
from engine.model.errors import (
    DutyConflict,
    ExpressionFailed,
    NobodyResponsible,
    NotAllowed,
)
from engine.model.procedure import Termination
from engine.runtime.at_hand import CaseAtHand, surroundings_of
from engine.runtime.looking import Look
from engine.runtime.ownership import must_own
from engine.runtime.perform import candidates_of
from engine.runtime.permission import OPEN_SECRECY, may_withdraw
from engine.runtime.roles import is_allowed
from engine.runtime.seeing import SeenCase
from engine.runtime.walk import left_behind

_HALTS = {CaseState.RUNNING: "suspend", CaseState.SUSPENDED: "resume"}


@dataclass(frozen=True, slots=True)
class Offered:
    """`may` names verbs as `CaseRead.may` does."""

    acts: tuple[Element, ...]
    terminations: tuple[Termination, ...]
    may: frozenset[str]


def offers_of(
    here: Look, seen: SeenCase, register: Mapping[str, object], by: str
) -> Offered:
    """Return what the asker may do with the case now."""
    acts = _acts(here, seen, register, by) if seen.runs else ()
    terminations = _terminations(here, seen, by) if seen.runs else ()
    mine = seen.relations
    verbs = {
        "perform": bool(acts),
        "cancel": bool(terminations),
        "urge": bool(seen.open_tasks) and permits(mine, Verb.URGE),
        "attach": seen.case.is_open
        and register.get("secrecy") in OPEN_SECRECY
        and permits(mine, Verb.ATTACH),
        "withdraw": seen.runs and may_withdraw(here, seen.case, by),
        "audit": permits(mine, Verb.AUDIT),
        "retry": is_allowed(here, DeskVerb.RETRY, by),
    }
    halt = _HALTS.get(seen.case.state)
    if halt is not None:
        manifest = seen.procedure.manifest
        verbs[halt] = _allowed(must_own, here, seen.case, manifest, by)
    may = frozenset(verb for verb, offered in verbs.items() if offered)
    return Offered(acts, terminations, may)


def _acts(
    here: Look, seen: SeenCase, register: Mapping[str, object], by: str
) -> tuple[Element, ...]:
    around = surroundings_of(here, CaseAtHand(seen.case, b"", seen.procedure, register))

    def may_perform(element: Element) -> None:
        may_act(
            here.office,
            by,
            candidates_of(element, around),
            here.now,
            slug=seen.case.slug,
            case_id=seen.case.case_id,
            reserved=element.reserved,
            verb=Verb.PERFORM,
        )

    return tuple(
        each
        for each in seen.procedure.diagram.elements.values()
        if each.standing_act and _allowed(may_perform, each)
    )


def _terminations(here: Look, seen: SeenCase, by: str) -> tuple[Termination, ...]:
    def may_end(termination: Termination) -> None:
        may_terminate(here.office, by, seen.case, termination, here.now)

    done = left_behind(seen.procedure.diagram, seen.tasks, seen.acts)
    return tuple(
        each
        for each in seen.procedure.manifest.terminations
        if each.until not in done and _allowed(may_end, each)
    )


def _allowed(ask: Callable[..., object], *about: object) -> bool:
    try:
        ask(*about)
    except (NotAllowed, DutyConflict, NobodyResponsible, ExpressionFailed):
        return False
    return True
