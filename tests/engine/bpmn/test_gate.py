"""The gate turns away everything that is not plain, small, UTF-8 BPMN."""

import gzip

import pytest

from engine.bpmn.gate import read_dmn, read_xml
from engine.model.errors import XmlRefused
from tests.support.drawing import HEAD, document

GOOD = document("<startEvent id='s'/>")
DEEP = HEAD.encode() + b"<a>" * 100 + b"</a>" * 100 + b"</definitions>"
LAUGHS = (
    b"<!DOCTYPE l [<!ENTITY a 'lol'>"
    + b"".join(
        b"<!ENTITY %s '%s'>" % (bytes([98 + i]), b"&%s;" % bytes([97 + i]) * 10)
        for i in range(9)
    )
    + b"]><l>&j;</l>"
)
HOSTILE = {
    "external entity": (
        b"<!DOCTYPE d [<!ENTITY x SYSTEM 'file:///etc/passwd'>]><d>&x;</d>",
        "doctype",
    ),
    "empty doctype": (b"<!DOCTYPE d><d/>", "doctype"),
    "external dtd": (b"<!DOCTYPE d SYSTEM 'http://127.0.0.1:9/x'><d/>", "doctype"),
    "billion laughs": (LAUGHS, "doctype"),
    "too deep": (DEEP, "too_deep"),
    "too wide": (b"<a>" + b"<b/>" * 20_001 + b"</a>", "too_many_elements"),
    "attributes": (
        b"<a " + b" ".join(b'x%d="1"' % i for i in range(65)) + b"/>",
        "too_many_attributes",
    ),
    "utf-16": ("<d/>".encode("utf-16"), "not_utf8"),
    "utf-7": (b'<?xml version="1.0" encoding="UTF-7"?>+ADw-a/+AD4-', "not_utf8"),
    "gbk": ('<?xml version="1.0" encoding="GBK"?><a>办</a>'.encode("gbk"), "not_utf8"),
    "stylesheet": (
        b'<?xml-stylesheet href="javascript:1"?><a/>',
        "processing_instruction",
    ),
    "html": (b"<html><script>1</script></html>", "not_bpmn"),
    "cut": (GOOD[:-5], "malformed"),
    "trailing": (GOOD + b"<x/>", "malformed"),
    "too large": (b"<a>" + b"x" * 2_000_001 + b"</a>", "size"),
    "empty": (b"", "size"),
    "nul": (b"<a>\x00</a>", "malformed"),
    "gzip": (gzip.compress(GOOD), "not_utf8"),
    "id that ends a path": (document('<task id="x\']|//*"/>'), "id"),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_document_is_refused_with_its_reason(name: str):
    data, why = HOSTILE[name]

    with pytest.raises(XmlRefused) as refused:
        read_xml(data)

    assert refused.value.facts["why"] == why


def test_plain_bpmn_passes_with_its_chinese_and_without_comments():
    root = read_xml(document("<!-- c --><startEvent id='s' name='开始'/>"))

    assert [child.get("name") for child in root[0]] == ["开始"]


def test_dmn_has_its_own_door():
    dmn = b'<definitions xmlns="https://www.omg.org/spec/DMN/20191111/MODEL/"/>'

    assert read_dmn(dmn).tag.endswith("definitions")
    with pytest.raises(XmlRefused):
        read_xml(dmn)
    with pytest.raises(XmlRefused):
        read_dmn(GOOD)
