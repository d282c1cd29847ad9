"""What a document says of each thing in it, so that no change goes unseen."""

from pathlib import Path

import pytest

from engine.assembly import PROCESSES
from engine.bpmn.facts import facts_of_diagram
from engine.model.difference import Change, differences
from engine.model.errors import XmlRefused
from tests.support.running import TINY

DIAGRAM = (TINY / "process.bpmn").read_bytes()


def told(old: str, new: str) -> dict[str, list[tuple[str, str, str]]]:
    """Return what is said to differ when one text is put for another."""
    assert old.encode() in DIAGRAM
    changed = DIAGRAM.replace(old.encode(), new.encode(), 1)
    found = differences(facts_of_diagram(DIAGRAM), facts_of_diagram(changed))
    return {
        each.thing_id: [(f.field, f.old, f.new) for f in each.fields] for each in found
    }


@pytest.mark.parametrize(
    ("old", "new", "element_id", "field"),
    [
        ('name="秘书长审核"', 'name="审核"', "review", "名称"),
        ("'post:sec_general'\"/>", "'post:mayor'\"/>", "review", "办理人"),
        ('form="approve"', 'form="review"', "approve", "表单"),
        ('amount="2"', 'amount="3"', "review", "时限“review”的数量"),
        ('to="42.2"', 'to="42.3"', "review", "时限“review”的依据"),
        ('sourceRef="review" targetRef="approve"',
         'sourceRef="review" targetRef="ended"', "to_approve", "终点"),
        ('<zf:outcome name="通过"/>', '<zf:outcome name="成"/>', "ended", "结局"),
    ],
)  # fmt: skip
def test_a_change_is_told_on_its_element_by_the_field_s_name(
    old, new, element_id, field
):
    found = told(old, new)

    assert list(found) == [element_id]
    assert [name for name, _, _ in found[element_id]] == [field]


def test_a_foreign_attribute_is_no_less_a_change():
    found = told('<userTask id="review"', '<userTask startQuantity="2" id="review"')

    assert found == {"review": [("@startQuantity", "", "2")]}


def test_what_is_only_drawn_is_no_change():
    assert told('<dc:Bounds x="67"', '<dc:Bounds x="68"') == {}


def test_elements_come_and_go():
    task = b'<userTask id="more" name="\xe5\x86\x8d\xe5\xae\xa1"/></process>'
    more = facts_of_diagram(DIAGRAM.replace(b"</process>", task))
    known = facts_of_diagram(DIAGRAM)

    (added,) = differences(known, more)
    (removed,) = differences(more, known)

    assert (added.thing_id, added.what, added.change) == (
        "more",
        "办理环节",
        Change.ADDED,
    )
    assert removed.change is Change.REMOVED


@pytest.mark.parametrize("path", sorted(PROCESSES.glob("*/process.bpmn")), ids=str)
def test_a_shipped_diagram_is_no_different_from_itself(path: Path):
    facts = facts_of_diagram(path.read_bytes())

    assert facts
    assert differences(facts, facts) == ()


def test_hostile_documents_are_refused():
    with pytest.raises(XmlRefused):
        facts_of_diagram(b"<!DOCTYPE x><definitions/>")
