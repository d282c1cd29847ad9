"""`regulation/rules.json`: every article with its sentences, in our own words."""

from typing import Any

from marshmallow import ValidationError, validate, validates_schema

from engine.content.authored import (
    NAME,
    AuthoredSchema,
    Listed,
    Many,
    Part,
    ReferenceText,
    Whole,
    Words,
    read_authored,
)
from engine.model.reference import Article, Clause, Reference, Regulation

KINDS = ("procedure", "constraint", "organisation", "periodic", "declaratory")


class _Clause(AuthoredSchema):
    reference = ReferenceText(required=True)
    requirement = Words(required=True)
    kind = Listed(KINDS)
    reason = Words()
    procedures = Many(Words(NAME, required=True), load_default=list)
    limits = Many(Words(required=True), load_default=list)


class _Article(AuthoredSchema):
    number = Whole(
        strict=True,
        required=True,
        validate=validate.Range(1, 99, error="条号应在 {min} 与 {max} 之间"),
    )
    chapter = Words(required=True, maximum=80)
    summary = Words(required=True)
    kind = Listed(KINDS)
    clauses = Many(Part(_Clause), required=True)

    @validates_schema
    def _clauses_are_its_own(self, data: dict[str, Any], **_: object) -> None:
        seen: set[str] = set()
        for clause in data["clauses"]:
            reference = clause["reference"]
            if Reference.parse(reference).article != data["number"]:
                raise ValidationError(f"{reference} 不是本条的条款号", "clauses")
            if reference in seen:
                raise ValidationError(f"{reference} 重复", "clauses")
            seen.add(reference)


class _Rules(AuthoredSchema):
    title = Words(required=True, maximum=200)
    note = Words()
    articles = Many(Part(_Article), required=True)

    @validates_schema
    def _articles_differ(self, data: dict[str, Any], **_: object) -> None:
        numbers = [each["number"] for each in data["articles"]]
        twice = sorted({each for each in numbers if numbers.count(each) > 1})
        if twice:
            raise ValidationError(f"条号重复：{twice}", "articles")


def read_rules(data: bytes, path: str = "regulation/rules.json") -> Regulation:
    """Return the rules as data.

    Raises:
        BundleRejected: Everything that is wrong with them.
    """
    loaded = read_authored(_Rules(), data, path)
    articles = (_article(each) for each in loaded["articles"])
    return Regulation(loaded["title"], {each.number: each for each in articles})


def _article(loaded: dict[str, Any]) -> Article:
    return Article(
        loaded["number"],
        loaded["chapter"],
        loaded["summary"],
        loaded["kind"],
        tuple(_clause(each) for each in loaded["clauses"]),
    )


def _clause(loaded: dict[str, Any]) -> Clause:
    return Clause(
        Reference.parse(loaded["reference"]),
        loaded["requirement"],
        loaded["kind"],
        loaded["reason"],
        tuple(loaded["procedures"]),
        tuple(loaded["limits"]),
    )
