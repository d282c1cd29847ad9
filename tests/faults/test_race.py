"""Forty clients ask for the same at once: one gets it, the others learn who did."""

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from threading import Barrier

import pytest

from engine.model.act import Act
from engine.model.reading import Receipt
from forms.view import moment
from tests.faults.serving import Answer, Client, serving, signed_in
from tests.support.running import Running

CLIENTS = 40
Ask = Callable[[Client, int], Answer]


@dataclass(frozen=True, slots=True)
class Race:
    """A task that forty may do, each at a browser of their own."""

    port: int
    started: Receipt
    clients: dict[str, Client]

    @property
    def task_id(self) -> str:
        return self.started.task_ids[0]

    def run(self, ask: Ask) -> dict[str, Answer]:
        """Let everybody ask at once; return the answers by person."""
        gate = Barrier(len(self.clients))

        def asked(client: Client) -> Answer:
            gate.wait()
            return ask(client, self.port)

        with ThreadPoolExecutor(len(self.clients)) as pool:
            answers = pool.map(asked, self.clients.values())
            return dict(zip(self.clients, answers, strict=True))


@pytest.fixture(scope="module")
def browsers(office: Running) -> dict[str, Client]:
    with office.engine.store.read() as unit:
        people = sorted(unit.office.load().people)
    people.remove(office.holder("finance_bureau_clerk"))
    return {person: signed_in(office, person) for person in people[:CLIENTS]}


@pytest.fixture(scope="module")
def port(office: Running) -> Iterator[int]:
    with serving(office) as port:
        yield port


@pytest.fixture
def race(office: Running, browsers: dict[str, Client], port: int) -> Race:
    started = office.start()
    office.to_everybody(started.task_ids[0], *browsers)
    return Race(port, started, browsers)


def only_act(office: Running, race: Race, verb: str) -> Act:
    """Return the one act that followed the start, which is of this kind."""
    (_, act) = office.acts(race.started.case_id)
    assert act.verb == verb
    return act


def told_who(answers: dict[str, Answer], winner: str) -> set[str]:
    """Return what the losers were told, each of whom met a conflict."""
    lost = [answer for person, answer in answers.items() if person != winner]
    assert [answer.status for answer in lost] == [409] * (CLIENTS - 1)
    return {answer.body["detail"] for answer in lost}


def test_of_forty_who_complete_a_task_one_wins_and_the_others_learn_who_and_when(
    office: Running, race: Race
):
    body = {"version": 2, "answers": {"decision": "同意", "opinion": "同意。"}}

    answers = race.run(
        lambda client, port: client.send(
            port, f"tasks/{race.task_id}/complete", body, key=client.secret
        )
    )

    act = only_act(office, race, "complete")
    assert answers[act.actor].status == 200
    told = f"{act.actor_name}已于 {moment(act.at, act.at)} 办理了这件事。"
    assert told_who(answers, act.actor) == {told}
    with office.engine.store.read() as unit:
        (following,) = unit.tasks.open_of_case(race.started.case_id)
    assert following.element_id == "approve"


def test_of_forty_who_claim_a_task_one_wins_and_the_others_learn_who_and_when(
    office: Running, race: Race
):
    answers = race.run(
        lambda client, port: client.send(
            port, f"tasks/{race.task_id}/claim", {"version": 2}
        )
    )

    act = only_act(office, race, "claim")
    assert answers[act.actor].status == 200
    told = f"{act.actor_name}已于 {moment(act.at, act.at)} 签收，正在办理。"
    assert told_who(answers, act.actor) == {told}


def test_one_request_sent_forty_times_with_one_key_is_one_completion(
    office: Running, race: Race
):
    one = next(iter(race.clients.values()))
    body = {"version": 2, "answers": {"decision": "同意", "opinion": "同意。"}}

    answers = race.run(
        lambda _, port: one.send(
            port, f"tasks/{race.task_id}/complete", body, key="the same"
        )
    )

    assert {answer.status for answer in answers.values()} == {200}
    assert len({str(answer.body) for answer in answers.values()}) == 1
    only_act(office, race, "complete")
