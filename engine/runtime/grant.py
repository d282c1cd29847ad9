"""Grant somebody to act for a post, or end what was granted."""

from collections.abc import Collection
from datetime import datetime

from engine.assembly import Engine
from engine.content.words import read_words
from engine.model.entitlement import DeskVerb
from engine.model.errors import GrantNotFound, MayNotGrant
from engine.model.granting import articles_of, check_grant
from engine.model.identity import new_id
from engine.model.office import Grant, GrantKind, GrantScope
from engine.model.reading import Receipt
from engine.runtime.chain import Doer, Told
from engine.runtime.deed import Ask, Deed, carry_out
from engine.runtime.note import note_on_office
from engine.runtime.office_desk import doer_at_desk
from engine.runtime.plain import plain_dict


def grant_acting(
    engine: Engine,
    *,
    by: str,
    from_post: str,
    to_post: str,
    from_at: datetime,
    until_at: datetime | None,
    basis: str,
    scope: GrantScope = GrantScope.ALL,
    subjects: Collection[str] = (),
    covers_reserved: bool = False,
    kind: GrantKind = GrantKind.ACTING,
) -> Receipt:
    """Register that whoever holds one post may act for the other.

    Raises:
        MayNotGrant: The asker neither holds the post nor keeps the office's rows.
        PostNotFound: There is no such post.
        GrantRefused: To oneself, without end, basis or subject, or handed on.
        GrantOverlaps: The post has given the same away for some of that time.

    Source: articles 7 and 8 (who acts for the mayor, and by what delegation).
    """

    def work(deed: Deed) -> Receipt:
        grant = Grant(
            grant_id=new_id(deed.now),
            kind=kind,
            from_post=from_post,
            to_post=to_post,
            from_at=from_at,
            until_at=until_at,
            scope=scope,
            subjects=tuple(subjects),
            basis=read_words("basis", basis),
            covers_reserved=covers_reserved,
        )
        doer = _registrar(deed, grant)
        check_grant(deed.unit.office.load_for_change(), grant)
        deed.unit.office.put_grant(grant)
        return note_on_office(deed, doer, _told("grant_acting", grant))

    return carry_out(engine, Ask("grant_acting", by=by), work)


def end_grant(engine: Engine, grant_id: str, *, by: str) -> Receipt:
    """Let the grant end now; what was claimed under it ends with it.

    Raises:
        GrantNotFound: There is none that still runs.
        MayNotGrant: The asker neither holds the post nor keeps the office's rows.
    """

    def work(deed: Deed) -> Receipt:
        grants = {each.grant_id: each for each in deed.picture.office.grants}
        grant = grants.get(grant_id)
        if grant is None or (grant.until_at is not None and grant.until_at <= deed.now):
            raise GrantNotFound(grant_id=grant_id)
        doer = _registrar(deed, grant)
        ended = deed.unit.office.end_grant(grant_id, at=deed.now)
        return note_on_office(deed, doer, _told("end_grant", ended or grant))

    return carry_out(engine, Ask("end_grant", by=by), work)


def _registrar(deed: Deed, grant: Grant) -> Doer:
    """Return who registers: a keeper of the office's rows, or the post's holder.

    Source: article 7 (the mayor delegates; the secretary-general runs daily affairs).
    """
    found = doer_at_desk(deed, DeskVerb.GRANT, gives=grant.from_post)
    if found is None:
        raise MayNotGrant(references=articles_of(grant))
    return found


def _told(verb: str, grant: Grant) -> Told:
    fields = {name: getattr(grant, name) for name in Grant.__slots__}
    return Told(verb, references=articles_of(grant), details=plain_dict(fields))
