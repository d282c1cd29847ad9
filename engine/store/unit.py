"""The unit of work: one transaction, seen as its repositories."""

from dataclasses import dataclass, field

from sqlalchemy import Connection

from engine.store.acceptance_runs import AcceptanceRuns
from engine.store.acts import Acts
from engine.store.cases import Cases
from engine.store.credentials import Credentials
from engine.store.documents import Documents
from engine.store.idempotency import Idempotency
from engine.store.inbox import InboxLines
from engine.store.incidents import Incidents
from engine.store.limits import Limits
from engine.store.links import Links
from engine.store.messages import Messages
from engine.store.notices import Notices
from engine.store.numbers import Numbers
from engine.store.office import OfficeRows
from engine.store.opinions import Opinions
from engine.store.outbox import Outbox
from engine.store.procedure_drafts import ProcedureDrafts
from engine.store.proofs import Proofs
from engine.store.registers import Registers
from engine.store.regulation import RegulationTexts
from engine.store.search import Search
from engine.store.sessions import Sessions
from engine.store.strengths import Strengths
from engine.store.tasks import Tasks
from engine.store.timers import Timers
from engine.store.tries import Tries
from engine.store.verdicts import Verdicts
from engine.store.versions import Versions
from engine.store.work import Drafts, Openings


@dataclass(frozen=True, slots=True)
class Unit:
    """One transaction, seen as its repositories."""

    connection: Connection = field(repr=False)
    acceptance_runs: AcceptanceRuns
    acts: Acts
    cases: Cases
    credentials: Credentials
    documents: Documents
    drafts: Drafts
    idempotency: Idempotency
    inbox: InboxLines
    incidents: Incidents
    limits: Limits
    links: Links
    messages: Messages
    notices: Notices
    numbers: Numbers
    openings: Openings
    office: OfficeRows
    opinions: Opinions
    outbox: Outbox
    procedure_drafts: ProcedureDrafts
    proofs: Proofs
    registers: Registers
    regulation: RegulationTexts
    search: Search
    sessions: Sessions
    strengths: Strengths
    tasks: Tasks
    timers: Timers
    tries: Tries
    verdicts: Verdicts
    versions: Versions


def unit_over(connection: Connection) -> Unit:
    """Return the repositories over a connection whose transaction has begun."""
    return Unit(
        connection=connection,
        acceptance_runs=AcceptanceRuns(connection),
        acts=Acts(connection),
        cases=Cases(connection),
        credentials=Credentials(connection),
        documents=Documents(connection),
        drafts=Drafts(connection),
        idempotency=Idempotency(connection),
        inbox=InboxLines(connection),
        incidents=Incidents(connection),
        limits=Limits(connection),
        links=Links(connection),
        messages=Messages(connection),
        notices=Notices(connection),
        numbers=Numbers(connection),
        openings=Openings(connection),
        office=OfficeRows(connection),
        opinions=Opinions(connection),
        outbox=Outbox(connection),
        procedure_drafts=ProcedureDrafts(connection),
        proofs=Proofs(connection),
        registers=Registers(connection),
        regulation=RegulationTexts(connection),
        search=Search(connection),
        sessions=Sessions(connection),
        strengths=Strengths(connection),
        tasks=Tasks(connection),
        timers=Timers(connection),
        tries=Tries(connection),
        verdicts=Verdicts(connection),
        versions=Versions(connection),
    )
