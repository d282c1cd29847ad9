"""The list of sentences, made from their definitions: `features/README.md`."""

import inspect
from collections.abc import Iterator
from dataclasses import dataclass
from types import FunctionType, ModuleType

from pytest_bdd.steps import step_function_context_registry

from engine.acceptance import sentences_deeds, sentences_facts, sentences_looks

KEYWORDS = {"given": "假如", "when": "当", "then": "那么"}
MODULES = {"given": sentences_facts, "when": sentences_deeds, "then": sentences_looks}
TITLES = {
    "given": "假如：摆事实",
    "when": "当：一件事",
    "then": "那么：查看",
}
OPENING = """# 场景的句子

本页由 `zhangfa sentences` 生成，列出 `*.feature` 可用的全部句式。
句子只说三样东西：流程图上的名称（事项、结局、时限）、
表单上的标签（字段、选项）、办公室里的名称（职务、单位）。
名称写错一个字，场景当场失败，并给出最接近的名称。
句子里的逗号和冒号，全角半角都可以；引号用半角。

职务按名称写（`"秘书长"`）；写单位名称（`"市财政局"`）就是该单位的经办人。
时刻写 `2026-12-01 09:00`（北京时间）。几个职务或单位用顿号隔开。
选择题写选项的标签，是否题写 是 或 否，附件写文件名；
办件写 本案、原案件（本场景最先立的那个）、起本案的案件
或 关联的发文签发（本案起的那个）。

标签是条款号（`@第42条第1句`）：带标签的场景要通过，
而且走到的图上元素、分支或拒绝要引这一条，才算证明了它。
`@待建_<程序>` 表示所等的程序尚未发布，场景先立在这里，不运行。
"""


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence: its keyword's type, an example, and what it means."""

    type: str
    example: str
    meaning: str


def sentences() -> Iterator[Sentence]:
    """Yield every sentence in the order of its definition."""
    for type_, module in MODULES.items():
        for definition in _definitions(module):
            documentation = inspect.getdoc(definition) or ""
            example, meaning = documentation.split("\n\n", 1)
            yield Sentence(type_, example, meaning)


def _definitions(module: ModuleType) -> list[FunctionType]:
    steps = (context.step_func for context in step_function_context_registry.values())
    own = [
        step
        for step in steps
        if isinstance(step, FunctionType) and step.__module__ == module.__name__
    ]
    return sorted(own, key=lambda step: step.__code__.co_firstlineno)


def sentences_page() -> str:
    """Return the page, in Markdown."""
    parts = [OPENING]
    for type_, title in TITLES.items():
        rows = [
            f"| `{KEYWORDS[type_]}{sentence.example}` | {sentence.meaning} |"
            for sentence in sentences()
            if sentence.type == type_
        ]
        parts.append(f"\n## {title}\n\n| 句式 | 意思 |\n|---|---|\n")
        parts.append("\n".join(rows) + "\n")
    return "".join(parts)
