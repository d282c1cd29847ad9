"""What a case's acts say of its way: elements walked, evidence, answers given."""

from collections.abc import Iterable, Iterator, Mapping

from engine.model.act import Act
from engine.model.diagram import Diagram, Element
from engine.model.task import TaskState, UserTask

DONE = "done"
ACTIVE = "active"
LATE = "late"


def acts_that_stand(acts: Iterable[Act]) -> tuple[Act, ...]:
    """Return the acts without those that were withdrawn."""
    told = tuple(acts)
    withdrawn = {a.details.get("withdrawn_seq") for a in told if a.verb == "withdraw"}
    return tuple(act for act in told if act.seq not in withdrawn)


def walked(acts: Iterable[Act]) -> tuple[str, ...]:
    """Return the elements and flows walked by acts that stand, in order, each once."""
    entered = (e for act in acts_that_stand(acts) for e in _listed(act, "entered"))
    return tuple(dict.fromkeys(entered))


def left_behind(
    diagram: Diagram, tasks: Iterable[UserTask], acts: Iterable[Act]
) -> frozenset[str]:
    """Return the ids of what the case has done: tasks completed, others passed.

    A task that was merely opened has been walked to, and is not done; an opinion that
    was asked before it (加签) does not do it.
    """
    elements = diagram.elements
    done = {
        task.element_id
        for task in tasks
        if task.state is TaskState.COMPLETED and not task.asked_for
    }
    entered = elements.keys() & walked(acts)
    passed = {each for each in entered if _needs_nobody(elements[each])}
    return frozenset(done | passed)


def _needs_nobody(element: Element) -> bool:
    return element.kind != "userTask"


def evidence(acts: Iterable[Act]) -> Iterator[tuple[str, str, Act]]:
    """Give reference, element or flow id and act, in the order in which they came."""
    for act in acts_that_stand(acts):
        met = act.details.get("evidence")
        for element_id, references in met.items() if isinstance(met, Mapping) else ():
            for reference in references:
                yield reference, element_id, act


def answers_in(acts: Iterable[Act], task_id: str) -> Mapping[str, object]:
    """Return the answers with which the task was completed, empty if it was not."""
    for act in reversed(acts_that_stand(acts)):
        answers = act.details.get("answers")
        if act.task_id == task_id and isinstance(answers, Mapping):
            return answers
    return {}


def _listed(act: Act, name: str) -> Iterable[str]:
    found = act.details.get(name)
    return found if isinstance(found, list) else ()
