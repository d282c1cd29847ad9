"""An office served to many people at once, and what its database holds."""

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select
from werkzeug.test import TestResponse

from engine.assembly import PROCESSES, Settings, open_engine
from engine.runtime.seed import seed
from engine.store.tables.base import METADATA
from forms.app import create_app
from tests.support.browsing import PASSWORD, Browser, browse
from tests.support.running import TINY, Clock, Running

EVERY = Path(__file__).parent / "procedures" / "every"
CLERK, COLLEAGUE = "jinsui", "qianshoucheng"
OTHER_CLERK = "liusiyuan"
REVIEWER, MAYOR, SUBSTITUTE = "guyanchuan", "shenyanqiu", "luchengyuan"
OFFICE_CLERK, SECOND_OFFICE_CLERK = "linxiaoman", "heqinghe"
AUDITOR, ADMINISTRATOR, DESIGNER = "songheng", "wanweixin", "lutunan"
# Where a refusal may leave its trace: the office's chain, and who is signed in.
TRACES = frozenset({"sessions", "chain_heads", "credentials"})

Dump = dict[str, str]


@dataclass(slots=True)
class Program:
    """A program that is signed in to the API."""

    client: FlaskClient
    token: str

    def call(
        self, method: str, address: str, body: object = None, **more: Any
    ) -> TestResponse:
        headers = {"X-Token": self.token, **more.pop("headers", {})}
        sent = {} if body is None else {"json": body}
        return self.client.open(
            f"/api/v1{address}", method=method, headers=headers, **sent, **more
        )

    def send(self, address: str, data: bytes, content_type: str = "application/json"):
        """Post bytes as they are."""
        headers = {"X-Token": self.token, "Content-Type": content_type}
        return self.client.post(f"/api/v1{address}", data=data, headers=headers)


@dataclass(slots=True)
class Served:
    """An office with its web application; whoever signed in once stays signed in."""

    running: Running
    app: Flask
    browsers: dict[str, Browser] = field(default_factory=dict)
    programs: dict[str, Program] = field(default_factory=dict)

    def browser(self, login: str) -> Browser:
        """Return this person's browser, or one that is not signed in."""
        if not login:
            return browse(self.app)
        if login not in self.browsers:
            self.browsers[login] = browse(self.app, login)
        return self.browsers[login]

    def program(self, login: str) -> Program:
        """Return this person's program."""
        if login not in self.programs:
            client = self.app.test_client()
            body = {"login": login, "password": PASSWORD}
            token = client.post("/api/v1/session", json=body).json["token"]
            self.programs[login] = Program(client, token)
        return self.programs[login]

    def submit(self, login: str, address: str, **fields: Any) -> TestResponse:
        return self.browser(login).post(address, {"_action": "submit", **fields})

    def case_of(self, task_id: str) -> str:
        with self.running.engine.store.read() as unit:
            task = unit.tasks.find(task_id)
        return task.case_id if task is not None else ""

    def dump(self) -> Dump:
        """Return what every table holds, without the traces of refusals."""
        with self.running.engine.store.read() as unit:
            return {
                table.name: _digest(unit.connection.execute(_rows_of(table)).all())
                for table in METADATA.sorted_tables
                if table.name not in TRACES
            }

    def refusals(self) -> list[dict[str, object]]:
        """Return what the office's chain says of refused attempts, oldest first."""
        acts = self.running.acts("office")
        return [
            {"by": act.actor, "references": act.references, **act.details}
            for act in acts
            if act.verb == "refused"
        ]


def _rows_of(table):
    query = select(table)
    return query.where(table.c.chain != "office") if table.name == "acts" else query


def _digest(rows) -> str:
    told = sorted(repr(tuple(row)) for row in rows)
    return f"{len(rows)} {hashlib.sha256(repr(told).encode()).hexdigest()}"


@contextmanager
def serve(url: str, folder: Path) -> Iterator[Served]:
    """Open the shipped office with its procedures and two of the tests' own."""
    processes = folder / "processes"
    processes.mkdir()
    for each in PROCESSES.iterdir():
        (processes / each.name).symlink_to(each)
    (processes / "tiny").symlink_to(TINY)
    (processes / "every").symlink_to(EVERY)
    clock = Clock()
    engine = open_engine(Settings(folder / "data", url, processes=processes), clock)
    seed(engine)
    yield Served(Running(engine, clock), create_app(engine))
    engine.store.close()
