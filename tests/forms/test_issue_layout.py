"""The issue as a PDF, measured on the page: GB/T 9704's lengths, lines and places."""

from dataclasses import dataclass, replace
from datetime import date
from io import BytesIO
from itertools import pairwise

import pypdf
import pypdfium2
import pytest
from flask import Flask

from engine.model.issue import Issue, IssueStage
from forms.issue_layout import Sheet, render_issue, sheets_of
from forms.pdf import FONTS

MM = 72 / 25.4
LEFT, RIGHT, TOP, BOTTOM = 28.0, 184.0, 37.0, 262.0
LINE = 225 / 22
SENTENCE = "为深入贯彻落实省委和省政府关于进一步优化营商环境的决策部署切实解决突出问题"
ISSUE = Issue(
    case_id="c",
    stage=IssueStage.ISSUED,
    kind="通知",
    issuer="临江市人民政府",
    title="临江市人民政府关于进一步优化营商环境的通知",
    text="\n".join([SENTENCE * 7, "一、总体要求", "（一）压减时限。" + SENTENCE * 8]),
    number="临政发〔2026〕1号",
    signer="沈砚秋",
    signer_post="市长",
    recipients="永丰县人民政府、清河县人民政府",
    attachments=("任务分工表",),
    signed_on=date(2026, 11, 23),
    copies_to="市委办公室，市人大常委会办公室",
    printer="临江市人民政府办公室",
    printed_on=date(2026, 11, 24),
)

pytestmark = pytest.mark.skipif(
    not (FONTS / "title.css").is_file(), reason="run `make setup` first: no forms/fonts"
)


@dataclass(frozen=True)
class Line:
    """A line of a page: its words, and where it stands (mm from left and top)."""

    words: str
    left: float
    right: float
    foot: float


@pytest.fixture(scope="module")
def app() -> Flask:
    return Flask("forms")


def _render(app: Flask, **changed: object) -> bytes:
    with app.app_context():
        return render_issue(replace(ISSUE, **changed))


def _lines(data: bytes, number: int) -> list[Line]:
    """Return the lines of a page from above, each from its characters' boxes."""
    page = pypdfium2.PdfDocument(data)[number]
    text = page.get_textpage()
    height = page.get_height()
    rows: dict[int, list[tuple[float, float, float, str]]] = {}
    for index in range(text.count_chars()):
        words = text.get_text_range(index, 1)
        left, bottom, right, _ = text.get_charbox(index, loose=True)
        if words.strip():
            foot = (height - bottom) / MM
            rows.setdefault(round(foot), []).append(
                (left / MM, right / MM, foot, words)
            )
    return [
        Line(
            "".join(char[3] for char in sorted(row)),
            min(char[0] for char in row),
            max(char[1] for char in row),
            max(char[2] for char in row),
        )
        for _, row in sorted(rows.items())
    ]


def _line(data: bytes, number: int, begins: str) -> Line:
    return next(each for each in _lines(data, number) if each.words.startswith(begins))


def test_a_page_is_a4_and_holds_22_lines_of_28_characters(app: Flask):
    data = _render(app, text=SENTENCE * 40)

    page = pypdfium2.PdfDocument(data)[1]
    lines = [each for each in _lines(data, 1) if "—" not in each.words]

    assert page.get_width() / MM == pytest.approx(210, abs=0.1)
    assert page.get_height() / MM == pytest.approx(297, abs=0.1)
    assert len(lines) == 22
    assert {len(each.words) for each in lines} == {28}
    assert min(each.left for each in lines) == pytest.approx(LEFT, abs=0.3)
    assert max(each.right for each in lines) == pytest.approx(RIGHT, abs=0.5)
    assert TOP < lines[0].foot < TOP + LINE
    assert BOTTOM - LINE < lines[-1].foot < BOTTOM
    apart = [below.foot - above.foot for above, below in pairwise(lines)]
    assert apart == pytest.approx([LINE] * 21, abs=0.05)


def test_every_typeface_is_embedded(app: Flask):
    reader = pypdf.PdfReader(BytesIO(_render(app)))

    names = set()
    for page in reader.pages:
        for font in page["/Resources"].get("/Font", {}).values():
            below = font["/DescendantFonts"][0] if "/DescendantFonts" in font else font
            descriptor = below["/FontDescriptor"]
            assert descriptor.keys() & {"/FontFile", "/FontFile2", "/FontFile3"}
            names.add(font["/BaseFont"].partition("+")[2])

    assert {"NotoSerifSC-Regular", "NotoSansSC-Regular", "LXGWWenKai-Regular"} <= names
    assert not [name for name in names if "CJK" in name], "a font of this machine"


def test_the_same_issue_gives_the_same_bytes_and_another_does_not(app: Flask):
    assert _render(app) == _render(app)
    assert _render(app) != _render(app, text=ISSUE.text.replace("切实", "确实"))


def test_every_character_can_be_read_from_the_pages(app: Flask):
    data = _render(app)
    pages = pypdfium2.PdfDocument(data)

    told = "".join(
        line.words for n in range(len(pages)) for line in _lines(data, n)
    ).replace("—1—", "")

    assert SENTENCE * 2 in told
    for words in (ISSUE.number, "永丰县人民政府、清河县人民政府：", "附件：任务分工表"):
        assert words in told


def test_every_character_leaves_ink(app: Flask):
    data = _render(app)
    page = pypdfium2.PdfDocument(data)[1]
    picture = page.render(scale=2, grayscale=True)
    text, height = page.get_textpage(), page.get_height()

    blank = []
    for index in range(text.count_chars()):
        words = text.get_text_range(index, 1)
        left, bottom, right, top = (2 * each for each in text.get_charbox(index))
        rows = range(int(2 * height - top), int(2 * height - bottom) + 1)
        darkest = min(
            picture.buffer[row * picture.stride + column]
            for row in rows
            for column in range(int(left), int(right) + 1)
        )
        if words.strip() and darkest > 200:
            blank.append(words)

    assert blank == []


def test_the_head_stands_where_the_standard_has_it(app: Flask):
    data = _render(app)

    number = _line(data, 0, ISSUE.number)
    title = _line(data, 0, "临江市人民政府关于")
    to = _line(data, 0, "永丰县")
    first = _line(data, 0, SENTENCE[:5])

    assert (number.left + number.right) / 2 == pytest.approx(106, abs=1)
    assert (title.left + title.right) / 2 == pytest.approx(106, abs=1)
    assert number.foot < title.foot < to.foot < first.foot
    assert to.left == pytest.approx(LEFT, abs=0.3)
    assert first.left == pytest.approx(LEFT + 2 * 156 / 28, abs=0.3), "two characters"
    assert _is_red(data, 0, at=(106, 122.4)), "the rule, 4 mm below the number"


def _is_red(data: bytes, number: int, *, at: tuple[float, float]) -> bool:
    picture = pypdfium2.PdfDocument(data)[number].render(scale=4, rev_byteorder=True)
    x, y = (int(each * MM * 4) for each in at)
    rows = (
        row * picture.stride + x * picture.n_channels for row in range(y - 8, y + 9)
    )
    near = [tuple(picture.buffer[row : row + 3]) for row in rows]
    return any(red > 180 and green < 60 for red, green, _ in near)


def test_what_goes_up_names_its_signer_at_the_right(app: Flask):
    data = _render(app, kind="请示")

    line = _line(data, 0, ISSUE.number)

    assert line.words.endswith("签发人：沈砚秋")
    assert line.left == pytest.approx(LEFT + 156 / 28, abs=0.5)
    assert line.right == pytest.approx(RIGHT - 156 / 28, abs=0.5)


def test_organ_and_day_stand_together_at_the_seals_place(app: Flask):
    data = _render(app)
    last = next(
        n
        for n in range(9)
        if any("2026年11月23日" in each.words for each in _lines(data, n))
    )

    organ, day = (
        _line(data, last, "临江市人民政府"),
        _line(data, last, "2026年11月23日"),
    )

    assert day.right == pytest.approx(RIGHT - 4 * 156 / 28, abs=0.7), "four characters"
    assert organ.foot + LINE == pytest.approx(day.foot, abs=0.2)
    middles = [(each.left + each.right) / 2 for each in (organ, day)]
    assert middles[0] == pytest.approx(middles[1], abs=0.7)


def test_the_record_closes_the_last_even_page(app: Flask):
    data = _render(app)
    pages = len(pypdfium2.PdfDocument(data))

    copies, printed = (_line(data, pages - 1, w) for w in ("抄送", "临江市人民政府办"))

    assert pages % 2 == 0
    assert copies.words == "抄送：市委办公室，市人大常委会办公室。"
    assert printed.words == "临江市人民政府办公室2026年11月24日印发"
    assert BOTTOM - 8 < printed.foot < BOTTOM
    assert printed.left == pytest.approx(LEFT + 14 / MM, abs=0.5)
    assert printed.right == pytest.approx(RIGHT - 14 / MM, abs=0.5)


def test_page_numbers_stand_at_the_outer_side(app: Flask):
    data = _render(app, text=SENTENCE * 40)

    odd, even = _lines(data, 0)[-1], _lines(data, 1)[-1]

    assert (odd.words, even.words) == ("—1—", "—2—")
    assert odd.right == pytest.approx(RIGHT - 14 / MM, abs=0.5)
    assert even.left == pytest.approx(LEFT + 14 / MM, abs=0.5)
    assert odd.foot == pytest.approx(even.foot, abs=0.1)
    assert BOTTOM + 7 < odd.foot < BOTTOM + 14


@pytest.mark.parametrize(
    ("text_pages", "with_record", "sheets"),
    [
        (1, 1, [(1, True, False), (2, True, True)]),
        (2, 2, [(1, True, False), (2, True, True)]),
        (3, 3, [(1, True, False), (2, True, False), (3, True, False), (4, True, True)]),
        (
            2,
            3,
            [(1, True, False), (2, True, False), (3, False, False), (4, False, True)],
        ),
    ],
)
def test_blank_pages_before_the_record_bear_no_number(
    text_pages: int, with_record: int, sheets: list[tuple[int, bool, bool]]
):
    assert list(sheets_of(text_pages, with_record)) == [Sheet(*each) for each in sheets]


@pytest.mark.parametrize(
    ("stage", "stamp"), [(IssueStage.DRAFT, "送审稿"), (IssueStage.SIGNED, "校样")]
)
def test_what_is_not_issued_says_so_on_every_page(
    app: Flask, stage: IssueStage, stamp: str
):
    data = _render(app, stage=stage, number="", printed_on=None)

    pages = range(len(pypdfium2.PdfDocument(data)))

    assert all(_lines(data, n)[0].words == stamp for n in pages)
    assert not any("〔" in line.words for n in pages for line in _lines(data, n))


@pytest.mark.parametrize(
    ("kind", "has", "has_not"),
    [
        ("函", "临江市人民政府", "—1—"),
        ("命令（令）", "临江市人民政府令", "印章"),
        ("纪要", "临江市人民政府纪要", "印章"),
    ],
)
def test_letters_orders_and_minutes_have_their_own_forms(
    app: Flask, kind: str, has: str, has_not: str
):
    data = _render(app, kind=kind, text="各县要保障供暖。")

    words = [line.words for n in (0, 1) for line in _lines(data, n)]

    assert has in words
    assert has_not not in words


def test_words_of_the_text_are_never_read_as_markup(app: Flask):
    data = _render(
        app, text="<img src=https://example.org/x>甲 & 乙", title="<b>题</b>"
    )

    words = "".join(line.words for line in _lines(data, 0))

    assert "<imgsrc=https://example.org/x>甲&乙" in words
    assert "<b>题</b>" in words
