"""A driver that does a scenario's deeds through the web pages, as a browser would."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from http import HTTPStatus
from io import BytesIO
from typing import Any, ClassVar
from urllib.parse import urljoin, urlsplit

from flask import Flask
from lxml import html
from werkzeug.test import TestResponse

from engine.acceptance.naming import Official
from engine.acceptance.tags import labels
from engine.assembly import Engine
from engine.model.errors import AnswersInvalid, ZhangfaError
from engine.model.finding import FieldError
from engine.model.reading import Box, InboxRow, Lamp
from engine.runtime.procedures import read_office
from forms.app import create_app
from forms.refusal import ROWS
from tests.support.browsing import Browser, browse

UNKNOWN = datetime(2000, 1, 1, tzinfo=UTC)
LABEL = re.compile(r"第\d+条(?:第\d句)?(?:第（.）项)?")
# A row of a table that the page's script would copy; it is not part of the form.
PATTERN_ROW = "__row__"
Fields = dict[str, Any]


@dataclass(slots=True)
class PageDriver:
    """One office's browsers, one for each official who has signed in."""

    engine: Engine
    browsers: dict[str, Browser] = field(default_factory=dict)
    served: ClassVar[list[Flask]] = []

    def __post_init__(self) -> None:
        # One application serves scenario after scenario: its templates, once read,
        # are read for all.
        if not self.served:
            self.served.append(create_app(self.engine))
        self.served[0].extensions["zhangfa"] = self.engine

    def start(self, by: Official, slug: str, answers: Mapping[str, object]) -> str:
        address = f"/start/{slug}"
        page = self._get(by, address)
        fields = filled(page, address, answers)
        if page.xpath("//select[@name='_post']"):
            fields["_post"] = by.post_id
        return _last_part(self._send(by, page, address, fields))

    def complete(
        self, by: Official, task_id: str, answers: Mapping[str, object]
    ) -> None:
        address = f"/tasks/{task_id}"
        page = self._get(by, address)
        self._send(by, page, address, filled(page, address, answers))

    def claim(self, by: Official, task_id: str) -> None:
        page = self._get(by, f"/tasks/{task_id}")
        # The button is there where several may do it; the address is there always.
        fields: Fields = {"_version": page.xpath("//input[@name='_version']/@value")[0]}
        self._send(by, page, f"/tasks/{task_id}/claim", fields)

    def ask(self, by: Official, task_id: str, whom: Official, words: str) -> None:
        page = self._get(by, f"/tasks/{task_id}")
        fields: Fields = {"to_person": whom.person_id, "words": words}
        self._send(by, page, f"/tasks/{task_id}/add_signer", fields)

    def transfer(self, by: Official, task_id: str, whom: Official, reason: str) -> None:
        page = self._get(by, f"/tasks/{task_id}")
        fields: Fields = {"to_person": whom.person_id, "reason": reason}
        self._send(by, page, f"/tasks/{task_id}/transfer", fields)

    def perform(
        self,
        by: Official,
        case_id: str,
        element_id: str,
        answers: Mapping[str, object],
    ) -> None:
        address = f"/cases/{case_id}/acts/{element_id}"
        page = self._get(by, address)
        self._send(by, page, address, filled(page, address, answers))

    def terminate(self, by: Official, case_id: str, outcome: str, reason: str) -> None:
        page = self._get(by, f"/cases/{case_id}")
        fields: Fields = {"outcome": outcome, "reason": reason}
        self._send(by, page, f"/cases/{case_id}/cancel", fields)

    def suspend(self, by: Official, case_id: str, reason: str) -> None:
        page = self._get(by, f"/cases/{case_id}")
        self._send(by, page, f"/cases/{case_id}/suspend", {"reason": reason})

    def resume(self, by: Official, case_id: str, reason: str) -> None:
        page = self._get(by, f"/cases/{case_id}")
        self._send(by, page, f"/cases/{case_id}/resume", {"reason": reason})

    def urge(self, by: Official, case_id: str, words: str) -> None:
        page = self._get(by, f"/cases/{case_id}")
        self._send(by, page, f"/cases/{case_id}/urge", {"words": words})

    def attach(self, by: Official, name: str) -> str:
        page = self._get(by, "/start")
        file = (BytesIO(b"%PDF-1.4\n% " + name.encode()), name)
        fields = {"_token": token(page), "file": file}
        answer = self._browser(by).client.post(
            "/start/documents", data=fields, headers={"Accept": "application/json"}
        )
        if not answer.is_json or answer.status_code != 200:
            raise self._refusal(answer)
        return str(answer.get_json()["document_id"])

    def acts(self, by: Official, case_id: str) -> tuple[str, ...]:
        page = self._get(by, f"/cases/{case_id}")
        links = page.xpath(f"//a[starts-with(@href, '/cases/{case_id}/acts/')]")
        return tuple(link.text_content().strip() for link in links)

    def box(self, by: Official, box: Box) -> tuple[InboxRow, ...]:
        rows: list[InboxRow] = []
        address = f"/?box={box.value}"
        while address:
            page = self._get(by, address)
            rows += (_row(line) for line in page.xpath("//tr[@data-peek]"))
            following = page.xpath("//a[@rel='next']/@href")
            address = urljoin("/", following[0]) if following else ""
        return tuple(rows)

    def _browser(self, by: Official) -> Browser:
        if by.person_id not in self.browsers:
            login = read_office(self.engine).people[by.person_id].login
            self.browsers[by.person_id] = browse(self.served[0], login)
        return self.browsers[by.person_id]

    def _get(self, by: Official, address: str) -> html.HtmlElement:
        answer = self._browser(by).get(address)
        if answer.status_code == 303 and "/sign-in" in answer.location:
            # The scenario's clock went on, and the session came to its end.
            del self.browsers[by.person_id]
            answer = self._browser(by).get(address)
        if answer.status_code != 200:
            raise self._refusal(answer)
        return html.fromstring(answer.text)

    def _send(
        self, by: Official, page: html.HtmlElement, address: str, fields: Fields
    ) -> str:
        """Press the button; return where the browser is led."""
        sent = {"_token": token(page), "_action": "submit"} | fields
        answer = self._browser(by).client.post(address, data=sent)
        if answer.status_code != 303:
            raise self._refusal(answer)
        return str(answer.location)

    def _refusal(self, answer: TestResponse) -> ZhangfaError:
        """Return the model's refusal for what the page tells, its articles included."""
        page = html.fromstring(answer.text)
        faults = page.xpath("//div[@class='summary']//li/a")
        if faults:
            return AnswersInvalid(
                {
                    fault.get("href").removeprefix("#"): (
                        FieldError("invalid", {}, self._cited(fault.text_content())),
                    )
                    for fault in faults
                }
            )
        title = page.findtext(".//h1") or ""
        for error in _errors(ZhangfaError):
            row = ROWS.get(error.code)
            known = row and (row.title, row.status) == (title, answer.status_code)
            if known and answer.status_code < HTTPStatus.INTERNAL_SERVER_ERROR:
                return _told(error, self._cited(page.text_content()))
        raise AssertionError(f"{answer.status_code} {title}: {answer.text[:2000]}")

    def _cited(self, text: str) -> tuple[str, ...]:
        known = labels(self.engine.regulation)
        return tuple(str(known[found]) for found in LABEL.findall(text))


def token(page: html.HtmlElement) -> str:
    """Return the anti-forgery token that the page carries."""
    return str(page.xpath("//body/@data-token")[0])


def filled(
    page: html.HtmlElement, address: str, answers: Mapping[str, object]
) -> Fields:
    """Return what the page's form would send with these answers typed into it."""
    controls = page.xpath(f"//form[@action='{address}']//*[@name and @name!='']")
    controls = [each for each in controls if PATTERN_ROW not in each.get("name")]
    fields: Fields = {}
    for control in controls:
        for value in _values(control):
            fields.setdefault(control.get("name"), []).append(value)
    offered = {each.get("name").partition(".")[0] for each in controls}
    for key, value in answers.items():
        assert not controls or key in offered or _asks(page, key), f"no field {key}"
        for name in [each for each in fields if each.partition(".")[0] == key]:
            del fields[name]
        fields |= dict(_typed(key, value))
    return fields


def _values(control: html.HtmlElement) -> list[str]:
    """Return what a browser would send for an input, choice or text as it stands."""
    match control.tag, control.get("type", "text"):
        case "input", "radio" | "checkbox":
            return [control.get("value", "on")] if "checked" in control.attrib else []
        case "input", "text" | "search" | "hidden" | "date" | "datetime-local":
            return [control.get("value", "")]
        case "textarea", _:
            return [control.text or ""]
        case "select", _:
            chosen = control.xpath(".//option[@selected]/@value")
            return list(chosen or control.xpath("(.//option)[1]/@value"))
        case _:
            return []


def _asks(page: html.HtmlElement, key: str) -> bool:
    """Say whether the page offers a table or files of that name, empty as yet."""
    return bool(page.xpath(f"//*[@data-table='{key}' or @data-files='{key}']"))


def _typed(name: str, value: object) -> Iterator[tuple[str, object]]:
    """Yield an answer under the flat names of the page, as `table.row.column`."""
    if isinstance(value, list) and value and isinstance(value[0], dict):
        for number, row in enumerate(value):
            for column, cell in row.items():
                yield from _typed(f"{name}.{number}.{column}", cell)
    elif isinstance(value, list):
        yield name, value
    elif isinstance(value, bool):
        yield name, "true" if value else "false"
    elif value is not None:
        yield name, str(value)


def _row(line: html.HtmlElement) -> InboxRow:
    link = line.find(".//a")
    address, name = link.get("href"), link.text_content().strip()
    title, _, rest = line.findtext(".//small").strip().partition(" · ")
    is_task = address.startswith("/tasks/")
    return InboxRow(
        row_id=_last_part(address),
        task_id=_last_part(address) if is_task else "",
        case_id="",
        number=(rest or title).rpartition(" · ")[2],
        title=title,
        procedure="",
        task_name=name,
        initiator_unit="",
        since=UNKNOWN,
        due_at=None,
        lamp=Lamp.NONE,
        left=None,
        state="",
        claimed_by="",
        on_behalf_of="",
    )


def _last_part(address: str) -> str:
    return urlsplit(address).path.rpartition("/")[2]


def _errors(family: type[ZhangfaError]) -> Iterator[type[ZhangfaError]]:
    for error in family.__subclasses__():
        yield error
        yield from _errors(error)


def _told(error: type[ZhangfaError], references: tuple[str, ...]) -> ZhangfaError:
    """Return the refusal with its articles, where it takes any."""
    try:
        return error(references=references)
    except TypeError:
        return error()
