"""What an author of procedures may name: the office, the rules, functions, effects."""

from dataclasses import dataclass

from engine.model.reading import ClauseShown


@dataclass(frozen=True, slots=True)
class PostNamed:
    """`holders` are the names of those who hold it today."""

    post_id: str
    name: str
    holders: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class UnitNamed:
    unit_id: str
    name: str


@dataclass(frozen=True, slots=True)
class KindNamed:
    """A kind of posts; `posts` are their names, one after another."""

    kind: str
    posts: str


@dataclass(frozen=True, slots=True)
class FunctionNamed:
    name: str
    signature: str
    help: str


@dataclass(frozen=True, slots=True)
class ParameterNamed:
    """`told` is its value with its unit in words; `note` what it is for."""

    name: str
    value: object
    unit: str
    told: str
    note: str


@dataclass(frozen=True, slots=True)
class ArgumentNamed:
    name: str
    label: str
    kind: str
    required: bool
    help: str


@dataclass(frozen=True, slots=True)
class EffectNamed:
    operation: str
    label: str
    help: str
    arguments: tuple[ArgumentNamed, ...]


@dataclass(frozen=True, slots=True)
class ProcedureNamed:
    slug: str
    name: str


@dataclass(frozen=True, slots=True)
class CaseFact:
    """What expressions read as `case.<name>` in every procedure."""

    name: str
    label: str


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """Everything that pickers and completions offer, by rank or by name."""

    posts: tuple[PostNamed, ...]
    units: tuple[UnitNamed, ...]
    kinds: tuple[KindNamed, ...]
    functions: tuple[FunctionNamed, ...]
    references: tuple[ClauseShown, ...]
    parameters: tuple[ParameterNamed, ...]
    effects: tuple[EffectNamed, ...]
    messages: tuple[str, ...]
    procedures: tuple[ProcedureNamed, ...]
    case_facts: tuple[CaseFact, ...]


@dataclass(frozen=True, slots=True)
class ExpressionTried:
    """An expression looked at: `reason` why it is refused, empty if it may stand.

    For principals, `today` says whom it means now (`市长 沈彦秋`), and `depends`
    whether only a case can tell.
    """

    reason: str
    today: tuple[str, ...] = ()
    depends: bool = False
