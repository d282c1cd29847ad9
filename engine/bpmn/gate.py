"""The one gate for XML: nothing else in the house hands bytes to an XML parser."""

from collections.abc import Mapping
from typing import Any, NoReturn

from lxml import etree

from engine.bpmn.names import BPMN, DMN_FAMILY, NCNAME
from engine.model.errors import XmlRefused

MAXIMUM_BYTES = 2_000_000
MAXIMUM_ELEMENTS = 20_000
MAXIMUM_DEPTH = 64
MAXIMUM_ATTRIBUTES = 64

BPMN_ROOT = f"{{{BPMN}}}definitions"
_ENCODING = 'encoding="utf-8"'
_SHUT: Mapping[str, Any] = {
    "resolve_entities": False,
    "no_network": True,
    "load_dtd": False,
    "dtd_validation": False,
    "huge_tree": False,
    "recover": False,
}
_MARKS = (b"\xff\xfe", b"\xfe\xff", b"\x00")


def read_xml(data: bytes) -> etree._Element:
    """Read a BPMN document.

    Raises:
        XmlRefused: Too large, too deep, not UTF-8, with a DOCTYPE or a processing
            instruction, malformed, or not BPMN.
    """
    root = _read(data)
    if root.tag != BPMN_ROOT:
        raise XmlRefused(why="not_bpmn")
    return root


def read_dmn(data: bytes) -> etree._Element:
    """Read a DMN document.

    Raises:
        XmlRefused: As `read_xml`; or it is not DMN.
    """
    root = _read(data)
    name = etree.QName(root)
    is_dmn = (name.namespace or "").startswith(DMN_FAMILY)
    if name.localname != "definitions" or not is_dmn:
        raise XmlRefused(why="not_dmn")
    return root


class _Judge:
    """Sees the document as a stream and builds nothing, so it may stop at once."""

    def __init__(self) -> None:
        self.depth = 0
        self.elements = 0

    def doctype(self, *_: object) -> NoReturn:
        raise XmlRefused(why="doctype")

    def pi(self, *_: object) -> NoReturn:
        raise XmlRefused(why="processing_instruction")

    def start(self, _tag: str, attributes: dict[str, str]) -> None:
        self.depth += 1
        self.elements += 1
        if self.depth > MAXIMUM_DEPTH:
            raise XmlRefused(why="too_deep")
        if self.elements > MAXIMUM_ELEMENTS:
            raise XmlRefused(why="too_many_elements")
        if len(attributes) > MAXIMUM_ATTRIBUTES:
            raise XmlRefused(why="too_many_attributes")
        element_id = attributes.get("id")
        if element_id is not None and not NCNAME.fullmatch(element_id):
            raise XmlRefused(why="id", element_id=element_id)

    def end(self, _tag: str) -> None:
        self.depth -= 1

    def data(self, _text: str) -> None: ...

    def comment(self, _text: str) -> None: ...

    def close(self) -> None: ...


def _read(data: bytes) -> etree._Element:
    _refuse_bytes(data)
    judge: Any = _Judge()
    builder: etree.XMLParser[etree._Element] = etree.XMLParser(
        remove_comments=True, remove_pis=True, **_SHUT
    )
    try:
        etree.fromstring(data, etree.XMLParser(target=judge, **_SHUT))
        return etree.fromstring(data, builder)
    except etree.XMLSyntaxError as error:
        raise XmlRefused(why="malformed", line=error.lineno or 0) from error


def _refuse_bytes(data: bytes) -> None:
    if not data or len(data) > MAXIMUM_BYTES:
        raise XmlRefused(why="size")
    declaration = data[:200].lower().partition(b"?>")[0].replace(b"'", b'"')
    if data.startswith(_MARKS) or (
        b"encoding" in declaration and _ENCODING.encode() not in declaration
    ):
        raise XmlRefused(why="not_utf8")
    try:
        data.decode("utf-8")
    except UnicodeDecodeError as error:
        raise XmlRefused(why="not_utf8") from error
