"""Notices (待阅): read by each person for themselves; nothing waits for it."""

from engine.assembly import Engine
from engine.model.errors import NotFound
from engine.model.principals import principals_of
from engine.runtime.deed import Ask, Deed, carry_out


class NoticeNotFound(NotFound):
    """There is no such notice, or it is for somebody else."""

    code = "notice_not_found"


def mark_read(engine: Engine, notice_id: str, *, by: str) -> str:
    """Note that the person has read the notice; return the id of its case.

    Raises:
        NoticeNotFound: There is none, or it is for somebody else.
    """

    def work(deed: Deed) -> str:
        notice = deed.unit.notices.find(notice_id)
        mine = principals_of(deed.picture.office, by, deed.now)
        if notice is None or notice.principal not in {*mine, f"person:{by}"}:
            raise NoticeNotFound(notice_id=notice_id)
        deed.unit.notices.read(notice_id, by=by, at=deed.now)
        return notice.case_id

    return carry_out(engine, Ask("mark_read", by=by), work)
