"""Versions of a case's text: every act that handed in another one."""

from collections.abc import Iterable, Iterator, Mapping

from engine.model.act import Act
from engine.model.issue import TextVersion
from engine.model.office import Office
from engine.model.procedure import Procedure
from engine.runtime.give_opinion import VERB as GIVE_OPINION
from engine.runtime.names import post_name
from engine.runtime.walk import acts_that_stand


def versions_of(
    office: Office, procedure: Procedure, acts: Iterable[Act]
) -> tuple[TextVersion, ...]:
    """Return the versions in order; handing in the same text again makes none."""
    places = _places(procedure)
    versions: list[TextVersion] = []
    for act in _handed_in(acts):
        text = _text_of(act, places)
        if not text or (versions and versions[-1].text == text):
            continue
        versions.append(
            TextVersion(
                number=len(versions) + 1,
                seq=act.seq,
                at=act.at,
                actor=act.actor_name,
                post=post_name(office, act.post),
                on_behalf_of=post_name(office, act.on_behalf_of),
                task_name=procedure.diagram.element(act.element_id).name,
                text=text,
            )
        )
    return tuple(versions)


def text_now(procedure: Procedure, acts: Iterable[Act]) -> str:
    """Return the text as it stands, empty where there is none.

    The first of the manifest's places gives the text, also when it is left empty (a
    secret document has none here); the others amend it where they are filled in.
    """
    places = _places(procedure)
    first = next(iter(places), "")
    text = ""
    for act in _handed_in(acts):
        amended = _text_of(act, places)
        text = amended if act.element_id == first else amended or text
    return text


def newest_answers(acts: Iterable[Act]) -> Mapping[str, object]:
    """Return by element the answers handed in last, as expressions read them."""
    return {act.element_id: act.details["answers"] for act in _handed_in(acts)}


def newest_act(acts: Iterable[Act], elements: Iterable[str]) -> Act | None:
    """Return the last act that handed in the form of one of the elements."""
    wanted = frozenset(elements)
    found = [act for act in _handed_in(acts) if act.element_id in wanted]
    return found[-1] if found else None


def _handed_in(acts: Iterable[Act]) -> Iterator[Act]:
    """Give the acts that handed in the form of their element."""
    for act in acts_that_stand(acts):
        # An opinion asked before the step (加签) bears its element, not its form.
        if isinstance(act.details.get("answers"), Mapping) and act.verb != GIVE_OPINION:
            yield act


def _places(procedure: Procedure) -> Mapping[str, str]:
    """Return the field of the text by element, in the manifest's order."""
    parted = (place.partition(".") for place in procedure.manifest.text)
    return {element_id: key for element_id, _, key in parted}


def _text_of(act: Act, places: Mapping[str, str]) -> str:
    answers = act.details["answers"]
    if act.element_id not in places or not isinstance(answers, Mapping):
        return ""
    return str(answers.get(places[act.element_id]) or "")
