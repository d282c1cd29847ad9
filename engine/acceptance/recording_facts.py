"""Facts of the office, as a recorded walk tells them: who was away, who stood in."""

from collections.abc import Mapping
from datetime import datetime

from engine.acceptance.recording_text import GIVEN, Lines
from engine.acceptance.recording_words import official_told, quotable, words_told
from engine.model.act import Act
from engine.model.clock import office_day
from engine.model.errors_sandbox import NotRecordable
from engine.model.office import GrantKind, GrantScope, Office

# Facts that no sentence sets.
APPOINTED = "任免没有对应的句子"
ABSENT_FOR_A_TIME = "只有自即刻起、没有期限的离岗才有对应的句子"
ACTING_FOR_A_TIME = "只有自即刻起、没有期限的全面代行才有对应的句子"
CHARGED_LATER = "改日起的分工没有对应的句子"
# What the office's chain holds that changes nobody's duties.
NO_FACTS = frozenset(
    {"refused", "seed", "deploy", "sign_in", "sign_out", "undelivered"}
)


def tell_fact(lines: Lines, office: Office, act: Act) -> None:
    """Write the fact that an act of the office's chain made.

    Raises:
        NotRecordable: No sentence sets this fact.
    """
    told = {
        "record_absence": _absence,
        "grant_acting": _acting,
        "end_grant": _return,
        "set_portfolio": _portfolio,
    }.get(act.verb)
    if told is None:
        raise NotRecordable(
            why=APPOINTED if act.verb == "appoint" else "办公室的这种变动没有对应的句子"
        )
    lines.say(GIVEN, told(office, act))


def _absence(office: Office, act: Act) -> str:
    details = act.details
    if not _lasts(act):
        raise NotRecordable(why=ABSENT_FOR_A_TIME)
    who = official_told(office, str(details["person_id"]))
    return f'"{who}"不在岗,依据"{_basis(details)}"'


def _acting(office: Office, act: Act) -> str:
    """Return the sentence for a grant without an end, which says who is away too."""
    details = act.details
    whole = details["scope"] == GrantScope.ALL and details["kind"] == GrantKind.ACTING
    if not _lasts(act) or not whole:
        raise NotRecordable(why=ACTING_FOR_A_TIME)
    away = quotable(office.posts[str(details["from_post"])].name)
    acting = quotable(office.posts[str(details["to_post"])].name)
    how = "书面授权" if details.get("covers_reserved") else "由"
    what = "代行并签署" if details.get("covers_reserved") else "代行"
    return f'"{away}"离市,{how}"{acting}"{what},依据"{_basis(details)}"'


def _return(office: Office, act: Act) -> str:
    return f'"{quotable(office.posts[str(act.details["from_post"])].name)}"返市'


def _portfolio(office: Office, act: Act) -> str:
    details = act.details
    if details["from_on"] != office_day(act.at).isoformat():
        raise NotRecordable(why=CHARGED_LATER)
    post = quotable(office.posts[str(details["post_id"])].name)
    unit = quotable(office.units[str(details["unit_id"])].name)
    return f'"{post}"改为分管"{unit}"'


def _lasts(act: Act) -> bool:
    """Say whether it begins at once, and has no end."""
    from_at = datetime.fromisoformat(str(act.details["from_at"]))
    return act.details.get("until_at") is None and from_at <= act.at


def _basis(details: Mapping[str, object]) -> str:
    return words_told(details["basis"])
