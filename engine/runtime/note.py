"""What an act that steps nothing leaves in the doer's hand."""

from engine.model.case import Case
from engine.model.reading import Receipt
from engine.runtime.aftermath import append_to_office
from engine.runtime.chain import Doer, Told
from engine.runtime.deed import Deed
from engine.runtime.record import append_act


def note_on_case(deed: Deed, case: Case, doer: Doer, told: Told) -> Receipt:
    """Append the act to the chain of a case that the deed has locked.

    The case's revision stays: what is noted does not stand in the way of withdrawing.
    """
    task_ids = (told.task_id,) if told.task_id else ()
    return receipt_of(deed, append_act(deed, case, doer, told), task_ids)


def note_on_office(deed: Deed, doer: Doer, told: Told) -> Receipt:
    """Append the act to the office's chain, whose head stays locked until the end."""
    seq = append_to_office(deed.engine, deed.unit, doer, told)
    return Receipt(case_id="", number="", revision=0, seq=seq, at=deed.now)


def receipt_of(deed: Deed, case: Case, task_ids: tuple[str, ...] = ()) -> Receipt:
    """Return a receipt for the case as it stands."""
    return Receipt(
        case_id=case.case_id,
        number=case.number,
        revision=case.revision,
        seq=case.acts,
        at=deed.now,
        task_ids=task_ids,
        outcome=case.outcome,
    )
