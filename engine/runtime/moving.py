"""What moving a case to another version comes to; asked for show, and by the deed."""

from dataclasses import replace

from engine.bpmn.migration import Move, move
from engine.bpmn.state import unseal
from engine.model.procedure import Procedure
from engine.runtime.at_hand import CaseAtHand, surroundings_of
from engine.runtime.looking import Here


def moved(here: Here, at_hand: CaseAtHand, target: Procedure) -> Move:
    """Return the case's state under the other version, or why it cannot have one.

    Raises:
        StateUnreadable: The stored state is not the one that was sealed.
    """
    state = unseal(
        at_hand.sealed,
        case_id=at_hand.case.case_id,
        revision=at_hand.case.revision,
        ring=here.engine.ring,
    )
    coming = replace(at_hand, procedure=target)
    return move(at_hand.procedure, target, state, surroundings_of(here, coming))
