"""Keep an issue's first rendering: its hash goes on the case's chain, once."""

from engine.assembly import Engine
from engine.model.errors import CaseNotFound, RevisionOutdated
from engine.model.issue import Issue, IssueStage
from engine.outside.document_files import keep
from engine.runtime.chain import Doer, Told
from engine.runtime.deed import Ask, Deed, carry_out
from engine.runtime.drawing_up import RENDERED
from engine.runtime.note import note_on_case
from engine.runtime.read_papers import drawn_up, kept
from engine.runtime.seeing import see_case


def keep_issue(engine: Engine, drawn: Issue, *, by: str, data: bytes) -> bytes:
    """Keep the bytes as the issue and return what is the issue from now on.

    Whoever comes second gets what the first one kept. It is the house that renders,
    not the person who happened to look first: the act is the system's.

    Args:
        drawn: What the bytes were rendered from.

    Raises:
        CaseNotFound: There is no such case, or not for this person to see.
        RevisionOutdated: It is not issued, or no longer says what was rendered.
        StateUnreadable: What was kept before is gone, or was changed.
    """
    sha256 = keep(engine.documents, data)

    def work(deed: Deed) -> Issue:
        found = deed.unit.cases.lock(drawn.case_id)
        if found is None:
            raise CaseNotFound(case_id=drawn.case_id)
        case, _ = found
        issue = drawn_up(deed, see_case(deed, drawn.case_id, by))
        if issue.sha256:
            return issue
        if issue.stage is not IssueStage.ISSUED or issue != drawn:
            raise RevisionOutdated(case_id=case.case_id, revision=case.revision)
        details = {"sha256": sha256, "size_bytes": len(data), "asked_by": by}
        note_on_case(deed, case, Doer(), Told(RENDERED, details=details))
        return drawn

    issue = carry_out(engine, Ask(RENDERED, by=by, case_id=drawn.case_id), work)
    return kept(engine, issue) if issue.sha256 else data
