"""Check a procedure with its scenarios: what neither needs a run to be found."""

from collections.abc import Mapping
from pathlib import Path

from engine.acceptance.feature_check import check_feature
from engine.acceptance.shipped import shipped_regulation
from engine.assembly import Engine
from engine.content.bundle import FEATURE
from engine.model.errors import BundleRejected
from engine.model.finding import Finding
from engine.runtime.check import check_folder
from engine.runtime.check_draft import NOTHING, check_draft
from engine.runtime.folders import read_bundle
from engine.runtime.read_draft import read_draft


def check_whole(path: Path) -> tuple[Finding, ...]:
    """Return everything that is wrong with the folder, its scenarios included.

    A folder without scenarios is checked without them: the gate asks for some.
    """
    findings = check_folder(path)
    try:
        feature = read_bundle(path).files.get(FEATURE)
    except BundleRejected:
        return findings
    if feature is None:
        return findings
    return (*findings, *check_feature(feature, shipped_regulation()))


def check_whole_draft(
    engine: Engine,
    draft_id: str,
    overlay: Mapping[str, bytes] = NOTHING,
    *,
    by: str,
) -> tuple[Finding, ...]:
    """Return everything that is wrong with a draft, its scenarios included.

    Args:
        engine: The engine.
        draft_id: Which draft.
        overlay: Files as they would be, over those that are saved.
        by: Who asks.

    Raises:
        RoleMissing: The person is neither designer nor reviewer.
        DraftNotFound: There is no such draft.
    """
    findings = check_draft(engine, draft_id, overlay, by=by)
    files = read_draft(engine, draft_id, by=by).files
    feature = overlay.get(FEATURE, files.get(FEATURE))
    if feature is None:
        return findings
    return (*findings, *check_feature(feature, engine.regulation))
