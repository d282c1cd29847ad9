"""Deploy a procedure: checked, hashed, immutable; a first version comes into force."""

from pathlib import Path

from engine.assembly import Engine
from engine.content.bundle import digest, pack, unpack
from engine.model.entitlement import DeskVerb
from engine.model.errors import BundleRejected, ProcedureNotFound
from engine.model.finding import Severity
from engine.model.identity import new_id
from engine.model.procedure import Bundle, Version, VersionState
from engine.model.procedure_draft import ProcedureDraft
from engine.runtime.aftermath import doer_of
from engine.runtime.chain import OFFICE, SYSTEM, Doer, Told
from engine.runtime.check import Yardstick, check_bundle
from engine.runtime.deed import Ask, Deed, carry_out
from engine.runtime.drafting import lay_draft
from engine.runtime.folders import read_bundle, write_bundle
from engine.runtime.looking import look
from engine.runtime.note import note_on_office
from engine.runtime.roles import must_be_allowed

VERB = "deploy"


def deploy_folder(
    engine: Engine, path: Path, *, by: str = SYSTEM
) -> Version | ProcedureDraft:
    """Deploy the procedure in the folder.

    The first version of a procedure comes into force, which is the first set-up. Of
    any other a draft is made: what is in force changes only through the gate. The same
    files again give the version, or the open draft, that there is.

    Raises:
        BundleRejected: Something in it is wrong; the findings say what and where.
        RoleMissing: The person is no designer.
    """
    bundle = read_bundle(path)
    with look(engine) as seen:
        parameters = frozenset(seen.picture.parameters)
    findings = check_bundle(bundle, Yardstick(engine.regulation, parameters))
    if any(each.severity is Severity.ERROR for each in findings):
        raise BundleRejected(findings)
    return carry_out(
        engine,
        Ask(VERB, "" if by == SYSTEM else by),
        lambda deed: _publish(deed, bundle),
    )


def export_version(engine: Engine, slug: str) -> Bundle:
    """Return the files of the version in force.

    Raises:
        ProcedureNotFound: Nothing of that name is in force.
    """
    with look(engine) as seen:
        version = seen.unit.versions.current(slug)
        if version is None:
            raise ProcedureNotFound(slug=slug)
        return unpack(seen.unit.versions.bundle(version.version_id))


def export_folder(engine: Engine, slug: str, folder: Path) -> None:
    """Write the version in force to a folder, byte for byte."""
    write_bundle(export_version(engine, slug), folder)


def _publish(deed: Deed, bundle: Bundle) -> Version | ProcedureDraft:
    if deed.ask.by:
        must_be_allowed(deed, DeskVerb.DEPLOY, deed.ask.by)
    # Whoever publishes holds the office's chain: two at once come one after the other.
    deed.unit.acts.lock_head(OFFICE)
    hashed = digest(bundle)
    same = [v for v in deed.unit.versions.of_slug(bundle.slug) if v.digest == hashed]
    if same:
        return same[-1]
    current = deed.unit.versions.current(bundle.slug)
    if current is None:
        return _set_up(deed, bundle, hashed)
    return _draft(deed, bundle, hashed, current.version_id)


def _set_up(deed: Deed, bundle: Bundle, hashed: str) -> Version:
    version = Version(
        version_id=new_id(deed.now),
        slug=bundle.slug,
        number=1,
        digest=hashed,
        state=VersionState.IN_FORCE,
        published_at=deed.now,
        published_by=deed.ask.by or SYSTEM,
    )
    deed.unit.versions.add(version, pack(bundle))
    _note(deed, {"slug": version.slug, "number": 1, "digest": hashed})
    return version


def _draft(deed: Deed, bundle: Bundle, hashed: str, based_on: str) -> ProcedureDraft:
    for each in deed.unit.procedure_drafts.all_open():
        if (each.slug, each.digest) == (bundle.slug, hashed):
            return each
    draft = lay_draft(deed, bundle, based_on=based_on, by=deed.ask.by or SYSTEM)
    _note(deed, {"slug": draft.slug, "draft_id": draft.draft_id, "digest": hashed})
    return draft


def _note(deed: Deed, details: dict[str, object]) -> None:
    doer = doer_of(deed.engine, deed.unit, deed.ask.by) if deed.ask.by else Doer()
    note_on_office(deed, doer, Told(VERB, details=details))
