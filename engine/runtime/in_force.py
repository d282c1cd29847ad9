"""Which version of a procedure is in force at a moment; how a planned one gets there.

A planned version comes into force in the first deed after its moment that asks for it,
or by the worker, whichever is first: no case begins on the old one after it.
"""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from engine.content.bundle import unpack
from engine.model.errors import ProcedureNotFound
from engine.model.errors_design import ProcedureStopped, VersionMoved
from engine.model.procedure import Version, VersionState
from engine.runtime.chain import OFFICE, Doer, Told
from engine.runtime.deed import Deed
from engine.runtime.looking import Here
from engine.runtime.note import note_on_office
from engine.runtime.proof_at_hand import find_proof
from engine.runtime.proof_hashes import stage_hash, staged

VERB, LAPSED = "come_into_force", "lapse"


def version_to_start(here: Here, slug: str) -> Version:
    """Return the version that a case begun now would run on.

    Raises:
        ProcedureNotFound: Nothing of that name is in force.
        ProcedureStopped: What is in force takes no new cases.
    """
    standing = here.unit.versions.standing(slug)
    return _startable(_due(standing, here.now) or _current(standing), slug)


def version_to_begin(deed: Deed, slug: str) -> Version:
    """Return the version that a new case runs on, let into force if it was planned.

    Raises:
        ProcedureNotFound: Nothing of that name is in force.
        ProcedureStopped: What is in force takes no new cases.
    """
    return _startable(current_now(deed, slug), slug)


def current_now(deed: Deed, slug: str) -> Version | None:
    """Return the version that is in force or stopped; what was due is let in first."""
    standing = deed.unit.versions.standing(slug)
    due = _due(standing, deed.now)
    if due is not None and let_in(deed, due):
        return replace(due, state=VersionState.IN_FORCE)
    return _current(standing)


def let_in(deed: Deed, version: Version) -> bool:
    """Let a planned version into force; False if it lapses.

    It lapses where another procedure has changed since it was proven: the gate has not
    seen the two together.

    Raises:
        VersionMoved: Somebody else did so, or withdrew it, at the same moment.
    """
    deed.unit.acts.lock_head(OFFICE)
    versions = deed.unit.versions
    holds = still_proven(deed, version)
    if holds and version.based_on and not versions.retire(version.based_on):
        holds = False
    moved = (
        versions.let_in(version.version_id)
        if holds
        else versions.withdraw(version.version_id, VersionState.LAPSED)
    )
    if not moved:
        raise VersionMoved
    details = {
        "slug": version.slug,
        "number": version.number,
        "from_at": version.begins_at.isoformat(),
    }
    note_on_office(deed, Doer(), Told(VERB if holds else LAPSED, details=details))
    return holds


def still_proven(here: Here, version: Version) -> bool:
    """Say whether a planned version's proof was among what is in force now."""
    bundle = unpack(here.unit.versions.bundle(version.version_id))
    proof = find_proof(here, version.proof_id)
    return stage_hash(staged(here, bundle)) == proof.stage_hash


def _due(standing: Sequence[Version], at: datetime) -> Version | None:
    planned = (v for v in standing if v.state is VersionState.PLANNED)
    return next((v for v in planned if v.begins_at <= at), None)


def _current(standing: Sequence[Version]) -> Version | None:
    planned = VersionState.PLANNED
    return next((v for v in standing if v.state is not planned), None)


def _startable(version: Version | None, slug: str) -> Version:
    if version is None:
        raise ProcedureNotFound(slug=slug)
    if version.state is VersionState.STOPPED:
        raise ProcedureStopped(slug=slug)
    return version
