"""An office to measure in: fresh, on SQLite, its people at the verbs and the web."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from flask.testing import FlaskClient
from sqlalchemy import Connection, event
from werkzeug.test import TestResponse

from engine.acceptance.stage import StageClock, open_stage, prepare_template
from engine.assembly import Engine
from engine.model.reading import Receipt
from engine.runtime.demo import read_demo
from engine.runtime.deploy import deploy_folder
from engine.runtime.start import start_case
from engine.store.database import WRITES
from engine.store.store import count_statements
from forms.app import create_app

LOOP = Path(__file__).parent / "review_loop"
STARTER, REVIEWER = "jinsui", "guyanchuan"
AGAIN: Mapping[str, object] = {"decision": "again", "opinion": "请补充依据后再审。"}


@dataclass(slots=True)
class Cost:
    """Statements of a block, and transactions in it that wrote and were committed."""

    statements: int = 0
    commits: int = 0


@dataclass(slots=True)
class Web:
    """A signed-in browser of one official."""

    client: FlaskClient
    token: str

    def get(self, address: str) -> TestResponse:
        return self._fine(self.client.get(address))

    def send(
        self, address: str, body: Mapping[str, object], key: str = "", how: str = "POST"
    ) -> TestResponse:
        """Send JSON to the API."""
        headers = {"X-Token": self.token, "Idempotency-Key": key}
        return self._fine(
            self.client.open(address, method=how, json=dict(body), headers=headers)
        )

    def post(self, address: str, form: Mapping[str, object]) -> TestResponse:
        """Send a page's form."""
        filled = {**form, "_token": self.token}
        return self._fine(self.client.post(address, data=filled))

    @staticmethod
    def _fine(response: TestResponse) -> TestResponse:
        if response.status_code >= 400:  # noqa: PLR2004 (where HTTP's refusals begin)
            raise RuntimeError(f"{response.request.path}: {response.text[:2000]}")
        return response


@dataclass(frozen=True, slots=True)
class Bench:
    """The office, its clock standing still."""

    engine: Engine
    clock: StageClock
    folder: Path
    webs: dict[str, Web] = field(default_factory=dict)

    def web(self, person_id: str) -> Web:
        """Return the person's browser, signed in once."""
        if person_id not in self.webs:
            demo = {each.login: each.password for each in read_demo(self.engine)}
            client = create_app(self.engine).test_client()
            body = {"login": person_id, "password": demo[person_id]}
            told = client.post("/api/v1/session", json=body)
            self.webs[person_id] = Web(client, told.json["token"] if told.json else "")
        return self.webs[person_id]

    def start_loop(self) -> Receipt:
        """Start a case of the looping procedure; its first review is open."""
        return start_case(
            self.engine, "review_loop", by=STARTER, answers={"title": "往复审核"}
        )

    @contextmanager
    def cost(self) -> Iterator[Cost]:
        """Count what the block asks of the database."""
        cost, database = Cost(), self.engine.store.engine

        def committed(connection: Connection) -> None:
            if connection.get_execution_options().get(WRITES, True):
                cost.commits += 1

        event.listen(database, "commit", committed)
        try:
            with count_statements(self.engine.store) as counted:
                yield cost
        finally:
            event.remove(database, "commit", committed)
            cost.statements = counted.count


def open_bench(folder: Path) -> Bench:
    """Set the office up and publish the looping procedure in it."""
    template = folder / "template"
    prepare_template(template)
    stage = open_stage(template, folder / "office")
    deploy_folder(stage.engine, LOOP)
    return Bench(stage.engine, stage.clock, folder)
