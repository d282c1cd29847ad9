"""Who minds a procedure: suspending and resuming its cases is for its owner."""

from engine.model.authority import may_act
from engine.model.right import Right
from engine.runtime.at_hand import CaseAtHand
from engine.runtime.deed import Deed


def must_own(deed: Deed, at_hand: CaseAtHand) -> Right:
    """Return the right by which the asker acts for the procedure's owner.

    Raises:
        NotACandidate: They do not stand for it.
    """
    manifest = at_hand.procedure.manifest
    return may_act(
        deed.picture.office,
        deed.ask.by,
        (manifest.owner,),
        deed.now,
        slug=at_hand.case.slug,
        case_id=at_hand.case.case_id,
        task_name=manifest.name,
        references=manifest.start_references,
    )
