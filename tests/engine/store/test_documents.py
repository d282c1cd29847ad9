from dataclasses import replace

from engine.model.trail import Document
from engine.store.store import Store
from tests.support.records import NOW

DOCUMENT = Document(
    document_id="d1",
    sha256="ab" * 32,
    size_bytes=5_000_000_000,
    media_type="application/pdf",
    name="送审稿.pdf",
    added_by="p1",
    added_at=NOW,
)


def test_a_document_comes_back(store: Store):
    with store.begin() as unit:
        unit.documents.add(DOCUMENT)

        assert unit.documents.find("d1") == DOCUMENT
        assert unit.documents.find("d9") is None


def test_a_case_takes_what_its_starter_attached_to_none(store: Store):
    theirs = replace(DOCUMENT, document_id="d2", added_by="p2")
    other = replace(DOCUMENT, document_id="d3", case_id="c9")
    with store.begin() as unit:
        for document in (DOCUMENT, theirs, other):
            unit.documents.add(document)
        unit.documents.join_case(["d1", "d2", "d3"], "c1", by="p1")

        assert unit.documents.of_case("c1") == (replace(DOCUMENT, case_id="c1"),)
        assert unit.documents.of_case("c9") == (other,)


def test_documents_of_a_task_are_counted(store: Store):
    mine = replace(DOCUMENT, task_id="t1")
    with store.begin() as unit:
        unit.documents.add(mine)

        assert unit.documents.count_of_task("t1") == 1
        assert unit.documents.count_of_task("t2") == 0
