"""Read what is in force, the runs over it, and what each of them found."""

from collections.abc import Iterable, Mapping

from engine.assembly import Engine
from engine.model.acceptance_run import AcceptanceRun
from engine.model.entitlement import DeskVerb
from engine.model.errors_design import ProofNotFound
from engine.model.ledger_read import (
    CitingAct,
    ClauseRead,
    RunRead,
    RunShown,
    Standing,
)
from engine.model.reference import Reference
from engine.runtime.cards import cards_of
from engine.runtime.looking import Look, look
from engine.runtime.names import person_name
from engine.runtime.pictures import pictures_of
from engine.runtime.proof_at_hand import as_it_is
from engine.runtime.proof_hashes import engine_hash
from engine.runtime.roles import is_allowed, must_be_allowed

MOST_RUNS = 30
# How many acts are shown, and among how many of the latest they are looked for.
MOST_ACTS, AMONG = 30, 20_000


def read_standing(engine: Engine, *, by: str) -> Standing:
    """Return what is in force and what the last run found.

    Raises:
        RoleMissing: The person is neither designer nor reviewer.
    """
    with look(engine) as here:
        must_be_allowed(here, DeskVerb.REVIEW, by)
        runs = here.unit.acceptance_runs
        last = runs.last_done()
        current = here.unit.versions.all_current()
        versions = {each.slug: each.version_id for each in current}
        return Standing(
            procedures={
                slug: engine.library.procedure(here.unit, version_id)
                for slug, version_id in versions.items()
            },
            versions=versions,
            last=_shown(here, last) if last is not None else None,
            found=runs.found(last.run_id) if last is not None else (),
            runs=tuple(_shown(here, each) for each in runs.newest(size=MOST_RUNS)),
            changed=_changed(last.versions if last is not None else {}, versions),
            is_engine_new=last is not None and last.engine_hash != engine_hash(),
        )


def read_run(engine: Engine, run_id: str, *, by: str) -> RunRead:
    """Return the run and the one before it, with what both found.

    Raises:
        RoleMissing: The person is neither designer nor reviewer.
        ProofNotFound: There is no such run.
    """
    with look(engine) as here:
        must_be_allowed(here, DeskVerb.REVIEW, by)
        runs = here.unit.acceptance_runs
        run = _find(here, run_id)
        before = runs.last_done(before=run.asked_at)
        return RunRead(
            shown=_shown(here, run),
            found=runs.found(run_id),
            before=_shown(here, before) if before is not None else None,
            found_before=runs.found(before.run_id) if before is not None else (),
            names=_names(here, run.versions.values()),
        )


def read_run_progress(engine: Engine, run_id: str, *, by: str) -> AcceptanceRun:
    """Return how far the run is.

    Raises:
        RoleMissing: The person is neither designer nor reviewer.
        ProofNotFound: There is no such run.
    """
    with look(engine) as here:
        must_be_allowed(here, DeskVerb.REVIEW, by)
        return as_it_is(here, _find(here, run_id))


def read_clause(
    engine: Engine, reference: Reference, slugs: Iterable[str], *, by: str
) -> ClauseRead:
    """Return the clause with the diagrams of these procedures, and who acted on it.

    Raises:
        RoleMissing: The person is neither designer nor reviewer.
    """
    with look(engine) as here:
        must_be_allowed(here, DeskVerb.REVIEW, by)
        current = {each.slug: each for each in here.unit.versions.all_current()}
        library, told = engine.library, str(reference)
        bundles = {
            slug: library.procedure(here.unit, current[slug].version_id).bundle
            for slug in slugs
            if slug in current
        }
        audits = is_allowed(here, DeskVerb.AUDIT_OFFICE, by)
        return ClauseRead(
            card=cards_of(engine, here.unit, [told])[told],
            pictures={slug: pictures_of(each) for slug, each in bundles.items()},
            acts=_citing(here, told) if audits else None,
        )


def _citing(here: Look, reference: str) -> tuple[CitingAct, ...]:
    acts = here.unit.acts.citing(reference, size=MOST_ACTS, among=AMONG)
    ids = {each.chain for each in acts}
    cases = here.unit.cases.find_many(ids) if ids else {}
    return tuple(
        CitingAct(act, case.number, case.title, case.slug)
        if (case := cases.get(act.chain)) is not None
        else CitingAct(act)
        for act in acts
    )


def _find(here: Look, run_id: str) -> AcceptanceRun:
    run = here.unit.acceptance_runs.find(run_id)
    if run is None:
        raise ProofNotFound
    return run


def _shown(here: Look, run: AcceptanceRun) -> RunShown:
    return RunShown(as_it_is(here, run), person_name(here.office, run.asked_by))


def _changed(
    then: Mapping[str, str], now: Mapping[str, str]
) -> Mapping[str, tuple[str, str]]:
    return {
        slug: (then.get(slug, ""), now.get(slug, ""))
        for slug in sorted({*then, *now})
        if then and then.get(slug) != now.get(slug)
    }


def _names(here: Look, version_ids: Iterable[str]) -> Mapping[str, str]:
    """Return the names of the procedures of these versions, by slug."""
    library = here.engine.library
    read = [library.procedure(here.unit, each) for each in version_ids]
    return {each.manifest.slug: each.manifest.name for each in read}
