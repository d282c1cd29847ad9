"""Who does a scenario's deeds: the verbs themselves, or in tests the web pages."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Protocol

from engine.acceptance.naming import Official
from engine.assembly import Engine
from engine.model.reading import Box, InboxFilter, InboxRow
from engine.runtime.add_signer import add_signer
from engine.runtime.attach import attach_document
from engine.runtime.cancel import cancel_case
from engine.runtime.claim import claim_task
from engine.runtime.complete import complete_task
from engine.runtime.inbox import read_inbox
from engine.runtime.perform import perform_act
from engine.runtime.read_case import read_case
from engine.runtime.read_task import read_task
from engine.runtime.resume import resume_case
from engine.runtime.start import start_case
from engine.runtime.suspend import suspend_case
from engine.runtime.transfer import transfer_task
from engine.runtime.urge import urge_case

MANY = 200


class Driver(Protocol):
    """The deeds of officials. Each raises the refusals of `engine.model.errors`."""

    def start(self, by: Official, slug: str, answers: Mapping[str, object]) -> str:
        """Start a case by its first form; return the case's id."""

    def complete(
        self, by: Official, task_id: str, answers: Mapping[str, object]
    ) -> None:
        """Complete a task, whether or not it is in the official's inbox."""

    def claim(self, by: Official, task_id: str) -> None:
        """Claim a task (签收), so that nobody else does it meanwhile."""

    def ask(self, by: Official, task_id: str, whom: Official, words: str) -> None:
        """Ask one more official for an opinion before the task is decided (加签)."""

    def transfer(self, by: Official, task_id: str, whom: Official, reason: str) -> None:
        """Pass a task on to another official (转办)."""

    def perform(
        self,
        by: Official,
        case_id: str,
        element_id: str,
        answers: Mapping[str, object],
    ) -> None:
        """Perform a standing act."""

    def terminate(self, by: Official, case_id: str, outcome: str, reason: str) -> None:
        """End a case by one of its declared terminations."""

    def suspend(self, by: Official, case_id: str, reason: str) -> None:
        """Let a case stand still (暂停)."""

    def resume(self, by: Official, case_id: str, reason: str) -> None:
        """Let a case that stands still go on (恢复)."""

    def urge(self, by: Official, case_id: str, words: str) -> None:
        """Urge those with whom a case waits (催办)."""

    def attach(self, by: Official, name: str) -> str:
        """Hand in a small file of that name; return the document's id."""

    def acts(self, by: Official, case_id: str) -> tuple[str, ...]:
        """Return the names of the standing acts that the official is offered."""

    def box(self, by: Official, box: Box) -> tuple[InboxRow, ...]:
        """Return what stands in a box of the official's inbox.

        Row id, task id, case number, task name and title are filled for sure.
        """


@dataclass(frozen=True, slots=True)
class VerbDriver:
    """Does the deeds by calling the runtime's verbs."""

    engine: Engine

    def start(self, by: Official, slug: str, answers: Mapping[str, object]) -> str:
        receipt = start_case(
            self.engine, slug, by=by.person_id, post=by.post_id, answers=answers
        )
        return receipt.case_id

    def complete(
        self, by: Official, task_id: str, answers: Mapping[str, object]
    ) -> None:
        complete_task(self.engine, task_id, by=by.person_id, answers=answers)

    def claim(self, by: Official, task_id: str) -> None:
        version = read_task(self.engine, task_id, by=by.person_id).task.version
        claim_task(self.engine, task_id, by=by.person_id, version=version)

    def ask(self, by: Official, task_id: str, whom: Official, words: str) -> None:
        add_signer(
            self.engine,
            task_id,
            by=by.person_id,
            to_person=whom.person_id,
            words=words,
        )

    def transfer(self, by: Official, task_id: str, whom: Official, reason: str) -> None:
        transfer_task(
            self.engine,
            task_id,
            by=by.person_id,
            to_person=whom.person_id,
            reason=reason,
        )

    def perform(
        self,
        by: Official,
        case_id: str,
        element_id: str,
        answers: Mapping[str, object],
    ) -> None:
        perform_act(self.engine, case_id, element_id, by=by.person_id, answers=answers)

    def terminate(self, by: Official, case_id: str, outcome: str, reason: str) -> None:
        cancel_case(
            self.engine, case_id, by=by.person_id, outcome=outcome, reason=reason
        )

    def suspend(self, by: Official, case_id: str, reason: str) -> None:
        suspend_case(self.engine, case_id, by=by.person_id, reason=reason)

    def resume(self, by: Official, case_id: str, reason: str) -> None:
        resume_case(self.engine, case_id, by=by.person_id, reason=reason)

    def urge(self, by: Official, case_id: str, words: str) -> None:
        urge_case(self.engine, case_id, by=by.person_id, words=words)

    def attach(self, by: Official, name: str) -> str:
        shown = attach_document(
            self.engine,
            by=by.person_id,
            name=name,
            data=b"%PDF-1.4\n% " + name.encode(),
        )
        return shown.document_id

    def acts(self, by: Official, case_id: str) -> tuple[str, ...]:
        case = read_case(self.engine, case_id, by=by.person_id)
        return tuple(act.name for act in case.standing_acts)

    def box(self, by: Official, box: Box) -> tuple[InboxRow, ...]:
        inbox_filter = InboxFilter(box=box, size=MANY)
        return read_inbox(self.engine, by=by.person_id, filter=inbox_filter).rows
