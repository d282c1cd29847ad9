"""The table of rights in words: who is what to a case, and what that allows."""

from collections.abc import Mapping
from dataclasses import dataclass

from engine.model.entitlement import (
    DESK_TABLE,
    TABLE,
    Basis,
    Cell,
    Desk,
    DeskVerb,
    Relation,
    Verb,
    refused,
    refused_at_desk,
)
from forms.refusal import ROWS
from forms.view import labels

RELATIONS: Mapping[Relation, str] = {
    Relation.CANDIDATE: "程序指定的承办人",
    Relation.MAYOR: "市长，对由其办理的事项",
    Relation.SIGNATORY: "市长，对须其本人签署的事项",
    Relation.SUBSTITUTE: "代行人、受托人，在授权范围内",
    Relation.SUBSTITUTE_RESERVED: "代行人、受托人，对保留事项而没有书面授权",
    Relation.SUBSTITUTE_OWN: "代行人、受托人，对自己发起的办件",
    Relation.PRINCIPAL: "已由他人代行的本人",
    Relation.ASKED: "被征求意见的人（加签）",
    Relation.SIGNED: "本轮会签已经签过的人",
    Relation.LAST_DOER: "刚办完上一步的人",
    Relation.INITIATOR: "发起人",
    Relation.INITIATOR_UNIT: "发起单位的人",
    Relation.IN_CHARGE: "分管发起单位的领导",
    Relation.OWNER: "程序的主管单位",
    Relation.ACTED: "办过其中一步的人",
    Relation.ELSEWHERE: "其他环节的承办人",
    Relation.TOLD: "收到过待阅的人",
    Relation.AUDITOR: "审计人员",
    Relation.STRANGER: "其他人",
}
VERBS: Mapping[Verb, str] = {
    Verb.SEE: "查看办件",
    Verb.DOWNLOAD: "下载附件",
    Verb.COMPLETE: "办理",
    Verb.CLAIM: "签收",
    Verb.TRANSFER: "转办",
    Verb.ADD_SIGNER: "加签",
    Verb.WITHDRAW: "撤回",
    Verb.PERFORM: "随时事项",
    Verb.CANCEL: "终止",
    Verb.URGE: "催办",
    Verb.ATTACH: "上传附件",
    Verb.SUSPEND: "暂停、恢复",
    Verb.AUDIT: "核验留痕",
}
DESKS: Mapping[Desk, str] = {
    Desk.ADMINISTRATOR: "系统管理员",
    Desk.OFFICE_HEAD: "办公室主任",
    Desk.SEC_GENERAL: "秘书长",
    Desk.HOLDER: "授出权力的职务本人",
    Desk.DESIGNER: "流程设计员",
    Desk.AUDITOR: "审计人员",
    Desk.LEGAL: "法制审核人员",
    Desk.APPROVER: "流程批准人",
    Desk.OVERRIDER: "特批人",
    Desk.OFFICIAL: "其他人",
}
DESK_VERBS: Mapping[DeskVerb, str] = {
    DeskVerb.APPOINT: "任职、免职",
    DeskVerb.SET_PORTFOLIO: "调整分工",
    DeskVerb.RECORD_ABSENCE: "登记离岗",
    DeskVerb.GRANT: "授权代行、委托",
    DeskVerb.RETRY: "排除故障",
    DeskVerb.DEPLOY: "送审新流程",
    DeskVerb.AUDIT_OFFICE: "查看机构留痕",
    DeskVerb.REVIEW: "查看草稿和检验",
    DeskVerb.DESIGN: "修改和发布流程",
    DeskVerb.APPROVE: "批准发布",
    DeskVerb.SIGN_LEGALLY: "法制签署",
    DeskVerb.OVERRIDE: "特批发布",
    DeskVerb.STOP: "停止、恢复新办",
    DeskVerb.MIGRATE: "迁移办件",
}
_BASIS = {Basis.ELEMENT: "所办环节的条款", Basis.PROCEDURE: "程序的条款"}


@dataclass(frozen=True, slots=True)
class Said:
    """A cell in words; `why` is empty where its column says how it is refused."""

    words: str
    tone: str
    why: str = ""


@dataclass(frozen=True, slots=True)
class Table:
    """One of the two tables; `usual` says how each column refuses."""

    caption: str
    head: tuple[str, ...]
    rows: tuple[tuple[str, tuple[Said, ...]], ...]
    usual: tuple[str, ...]


def tables() -> tuple[Table, ...]:
    """Return both tables as the page draws them."""
    return (
        Table(
            "对一个办件",
            tuple(VERBS.values()),
            tuple(
                (
                    name,
                    tuple(
                        _said(TABLE[relation, verb], refused(verb)) for verb in VERBS
                    ),
                )
                for relation, name in RELATIONS.items()
            ),
            tuple(_usual(refused(verb)) for verb in VERBS),
        ),
        Table(
            "对机构和系统",
            tuple(DESK_VERBS.values()),
            tuple(
                (
                    name,
                    tuple(
                        _said(DESK_TABLE[desk, verb], refused_at_desk(verb))
                        for verb in DESK_VERBS
                    ),
                )
                for desk, name in DESKS.items()
            ),
            tuple(_usual(refused_at_desk(verb)) for verb in DESK_VERBS),
        ),
    )


def _said(cell: Cell, usual: Cell) -> Said:
    if cell.allowed:
        return Said("可以", "done")
    if cell.unseen:
        return Said("查无此件", "plain")
    return Said("不可以", "late", "" if cell == usual else _why(cell))


def _usual(cell: Cell) -> str:
    return "查无此件" if cell.unseen else _why(cell)


def _why(cell: Cell) -> str:
    basis = _BASIS.get(cell.basis, "") or labels(cell.references)
    told = ROWS[cell.code].title
    return f"{told}（{basis}）" if basis else told
