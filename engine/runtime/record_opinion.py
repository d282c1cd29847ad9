"""The opinion that a task gave, which stands beside those of every other round."""

from collections.abc import Mapping

from engine.model.act import Act
from engine.model.form import Form
from engine.model.trail import Opinion
from engine.runtime.at_hand import CaseAtHand
from engine.runtime.deed import Deed
from engine.runtime.written import Written


def write_opinion(deed: Deed, at_hand: CaseAtHand, act: Act, written: Written) -> None:
    """Keep the opinion given, which stands beside those of every other round."""
    answered = written.answered
    if answered is None:
        return
    element = at_hand.procedure.diagram.element(answered.element_id)
    form = at_hand.procedure.forms.get(element.form)
    words = _opinion_of(form, answered.answers) if form else None
    if words is None:
        return
    doer = written.doer
    post = deed.picture.office.posts.get(doer.on_behalf_of or doer.post)
    deed.unit.opinions.add_many(
        [
            Opinion(
                case_id=act.chain,
                seq=act.seq,
                task_id=act.task_id,
                element_id=answered.element_id,
                round=answered.task.round if answered.task else 1,
                person_id=doer.person_id,
                post_id=doer.post,
                rank=post.rank if post else 99,
                on_behalf_of=doer.on_behalf_of,
                decision=words[0],
                text=words[1],
                at=deed.now,
            )
        ]
    )


def _opinion_of(form: Form, answers: Mapping[str, object]) -> tuple[str, str] | None:
    """Return conclusion and words, if the form asks for an opinion and got either."""
    marked = [each.key for each in form.fields if each.opinion]
    if not marked:
        return None
    decision = str(answers.get("decision") or "")
    text = "\n".join(str(answers[key]) for key in marked if answers.get(key))
    return (decision, text) if decision or text else None
