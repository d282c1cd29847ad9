"""The closed list of effects: what a service task may do to the world, with what."""

from dataclasses import dataclass
from types import MappingProxyType


@dataclass(frozen=True, slots=True)
class Operation:
    """One effect: the names of the arguments it needs and of those it may take."""

    required: frozenset[str]
    optional: frozenset[str] = frozenset()

    @property
    def arguments(self) -> frozenset[str]:
        return self.required | self.optional


def _operation(required: str, optional: str = "") -> Operation:
    return Operation(frozenset(required.split()), frozenset(optional.split()))


# `to` is a principal or a list of them; moments and days are as in any expression.
OPERATIONS = MappingProxyType(
    {
        "start_case": _operation("procedure", "answers kind initiator title"),
        "send_message": _operation("name", "correlation payload"),
        "send_signal": _operation("name", "correlation payload"),
        "notify": _operation("to text", "title"),
        "circulate": _operation("to", "title text documents"),
        "issue_number": _operation("series", "year"),
        "register_grant": _operation(
            "kind from_post to_post from_at basis",
            "until_at scope subjects covers_reserved",
        ),
        "end_grant": _operation("grant_id", "reason"),
        "register_absence": _operation("person_id kind from_at basis", "until_at"),
        "end_absence": _operation("absence_id"),
    }
)
