"""Migrate a running case to the version in force, and back while nothing was done."""

from dataclasses import replace

from engine.assembly import Engine
from engine.bpmn.state import seal, unseal
from engine.content.words import read_words
from engine.model.case import CaseState
from engine.model.entitlement import DeskVerb
from engine.model.errors import (
    CaseCannotMove,
    MayNotMoveBack,
    ProcedureNotFound,
    ReasonMissing,
)
from engine.model.reading import Receipt
from engine.model.waiting import Before
from engine.runtime.aftermath import doer_of
from engine.runtime.at_hand import CaseAtHand, load_case, must_run
from engine.runtime.chain import Told
from engine.runtime.deed import Ask, Deed, carry_out
from engine.runtime.moving import moved
from engine.runtime.note import note_on_case
from engine.runtime.roles import must_be_allowed

VERB = "migrate"
BACK = "migrate_back"


def migrate_case(engine: Engine, case_id: str, *, by: str, reason: str) -> Receipt:
    """Let a case go on with the version in force, if only what lies ahead differs.

    Its state from before is kept: the way back, until something else is done.

    Raises:
        CaseNotFound, ProcedureNotFound: There is none.
        RoleMissing: The person may not move cases.
        ReasonMissing: No reason is given.
        CaseCannotMove: It says why; also where it is on that version already.
        CaseFinished, CaseSuspended, CaseHasIncident: The case does not run.
    """

    def work(deed: Deed) -> Receipt:
        must_be_allowed(deed, DeskVerb.MIGRATE, by)
        at_hand = load_case(deed, case_id)
        must_run(at_hand.case)
        given = read_words("reason", reason)
        if not given:
            raise ReasonMissing(verb=VERB)
        version = deed.unit.versions.in_force(at_hand.case.slug)
        if version is None:
            raise ProcedureNotFound(slug=at_hand.case.slug)
        if version.version_id == at_hand.case.version_id:
            raise CaseCannotMove(case_id=case_id, why="same_version")
        target = engine.library.procedure(deed.unit, version.version_id)
        done = moved(deed, at_hand, target)
        if done.reasons:
            why = "".join(dict.fromkeys(each.text for each in done.reasons))
            raise CaseCannotMove(case_id=case_id, why=why)
        details = {"reason": given, "from": at_hand.case.version_id}
        told = Told(VERB, details=details | {"to": version.version_id})
        return _put(deed, at_hand, version.version_id, done.state, told)

    return carry_out(engine, Ask(VERB, by, case_id=case_id), work)


def move_case_back(engine: Engine, case_id: str, *, by: str) -> Receipt:
    """Put a migrated case back on the version it came from, as it was.

    Raises:
        CaseNotFound: There is none.
        RoleMissing: The person may not move cases.
        MayNotMoveBack: It was not migrated, or something has been done since.
    """

    def work(deed: Deed) -> Receipt:
        must_be_allowed(deed, DeskVerb.MIGRATE, by)
        at_hand = load_case(deed, case_id)
        must_run(at_hand.case)
        before = deed.unit.cases.before(case_id)
        if before is None or before.revision != at_hand.case.revision:
            raise MayNotMoveBack(case_id=case_id)
        origin = before.rows.get("version_id")
        if not isinstance(origin, str):
            raise MayNotMoveBack(case_id=case_id)
        state = unseal(
            before.sealed,
            case_id=case_id,
            revision=before.revision - 1,
            ring=engine.ring,
        )
        details = {"from": at_hand.case.version_id, "to": origin}
        return _put(deed, at_hand, origin, state, Told(BACK, details=details))

    return carry_out(engine, Ask(BACK, by, case_id=case_id), work)


def _put(
    deed: Deed, at_hand: CaseAtHand, version_id: str, state: bytes, told: Told
) -> Receipt:
    """Write the case on its other version, with its act; the tokens are the same."""
    case = replace(
        at_hand.case, version_id=version_id, revision=at_hand.case.revision + 1
    )
    sealed = seal(
        state, case_id=case.case_id, revision=case.revision, ring=deed.engine.ring
    )
    before = None
    if told.verb == VERB:
        before = Before(
            revision=case.revision,
            seq=case.acts + 1,
            task_id="",
            by=deed.ask.by,
            state=CaseState.RUNNING,
            sealed=at_hand.sealed,
            rows={"version_id": at_hand.case.version_id},
        )
    deed.unit.cases.save(
        case, sealed, expected_revision=at_hand.case.revision, before=before
    )
    return note_on_case(deed, case, doer_of(deed.engine, deed.unit, deed.ask.by), told)
