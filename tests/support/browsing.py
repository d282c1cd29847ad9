"""A browser without a screen: Flask's client that signs in and sends tokens along."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

PASSWORD = "Zhangfa-2026"
_HIDDEN = re.compile(r'<input type="hidden" name="(_\w+)" value="([^"]*)"')


@dataclass(slots=True)
class Browser:
    """One person's browser; `person` is empty before signing in."""

    client: FlaskClient
    person: str = ""

    def get(self, address: str, **more: Any) -> TestResponse:
        return self.client.get(address, buffered=True, **more)

    def hidden(self, address: str) -> dict[str, str]:
        """Return the hidden fields that the forms of a page carry."""
        return dict(_HIDDEN.findall(self.get(address).text))

    def post(
        self, address: str, fields: Mapping[str, Any], page: str = ""
    ) -> TestResponse:
        """Send a form as the page that shows it would."""
        carried = self.hidden(page or address)
        return self.client.post(address, data={**carried, **fields})

    def sign_in(self, login: str, password: str = PASSWORD) -> TestResponse:
        answer = self.post("/sign-in", {"login": login, "password": password})
        self.person = login
        return answer


def browse(app: Flask, login: str = "") -> Browser:
    """Return a browser, signed in if a login is given."""
    browser = Browser(app.test_client())
    if login:
        answer = browser.sign_in(login)
        assert answer.status_code == 303, answer.text
    return browser
