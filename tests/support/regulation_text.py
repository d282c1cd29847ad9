"""A text of rules for tests: 79 articles of our own making."""

from collections.abc import Mapping

ARTICLES = 79
_DIGITS = "零一二三四五六七八九"


def regulation_text(said: Mapping[int, str]) -> str:
    """Return rules in which the articles named say this and the others say little."""
    articles = [
        f"第{_numeral(number)}条 {said.get(number, '此条为试验所写。')}"
        for number in range(1, ARTICLES + 1)
    ]
    return "\n".join(["试验规则", "第一章 总则", *articles])


def _numeral(number: int) -> str:
    tens, ones = divmod(number, 10)
    head = "" if tens == 0 else ("十" if tens == 1 else f"{_DIGITS[tens]}十")
    return head + (_DIGITS[ones] if ones else "")
