"""The one table: what each refusal and fault says to the office, and its status."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from http import HTTPStatus
from math import ceil

from engine.model.errors import Invalid, NotAllowed, ZhangfaError
from forms.field_refusal import FIELD_SENTENCES
from forms.refusal_design import DESIGN_ROWS, DESIGN_WHY
from forms.refusal_row import Row
from forms.refusal_sandbox import SANDBOX_ROWS
from forms.view import ROLES, labels, moment


class SignInNeeded(NotAllowed):
    """Nobody is signed in; pages lead to the sign-in, the API says so."""

    code = "sign_in_needed"


class PageExpired(NotAllowed):
    """The anti-forgery token is missing or belongs to another session."""

    code = "page_expired"


class ForeignOrigin(NotAllowed):
    """The request was sent by a page of another site."""

    code = "foreign_origin"


class TooLarge(Invalid):
    code = "too_large"


@dataclass(frozen=True, slots=True)
class Refusal:
    """A refusal as shown; `basis` are the labels of the articles it rests on.

    `retry_after_s` says when to try again, in seconds; 0 where waiting changes nothing.
    """

    code: str
    status: int
    title: str
    sentence: str
    basis: str
    retry_after_s: int = 0


_MISSING = HTTPStatus.NOT_FOUND
_FORBIDDEN = HTTPStatus.FORBIDDEN
_CONFLICT = HTTPStatus.CONFLICT
_UNFIT = HTTPStatus.UNPROCESSABLE_ENTITY
_BROKEN = HTTPStatus.INTERNAL_SERVER_ERROR
_UNAVAILABLE = HTTPStatus.SERVICE_UNAVAILABLE

# When those may ask again who came when the server was busy.
BUSY_S = 5
_NO_SUCH = "没有这项内容，或者您无权查看。"
_REPAIR = "本次操作没有生效，已经记录，请联系系统管理员。"

ROWS: Mapping[str, Row] = {
    **DESIGN_ROWS,
    **SANDBOX_ROWS,
    "not_found": Row(_MISSING, "找不到", (_NO_SUCH,)),
    "case_not_found": Row(_MISSING, "找不到办件", ("没有这个办件，或者您无权查看。",)),
    "task_not_found": Row(_MISSING, "找不到事项", ("没有这项待办，或者您无权查看。",)),
    "procedure_not_found": Row(_MISSING, "找不到程序", ("没有这个程序。",)),
    "document_not_found": Row(
        _MISSING, "找不到文件", ("没有这份文件，或者您无权查看。",)
    ),
    "issue_not_found": Row(
        _MISSING, "没有公文", ("这个办件没有可以印制的公文，或者您无权查看。",)
    ),
    "notice_not_found": Row(
        _MISSING, "找不到通知", ("没有这条通知，或者不是给您的。",)
    ),
    "incident_not_found": Row(_MISSING, "找不到故障", ("没有这条故障记录。",)),
    "person_not_found": Row(_MISSING, "找不到人员", ("没有这位人员。",)),
    "post_not_found": Row(_MISSING, "找不到职务", ("没有这个职务。",)),
    "grant_not_found": Row(_MISSING, "找不到授权", ("没有这项授权。",)),
    "not_allowed": Row(_FORBIDDEN, "不能办理", ("您不能办理这件事。",)),
    "not_a_candidate": Row(
        _FORBIDDEN,
        "不由您办理",
        ("“{task_name}”由{candidates}办理。", "这件事不由您办理。"),
    ),
    "reserved_task": Row(
        _FORBIDDEN,
        "须由市长本人办理",
        (
            "“{task_name}”须由市长本人办理；代行须另有书面授权。",
            "这件事须由市长本人办理；代行须另有书面授权。",
        ),
    ),
    "acting_in_force": Row(
        _FORBIDDEN,
        "代行期间由代行人办理",
        (
            "代行期间由{acting}办理，至 {until} 止。",
            "代行期间由{acting}办理。",
            "代行期间由代行人办理。",
        ),
    ),
    "duty_conflict": Row(
        _CONFLICT,
        "应当回避",
        ("{why}。", "同一个人不能既报送又审批，也不能在一轮会签里签两次。"),
    ),
    "may_not_start": Row(
        _FORBIDDEN,
        "不能发起",
        ("这个程序由{candidates}发起。", "您的职务不能发起这个程序。"),
    ),
    "may_not_transfer": Row(
        _FORBIDDEN, "不能转办", ("{why}。", "这件事不能这样转办。")
    ),
    "may_not_add_signer": Row(_FORBIDDEN, "不能加签", ("{why}。", "不能这样加签。")),
    "may_not_terminate": Row(
        _FORBIDDEN, "不能终止", ("您不能终止这个办件，或者已经过了可以终止的环节。",)
    ),
    "may_not_withdraw": Row(
        _FORBIDDEN,
        "不能撤回",
        ("只有办理这一步的人可以撤回，而且要在后续没有动之前。",),
    ),
    "may_not_move_back": Row(
        _FORBIDDEN,
        "不能退回原版本",
        ("这个办件没有迁移过，或者迁移之后已经有人办理。",),
    ),
    "role_missing": Row(
        _FORBIDDEN, "没有权限", ("这里只对{role}开放。", "您没有查看这里的权限。")
    ),
    "reassigned_too_deep": Row(
        _FORBIDDEN, "不能再次转办", ("这件事已经转办过一次，不得层层转办。",)
    ),
    "conflict": Row(_CONFLICT, "情况已经变化", ("情况已经变化，请刷新后再办。",)),
    "task_already_completed": Row(
        _CONFLICT,
        "已经有人办理",
        ("{by}已于 {at} 办理了这件事。", "这件事已经办理。"),
    ),
    "task_claimed_by_other": Row(
        _CONFLICT,
        "已经有人签收",
        (
            "{by}已于 {at} 签收，正在办理。",
            "{by}已经签收，正在办理。",
            "已经有人签收。",
        ),
    ),
    "task_changed": Row(
        _CONFLICT,
        "页面已经过时",
        (
            "您打开页面之后，{by}在 {at} 动过这件事。请核对后再提交。",
            "您打开页面之后，这件事有过变动。请核对后再提交。",
        ),
    ),
    "case_finished": Row(
        _CONFLICT,
        "办件已经办结",
        (
            "办件已经办结（结局：{outcome}），不能再改；需要更正的，请另行发起。",
            "办件已经办结，不能再改；需要更正的，请另行发起。",
        ),
    ),
    "case_suspended": Row(_CONFLICT, "办件已暂停", ("办件已暂停，恢复之前不能办理。",)),
    "case_has_incident": Row(
        _CONFLICT, "办件待排障", ("办件出了故障，管理员排除之前不能办理。",)
    ),
    "revision_outdated": Row(
        _CONFLICT, "有人同时办理", ("刚刚有人同时办理了这个办件，请刷新后再办。",)
    ),
    "already_opened": Row(
        _CONFLICT,
        "不能撤回",
        ("{by}已于 {at} 打开，不能再撤回。", "后续环节已经打开，不能再撤回。"),
    ),
    "grant_overlaps": Row(
        _CONFLICT, "授权重叠", ("这段时间里已有一项代行或委托，请先结束它。",)
    ),
    "grant_refused": Row(_UNFIT, "授权不能登记", ("授权不能登记：{why}。",)),
    "may_not_grant": Row(
        _FORBIDDEN, "不能授权", ("代行和委托由职务本人授予，或者由秘书长登记。",)
    ),
    "page_expired": Row(
        _FORBIDDEN,
        "页面已经失效",
        ("页面打开太久，或者您在别处重新登录过。请返回、刷新后再提交。",),
    ),
    "invalid": Row(_UNFIT, "需要修改", ("提交的内容需要修改。",)),
    "answers_invalid": Row(_UNFIT, "需要修改", ("填写的内容需要修改。",)),
    "bundle_rejected": Row(_UNFIT, "流程不能发布", ("流程有错误，不能发布。",)),
    "reason_missing": Row(_UNFIT, "请写明理由", ("请写明理由。",)),
    "document_refused": Row(_UNFIT, "附件不能上传", ("附件不能上传：{why}。",)),
    "request_malformed": Row(
        HTTPStatus.BAD_REQUEST, "请求读不懂", ("提交的内容格式不对，没有处理。",)
    ),
    "too_large": Row(
        HTTPStatus.REQUEST_ENTITY_TOO_LARGE, "内容太大", ("提交的内容太大，没有处理。",)
    ),
    "key_reused": Row(
        _UNFIT, "重复提交", ("同一页面已经提交过别的内容，请刷新后再办。",)
    ),
    "password_too_weak": Row(
        _UNFIT,
        "密码太弱",
        ("新密码至少 {least_length} 位，大写、小写、数字、符号中至少三种。",),
    ),
    "password_wrong": Row(
        HTTPStatus.UNAUTHORIZED, "登录不成功", ("账号或者密码不对。",)
    ),
    "too_many_tries": Row(
        HTTPStatus.TOO_MANY_REQUESTS,
        "暂时不能登录",
        (
            "输错密码的次数太多，请在 {until} 之后再试。",
            "输错密码的次数太多，请稍后再试。",
        ),
    ),
    "sign_in_needed": Row(HTTPStatus.UNAUTHORIZED, "请先登录", ("请先登录。",)),
    "foreign_origin": Row(
        _FORBIDDEN, "来源不对", ("请求不是从本系统的页面发出的，没有处理。",)
    ),
    "fault": Row(_BROKEN, "系统故障", (_REPAIR,)),
    "too_busy": Row(
        _UNAVAILABLE, "系统繁忙", ("现在同时办理的人多，没有生效，请稍后再试。",)
    ),
    "store_unreachable": Row(
        _UNAVAILABLE,
        "数据库暂时连不上",
        ("数据库暂时连不上，什么都没有改动，请稍后再试。",),
    ),
    "state_unreadable": Row(
        _BROKEN,
        "办件数据校验不通过",
        ("这个办件的数据校验不通过，已停止办理并记录；其他办件不受影响。",),
    ),
    "expression_failed": Row(_BROKEN, "流程条件算不出来", (_REPAIR,)),
    "expression_refused": Row(_UNFIT, "条件写法不对", ("条件写法不对：{why}。",)),
    "case_cannot_move": Row(
        _UNFIT,
        "不能迁移",
        ("{why}", "改动不在这个办件的前方。"),
    ),
    "xml_refused": Row(_UNFIT, "流程文件不能用", ("流程文件不能用：{why}。",)),
    "step_budget_exceeded": Row(_BROKEN, "流程步数超限", (_REPAIR,)),
    "empty_countersign": Row(_BROKEN, "会签没有对象", (_REPAIR,)),
    "nobody_responsible": Row(_BROKEN, "找不到承办人", (_REPAIR,)),
    "effect_refused": Row(_UNFIT, "后续动作被拒绝", ("没有生效：{why}。", _REPAIR)),
    "engine_failed": Row(_BROKEN, "流程引擎故障", (_REPAIR,)),
}

WHY = {
    **DESIGN_WHY,
    "same_version": "这个办件已经在现行版本上。",
    "too_large": "文件超过了大小上限",
    "type_not_allowed": "不支持这种文件",
    "empty": "文件是空的",
    "classified": "涉密文件不得上传，请走机要渠道",
    "too_many": "附件太多",
    "own_case": "这是您自己发起的办件，您又代行，应当回避",
    "signed_twice": "您在这一轮会签里已经签过",
    "to_self": "不能授给自己",
    "ends_before_begins": "结束早于开始",
    "chain": "受权人不得再转授，代行不得层层相连",
    "no_basis": "没有写明依据",
    "no_subjects": "没有写明范围",
    "grant_overlaps": "这段时间里已有一项代行或委托，请先结束它",
    "grant_not_found": "没有这项代行或委托",
    "absence_not_found": "没有登记过这次离岗",
    "person_not_found": "没有这个人",
    "reserved": "须由市长本人办理的事项不能转办",
    "mayor": "市长的事项只能委托，不能转办",
    "recipient": "不能转给这位人员",
    "asked": "征求您意见的事由您本人答复，不能转办",
    "asked_in_turn": "加签只有一层，被征求意见的人不得再加签",
    "asks_oneself": "不能给自己加签",
    "asked_twice": "这件事已经征求过这位同志的意见",
    "asks_who_left": "这位同志已经离任，不能加签",
    "other_unit": "只能转给同一单位的人员，领导只能转给领导",
}


def refusal_of(error: ZhangfaError, now: datetime) -> Refusal:
    """Return what the office is told of a refusal: status, title, sentence, basis."""
    row = ROWS[error.code]
    told = sentence_of(error.code, error.facts, now)
    basis = labels(error.facts.get("references", ()))
    wait = _wait_s(row.status, error.facts.get("until"), now)
    return Refusal(error.code, int(row.status), row.title, told, basis, wait)


def _wait_s(status: HTTPStatus, until: object, now: datetime) -> int:
    if status == HTTPStatus.TOO_MANY_REQUESTS and isinstance(until, datetime):
        return max(1, ceil((until - now).total_seconds()))
    return BUSY_S if status == _UNAVAILABLE else 0


def sentence_of(code: str, facts: Mapping[str, object], now: datetime) -> str:
    """Return the first of a code's sentences for which all facts are known."""
    if code not in ROWS:
        return ""
    known = {
        name: _told(name, value, now)
        for name, value in facts.items()
        if value not in (None, "", ())
    }
    for sentence in ROWS[code].sentences:
        try:
            return sentence.format_map(known)
        except KeyError:
            continue
    return f"{ROWS[code].title}。"


def field_sentences(error: ZhangfaError, names: Mapping[str, str]) -> dict[str, str]:
    """Return for each refused field's path its sentence; `names` are the labels."""
    told = {}
    for path, errors in dict(getattr(error, "fields", {})).items():
        told[path] = " ".join(
            _field_sentence(fault.code, fault.facts, names.get(path, path))
            + (f"（依据：{labels(fault.references)}）" if fault.references else "")
            for fault in errors
        )
    return told


def _field_sentence(code: str, facts: Mapping[str, object], name: str) -> str:
    sentence = FIELD_SENTENCES.get(code, FIELD_SENTENCES["invalid"])
    try:
        return sentence.format_map({**facts, "label": name})
    except KeyError:
        return FIELD_SENTENCES["invalid"].format(label=name)


def _told(name: str, value: object, now: datetime) -> str:
    if isinstance(value, datetime):
        return moment(value, now)
    if isinstance(value, (list, tuple, set, frozenset)):
        return "、".join(str(item) for item in value)
    if name == "why":
        return WHY.get(str(value), str(value))
    if name == "role":
        return ROLES.get(str(value), str(value))
    return str(value)
