"""What forms and manifests say of each thing in them, for comparisons."""

import json
from collections.abc import Iterator, Mapping
from typing import Any

from engine.model.difference import Facts

_FIELDS = {
    "label": "标签",
    "type": "类型",
    "description": "说明",
    "references": "依据",
    "default": "缺省",
    "multiple": "可多选",
    "values": "选项",
    "phrases": "常用语",
    "opinion": "意见栏",
    "conditional.show": "显示条件",
    "validate.required": "必填",
    "validate.min": "最少",
    "validate.max": "最多",
    "validate.maxLength": "最长",
    "title": "标题",
    "submit_label": "提交按钮",
    "name": "名称",
    "summary": "简介",
    "number_word": "编号用字",
    "owner": "主管单位",
    "require": "要求",
    "message": "提示",
    "field": "所管字段",
    "outcome": "结局",
    "until": "到哪一步为止",
    "who": "谁可以",
    "candidates": "谁可以发起",
}
_GROUPS = ("group",)


def facts_of_form(data: bytes) -> Mapping[str, Facts]:
    """Return what a form says of itself, its fields and its rules, by key.

    Raises:
        ValueError: It is no JSON object.
    """
    form = _object(data)
    own = {k: v for k, v in form.items() if k not in {"components", "rules"}}
    found = {"form": Facts("表单", str(form.get("title", "")), _flat(own))}
    for field in _fields(form.get("components", [])):
        found[f"field:{field.get('key', '')}"] = Facts(
            "字段", str(field.get("label", "")), _flat(field)
        )
    for number, rule in enumerate(_list(form.get("rules")), start=1):
        found[f"rule:{number}"] = Facts("规则", f"第 {number} 条", _flat(rule))
    return found


def facts_of_manifest(data: bytes) -> Mapping[str, Facts]:
    """Return what a manifest says of the procedure, its register and its endings.

    Raises:
        ValueError: It is no JSON object.
    """
    manifest = _object(data)
    own = {k: v for k, v in manifest.items() if k not in {"register", "terminations"}}
    found = {"procedure": Facts("程序", str(manifest.get("name", "")), _flat(own))}
    for column in _list(manifest.get("register")):
        key = f"register:{column.get('name', '')}"
        found[key] = Facts("台账栏", str(column.get("label", "")), _flat(column))
    for way in _list(manifest.get("terminations")):
        key = f"termination:{way.get('outcome', '')}"
        found[key] = Facts("终止方式", str(way.get("outcome", "")), _flat(way))
    return found


def _object(data: bytes) -> dict[str, Any]:
    try:
        value = json.loads(data)
    except (ValueError, RecursionError) as error:
        raise ValueError("no JSON") from error
    if not isinstance(value, dict):
        raise ValueError("no JSON object")  # noqa: TRY004 (one error for what is no such file)
    return value


def _list(value: object) -> list[dict[str, Any]]:
    listed = value if isinstance(value, list) else []
    return [each for each in listed if isinstance(each, dict)]


def _fields(components: object) -> Iterator[dict[str, Any]]:
    """Give the fields in groups and out of them; a table's columns belong to it."""
    for each in _list(components):
        if each.get("type") in _GROUPS:
            yield from _fields(each.get("components"))
        else:
            yield each


def _flat(value: dict[str, Any], path: str = "") -> dict[str, str]:
    found: dict[str, str] = {}
    for name, part in value.items():
        below = f"{path}.{name}" if path else name
        if isinstance(part, dict):
            found |= _flat(part, below)
        else:
            found[_FIELDS.get(below, below)] = _told(part)
    return found


def _told(value: object) -> str:
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, str):
        return value
    if isinstance(value, list) and all(isinstance(each, str) for each in value):
        return "、".join(value)
    return json.dumps(value, ensure_ascii=False)
