"""The real server in a process of its own, and clients that speak to it over HTTP."""

import hashlib
import http.client
import json
import os
import secrets
import socket
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any
from urllib.parse import urlencode

from engine.model.access import Session
from engine.runtime.failpoint import ALLOWED, ARMED
from forms.guard import token_of
from tests.support.running import Running

PATIENCE_S = 30
PASSWORD = "Zhangfa-2026"


class ConnectionDied(Exception):
    """The server was gone before it had answered."""


@dataclass(frozen=True, slots=True)
class Answer:
    status: int
    body: Mapping[str, Any]
    headers: http.client.HTTPMessage


@dataclass(frozen=True, slots=True)
class Client:
    """One official's browser; its session outlives the server."""

    secret: str
    token: str

    def complete(
        self, port: int, task_id: str, key: str, decision: str = "同意"
    ) -> Answer:
        body = {"version": 1, "answers": {"decision": decision, "opinion": "同意。"}}
        return self.send(port, f"tasks/{task_id}/complete", body, key)

    def send(
        self, port: int, path: str, body: Mapping[str, object], key: str = ""
    ) -> Answer:
        headers = {
            "Content-Type": "application/json",
            "Cookie": f"zhangfa={self.secret}",
            "X-Token": self.token,
            "Idempotency-Key": key,
        }
        return post(port, path, body, headers)


def post(
    port: int, path: str, body: Mapping[str, object], headers: Mapping[str, str]
) -> Answer:
    """Send JSON to the API.

    Raises:
        ConnectionDied: No answer came.
    """
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=PATIENCE_S)
    try:
        data = json.dumps(body).encode()
        connection.request("POST", f"/api/v1/{path}", data, dict(headers))
        response = connection.getresponse()
        return Answer(response.status, json.loads(response.read()), response.headers)
    except (ConnectionError, http.client.HTTPException) as error:
        raise ConnectionDied from error
    finally:
        connection.close()


def sign_in(port: int, login: str) -> Client:
    """Sign in with login and password; the secret is the cookie's."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=PATIENCE_S)
    body = json.dumps({"login": login, "password": PASSWORD})
    headers = {"Content-Type": "application/json"}
    connection.request("POST", "/api/v1/session", body, headers)
    response = connection.getresponse()
    told = json.loads(response.read())
    assert response.status == 200, told
    cookie = response.headers["Set-Cookie"].partition(";")[0]
    connection.close()
    return Client(cookie.partition("=")[2], told["token"])


def signed_in(running: Running, person_id: str) -> Client:
    """Give a session without asking for the password, which is slow on purpose."""
    secret, now = secrets.token_urlsafe(32), datetime.now(UTC)
    hashed = hashlib.sha256(secret.encode()).hexdigest()
    session = Session(hashed, person_id, now, now, now + timedelta(hours=1))
    with running.engine.store.begin() as unit:
        unit.sessions.add(session)
    return Client(secret, token_of(secret))


@contextmanager
def serving(running: Running, failpoint: str = "", proxy: str = "") -> Iterator[int]:
    """Serve the office on a free port of the loopback and give the port."""
    with served(running, failpoint, proxy) as server:
        yield server.port


@dataclass(frozen=True, slots=True)
class Server:
    """A serving process, to be asked for pages and to be killed."""

    port: int
    process: subprocess.Popen[str]

    def kill(self) -> None:
        """Kill it as `kill -9` does, and wait until it is gone."""
        self.process.kill()
        self.process.wait()

    def page(self, client: Client, path: str, **fields: str) -> tuple[int, str]:
        """Return the status and text of a page, posted to if there are fields.

        Raises:
            ConnectionDied: No answer came.
        """
        headers = {"Cookie": f"zhangfa={client.secret}"}
        body = urlencode(fields | {"_token": client.token}) if fields else None
        if body is not None:
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        connection = http.client.HTTPConnection(
            "127.0.0.1", self.port, timeout=PATIENCE_S
        )
        try:
            connection.request("POST" if body else "GET", path, body, headers)
            response = connection.getresponse()
            return response.status, response.read().decode()
        except (ConnectionError, http.client.HTTPException) as error:
            raise ConnectionDied from error
        finally:
            connection.close()


@contextmanager
def served(running: Running, failpoint: str = "", proxy: str = "") -> Iterator[Server]:
    """Serve the office on a free port of the loopback and give the process."""
    settings, port = running.engine.settings, _free_port()
    environment = os.environ | {
        "PORT": str(port),
        "ZHANGFA_DATA": str(settings.data),
        "ZHANGFA_DATABASE_URL": settings.database_url,
        "ZHANGFA_PROCESSES": str(settings.processes),
        "ZHANGFA_PROXY": proxy,
    }
    if failpoint:
        environment |= {ALLOWED: "allowed", ARMED: f"{failpoint}:kill"}
    with subprocess.Popen(
        [sys.executable, "-m", "forms"],
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    ) as process:
        try:
            assert process.stdout is not None
            assert any("已就绪" in line for line in process.stdout), "did not start"
            yield Server(port, process)
        finally:
            with suppress(ProcessLookupError):
                process.terminate()


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port
