"""What the refusals of the designer and the gate say, and their statuses."""

from collections.abc import Mapping
from http import HTTPStatus

from forms.refusal_row import Row

_MISSING = HTTPStatus.NOT_FOUND
_CONFLICT = HTTPStatus.CONFLICT
_FORBIDDEN = HTTPStatus.FORBIDDEN
_UNFIT = HTTPStatus.UNPROCESSABLE_ENTITY

DESIGN_ROWS: Mapping[str, Row] = {
    "draft_not_found": Row(_MISSING, "找不到草稿", ("没有这份草稿。",)),
    "draft_file_not_found": Row(_MISSING, "找不到文件", ("草稿里没有“{path}”。",)),
    "version_not_found": Row(_MISSING, "找不到版本", ("没有这个版本。",)),
    "proof_not_found": Row(_MISSING, "找不到检验", ("没有这次检验。",)),
    "draft_changed": Row(
        _CONFLICT,
        "草稿已经变化",
        (
            "{by}在 {at} 保存过这份草稿，您的改动没有保存。请先取回最新内容。",
            "刚刚有人保存过这份草稿，您的改动没有保存。请先取回最新内容。",
        ),
    ),
    "draft_closed": Row(
        _CONFLICT, "草稿不能再改", ("这份草稿{why}，不能再改；请另建草稿。",)
    ),
    "proof_under_way": Row(
        _CONFLICT, "正在检验", ("这份草稿的这一内容正在检验，请等它结束。",)
    ),
    "version_planned": Row(
        _CONFLICT,
        "已有版本定期施行",
        ("第 {number} 版定于 {at} 起施行；要先撤回它，才能另行发布。",),
    ),
    "moment_past": Row(
        _UNFIT, "施行时间已过", ("施行时间要在现在之后；要立即施行，就不填。",)
    ),
    "not_proven": Row(_CONFLICT, "还没有检验", ("不能发布：{words}",)),
    "proof_unfinished": Row(
        _CONFLICT, "检验没有结束", ("检验没有结束或中断了，没有可签署的结论。",)
    ),
    "trial_not_possible": Row(
        _CONFLICT,
        "不能做变异检验",
        ("检验结束、场景都通过之后才能做变异检验。",),
    ),
    "already_signed": Row(_CONFLICT, "已经签署", ("已经有人签署过了。",)),
    "signature_not_needed": Row(
        _CONFLICT, "不需要签署", ("这次检验不需要这样的签署。",)
    ),
    "version_moved": Row(
        _CONFLICT,
        "现行版本已经变化",
        ("刚刚有人动过现行版本，请刷新后再办。",),
    ),
    "publication_refused": Row(
        _UNFIT, "检验没有通过，不能发布", ("不能发布：{words}",)
    ),
    "unsigned": Row(_FORBIDDEN, "还缺签署", ("不能发布：{words}",)),
    "own_work": Row(_FORBIDDEN, "须由另一个人签署", ("{why}。",)),
    "procedure_stopped": Row(
        _CONFLICT,
        "已停止新办",
        (
            "这个程序的现行版本已停止新办，恢复或发布新版本之前不能发起；在办的照常办理。",
        ),
    ),
    "procedure_exists": Row(
        _CONFLICT, "代号已经有了", ("已经有代号为“{slug}”的程序，请换一个代号。",)
    ),
    "import_refused": Row(_UNFIT, "不能建立草稿", ("不能建立草稿：{why}。",)),
    "draft_file_refused": Row(_UNFIT, "文件不能保存", ("“{path}”不能保存：{why}。",)),
}
DESIGN_WHY = {
    "published": "已经发布",
    "own_draft": "您改过这份草稿或发起了检验，须由另一个人签署，任何人不得一人发布",
    "signed_before": "您已经以别的身份签署过，须由另一个人签署",
    "discarded": "已经废弃",
    "slug": "代号只能用小写字母、数字和下划线，以字母开头",
    "name": "名称最多 40 个字，不用引号等符号",
    "no_bundle": "这不是导出的程序包，也不是流程图文件，或已损坏",
    "no_process": "文件里没有流程",
    "path": "文件名不合规定",
    "file_too_large": "文件超过 2 MB",
    "file_needed": "程序不能没有这个文件",
    "too_many_files": "草稿的文件太多或太大",
    "not_utf8": "文件不是 UTF-8 文本",
    "size": "文件是空的或超过 2 MB",
    "doctype": "文件含有 DOCTYPE 声明",
    "processing_instruction": "文件含有处理指令",
    "too_deep": "元素嵌套太深",
    "too_many_elements": "元素太多",
    "too_many_attributes": "有元素的属性太多",
    "malformed": "文件不是完整的 XML",
    "id": "有元素的标识不合规定",
    "not_bpmn": "文件不是 BPMN 2.0 流程图",
    "not_dmn": "文件不是 DMN 决策表",
}
