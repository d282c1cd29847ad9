"""The mutants of authored JSON: forms and the manifest, with one thing changed."""

import json
from collections.abc import Callable, Iterator
from typing import Any

from engine.model.mutant import (
    Mutant,
    MutantKind,
    Mutation,
    chose,
    refused,
    terminated,
    tried,
    used,
)

Json = dict[str, Any]
Edit = Callable[[Json], None]
FEW = 2
# A register field may be set to it; it is what an unset one holds.
UNSET = "None"
SOMEBODY = ("post:mayor", "unit:gov_office", "unit:duty_office")
SOME_CLAUSE = "1.1"


def form_mutants(path: str, data: bytes) -> Iterator[Mutant]:
    """Yield the mutants of a form.

    Upper bounds and lengths are left out: they guard the machine, no rule asks for
    them. So is a lower bound of one where something is required.
    """
    form = json.loads(data)
    key, name = form["key"], f"表单“{form['title']}”"

    labels = {each["key"]: each["label"] for _, each in _fields(form["components"])}

    def mutant(
        kind: MutantKind, text: str, seen_by: str, edit: Edit, word: str
    ) -> Mutant:
        copy = json.loads(data)
        edit(copy)
        return _mutant(kind, path, f"{name}{text}", copy, seen_by, word=word)

    for place, rule in enumerate(form.get("rules", ())):
        told, word = f"的规则“{rule['message']}”", labels.get(rule["field"], "")
        yield mutant(
            MutantKind.RULE_DROPPED,
            f"{told}删去",
            refused(key),
            _without_rule(place),
            word,
        )
        if rule.get("references"):
            yield mutant(
                MutantKind.RULE_REFERENCE_SWAPPED,
                f"{told}引错条款，原引 {'、'.join(rule['references'])}",
                refused(key),
                _cite(place, rule["references"]),
                word,
            )
    for field_path, field in _fields(form["components"]):
        for kind, text, seen_by, edit in _field_changes(key, field_path, field):
            told = f"的“{field['label']}”{text}"
            yield mutant(
                kind, told, seen_by, _on_field(field_path, edit), field["label"]
            )


def manifest_mutants(data: bytes, first_task: str) -> Iterator[Mutant]:
    """Yield the mutants of a manifest; `first_task` is the task that starts a case."""
    manifest = json.loads(data)
    path = "manifest.json"
    for place, field in enumerate(manifest.get("register", ())):
        for element_id, source in field["set_by"].items():
            text = f"台账“{field['label']}”在 {element_id} 之后不再登记，原为 {source}"
            copy = json.loads(data)
            setters = copy["register"][place]["set_by"]
            if len(setters) < FEW:
                setters[element_id] = UNSET
            else:
                del setters[element_id]
            kind = MutantKind.REGISTER_LEFT_UNSET
            yield _mutant(
                kind,
                path,
                text,
                copy,
                element_id,
                place=element_id,
                word=field["label"],
            )
    for place, each in enumerate(manifest.get("terminations", ())):
        yield from _termination_mutants(data, place, each)
    copy = json.loads(data)
    before = copy["start"]["candidates"]
    copy["start"]["candidates"] = [_somebody_else(before)]
    text = f"发起人由 {'、'.join(before)} 改为 {copy['start']['candidates'][0]}"
    yield _mutant(MutantKind.STARTERS_CHANGED, path, text, copy, tried(first_task))


def _termination_mutants(data: bytes, place: int, each: Json) -> Iterator[Mutant]:
    edits: list[tuple[str, Json]] = [
        (f"改由 {_somebody_else(each['who'])}", {"who": [_somebody_else(each["who"])]})
    ]
    if each.get("until"):
        edits.append((f"不再止于 {each['until']}", {"until": ""}))
    for told, changed in edits:
        copy = json.loads(data)
        copy["terminations"][place] |= changed
        outcome = each["outcome"]
        yield _mutant(
            MutantKind.TERMINATION_CHANGED,
            "manifest.json",
            f"终止方式“{outcome}”{told}",
            copy,
            terminated(outcome),
        )


def _mutant(
    kind: MutantKind,
    path: str,
    text: str,
    content: Json,
    seen_by: str,
    *,
    place: str = "",
    word: str = "",
) -> Mutant:
    data = json.dumps(content, ensure_ascii=False, indent=2).encode()
    marks, words = frozenset({seen_by}), frozenset({word})
    return Mutant(Mutation(kind, place or path, text, path, marks, words), data)


def _somebody_else(before: list[str]) -> str:
    return next(each for each in SOMEBODY if each not in before)


def _fields(components: list[Json], above: str = "") -> Iterator[tuple[str, Json]]:
    """Yield every field and table column with its path (`table.column`)."""
    for each in components:
        if each["type"] == "group":
            yield from _fields(each["components"])
            continue
        path = f"{above}{each['key']}"
        yield path, each
        yield from _fields(each.get("columns", []), f"{path}.")


def _on_field(path: str, edit: Edit) -> Edit:
    return lambda form: edit(dict(_fields(form["components"]))[path])


def _field_changes(
    form: str, path: str, field: Json
) -> Iterator[tuple[MutantKind, str, str, Edit]]:
    limits = field.get("validate", {})
    least, required = limits.get("min"), limits.get("required")
    # A table with too few rows is refused by its bound as by being required.
    if required and not (field["type"] == "table" and least):
        kind = MutantKind.REQUIRED_DROPPED
        yield kind, "不再必填", refused(form), _unlimited("required")
    # A list that names nothing is no answer, which no bound asks for.
    vacuous = least == 1 and (required is True or field.get("multiple"))
    if least is not None and not vacuous:
        kind = MutantKind.BOUND_DROPPED
        yield kind, f"不再至少为 {limits['min']}", refused(form), _unlimited("min")
    values = field.get("values", [])
    for place, each in enumerate(values if len(values) >= FEW else ()):
        kind, text = MutantKind.CHOICE_DROPPED, f"去掉选项“{each['label']}”"
        yield kind, text, chose(form, path, each["value"]), _without_choice(place)
    shown = field.get("conditional", {}).get("show")
    if isinstance(shown, str):
        kind, text = MutantKind.SHOWN_NEGATED, f"显示的条件取反，原为 {shown}"
        yield kind, text, used(form), _shown(f"not ({shown})")


def _unlimited(name: str) -> Edit:
    def edit(field: Json) -> None:
        del field["validate"][name]

    return edit


def _without_choice(place: int) -> Edit:
    def edit(field: Json) -> None:
        del field["values"][place]

    return edit


def _shown(source: str) -> Edit:
    def edit(field: Json) -> None:
        field["conditional"]["show"] = source

    return edit


def _without_rule(place: int) -> Edit:
    def edit(form: Json) -> None:
        del form["rules"][place]

    return edit


def _cite(place: int, references: list[str]) -> Edit:
    other = SOME_CLAUSE if SOME_CLAUSE not in references else "2.1"

    def edit(form: Json) -> None:
        form["rules"][place]["references"] = [other]

    return edit
