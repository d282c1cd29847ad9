"""On its first day the demo office has something waiting at every desk."""

from pathlib import Path

from engine.assembly import Settings, open_engine
from engine.model.issue import IssueStage
from engine.model.reading import InboxFilter
from engine.runtime.inbox import read_inbox
from engine.runtime.read_papers import read_issue
from engine.runtime.register import read_register
from engine.runtime.seed import seed
from forms.demo_cases import open_demo_cases
from tests.support.databases import Sqlite
from tests.support.running import Clock

DESKS = {
    "liusiyuan": 0,
    "luchengyuan": 1,
    "fangruolan": 1,
    "kangning": 1,
    "guyanchuan": 1,
    "shenyanqiu": 1,
    "linxiaoman": 1,
    "hanmuzhi": 1,
}


def test_every_desk_has_something_waiting(sqlite_databases: Sqlite, tmp_path: Path):
    with sqlite_databases.fresh(tmp_path) as url:
        engine = open_engine(Settings(tmp_path / "data", url), Clock())
        seed(engine)

        open_demo_cases(engine)
        waiting = {
            person: len(read_inbox(engine, by=person, filter=InboxFilter()).rows)
            for person in DESKS
        }
        rows = read_register(engine, "document_issuing", by="linxiaoman").rows
        case_id = rows[0].case.case_id
        issue, _ = read_issue(engine, case_id, by="linxiaoman")
        engine.store.close()

    assert issue.stage is IssueStage.ISSUED
    assert {person: min(n, 1) for person, n in waiting.items()} == DESKS
