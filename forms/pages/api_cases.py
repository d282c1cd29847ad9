"""The API's cases: start, read, urge, perform, end; registers and the audit."""

from typing import Any

from engine.model.act import Act
from engine.model.reading import CaseRead, Receipt, StartOption
from engine.runtime.audit import read_audit
from engine.runtime.cancel import cancel_case
from engine.runtime.perform import perform_act
from engine.runtime.read_case import read_case
from engine.runtime.start import start_case
from engine.runtime.starting import read_start_options
from engine.runtime.urge import urge_case
from forms.api_blueprint import ApiPart, key
from forms.guard import engine, official, signed_in
from forms.schema import (
    CancelAsked,
    PerformAsked,
    StartAsked,
    UrgeAsked,
    shape_of,
)

api = ApiPart("api_cases", "办件")


@api.call("GET", "/start", gives=shape_of(StartOption)(many=True))
@signed_in
def options() -> list[StartOption]:
    """可以发起什么，其余的为什么不能"""
    return [*read_start_options(engine(), by=official())]


@api.call("POST", "/cases", takes=StartAsked, gives=shape_of(Receipt), status=201)
@signed_in
def start(asked: dict[str, Any]) -> Receipt:
    """发起"""
    slug = asked.pop("slug")
    return start_case(engine(), slug, by=official(), key=key(), **asked)


@api.call("GET", "/cases/<case_id>", gives=shape_of(CaseRead))
@signed_in
def show(case_id: str) -> CaseRead:
    """一个办件的全貌"""
    return read_case(engine(), case_id, by=official())


@api.call("POST", "/cases/<case_id>/urge", takes=UrgeAsked, gives=shape_of(Receipt))
@signed_in
def urge(asked: dict[str, str], case_id: str) -> Receipt:
    """催办"""
    return urge_case(engine(), case_id, by=official(), **asked)


@api.call(
    "POST",
    "/cases/<case_id>/acts/<element_id>",
    takes=PerformAsked,
    gives=shape_of(Receipt),
)
@signed_in
def perform(asked: dict[str, Any], case_id: str, element_id: str) -> Receipt:
    """办理随时可办的行为（续报、撤下等）"""
    return perform_act(engine(), case_id, element_id, by=official(), key=key(), **asked)


@api.call("POST", "/cases/<case_id>/cancel", takes=CancelAsked, gives=shape_of(Receipt))
@signed_in
def cancel(asked: dict[str, str], case_id: str) -> Receipt:
    """终止"""
    return cancel_case(engine(), case_id, by=official(), key=key(), **asked)


@api.call("GET", "/cases/<case_id>/audit", gives=shape_of(Act)(many=True))
@signed_in
def audit(case_id: str) -> list[Act]:
    """办件的全部留痕"""
    return [*read_audit(engine(), case_id, by=official())]
