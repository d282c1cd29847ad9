"""The second table: what each refused answer says beside its field."""

from collections.abc import Mapping

# Words that are written beside no form: the field's name, and what it is called.
WORDS: Mapping[str, str] = {
    "words": "催办的话",
    "reason": "理由",
    "basis": "依据",
    "kind": "类别",
}

FIELD_SENTENCES: Mapping[str, str] = {
    "required": "请填写“{label}”。",
    "rule": "{message}",
    "pattern": "{message}",
    "invalid": "“{label}”填写有误。",
    "unknown_field": "表单里没有“{label}”这一项。",
    "wrong_type": "“{label}”的格式不对。",
    "control_character": "“{label}”里有不能保存的字符。",
    "too_long": "“{label}”最多 {maximum} 个字，现在有 {length} 个。",
    "not_a_number": "“{label}”应填数字。",
    "too_many_decimals": "“{label}”最多保留 {maximum} 位小数。",
    "too_small": "“{label}”不得小于 {minimum}。",
    "too_large": "“{label}”不得大于 {maximum}。",
    "not_a_date": "“{label}”应填日期，例如 2026-11-23。",
    "not_a_moment": "“{label}”应填日期和时刻，例如 2026-11-23 09:00。",
    "not_yes_or_no": "“{label}”请选“是”或“否”。",
    "not_a_choice": "“{label}”请从列出的选项中选。",
    "malformed_id": "“{label}”请从列出的选项中选。",
    "duplicate": "“{label}”有重复。",
    "too_many": "“{label}”最多选 {maximum} 项。",
    "too_few": "“{label}”至少选 {minimum} 项。",
    "too_many_rows": "“{label}”最多 {maximum} 行。",
    "too_few_rows": "“{label}”至少 {minimum} 行。",
    "unknown_post": "“{label}”：没有这个职务。",
    "unknown_unit": "“{label}”：没有这个单位。",
    "unknown_person": "“{label}”：没有这位人员。",
    "unknown_case": "“{label}”：没有这个办件，或者不能引用它。",
    "unknown_document": "“{label}”：没有这份附件，请重新上传。",
}
