"""Deeds that fill in no form, as a recorded walk tells them: one sentence each."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from engine.acceptance.recording_words import official_told, quotable, words_told
from engine.model.act import Act
from engine.model.office import Office


@dataclass(frozen=True, slots=True)
class Said:
    """A deed that says something; `task` is empty where it is about the whole case."""

    office: Office
    act: Act
    who: str
    task: str
    is_last: bool

    @property
    def whom(self) -> str:
        return official_told(self.office, str(self.act.details["to_person"]))

    def words(self, key: str) -> str:
        return words_told(self.act.details.get(key))


def _cancel(said: Said) -> str:
    outcome = quotable(str(said.act.details["outcome"]))
    return f'"{said.who}"以"{outcome}"终止案件,理由"{said.words("reason")}"'


def _add_signer(said: Said) -> str:
    verb = "就" if said.is_last else "已就"
    words = said.words("words")
    return f'"{said.who}"{verb}"{said.task}"征求"{said.whom}"的意见,问"{words}"'


def _give_opinion(said: Said) -> str:
    return f'"{said.who}"对"{said.task}"提出加签意见"{said.words("words")}"'


def _transfer(said: Said) -> str:
    reason = said.words("reason")
    return f'"{said.who}"把"{said.task}"转办给"{said.whom}",理由"{reason}"'


def _suspend(said: Said) -> str:
    return f'"{said.who}"暂停案件,理由"{said.words("reason")}"'


def _resume(said: Said) -> str:
    return f'"{said.who}"恢复案件,理由"{said.words("reason")}"'


def _urge(said: Said) -> str:
    return f'"{said.who}"催办,说"{said.words("words")}"'


# Each may raise `NotRecordable`, where its words cannot stand in a sentence.
SAYINGS: Mapping[str, Callable[[Said], str]] = {
    "cancel": _cancel,
    "add_signer": _add_signer,
    "give_opinion": _give_opinion,
    "transfer": _transfer,
    "suspend": _suspend,
    "resume": _resume,
    "urge": _urge,
}
