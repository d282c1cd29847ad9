"""The question put: is a diagram sound, from its beginning or from a case's tokens?"""

from collections.abc import Mapping

from engine.bpmn.checking_calls import read_shared
from engine.bpmn.gate import read_xml
from engine.bpmn.soundness.anatomy import dissect
from engine.bpmn.soundness.building import build_net
from engine.bpmn.soundness.net import Net
from engine.bpmn.soundness.proof import Proof
from engine.bpmn.soundness.search import BUDGET
from engine.bpmn.soundness.standing import Standing
from engine.model.soundness import (
    FaultKind,
    Marking,
    SoundnessFault,
    SoundnessKind,
    SoundnessVerdict,
)


def check_soundness(
    xml: bytes, *, shared: Mapping[str, bytes], budget: int = BUDGET
) -> SoundnessVerdict:
    """Say whether every case of the diagram can finish, cleanly, with nothing dead.

    Args:
        xml: The document; it need not have passed the checks.
        shared: The shared parts that it may call, by name.
        budget: How many states are explored at most.

    Raises:
        XmlRefused: It is no readable BPMN.
    """
    net = _net(xml, shared)
    return _unclear(net) if net.notes else Proof(dissect(net), budget).verdict()


def check_from(
    xml: bytes,
    marking: Marking,
    *,
    shared: Mapping[str, bytes],
    budget: int = BUDGET,
) -> SoundnessVerdict:
    """Say whether a case whose tokens are there can finish, cleanly, in every way.

    Args:
        xml: The document; it may be another version than the case's own.
        marking: Where the case's tokens are; a place that the document does not have
            is a fault.
        shared: The shared parts that it may call, by name.
        budget: How many states are explored at most.

    Raises:
        XmlRefused: It is no readable BPMN.
    """
    net = _net(xml, shared)
    if net.notes:
        return _unclear(net)
    anatomy = dissect(net)
    standing = Standing(anatomy, marking)
    if standing.nowhere:
        text = (
            "图中没有“{}”这一处，办件停在那里的令牌无处可去。请保留它，或不迁移这一件。"
        )
        faults = tuple(
            SoundnessFault(FaultKind.CANNOT_FINISH, (each,), text.format(each))
            for each in standing.nowhere
        )
        return SoundnessVerdict(SoundnessKind.UNSOUND, faults)
    return Proof(anatomy, budget, standing.begun).verdict()


def _net(xml: bytes, shared: Mapping[str, bytes]) -> Net:
    documents, _ = read_shared(shared)
    return build_net(read_xml(xml), documents)


def _unclear(net: Net) -> SoundnessVerdict:
    note = f"未能判定，请先改好：{''.join(net.notes)}"
    return SoundnessVerdict(SoundnessKind.UNDECIDED, note=note)
