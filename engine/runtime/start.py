"""Start a case: filling in its first form is starting it."""

from collections.abc import Mapping

from engine.assembly import Engine
from engine.model.authority import may_start
from engine.model.case import Case, CaseState, case_number
from engine.model.clock import office_day
from engine.model.identity import new_id
from engine.model.procedure import Manifest, Version
from engine.model.reading import Receipt
from engine.model.right import Right
from engine.runtime.at_hand import CaseAtHand
from engine.runtime.chain import Told, doer_by
from engine.runtime.deed import Ask, Deed, repeatable
from engine.runtime.filing import file_case
from engine.runtime.in_force import version_to_begin

VERB = "start"


def start_case(
    engine: Engine,
    slug: str,
    *,
    by: str,
    post: str = "",
    answers: Mapping[str, object],
    key: str = "",
) -> Receipt:
    """Start a case of the version in force by its first form, filled in.

    Args:
        post: In which of their posts the person starts it; empty for whichever may.

    Raises:
        ProcedureNotFound: Nothing of that name is in force.
        ProcedureStopped: What is in force takes no new cases.
        MayNotStart: The person may not start it, or not in that post.
        AnswersInvalid: The form is not filled as it must be.
    """
    ask = Ask(VERB, by, key=key, body={"slug": slug, "post": post, "answers": answers})

    def work(deed: Deed) -> Receipt:
        version = version_to_begin(deed, slug)
        procedure = engine.library.procedure(deed.unit, version.version_id)
        right = may_start(
            deed.picture.office, by, procedure.manifest, deed.now, post_id=post
        )
        case = _new_case(deed, version, procedure.manifest, right)
        deed.unit.cases.add(case)
        told = Told(VERB, references=procedure.manifest.start_references)
        at_hand = CaseAtHand(case, b"", procedure, {})
        return file_case(
            deed, at_hand, answers, doer_by(deed.picture.office, right), told
        )

    return repeatable(engine, ask, work)


def _new_case(deed: Deed, version: Version, manifest: Manifest, right: Right) -> Case:
    """Return the case, numbered in its series; a refused start gives no number away."""
    year = office_day(deed.now).year
    # Procedures that share a word share its series: no number is given out twice.
    number = deed.unit.numbers.next(manifest.number_word, year)
    return Case(
        case_id=new_id(deed.now),
        slug=version.slug,
        version_id=version.version_id,
        number=case_number(manifest.number_word, year, number),
        title="",
        state=CaseState.RUNNING,
        outcome="",
        initiator=right.person_id,
        initiator_post=right.post_id,
        initiator_unit=deed.picture.office.posts[right.post_id].unit_id,
        started_at=deed.now,
        ended_at=None,
        revision=0,
        acts=0,
        head="",
    )
