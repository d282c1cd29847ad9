"""Perform a standing act of a case (续报, 更正, 撤下…): at any time, repeatable."""

from collections.abc import Mapping

from engine.assembly import Engine
from engine.bpmn.expression import evaluate
from engine.model.authority import may_act
from engine.model.diagram import Element
from engine.model.entitlement import Verb
from engine.model.errors import (
    CaseNotFound,
    ExpressionFailed,
    ExpressionRefused,
    NobodyResponsible,
)
from engine.model.reading import Receipt
from engine.model.right import Right
from engine.model.surroundings import Surroundings
from engine.runtime.answering import documents_in, judge_answers
from engine.runtime.at_hand import (
    CaseAtHand,
    load_case,
    must_run,
    resume_run,
    surroundings_of,
)
from engine.runtime.chain import Told, doer_by
from engine.runtime.deed import Ask, Deed, repeatable
from engine.runtime.effects import settle
from engine.runtime.record import record_step
from engine.runtime.seeing import see_case
from engine.runtime.written import Answered, Written

VERB = "perform"


def perform_act(
    engine: Engine,
    case_id: str,
    element_id: str,
    *,
    by: str,
    answers: Mapping[str, object],
    key: str = "",
) -> Receipt:
    """Perform the act that starts at this element, with these answers.

    Raises:
        CaseNotFound: There is no such case or act in it, or not for this person.
        NotACandidate, ActingInForce, ReservedToTheMayor: It is not theirs to do.
        CaseFinished, CaseSuspended, CaseHasIncident: The case does not run.
        AnswersInvalid: The form is not filled as it must be.
    """
    body = {"element_id": element_id, "answers": answers}
    ask = Ask(VERB, by, case_id=case_id, key=key, body=body)

    def work(deed: Deed) -> Receipt:
        at_hand = load_case(deed, case_id)
        see_case(deed, case_id, by)
        element = at_hand.procedure.diagram.elements.get(element_id)
        if element is None or not element.standing_act:
            raise CaseNotFound(case_id=case_id, element_id=element_id)
        right = _right(deed, at_hand, element)
        must_run(at_hand.case)
        return _perform(deed, at_hand, element, right, answers)

    return repeatable(engine, ask, work)


def candidates_of(element: Element, surroundings: Surroundings) -> tuple[str, ...]:
    """Return the principals who may perform the act now.

    Raises:
        ExpressionFailed: The expression cannot be evaluated in this case.
        NobodyResponsible: It names nobody.
    """
    try:
        found = evaluate(element.candidates, {}, surroundings, lenient=True)
    except ExpressionRefused as error:
        raise ExpressionFailed(
            element_id=element.element_id,
            slot="candidates",
            expression=element.candidates,
            why=error.facts["why"],
        ) from error
    named = [found] if isinstance(found, str) else found
    principals = [str(p) for p in named if p] if isinstance(named, list) else []
    if not principals:
        raise NobodyResponsible(element_id=element.element_id, candidates=())
    return tuple(principals)


def _right(deed: Deed, at_hand: CaseAtHand, element: Element) -> Right:
    return may_act(
        deed.picture.office,
        deed.ask.by,
        candidates_of(element, surroundings_of(deed, at_hand)),
        deed.now,
        slug=at_hand.case.slug,
        case_id=at_hand.case.case_id,
        reserved=element.reserved,
        task_name=element.name,
        references=element.references,
        verb=Verb.PERFORM,
    )


def _perform(
    deed: Deed,
    at_hand: CaseAtHand,
    element: Element,
    right: Right,
    raw: Mapping[str, object],
) -> Receipt:
    form = at_hand.procedure.forms.get(element.form)
    surroundings = surroundings_of(deed, at_hand)
    case_id = at_hand.case.case_id
    context = {
        name: evaluate(source, {}, surroundings, lenient=True)
        for name, source in (form.context.items() if form else ())
    }
    answers = judge_answers(deed, form, raw, context, surroundings, case_id)
    doer = doer_by(deed.picture.office, right)
    run = resume_run(deed, at_hand)
    run.perform(element.element_id, answers)
    advance, effects = settle(deed, at_hand, run, doer)
    documents = documents_in(form, answers)
    if documents:
        deed.unit.documents.join_case(documents, case_id, by=deed.ask.by)
    told = Told(VERB, element_id=element.element_id, references=right.references)
    answered = Answered(element.element_id, answers)
    written = Written(doer, told, answered, effects)
    return record_step(deed, at_hand, advance, written)
