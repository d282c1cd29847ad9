"""Anchors outside the database show a chain whose tail was cut."""

from sqlalchemy import text

from engine.model.act import Act
from engine.runtime.anchor import anchor, anchored
from engine.runtime.audit import BrokenChain, verify_audit, verify_chains
from engine.runtime.reconcile import reconcile
from tests.support.running import AUDITOR, Running


def cut_after(running: Running, kept: Act) -> None:
    """Cut a case's chain after the act, as whoever may write every table could."""
    with running.engine.store.begin() as unit:
        connection = unit.connection
        if connection.dialect.name == "sqlite":
            made = "SELECT name FROM sqlite_master WHERE type = 'trigger'"
            for name in [*connection.exec_driver_sql(made).scalars()]:
                connection.exec_driver_sql(f"DROP TRIGGER {name}")
        else:
            connection.exec_driver_sql("ALTER TABLE acts DISABLE TRIGGER ALL")
        known = {"case": kept.chain, "seq": kept.seq, "head": kept.mac}
        delete = "DELETE FROM acts WHERE chain = :case AND seq > :seq"
        forge = "UPDATE cases SET acts = :seq, head = :head WHERE case_id = :case"
        connection.execute(text(delete), known)
        connection.execute(text(forge), known)


def test_only_heads_that_moved_are_anchored_again(running):
    running.start()

    moved = [anchor(running.engine), anchor(running.engine)]

    assert moved == [2, 0]


def test_chains_that_grow_keep_their_anchors(running):
    task_id = running.start().task_ids[0]
    anchor(running.engine)
    running.complete(running.holder("sec_general"), task_id, decision="同意")

    assert verify_chains(running.engine) == ()


def test_a_tail_cut_with_its_head_shows(running):
    receipt = running.start()
    sec_general = running.holder("sec_general")
    running.complete(sec_general, receipt.task_ids[0], decision="同意")
    started, _ = running.acts(receipt.case_id)
    anchor(running.engine)

    cut_after(running, started)

    broken = (BrokenChain(receipt.case_id, 2),)
    assert verify_chains(running.engine) == broken
    assert verify_audit(running.engine, receipt.case_id, by=AUDITOR) == broken


def test_the_worker_anchors_when_it_reconciles(running):
    case_id = running.start().case_id

    reconcile(running.engine)

    (act,) = running.acts(case_id)
    assert anchored(running.engine)[case_id] == (act.seq, act.mac)
