"""What an XML document says, whatever the order of its parts: to be compared."""

from lxml import etree

# What the writer leaves out because it says what holds anyway.
DEFAULTS = {
    ("multiInstanceLoopCharacteristics", "isSequential", "false"),
    ("startEvent", "isInterrupting", "true"),
    ("boundaryEvent", "cancelActivity", "true"),
}


def meaning(element: etree._Element) -> tuple[object, ...]:
    """What an element says, whatever the order of its parts: to be compared."""
    local = etree.QName(element).localname
    said = {
        str(name): _value(str(text))
        for name, text in element.items()
        if text and (local, name, text) not in DEFAULTS
    }
    parts = sorted((meaning(part) for part in element.iterchildren("*")), key=repr)
    text = (element.text or "").strip() if not parts else ""
    return (str(element.tag), sorted(said.items()), text, parts)


def _value(text: str) -> object:
    """A number is the same number however it is written; a type has any prefix."""
    try:
        return float(text)
    except ValueError:
        return text.removeprefix("bpmn:")
