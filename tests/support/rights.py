"""A case in which somebody stands in each relation of the table of rights."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from io import BytesIO
from itertools import count
from pathlib import Path
from typing import Any

from flask import Flask
from werkzeug.test import TestResponse

from engine.model.entitlement import Cell, Desk, DeskVerb, Relation, Verb
from engine.model.identity import new_id
from engine.model.office import GrantKind
from engine.model.reading import Receipt
from engine.model.trail import Incident
from engine.runtime.absence import record_absence
from engine.runtime.add_signer import add_signer
from engine.runtime.appoint import appoint
from engine.runtime.attach import attach_document
from engine.runtime.audit import read_audit
from engine.runtime.cancel import cancel_case
from engine.runtime.claim import claim_task
from engine.runtime.complete import complete_task
from engine.runtime.deploy import deploy_folder
from engine.runtime.grant import grant_acting
from engine.runtime.perform import perform_act
from engine.runtime.portfolio import set_portfolio
from engine.runtime.read_case import read_case
from engine.runtime.read_document import read_document
from engine.runtime.retry import retry_incident
from engine.runtime.start import start_case
from engine.runtime.suspend import suspend_case
from engine.runtime.transfer import transfer_task
from engine.runtime.upkeep import read_office_chain
from engine.runtime.urge import urge_case
from engine.runtime.withdraw import withdraw_task
from tests.support.browsing import Browser, browse
from tests.support.running import ADMINISTRATOR, Running

RIGHTS = Path(__file__).parent / "procedures" / "rights"
PDF = b"%PDF-1.4\n%%EOF\n"
ANSWERS = {"opinion": "同意。"}
OUTCOME = "作罢"
TWICE, COLLEAGUE, LEADER = "sujinghe", "huajimin", "yezhiwei"
# The person in each relation, the task and the standing act that it is about.
PLACES = {
    Relation.CANDIDATE: ("kangning", "handle", "handler_note"),
    Relation.MAYOR: ("shenyanqiu", "settle", "mayor_note"),
    Relation.SIGNATORY: ("shenyanqiu", "sign", "signing_note"),
    Relation.SUBSTITUTE: ("chengyuanshan", "preside", "deputy_note"),
    Relation.SUBSTITUTE_RESERVED: ("qinwangshu", "sign", "signing_note"),
    Relation.SUBSTITUTE_OWN: ("chengyuanshan", "preside", "deputy_note"),
    Relation.PRINCIPAL: ("hanmuzhi", "preside", "deputy_note"),
    Relation.ASKED: ("xumingfa", "settle", "mayor_note"),
    Relation.SIGNED: (TWICE, "countersign", "mayor_note"),
    Relation.LAST_DOER: ("guyanchuan", "settle", "mayor_note"),
    Relation.INITIATOR: ("jinsui", "settle", "mayor_note"),
    Relation.INITIATOR_UNIT: ("qianshoucheng", "settle", "mayor_note"),
    Relation.IN_CHARGE: ("luchengyuan", "settle", "mayor_note"),
    Relation.OWNER: ("linxiaoman", "settle", "mayor_note"),
    Relation.ACTED: ("wenhui", "settle", "mayor_note"),
    Relation.ELSEWHERE: ("luoyizhou", "settle", "mayor_note"),
    Relation.TOLD: ("jiangliu", "settle", "mayor_note"),
    Relation.AUDITOR: ("songheng", "settle", "mayor_note"),
    Relation.STRANGER: ("tianqing", "settle", "mayor_note"),
}
# Who is what to the office; the holder gives the mayor's authority away.
DESKS = {
    Desk.ADMINISTRATOR: ADMINISTRATOR,
    Desk.OFFICE_HEAD: "mengshutong",
    Desk.SEC_GENERAL: "guyanchuan",
    Desk.HOLDER: "shenyanqiu",
    Desk.DESIGNER: "lutunan",
    Desk.AUDITOR: "songheng",
    Desk.LEGAL: "xumingfa",
    Desk.APPROVER: "yezhiwei",
    Desk.OVERRIDER: "jiangliu",
    Desk.OFFICIAL: "tianqing",
}


@dataclass(frozen=True, slots=True)
class Matter:
    """One case, and what somebody in one relation to it may ask for."""

    by: str
    case_id: str
    task_id: str
    element_id: str
    act: str
    endorsed: str
    document_id: str
    to_person: str


@dataclass(slots=True)
class RightsOffice:
    """An office in which the grants of the table's relations are in force."""

    running: Running
    app: Flask
    browsers: dict[str, Browser] = field(default_factory=dict)
    untouched: dict[Relation, Matter] = field(default_factory=dict)
    days: Iterator[int] = field(default_factory=count)

    def __post_init__(self) -> None:
        deploy_folder(self.running.engine, RIGHTS)
        appoint(
            self.running.engine, by=ADMINISTRATOR, person_id=TWICE, post_id="inspector"
        )
        self._grant("deputy_mayor_b", "dep_sec_general_b", GrantKind.ACTING)
        self._grant("mayor", "mayor_assistant", GrantKind.DELEGATION)

    def fresh(self, relation: Relation, said: Cell) -> Matter:
        """Return a case for this cell; refusals leave it as it is for the next."""
        if said.allowed or relation not in self.untouched:
            found = self.matter(relation)
            if not said.allowed:
                self.untouched[relation] = found
            return found
        return self.untouched[relation]

    def matter(self, relation: Relation) -> Matter:
        """Open a case, and bring it to where the relation has something to ask."""
        by, element_id, act = PLACES[relation]
        own = relation is Relation.SUBSTITUTE_OWN
        case_id = self._start(by if own else "jinsui")
        document = attach_document(
            self.running.engine, by="wenhui", case_id=case_id, name="a.pdf", data=PDF
        )
        endorsed = self._bring_on(case_id)
        if relation is Relation.ASKED:
            task_id = self._ask(case_id, by)
        else:
            task_id = self._task(case_id, element_id)
        if relation is Relation.SIGNED:
            complete_task(self.running.engine, task_id, by=by, answers=ANSWERS)
            task_id = self._task(case_id, element_id)
        return Matter(
            by,
            case_id,
            task_id,
            element_id,
            act,
            endorsed,
            document.document_id,
            COLLEAGUE if relation is Relation.CANDIDATE else LEADER,
        )

    def next_day(self) -> datetime:
        """Return a moment of a day that no grant of the tests has taken yet."""
        return self.running.clock() + timedelta(days=30 + next(self.days))

    def incident(self) -> str:
        """Return a new incident that belongs to no case."""
        at = self.running.clock()
        incident = Incident(new_id(at), "", at, "store_unreachable", "", "", "deliver")
        with self.running.engine.store.begin() as unit:
            unit.incidents.add(incident)
        return incident.incident_id

    def browser(self, login: str) -> Browser:
        if login not in self.browsers:
            self.browsers[login] = browse(self.app, login)
        return self.browsers[login]

    def _grant(self, from_post: str, to_post: str, kind: GrantKind) -> None:
        grant_acting(
            self.running.engine,
            by=ADMINISTRATOR,
            from_post=from_post,
            to_post=to_post,
            from_at=self.running.clock(),
            until_at=None,
            basis="通知1号",
            kind=kind,
        )

    def _start(self, by: str) -> str:
        started = start_case(
            self.running.engine, "rights", by=by, answers={"title": "权限"}
        )
        return started.case_id

    def _bring_on(self, case_id: str) -> str:
        """Let the case be reviewed and endorsed; return the task that was endorsed."""
        for by, element_id in (("wenhui", "review"), ("guyanchuan", "endorse")):
            task_id = self._task(case_id, element_id)
            complete_task(self.running.engine, task_id, by=by, answers=ANSWERS)
        return task_id

    def _ask(self, case_id: str, to_person: str) -> str:
        task_id = self._task(case_id, "settle")
        add_signer(
            self.running.engine,
            task_id,
            by="shenyanqiu",
            to_person=to_person,
            words="是否合法？",
        )
        return self._task(case_id, "settle", asked=True)

    def _task(self, case_id: str, element_id: str, *, asked: bool = False) -> str:
        with self.running.engine.store.read() as unit:
            tasks = unit.tasks.open_of_case(case_id)
        return next(
            task.task_id
            for task in tasks
            if task.element_id == element_id and bool(task.asked_for) is asked
        )


def by_verb(office: RightsOffice, verb: Verb, on: Matter) -> object:
    """Ask for it by the engine's verb."""
    engine, by = office.running.engine, on.by
    version = office.running.version(on.task_id)
    asked: Mapping[Verb, Callable[[], object]] = {
        Verb.SEE: lambda: read_case(engine, on.case_id, by=by),
        Verb.DOWNLOAD: lambda: read_document(engine, on.document_id, by=by),
        Verb.COMPLETE: lambda: _answer(office, on),
        Verb.CLAIM: lambda: claim_task(engine, on.task_id, by=by, version=version),
        Verb.TRANSFER: lambda: transfer_task(
            engine, on.task_id, by=by, to_person=on.to_person, reason="出差"
        ),
        Verb.ADD_SIGNER: lambda: add_signer(
            engine, on.task_id, by=by, to_person="gaozhan", words="可行吗？"
        ),
        Verb.WITHDRAW: lambda: withdraw_task(engine, on.endorsed, by=by),
        Verb.PERFORM: lambda: perform_act(
            engine, on.case_id, on.act, by=by, answers=ANSWERS
        ),
        Verb.CANCEL: lambda: cancel_case(
            engine, on.case_id, by=by, outcome=OUTCOME, reason="不办了"
        ),
        Verb.URGE: lambda: urge_case(engine, on.case_id, by=by, words="请快"),
        Verb.ATTACH: lambda: attach_document(
            engine, by=by, case_id=on.case_id, name="b.pdf", data=PDF
        ),
        Verb.SUSPEND: lambda: suspend_case(engine, on.case_id, by=by, reason="核实"),
        Verb.AUDIT: lambda: read_audit(engine, on.case_id, by=by),
    }
    return asked[verb]()


def by_page(office: RightsOffice, verb: Verb, on: Matter) -> TestResponse:
    """Ask for it by the address and the fields that the pages use."""
    browser = office.browser(on.by)
    case, task = f"/cases/{on.case_id}", f"/tasks/{on.task_id}"
    looks = {
        Verb.SEE: case,
        Verb.DOWNLOAD: f"/documents/{on.document_id}",
        Verb.AUDIT: f"{case}/audit",
    }
    if verb in looks:
        return browser.get(looks[verb])
    version = str(office.running.version(on.task_id))
    answers = {"_action": "submit", **ANSWERS}
    posts: Mapping[Verb, tuple[str, dict[str, Any]]] = {
        Verb.COMPLETE: (task, {**answers, "_version": version}),
        Verb.CLAIM: (f"{task}/claim", {"_version": version}),
        Verb.TRANSFER: (
            f"{task}/transfer",
            {"to_person": on.to_person, "reason": "出差"},
        ),
        Verb.ADD_SIGNER: (
            f"{task}/add_signer",
            {"to_person": "gaozhan", "words": "可行吗？"},
        ),
        Verb.WITHDRAW: (f"/tasks/{on.endorsed}/withdraw", {}),
        Verb.PERFORM: (f"{case}/acts/{on.act}", answers),
        Verb.CANCEL: (f"{case}/cancel", {"outcome": OUTCOME, "reason": "不办了"}),
        Verb.URGE: (f"{case}/urge", {"words": "请快"}),
        Verb.ATTACH: (f"{case}/documents", {"file": (BytesIO(PDF), "b.pdf")}),
        Verb.SUSPEND: (f"{case}/suspend", {"reason": "核实"}),
    }
    address, fields = posts[verb]
    return browser.post(address, fields, page="/")


def _answer(office: RightsOffice, on: Matter) -> Receipt:
    return complete_task(
        office.running.engine, on.task_id, by=on.by, answers=dict(ANSWERS)
    )


def at_desk(office: RightsOffice, verb: DeskVerb, by: str) -> object:
    """Change the office's rows by the engine's verb."""
    engine, begins = office.running.engine, office.next_day()
    ends = begins + timedelta(hours=1)
    asked: Mapping[DeskVerb, Callable[[], object]] = {
        DeskVerb.APPOINT: lambda: appoint(
            engine, by=by, person_id="duruosi", post_id="inspector"
        ),
        DeskVerb.SET_PORTFOLIO: lambda: set_portfolio(
            engine, by=by, post_id="deputy_mayor_c", unit_id="petition_office"
        ),
        DeskVerb.RECORD_ABSENCE: lambda: record_absence(
            engine,
            "duruosi",
            by=by,
            kind="休假",
            from_at=begins,
            until_at=ends,
            basis="请假条",
        ),
        DeskVerb.GRANT: lambda: grant_acting(
            engine,
            by=by,
            from_post="mayor",
            to_post="exec_deputy",
            from_at=begins,
            until_at=ends,
            basis="通知2号",
        ),
        DeskVerb.RETRY: lambda: retry_incident(engine, office.incident(), by=by),
        DeskVerb.AUDIT_OFFICE: lambda: read_office_chain(engine, by=by),
    }
    return asked[verb]()


def at_desk_page(office: RightsOffice, verb: DeskVerb, by: str) -> TestResponse:
    """Change the office's rows as its page does."""
    if verb is DeskVerb.AUDIT_OFFICE:
        return office.browser(by).get("/office/audit")
    begins = office.next_day()
    until = begins + timedelta(hours=1)
    period = {"from_at": begins.isoformat(), "until_at": until.isoformat()}
    day = begins.date().isoformat()
    posts: Mapping[DeskVerb, tuple[str, dict[str, str]]] = {
        DeskVerb.APPOINT: (
            "/office/appointments",
            {"person": "duruosi", "post": "inspector", "from_on": day},
        ),
        DeskVerb.SET_PORTFOLIO: (
            "/office/portfolios",
            {"post": "deputy_mayor_c", "unit": "petition_office", "from_on": day},
        ),
        DeskVerb.RECORD_ABSENCE: (
            "/office/absences",
            {"person": "duruosi", "kind": "休假", "basis": "请假条", **period},
        ),
        DeskVerb.GRANT: (
            "/office/grants",
            {
                "from_post": "mayor",
                "to_post": "exec_deputy",
                "basis": "通知2号",
                **period,
            },
        ),
        DeskVerb.RETRY: (f"/office/incidents/{office.incident()}/retry", {}),
    }
    address, fields = posts[verb]
    return office.browser(by).post(address, fields, page="/")
