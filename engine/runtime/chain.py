"""Audit chains: how an act is made, sealed to its predecessor, and proven."""

import hashlib
import hmac
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime

from engine.model.act import Act, digest_of, mac_of
from engine.model.keys import KeyRing
from engine.model.office import Office
from engine.model.right import Right

OFFICE = "office"
SYSTEM = "system"

# Builds of OpenSSL for other markets leave SM3 out; each row names its algorithm, so
# a chain may hold both.
ALGORITHM = "sm3" if "sm3" in hashlib.algorithms_available else "sha256"


@dataclass(frozen=True, slots=True)
class Doer:
    """Who acts, as an act records it: in which post, for whom, by what right."""

    person_id: str = SYSTEM
    name: str = "系统"
    post: str = ""
    on_behalf_of: str = ""
    right: str = SYSTEM


def doer_by(office: Office, right: Right) -> Doer:
    """Return the person as they act by this right."""
    person = office.people[right.person_id]
    return Doer(
        person_id=right.person_id,
        name=person.name,
        post=right.post_id,
        on_behalf_of=right.on_behalf_of_post,
        right=right.told,
    )


@dataclass(frozen=True, slots=True)
class Told:
    """What an act says beside who and when."""

    verb: str
    element_id: str = ""
    task_id: str = ""
    references: tuple[str, ...] = ()
    details: Mapping[str, object] = field(default_factory=dict)


def sealed_act(  # noqa: PLR0917 (an act has this many parts)
    ring: KeyRing,
    chain: str,
    last: tuple[int, str],
    at: datetime,
    doer: Doer,
    told: Told,
) -> Act:
    """Return the next act of a chain; `last` is its predecessor's seq and MAC."""
    act = Act(
        chain=chain,
        seq=last[0] + 1,
        at=at,
        verb=told.verb,
        actor=doer.person_id,
        actor_name=doer.name,
        post=doer.post,
        on_behalf_of=doer.on_behalf_of,
        right=doer.right,
        element_id=told.element_id,
        task_id=told.task_id,
        references=told.references,
        details=told.details,
        digest=digest_of(told.details),
        previous=last[1],
        algorithm=ALGORITHM,
        key_id=ring.current,
    )
    return replace(act, mac=mac_of(act, ring.key))


def first_broken(
    ring: KeyRing,
    acts: Iterable[Act],
    head: tuple[int, str] | None = None,
    anchored: tuple[int, str] = (0, ""),
) -> int:
    """Return the seq of the first act that does not fit its chain, 0 if all do.

    `head` is the last act's seq and MAC as the database knows it beside the acts,
    `anchored` an earlier one as known outside it: a cut tail shows.
    """
    seq, previous = 0, ""
    for act in acts:
        seq += 1
        key = ring.keys.get(act.key_id)
        fits = (
            key is not None
            and (act.seq, act.previous) == (seq, previous)
            and hmac.compare_digest(digest_of(act.details), act.digest)
            and hmac.compare_digest(mac_of(act, key), act.mac)
            and (seq != anchored[0] or act.mac == anchored[1])
        )
        if not fits:
            return seq
        previous = act.mac
    cut = seq < anchored[0] or (head is not None and (seq, previous) != head)
    return seq + 1 if cut else 0
