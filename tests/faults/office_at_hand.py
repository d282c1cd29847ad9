"""An office served within the test's own process, and what a completion leaves."""

from werkzeug.test import TestResponse

from engine.model.reading import Receipt
from forms.app import create_app
from tests.faults.serving import Client
from tests.support.running import Running

ANSWERS = {"decision": "同意", "opinion": "同意。"}


def complete(running: Running, client: Client, started: Receipt) -> TestResponse:
    """Complete the case's first task over HTTP, always with the same key."""
    browser = create_app(running.engine).test_client()
    browser.set_cookie("zhangfa", client.secret)
    (task_id,) = started.task_ids
    return browser.post(
        f"/api/v1/tasks/{task_id}/complete",
        json={"version": 1, "answers": ANSWERS},
        headers={"X-Token": client.token, "Idempotency-Key": task_id},
    )


def is_sqlite(running: Running) -> bool:
    return running.engine.store.engine.dialect.name == "sqlite"


def must_be_untouched(running: Running, started: Receipt) -> None:
    """Look whether the case is as it was started."""
    assert _found(running, started) == (["start"], ["review"], 1, 0)


def must_be_completed(running: Running, started: Receipt) -> None:
    """Look whether the case's first task was completed, once."""
    assert _found(running, started) == (["start", "complete"], ["approve"], 2, 0)


def _found(running: Running, started: Receipt) -> tuple[list[str], list[str], int, int]:
    """Return the verbs of the acts, the open elements, revision and incidents."""
    with running.engine.store.read() as unit:
        case = unit.cases.find(started.case_id)
        assert case is not None
        return (
            [act.verb for act in unit.acts.of_case(case.case_id)],
            [task.element_id for task in unit.tasks.open_of_case(case.case_id)],
            case.revision,
            len(unit.incidents.open_of_case(case.case_id)),
        )
