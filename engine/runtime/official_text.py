"""The official text of the rules: its articles, and the sentence a reference means."""

import re
from collections.abc import Mapping

from engine.model.reference import Reference

_DIGITS = {numeral: value for value, numeral in enumerate("零一二三四五六七八九")}
_TENS = re.compile(r"([一二三四五六七八九]?)十([一二三四五六七八九]?)")
_NUMERAL = r"[零〇一二三四五六七八九十百]+"
# Scanned texts set a heading off by half- or full-width blanks, or by none at all.
_ARTICLE = re.compile(rf"^\s*第({_NUMERAL})条\s*", re.MULTILINE)
_CHAPTER = re.compile(rf"^\s*第{_NUMERAL}[章节].*$", re.MULTILINE)
_SENTENCE = re.compile(r"[^。]*。|[^。]+\Z")
_ITEM = re.compile(r"[(\uff08]([一二三四五六七八九])[)\uff09]")


def split_articles(text: str) -> Mapping[int, str]:
    """Return the text of each article by number, without its heading.

    What stands before the first article, and the headings of chapters, belongs to none.
    Where a number comes twice, as in a table of contents, the later one counts.
    """
    pieces = _ARTICLE.split(text)[1:]
    return {
        number_of(numeral): _CHAPTER.sub("", body).strip()
        for numeral, body in zip(pieces[::2], pieces[1::2], strict=True)
    }


def number_of(numeral: str) -> int:
    """Return the value of a Chinese numeral below one hundred: 四十二 is 42."""
    tens = _TENS.fullmatch(numeral)
    if tens is None:
        return _DIGITS.get(numeral, 0)
    return 10 * _DIGITS.get(tens[1], 1) + _DIGITS.get(tens[2], 0)


def text_of(article: str, reference: Reference) -> str:
    """Return the part of the article's text that is meant, the whole if none is."""
    if reference.item:
        return _item(article, reference.item)
    if reference.sentence:
        sentences = [each.strip() for each in _SENTENCE.findall(article)]
        told = [each for each in sentences if each]
        return told[reference.sentence - 1] if reference.sentence <= len(told) else ""
    return article


def _item(article: str, item: int) -> str:
    for sentence in _SENTENCE.findall(article):
        pieces = _ITEM.split(sentence)[1:]
        for numeral, words in zip(pieces[::2], pieces[1::2], strict=True):
            if _DIGITS[numeral] == item:
                return f"（{numeral}）" + words.strip().partition("\n")[0]
    return ""
