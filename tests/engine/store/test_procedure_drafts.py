from dataclasses import replace

from engine.model.procedure_draft import DraftState, ProcedureDraft
from engine.store.store import Store
from tests.support.records import NOW

DRAFT = ProcedureDraft(
    draft_id="d1",
    slug="agenda",
    name="议题报送",
    based_on="v1",
    digest="a",
    revision=1,
    state=DraftState.OPEN,
    made_by="p1",
    made_at=NOW,
    changed_by="p1",
    changed_at=NOW,
    editors=("p1",),
)
SAVED = replace(DRAFT, digest="b", revision=2, changed_by="p2", editors=("p1", "p2"))


def put(store: Store) -> None:
    with store.begin() as unit:
        unit.procedure_drafts.add(DRAFT, b"one")


def test_a_draft_and_its_files_come_back(store: Store):
    put(store)

    with store.read() as unit:
        assert unit.procedure_drafts.find("d1") == DRAFT
        assert unit.procedure_drafts.find("d9") is None
        assert unit.procedure_drafts.files("d1") == b"one"


def test_only_who_knows_the_revision_saves(store: Store):
    put(store)

    with store.begin() as unit:
        first = unit.procedure_drafts.save(SAVED, b"two", expected_revision=1)
        second = unit.procedure_drafts.save(SAVED, b"three", expected_revision=1)

    with store.read() as unit:
        assert (first, second) == (True, False)
        assert unit.procedure_drafts.find("d1") == SAVED
        assert unit.procedure_drafts.files("d1") == b"two"


def test_a_closed_draft_is_neither_saved_nor_closed_again(store: Store):
    put(store)

    with store.begin() as unit:
        drafts = unit.procedure_drafts
        closed = drafts.close("d1", DraftState.DISCARDED, revision=1)
        saved = drafts.save(SAVED, b"two", expected_revision=1)
        again = drafts.close("d1", DraftState.PUBLISHED, revision=1)

        assert (closed, saved, again) == (True, False, False)
        assert drafts.all_open() == ()


def test_the_open_drafts_are_listed_by_slug(store: Store):
    put(store)
    other = replace(DRAFT, draft_id="d0", slug="absence")

    with store.begin() as unit:
        unit.procedure_drafts.add(other, b"")

        assert unit.procedure_drafts.all_open() == (other, DRAFT)
