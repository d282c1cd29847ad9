"""Tests of reading and proving audit chains."""

import pytest

from engine.model.errors import CaseNotFound, RoleMissing
from engine.runtime.audit import (
    read_audit,
    verify_audit,
    verify_chains,
)
from tests.support.running import AUDITOR, Running


@pytest.fixture
def case_id(running):
    """Give a case with two acts."""
    task_id = running.start().task_ids[0]
    reviewer = running.holder("sec_general")
    return running.complete(reviewer, task_id, decision="同意").case_id


def tamper(running: Running, statement: str, case_id: str) -> None:
    """Change the table as somebody with the database's own rights could."""
    with running.engine.store.begin() as unit:
        connection = unit.connection
        if connection.dialect.name == "sqlite":
            triggers = connection.exec_driver_sql(
                "SELECT name FROM sqlite_master WHERE type='trigger' "
                "AND tbl_name='acts'"
            ).scalars()
            for name in [*triggers]:
                connection.exec_driver_sql(f"DROP TRIGGER {name}")
        else:
            connection.exec_driver_sql("ALTER TABLE acts DISABLE TRIGGER ALL")
        connection.exec_driver_sql(statement.format(case_id))


def test_an_auditor_reads_every_act_as_sealed(running, case_id):
    acts = read_audit(running.engine, case_id, by=AUDITOR)

    assert [act.verb for act in acts] == ["start", "complete"]
    assert acts[1].previous == acts[0].mac


def test_who_is_no_auditor_does_not(running, case_id):
    with pytest.raises(RoleMissing):
        read_audit(running.engine, case_id, by=running.holder("sec_general"))
    outsider = running.holder("education_bureau_clerk")
    with pytest.raises(CaseNotFound):
        verify_audit(running.engine, case_id, by=outsider)


def test_chains_that_nobody_touched_hold(running, case_id):
    assert verify_chains(running.engine) == ()
    assert verify_audit(running.engine, case_id, by=AUDITOR) == ()


@pytest.mark.parametrize(
    ("statement", "seq"),
    [
        ("UPDATE acts SET actor_name = '某人' WHERE chain = '{}' AND seq = 1", 1),
        ("UPDATE acts SET details = '{{}}' WHERE chain = '{}' AND seq = 2", 2),
        ("DELETE FROM acts WHERE chain = '{}' AND seq = 2", 2),
        ("DELETE FROM acts WHERE chain = '{}' AND seq = 1", 1),
        ("DELETE FROM acts WHERE chain = '{}'", 1),
    ],
)
def test_the_first_act_that_was_changed_or_taken_away_is_named(
    running, case_id, statement, seq
):
    tamper(running, statement, case_id)

    assert [str(each) for each in verify_chains(running.engine)] == [f"{case_id}/{seq}"]
