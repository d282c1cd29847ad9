"""Read what authors of procedures may name."""

from collections.abc import Iterator, Mapping

from engine.assembly import Engine
from engine.bpmn.function_words import FUNCTION_WORDS
from engine.content.parameters import read_parameters
from engine.model.clock import office_day
from engine.model.effect import OPERATIONS
from engine.model.office import Office
from engine.model.parameter import Parameter
from engine.model.procedure import Procedure
from engine.model.reading import ClauseShown
from engine.model.reference import Reference
from engine.model.standing import by_rank, holders
from engine.model.vocabulary import (
    ArgumentNamed,
    CaseFact,
    EffectNamed,
    FunctionNamed,
    KindNamed,
    ParameterNamed,
    PostNamed,
    ProcedureNamed,
    UnitNamed,
    Vocabulary,
)
from engine.runtime.cards import cards_of
from engine.runtime.looking import Look, look
from engine.runtime.names import person_name

_CASE_FACTS = (
    CaseFact("id", "标识"),
    CaseFact("number", "编号"),
    CaseFact("title", "标题"),
    CaseFact("initiator", "发起人"),
    CaseFact("initiator_post", "发起人的职务"),
    CaseFact("initiator_unit", "发起单位"),
    CaseFact("started_at", "发起时刻"),
)
_UNITS = {
    "working_days": "个工作日",
    "calendar_days": "个自然日",
    "hours": "小时",
    "minutes": "分钟",
    "days": "天",
}


def read_vocabulary(engine: Engine) -> Vocabulary:
    """Return everything that an expression, a picker or a scenario may name today."""
    with look(engine) as here:
        procedures = [
            engine.library.procedure(here.unit, version.version_id)
            for version in here.unit.versions.all_current()
        ]
        return Vocabulary(
            posts=tuple(_posts(here)),
            units=tuple(
                UnitNamed(unit.unit_id, unit.name)
                for unit in here.office.units.values()
            ),
            kinds=tuple(_kinds(here.office)),
            functions=tuple(
                FunctionNamed(name, signature, words)
                for name, (signature, words) in FUNCTION_WORDS.items()
            ),
            references=_references(engine, here),
            parameters=tuple(_parameters(engine, here.picture.parameters)),
            effects=tuple(_effects()),
            messages=_messages(procedures),
            procedures=tuple(
                ProcedureNamed(each.bundle.slug, each.manifest.name)
                for each in procedures
            ),
            case_facts=_CASE_FACTS,
        )


def _posts(here: Look) -> Iterator[PostNamed]:
    office, on = here.office, office_day(here.now)
    for post_id in by_rank(office, office.posts):
        held = holders(office, post_id, on)
        names = tuple(person_name(office, each) for each in held)
        yield PostNamed(post_id, office.posts[post_id].name, names)


def _kinds(office: Office) -> Iterator[KindNamed]:
    kinds = {kind for post in office.posts.values() for kind in post.kinds}
    for kind in sorted(kinds):
        found = [post.post_id for post in office.posts.values() if kind in post.kinds]
        names = [office.posts[each].name for each in by_rank(office, found)]
        yield KindNamed(kind, "、".join(names))


def _references(engine: Engine, here: Look) -> tuple[ClauseShown, ...]:
    articles = engine.regulation.articles.values()
    known = [
        str(reference)
        for article in sorted(articles, key=lambda each: each.number)
        for reference in (
            Reference(article.number),
            *(clause.reference for clause in article.clauses),
        )
    ]
    return tuple(cards_of(engine, here.unit, known).values())


def _parameters(
    engine: Engine, values: Mapping[str, object]
) -> Iterator[ParameterNamed]:
    path = engine.settings.processes / "parameters" / "default.json"
    authored = read_parameters(path.read_bytes())
    for name, value in sorted(values.items()):
        known = authored.get(name, Parameter(name, value, ""))
        told = f"{value}{_UNITS.get(known.unit, known.unit)}"
        yield ParameterNamed(name, value, known.unit, told, known.note)


def _effects() -> Iterator[EffectNamed]:
    for name, operation in OPERATIONS.items():
        asked = tuple(
            ArgumentNamed(each.name, each.label, each.kind, each.required, each.help)
            for each in operation.asked
        )
        yield EffectNamed(name, operation.label, operation.help, asked)


def _messages(procedures: list[Procedure]) -> tuple[str, ...]:
    """Return the names of messages that any procedure in force sends or awaits."""
    named = {
        element.message.name
        for procedure in procedures
        for element in procedure.diagram.elements.values()
        if element.message is not None and element.message.name
    }
    return tuple(sorted(named))
