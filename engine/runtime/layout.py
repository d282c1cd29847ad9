"""Lay a diagram out: the drawing is made anew, the model stays as it was."""

from engine.bpmn.layout.layout import layout


def lay_out(xml: bytes) -> bytes:
    """Return the document with its lanes, elements and flows drawn anew.

    Raises:
        XmlRefused: The gate refuses the document.
    """
    return layout(xml)
