"""Entering a sandbox: what a request brings along that is served inside one."""

from dataclasses import dataclass
from datetime import datetime
from functools import cached_property

from flask import has_request_context, request

from engine.acceptance.sandbox_turns import Turn, read_people, read_turns
from engine.assembly import Engine
from engine.runtime.session import Visitor

KEY = "zhangfa.sandbox"
MARK = "试运行"


@dataclass(frozen=True)
class Bar:
    """What stands above every page of a sandbox, print included.

    `address` is where the bar's buttons lead, outside the sandbox; `page` the path of
    the page inside; `records` whether what is done is to be told as a scenario. Who may
    go on is read only when a page draws it.
    """

    engine: Engine
    name: str
    address: str
    page: str
    draft: str
    moment: datetime
    person_id: str
    case_id: str
    records: bool

    @cached_property
    def people(self) -> tuple[tuple[str, str], ...]:
        """Whom one may be: (id, posts and name)."""
        return read_people(self.engine)

    @cached_property
    def turns(self) -> tuple[Turn, ...]:
        """Who may go on with what."""
        return read_turns(self.engine)


@dataclass(frozen=True, slots=True)
class Entered:
    """A sandbox's engine, whom its user is there, and the bar above its pages."""

    engine: Engine
    visitor: Visitor
    bar: Bar


def entered() -> Entered | None:
    """Return the sandbox that this request is served in, None for the real office.

    It stands in the request's own environment, where no client can write.
    """
    found: Entered | None = request.environ.get(KEY) if has_request_context() else None
    return found
