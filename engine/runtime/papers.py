"""The papers of a case: its forms as they were handed in, the newest of each."""

from collections.abc import Iterable, Mapping

from engine.model.act import Act
from engine.model.form import Form
from engine.model.office import Office
from engine.model.procedure import Procedure
from engine.model.reading import FilledShown
from engine.runtime.give_opinion import VERB as GIVE_OPINION
from engine.runtime.names import post_name
from engine.runtime.walk import acts_that_stand

DECISION = "decision"


def papers_of(
    office: Office, procedure: Procedure, acts: Iterable[Act]
) -> tuple[FilledShown, ...]:
    """Return what was filled in, in the order in which it was first handed in.

    A form that says no more than a conclusion and an opinion is left to the opinions;
    a form handed in again by the same official takes the place of the earlier one.
    """
    papers: dict[tuple[str, str], FilledShown] = {}
    for act in acts_that_stand(acts):
        answers = act.details.get("answers")
        form = _form_of(procedure, act.element_id)
        if form is None or not isinstance(answers, Mapping) or not says_more(form):
            continue
        if act.verb == GIVE_OPINION:
            # Its form is not the step's, and its words stand among the opinions.
            continue
        papers[act.element_id, act.actor] = FilledShown(
            task_name=procedure.diagram.element(act.element_id).name,
            actor=act.actor_name,
            post=post_name(office, act.post),
            on_behalf_of=post_name(office, act.on_behalf_of),
            at=act.at,
            form=form,
            answers=answers,
        )
    return tuple(papers.values())


def says_more(form: Form) -> bool:
    """Say whether the form asks for more than a conclusion with its opinion."""
    return any(not each.opinion and each.key != DECISION for each in form.fields)


def _form_of(procedure: Procedure, element_id: str) -> Form | None:
    element = procedure.diagram.elements.get(element_id)
    return procedure.forms.get(element.form) if element is not None else None
