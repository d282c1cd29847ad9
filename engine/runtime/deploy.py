"""Deploy a procedure: checked, hashed, immutable; a first version comes into force."""

from dataclasses import replace
from pathlib import Path

from engine.assembly import Engine
from engine.content.bundle import digest, pack, unpack
from engine.model.entitlement import DeskVerb
from engine.model.errors import BundleRejected, ProcedureNotFound
from engine.model.finding import Severity
from engine.model.identity import new_id
from engine.model.procedure import Bundle, Version, VersionState
from engine.runtime.aftermath import doer_of
from engine.runtime.chain import SYSTEM, Doer, Told
from engine.runtime.check import Yardstick, check_bundle
from engine.runtime.deed import Ask, Deed, carry_out
from engine.runtime.folders import read_bundle, write_bundle
from engine.runtime.looking import look
from engine.runtime.note import note_on_office
from engine.runtime.roles import must_be_allowed

VERB = "deploy"


def deploy_folder(engine: Engine, path: Path, *, by: str = SYSTEM) -> Version:
    """Deploy the procedure in the folder.

    The first version of a procedure comes into force, which is the first set-up. Any
    other is a draft: what is in force changes only through the gate. The same files
    again give the version that there is.

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
        version = seen.unit.versions.in_force(slug)
        if version is None:
            raise ProcedureNotFound(slug=slug)
        return unpack(seen.unit.versions.bundle(version.version_id))


def export_folder(engine: Engine, slug: str, folder: Path) -> None:
    """Write the version in force to a folder, byte for byte."""
    write_bundle(export_version(engine, slug), folder)


def _publish(deed: Deed, bundle: Bundle) -> Version:
    if deed.ask.by:
        must_be_allowed(deed, DeskVerb.DEPLOY, deed.ask.by)
    versions = deed.unit.versions
    known, hashed = versions.of_slug(bundle.slug), digest(bundle)
    for each in known:
        if each.digest == hashed:
            return each
    version = Version(
        version_id=new_id(deed.now),
        slug=bundle.slug,
        number=len(known) + 1,
        digest=hashed,
        state=VersionState.DRAFT,
        published_at=None,
        published_by="",
    )
    versions.add(version, pack(bundle))
    if not known:
        versions.put_in_force(version, at=deed.now, by=deed.ask.by or SYSTEM)
        version = replace(
            version,
            state=VersionState.IN_FORCE,
            published_at=deed.now,
            published_by=deed.ask.by or SYSTEM,
        )
    doer = doer_of(deed.engine, deed.unit, deed.ask.by) if deed.ask.by else Doer()
    details = {"slug": version.slug, "number": version.number, "digest": hashed}
    told = Told(VERB, details=details | {"state": version.state.value})
    note_on_office(deed, doer, told)
    return version
