"""The question put: is a diagram sound, from its beginning or from a case's tokens?"""

from collections.abc import Mapping

from engine.bpmn.gate import read_xml
from engine.model.soundness import SoundnessKind, SoundnessVerdict


def check_soundness(xml: bytes, *, shared: Mapping[str, bytes]) -> SoundnessVerdict:
    """Say whether every case of the diagram can finish, cleanly, with nothing dead.

    Args:
        xml: The document; it need not have passed the checks.
        shared: The shared parts that it may call, by name.

    Raises:
        XmlRefused: It is no readable BPMN.
    """
    read_xml(xml)
    for part in shared.values():
        read_xml(part)
    return SoundnessVerdict(SoundnessKind.UNDECIDED, note="健全性检查尚未就绪。")
