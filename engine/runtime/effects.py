"""Effects: what a diagram's service tasks do to the world, inside the same deed.

The list is closed (`engine/model/effect.py`). What goes outside the case, a case to
start or a message to send, is written as an outbox row and done as a later deed.
"""

from collections.abc import Callable, Mapping
from dataclasses import replace

from engine.bpmn.run import Run
from engine.model.advance import Advance
from engine.model.case import Case, CaseState, case_number
from engine.model.clock import office_day
from engine.model.errors import EffectRefused, StepBudgetExceeded, ZhangfaError
from engine.model.identity import new_id
from engine.model.procedure import Version, VersionState
from engine.model.trail import CaseLink, Notice
from engine.model.waiting import Delivery
from engine.runtime.applying import Applying, Result
from engine.runtime.at_hand import CaseAtHand
from engine.runtime.chain import Doer
from engine.runtime.deed import Deed
from engine.runtime.effects_office import (
    end_absence,
    end_grant,
    register_absence,
    register_grant,
)
from engine.runtime.effects_sending import send_message, send_signal
from engine.runtime.in_force import current_now
from engine.runtime.plain import plain_dict
from engine.runtime.vacancy import GENERAL_OFFICE

ROUNDS = 100
START_CASE = "start_case"


def settle(
    deed: Deed, at_hand: CaseAtHand, run: Run, doer: Doer
) -> tuple[Advance, tuple[Result, ...]]:
    """Apply effects and let the run go on until none is left; return what it all did.

    An effect that another's result cancelled on the way is not applied.

    Raises:
        EffectRefused: The world does not allow an effect.
        StepBudgetExceeded: The diagram asks for effects without end.
    """
    applied: list[Result] = []
    for _ in range(ROUNDS):
        halted = run.halted()
        if not halted:
            return run.freeze(), tuple(applied)
        for each in halted:
            if not run.is_halted(each.token_id):
                continue
            result = _apply(Applying(deed, at_hand, each, doer))
            run.supply(each.token_id, result)
            applied.append(
                {
                    "operation": each.operation,
                    "element_id": each.element_id,
                    "result": result,
                }
            )
    raise StepBudgetExceeded(element_id=halted[0].element_id, budget="effects")


def _apply(applying: Applying) -> Result:
    operation = applying.halted.operation
    apply = _OPERATIONS.get(operation)
    if apply is None:
        raise applying.refuse("unknown_operation")
    try:
        return plain_dict(apply(applying))
    except EffectRefused:
        raise
    except (KeyError, ValueError, TypeError) as error:
        raise applying.refuse(f"{type(error).__name__}: {error}") from error
    except ZhangfaError as error:
        why = str(error.facts.get("why") or error.code)
        articles = error.facts.get("references", ())
        raise applying.refuse(why, references=articles, detail=str(error)) from error


def _start_case(applying: Applying) -> Result:
    """Reserve the new case's id and number; its first step is a later deed."""
    deed, slug = applying.deed, applying.words("procedure")
    version = current_now(deed, slug)
    if version is None or version.state is not VersionState.IN_FORCE:
        return _register_by_hand(applying, slug)
    case = _reserved(applying, version)
    deed.unit.cases.add(case)
    source = applying.at_hand.case.case_id
    kind = applying.words("kind") or "started"
    deed.unit.links.add(CaseLink(source, case.case_id, kind, deed.now))
    payload = {
        "case_id": case.case_id,
        "answers": applying.halted.arguments.get("answers") or {},
        "cause": applying.cause,
    }
    deed.unit.outbox.add_many(
        [
            Delivery(
                delivery_id=new_id(deed.now),
                kind=START_CASE,
                dedupe_key=f"{START_CASE}/{case.case_id}",
                payload=plain_dict(payload),
                created_at=deed.now,
                next_try_at=deed.now,
                case_id=source,
            )
        ]
    )
    return {"case_id": case.case_id, "number": case.number, "procedure": slug}


def _reserved(applying: Applying, version: Version) -> Case:
    deed, source = applying.deed, applying.at_hand.case
    year = office_day(deed.now).year
    procedure = deed.engine.library.procedure(deed.unit, version.version_id)
    word = procedure.manifest.number_word
    number = deed.unit.numbers.next(word, year)
    case = Case(
        case_id=new_id(deed.now),
        slug=version.slug,
        version_id=version.version_id,
        number=case_number(word, year, number),
        title=applying.words("title") or source.title,
        state=CaseState.RUNNING,
        outcome="",
        initiator=source.initiator,
        initiator_post=source.initiator_post,
        initiator_unit=source.initiator_unit,
        started_at=deed.now,
        ended_at=None,
        revision=0,
        acts=0,
        head="",
    )
    kind, _, named = applying.words("initiator").partition(":")
    match kind:
        case "person":
            return replace(case, initiator=named, initiator_post="", initiator_unit="")
        case "post":
            unit = deed.picture.office.posts[named].unit_id
            return replace(
                case, initiator="", initiator_post=named, initiator_unit=unit
            )
        case "unit":
            return replace(case, initiator="", initiator_post="", initiator_unit=named)
        case _:
            return case


def _register_by_hand(applying: Applying, slug: str) -> Result:
    """Give the general office what a procedure that is not published would do.

    The notice says what to do, the act that it was given; nothing waits for it.
    """
    case = applying.at_hand.case
    kind = applying.words("kind") or slug
    title = applying.words("title") or case.title
    text = f"{kind}：{title}（{case.number}）。该程序尚未上线，请另行办理并登记。"
    _tell(applying, [GENERAL_OFFICE], "registered", text)
    return {"case_id": "", "number": "", "procedure": slug, "registered": True}


def _notify(applying: Applying) -> Result:
    return _tell(applying, _recipients(applying), "notify", applying.words("text"))


def _circulate(applying: Applying) -> Result:
    """Send something to read (待阅): it never holds the token."""
    told = [applying.words("title"), applying.words("text")]
    text = "\n".join(words for words in told if words)
    return _tell(applying, _recipients(applying), "circulate", text)


def _recipients(applying: Applying) -> list[str]:
    to = applying.halted.arguments["to"]
    named = [to] if isinstance(to, str) else to
    if not isinstance(named, list | tuple):
        raise applying.refuse("recipients_unreadable")
    return [str(each) for each in named if each]


def _tell(applying: Applying, to: list[str], kind: str, text: str) -> Result:
    case, deed = applying.at_hand.case, applying.deed
    reason = f"{case.case_id}/{case.revision + 1}/{applying.halted.token_id}"
    deed.unit.notices.add_many(
        Notice(
            notice_id=new_id(deed.now),
            principal=principal,
            case_id=case.case_id,
            kind=kind,
            text=text,
            at=deed.now,
            dedupe_key=f"{reason}/{principal}",
        )
        for principal in dict.fromkeys(to)
    )
    return {"to": list(dict.fromkeys(to))}


def _issue_number(applying: Applying) -> Result:
    series = applying.words("series")
    asked = applying.halted.arguments.get("year")
    year = int(str(asked)) if asked else office_day(applying.deed.now).year
    number = applying.deed.unit.numbers.next(series, year)
    return {
        "series": series,
        "year": year,
        "number": number,
        "text": f"{series}〔{year}〕{number}号",
    }


_OPERATIONS: Mapping[str, Callable[[Applying], Result]] = {
    START_CASE: _start_case,
    "send_message": send_message,
    "send_signal": send_signal,
    "notify": _notify,
    "circulate": _circulate,
    "issue_number": _issue_number,
    "register_grant": register_grant,
    "end_grant": end_grant,
    "register_absence": register_absence,
    "end_absence": end_absence,
}
