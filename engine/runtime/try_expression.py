"""Look at an expression that somebody is writing: may it stand, whom does it mean?"""

from engine.assembly import Engine
from engine.bpmn.expression import check, evaluate, names_in
from engine.model.clock import office_day
from engine.model.errors import ExpressionRefused
from engine.model.office import Office
from engine.model.standing import posts_behind, principal_name, resolve
from engine.model.surroundings import Surroundings
from engine.model.vocabulary import ExpressionTried
from engine.runtime.looking import Here, look
from engine.runtime.names import person_name, post_name

# Slots whose expressions give principals.
PRINCIPAL_SLOTS = frozenset({"candidates", "notify", "principals"})
SCRIPT = "script"
LONGEST = 20_000
MOST = 12
_KINDS = frozenset({"post", "unit", "head", "in_charge", "person"})


def try_expression(engine: Engine, source: str, slot: str) -> ExpressionTried:
    """Return what the evaluator says of the source, in the slot it is written for.

    Args:
        engine: The engine.
        source: The expression, or the script of a script task.
        slot: What it is for (`candidates`, `condition`, `script`…): where principals
            are wanted, they are resolved as the office stands now.
    """
    if len(source) > LONGEST:
        return ExpressionTried("太长，请拆开写。")
    reason = check(source, script=slot == SCRIPT)
    if reason or slot not in PRINCIPAL_SLOTS:
        return ExpressionTried(reason)
    if names_in(source):
        return ExpressionTried("", depends=True)
    with look(engine) as here:
        return whom_it_means(here, source)


def whom_it_means(here: Here, source: str) -> ExpressionTried:
    """Return who candidates are today that depend on nothing in the case."""
    picture = here.picture
    surroundings = Surroundings(
        picture.office, picture.calendar, picture.parameters, {}, {}
    )
    try:
        value = evaluate(source, {}, surroundings)
    except ExpressionRefused as error:
        return ExpressionTried(str(error.facts["why"]))
    principals = [value] if isinstance(value, str) else value
    if not isinstance(principals, list):
        return ExpressionTried("结果应当是职务、单位或它们的列表。")
    for each in principals:
        if not _is_known(picture.office, str(each)):
            return ExpressionTried(f"没有“{each}”这个职务或单位。")
    today = [who for each in principals for who in _who(here, str(each))]
    return ExpressionTried("", today=_few(list(dict.fromkeys(today))))


def _is_known(office: Office, principal: str) -> bool:
    kind, _, named = principal.partition(":")
    known = {"post": office.posts, "person": office.people}.get(kind, office.units)
    return kind in _KINDS and named in known


def _who(here: Here, principal: str) -> list[str]:
    """Return everybody whom a principal means now, each with the post it is by."""
    office, on = here.picture.office, office_day(here.now)
    if principal.startswith("person:"):
        return [principal_name(office, principal)]
    found = []
    for post in posts_behind(office, principal, on):
        people = resolve(office, f"post:{post}", here.now)
        names = sorted(person_name(office, each) for each in people)
        found += [f"{post_name(office, post)} {name}" for name in names]
    return found


def _few(names: list[str]) -> tuple[str, ...]:
    """Return the first of many, and how many there are in all."""
    if len(names) <= MOST:
        return tuple(names)
    return (*names[:MOST], f"等 {len(names)} 人")
