"""Keep a walk through a sandbox as a scenario of the draft that runs there."""

from collections.abc import Collection

from engine.acceptance.feature_text import add_scenario, files_a_case
from engine.acceptance.recording import Recording, record
from engine.acceptance.sandbox import Sandbox
from engine.assembly import Engine
from engine.content.bundle import FEATURE
from engine.runtime.read_draft import read_draft
from engine.runtime.save_draft_file import save_draft_file


def read_recording(
    engine: Engine,
    inside: Engine,
    sandbox: Sandbox,
    case_id: str,
    *,
    by: str,
    name: str = "",
    tags: Collection[str] = (),
) -> Recording:
    """Return the walk of a case as a scenario that can stand in the draft's feature.

    Args:
        engine: The office's, which has the draft.
        inside: The sandbox's.
        sandbox: Whose steps are told.
        case_id: A case of the sandbox that somebody began by hand.
        by: Who asks.
        name: What the scenario is called.
        tags: Labels of the clauses that it is to prove.

    Raises:
        DraftNotFound: The draft is gone.
        BundleRejected: Its feature cannot be read as it stands.
        CaseNotFound: There is no such case, or nobody began it by hand.
        NotRecordable: Something in the walk has no sentence.
    """
    feature = read_draft(engine, sandbox.draft_id, by=by).files.get(FEATURE, b"")
    is_first = not feature or not files_a_case(feature)
    return record(
        inside, sandbox.steps, case_id, name=name, tags=tags, is_first=is_first
    )


def keep_recording(
    engine: Engine, sandbox: Sandbox, recording: Recording, *, by: str, name: str
) -> int:
    """Put the scenario in the draft's feature; return the draft's new revision.

    Raises:
        ScenarioNameTaken: A scenario of that name is there.
        BundleRejected: The feature cannot be read as it stands.
        DraftChanged: Somebody saved the draft at the same moment.
    """
    read = read_draft(engine, sandbox.draft_id, by=by)
    feature = add_scenario(
        read.files.get(FEATURE, b""),
        recording.text,
        name=name,
        procedure=sandbox.name,
    )
    return save_draft_file(
        engine,
        sandbox.draft_id,
        by=by,
        path=FEATURE,
        data=feature,
        revision=read.draft.revision,
    )
