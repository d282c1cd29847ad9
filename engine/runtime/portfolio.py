"""Set who is in charge of a unit (分管): one post, from a day on."""

from datetime import date

from engine.assembly import Engine
from engine.model.clock import today
from engine.model.entitlement import DeskVerb
from engine.model.errors import RequestMalformed
from engine.model.reading import Receipt
from engine.model.right import PORTFOLIO_ARTICLE
from engine.model.standing import deputies_in_charge, portfolio_of
from engine.runtime.chain import Told
from engine.runtime.deed import Ask, Deed, carry_out
from engine.runtime.note import note_on_office
from engine.runtime.office_desk import keeper_of, must_be_post


def set_portfolio(
    engine: Engine,
    *,
    by: str,
    post_id: str,
    unit_id: str,
    from_on: date | None = None,
) -> Receipt:
    """Let the post be in charge of the unit from that office day on, and no other.

    What waits for whoever is in charge of the unit waits for the new one at once.

    Raises:
        RoleMissing: The asker does not keep the office's rows.
        PostNotFound: There is no such post.
        RequestMalformed: There is no such unit.

    Source: article 7 (deputies handle what falls to them).
    """

    def work(deed: Deed) -> Receipt:
        keeper = keeper_of(deed, DeskVerb.SET_PORTFOLIO)
        must_be_post(deed, post_id)
        office = deed.unit.office.load_for_change()
        if unit_id not in office.units:
            raise RequestMalformed(why="unit_unknown", unit_id=unit_id)
        first = from_on or today()
        before = deputies_in_charge(office, [unit_id], first)
        for other in before:
            if other != post_id:
                kept = portfolio_of(office, other, first) - {unit_id}
                deed.unit.office.set_portfolio(other, sorted(kept), from_on=first)
        mine = portfolio_of(office, post_id, first) | {unit_id}
        deed.unit.office.set_portfolio(post_id, sorted(mine), from_on=first)
        details = {
            "post_id": post_id,
            "unit_id": unit_id,
            "from_on": first.isoformat(),
            "before": list(before),
        }
        told = Told("set_portfolio", references=PORTFOLIO_ARTICLE, details=details)
        return note_on_office(deed, keeper, told)

    return carry_out(engine, Ask("set_portfolio", by=by), work)
