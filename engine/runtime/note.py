"""Acts that step nothing: noted on a case's chain, or on the office's."""

from dataclasses import replace

from engine.model.act import Act
from engine.model.case import Case
from engine.model.reading import Receipt
from engine.runtime.chain import OFFICE, Doer, Told, sealed_act
from engine.runtime.deed import Deed


def note_on_case(deed: Deed, case: Case, doer: Doer, told: Told) -> Receipt:
    """Append the act to the chain of a case that the deed has locked.

    The case's revision stays: what is noted does not stand in the way of withdrawing.
    """
    last = (case.acts, case.head)
    act = sealed_act(deed.engine.ring, case.case_id, last, deed.now, doer, told)
    deed.unit.acts.append(act)
    moved = replace(case, acts=act.seq, head=act.mac)
    deed.unit.cases.save_head(moved, expected_acts=case.acts)
    return Receipt(
        case_id=case.case_id,
        number=case.number,
        revision=case.revision,
        seq=act.seq,
        at=deed.now,
        task_ids=(told.task_id,) if told.task_id else (),
        outcome=case.outcome,
    )


def note_on_office(deed: Deed, doer: Doer, told: Told) -> Act:
    """Append the act to the office's chain; its head is locked until the deed ends."""
    last = deed.unit.acts.lock_head(OFFICE)
    act = sealed_act(deed.engine.ring, OFFICE, last, deed.now, doer, told)
    deed.unit.acts.append(act)
    deed.unit.acts.move_head(act)
    return act


def office_receipt(deed: Deed, act: Act) -> Receipt:
    """Return what an act of the office's chain leaves in the doer's hand."""
    return Receipt(case_id="", number="", revision=0, seq=act.seq, at=deed.now)
