"""What an attached file is: told by its name's ending, and borne out by its bytes."""

from pathlib import PurePath

from engine.model.errors import DocumentRefused

MOST_BYTES = 50 * 1024 * 1024
LONGEST_NAME = 200

_ZIPPED = (b"PK\x03\x04",)
_COMPOUND = (b"\xd0\xcf\x11\xe0",)
_OPEN = "application/vnd.openxmlformats-officedocument."
# Ending: media type, and how such a file begins; an empty tuple is plain text. Pages,
# scripts, archives and drawings that browsers run (html, svg) are left out on purpose.
_KINDS: dict[str, tuple[str, tuple[bytes, ...]]] = {
    ".pdf": ("application/pdf", (b"%PDF-",)),
    ".ofd": ("application/ofd", _ZIPPED),
    ".docx": (f"{_OPEN}wordprocessingml.document", _ZIPPED),
    ".xlsx": (f"{_OPEN}spreadsheetml.sheet", _ZIPPED),
    ".pptx": (f"{_OPEN}presentationml.presentation", _ZIPPED),
    ".doc": ("application/msword", _COMPOUND),
    ".xls": ("application/vnd.ms-excel", _COMPOUND),
    ".ppt": ("application/vnd.ms-powerpoint", _COMPOUND),
    ".wps": ("application/vnd.ms-works", (*_COMPOUND, *_ZIPPED)),
    ".et": ("application/vnd.ms-excel", (*_COMPOUND, *_ZIPPED)),
    ".png": ("image/png", (b"\x89PNG\r\n\x1a\n",)),
    ".jpg": ("image/jpeg", (b"\xff\xd8\xff",)),
    ".jpeg": ("image/jpeg", (b"\xff\xd8\xff",)),
    ".tif": ("image/tiff", (b"II*\x00", b"MM\x00*")),
    ".tiff": ("image/tiff", (b"II*\x00", b"MM\x00*")),
    ".txt": ("text/plain", ()),
    ".csv": ("text/csv", ()),
}


def media_type_of(name: str, data: bytes) -> str:
    """Return the media type of a file that may be attached.

    What the browser says of it is not asked: it may say anything.

    Raises:
        DocumentRefused: It is empty, too large, or of no kind that is taken.
    """
    if not data:
        raise DocumentRefused(why="empty", name=name)
    if len(data) > MOST_BYTES:
        raise DocumentRefused(why="too_large", name=name, most_bytes=MOST_BYTES)
    media_type, beginnings = _KINDS.get(PurePath(name).suffix.lower(), ("", ()))
    begins_well = data.startswith(beginnings) if beginnings else b"\x00" not in data
    if not media_type or not begins_well:
        raise DocumentRefused(why="type_not_allowed", name=name)
    return media_type


def plain_name(name: str) -> str:
    """Return the file's name without folders and control characters, not too long.

    Raises:
        DocumentRefused: Nothing is left of it.
    """
    last = name.replace("\\", "/").rpartition("/")[2]
    kept = "".join(sign for sign in last if sign.isprintable()).strip()
    if not kept.strip("."):
        raise DocumentRefused(why="type_not_allowed", name=name)
    stem, ending = PurePath(kept).stem, PurePath(kept).suffix
    return stem[: LONGEST_NAME - len(ending)] + ending
