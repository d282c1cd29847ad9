"""A mutant: a procedure with one thing changed, which its scenarios ought to notice."""

from dataclasses import dataclass
from enum import StrEnum


class MutantKind(StrEnum):
    """What was changed; docs/mutation.md says which changes are left out, and why."""

    FLOW_REMOVED = "flow_removed"
    TARGETS_SWAPPED = "targets_swapped"
    CONDITION_NEGATED = "condition_negated"
    CONDITION_TRUE = "condition_true"
    CONDITION_FALSE = "condition_false"
    JOIN_OPENED = "join_opened"
    CANDIDATES_SWAPPED = "candidates_swapped"
    RESERVED_DROPPED = "reserved_dropped"
    LIMIT_DROPPED = "limit_dropped"
    LIMIT_DOUBLED = "limit_doubled"
    LIMIT_UNIT_CHANGED = "limit_unit_changed"
    LIMIT_SOFTENED = "limit_softened"
    LIMIT_UNANNOUNCED = "limit_unannounced"
    LIMIT_SILENCED = "limit_silenced"
    REFERENCE_SWAPPED = "reference_swapped"
    OUTCOME_SWAPPED = "outcome_swapped"
    EFFECT_DROPPED = "effect_dropped"
    ARGUMENT_CHANGED = "argument_changed"
    SCRIPT_CHANGED = "script_changed"
    EVENT_REMOVED = "event_removed"
    INTERRUPTING_FLIPPED = "interrupting_flipped"
    TIMER_MOVED = "timer_moved"
    ROUND_ENDED = "round_ended"
    ROUND_PROLONGED = "round_prolonged"
    TABLE_RULE_DROPPED = "table_rule_dropped"
    TABLE_OUTPUT_CHANGED = "table_output_changed"
    REGISTER_LEFT_UNSET = "register_left_unset"
    TERMINATION_CHANGED = "termination_changed"
    STARTERS_CHANGED = "starters_changed"
    REQUIRED_DROPPED = "required_dropped"
    BOUND_DROPPED = "bound_dropped"
    RULE_DROPPED = "rule_dropped"
    RULE_REFERENCE_SWAPPED = "rule_reference_swapped"
    CHOICE_DROPPED = "choice_dropped"
    SHOWN_NEGATED = "shown_negated"


@dataclass(frozen=True, slots=True)
class Mutation:
    """One change to one file of a procedure.

    `place` is the element or flow on which a picture marks it, or the file where
    none is drawn. `text` says in Chinese what was changed. `seen_by` are the marks, of
    those that scenarios leave, of which one is needed to be able to notice; `words` are
    names that whoever notices probably says.
    """

    kind: MutantKind
    place: str
    text: str
    path: str
    seen_by: frozenset[str]
    words: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Mutant:
    """A changed file, and how it was changed."""

    mutation: Mutation
    data: bytes


# The marks. A bare id is an element or flow that a case of the procedure passed.
CASE = "case"


def tried(element_id: str) -> str:
    """Return the mark of a deed tried on an element, whether or not it was refused."""
    return f"tried:{element_id}"


def used(form: str) -> str:
    """Return the mark of answers given to a form."""
    return f"used:{form}"


def refused(form: str) -> str:
    """Return the mark of answers that a form refused."""
    return f"refused:{form}"


def chose(form: str, path: str, value: str) -> str:
    """Return the mark of a choice taken in a form, by the path of its field."""
    return f"chose:{form}.{path}={value}"


def terminated(outcome: str) -> str:
    """Return the mark of a termination tried."""
    return f"terminated:{outcome}"
