"""PDF from HTML: the one place that knows PlutoPrint and where the typefaces lie."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from io import BytesIO
from pathlib import Path
from threading import Lock

from plutoprint import (
    MEDIA_TYPE_PRINT,
    PAGE_MARGINS_NONE,
    PAGE_SIZE_A4,
    PDF_METADATA_AUTHOR,
    PDF_METADATA_CREATION_DATE,
    PDF_METADATA_CREATOR,
    PDF_METADATA_MODIFICATION_DATE,
    PDF_METADATA_TITLE,
    UNITS_PX,
    Book,
    PDFCanvas,
)
from pylopdf_fonts_zh_cn import sans_path, serif_path

FONTS = Path(__file__).resolve().parent / "fonts"

# The library says nothing of threads, and requests come in several.
_ONE_AT_A_TIME = Lock()


def typefaces() -> Mapping[str, str]:
    """Return where the typefaces lie that come by pip, as a page addresses them.

    The others lie in `FONTS`, against which a page's own addresses are resolved.
    """
    return {"serif": serif_path().as_uri(), "sans": sans_path().as_uri()}


@dataclass(frozen=True, slots=True)
class LaidOut:
    """A document on A4 pages, ready to be drawn."""

    book: Book

    @property
    def pages(self) -> int:
        return self.book.get_page_count()


def lay_out(html: str) -> LaidOut:
    """Return the document laid out on A4 pages, margins as its own style has them."""
    with _ONE_AT_A_TIME:
        book = Book(PAGE_SIZE_A4, PAGE_MARGINS_NONE, MEDIA_TYPE_PRINT)
        book.load_html(html, base_url=f"{FONTS.as_uri()}/")
        book.get_page_count()
        return LaidOut(book)


def write_pdf(
    layers: Sequence[LaidOut], *, title: str, author: str, at: datetime
) -> bytes:
    """Return a PDF on whose pages the documents are drawn one over another.

    The same documents at the same moment give the same bytes.
    """
    with _ONE_AT_A_TIME:
        stream = BytesIO()
        canvas = PDFCanvas.create_for_stream(stream, PAGE_SIZE_A4)
        moment = at.strftime("%Y-%m-%dT%H:%M:%SZ")
        for name, value in (
            (PDF_METADATA_TITLE, title),
            (PDF_METADATA_AUTHOR, author),
            (PDF_METADATA_CREATOR, "章法 Zhangfa"),
            (PDF_METADATA_CREATION_DATE, moment),
            (PDF_METADATA_MODIFICATION_DATE, moment),
        ):
            canvas.set_metadata(name, value)
        for number in range(max(layer.pages for layer in layers)):
            for layer in layers:
                _draw(layer, canvas, number)
            canvas.show_page()
        canvas.finish()
        return stream.getvalue()


def _draw(layer: LaidOut, canvas: PDFCanvas, number: int) -> None:
    if number < layer.pages:
        canvas.save_state()
        canvas.scale(UNITS_PX, UNITS_PX)
        layer.book.render_page(canvas, number)
        canvas.restore_state()
