"""Suspend a case: nothing moves in it until it is resumed."""

from dataclasses import replace

from engine.assembly import Engine
from engine.content.words import read_words
from engine.model.case import CaseState
from engine.model.errors import ReasonMissing
from engine.model.reading import Receipt
from engine.runtime.at_hand import load_case, must_run
from engine.runtime.chain import Told, doer_by
from engine.runtime.deed import Ask, Deed, carry_out
from engine.runtime.note import note_on_case
from engine.runtime.ownership import must_own
from engine.runtime.seeing import see_case

VERB = "suspend"


def suspend_case(engine: Engine, case_id: str, *, by: str, reason: str) -> Receipt:
    """Let the case stand still; its limits stop with it.

    Raises:
        CaseNotFound: There is none, or the person may not see it.
        NotACandidate: They do not stand for the unit that owns the procedure.
        ReasonMissing: No reason is given.
        CaseFinished, CaseSuspended, CaseHasIncident: The case does not run.
    """

    def work(deed: Deed) -> Receipt:
        at_hand = load_case(deed, case_id)
        see_case(deed, case_id, by)
        right = must_own(deed, at_hand.case, at_hand.procedure.manifest, by)
        must_run(at_hand.case)
        why = read_words("reason", reason)
        if not why:
            raise ReasonMissing(verb=VERB)
        case = replace(at_hand.case, state=CaseState.SUSPENDED)
        deed.unit.cases.save(case, expected_revision=case.revision)
        told = Told(VERB, details={"reason": why})
        return note_on_case(deed, case, doer_by(deed.picture.office, right), told)

    return carry_out(engine, Ask(VERB, by, case_id=case_id), work)
