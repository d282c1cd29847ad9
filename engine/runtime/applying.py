"""An effect being applied: what each of the operations gets, and how it refuses."""

from collections.abc import Mapping
from dataclasses import dataclass

from engine.model.advance import HaltedEffect
from engine.model.errors import EffectRefused
from engine.runtime.at_hand import CaseAtHand
from engine.runtime.chain import Doer
from engine.runtime.deed import Deed

Result = Mapping[str, object]


@dataclass(frozen=True, slots=True)
class Applying:
    """An effect being applied: in which deed, for which case, halted where."""

    deed: Deed
    at_hand: CaseAtHand
    halted: HaltedEffect
    doer: Doer

    @property
    def cause(self) -> str:
        """The act that the deed is about to write, as `<chain>/<seq>`."""
        return f"{self.at_hand.case.case_id}/{self.at_hand.case.acts + 1}"

    def words(self, name: str) -> str:
        """Return an argument as text, empty where it is not given."""
        value = self.halted.arguments.get(name)
        return "" if value is None else str(value)

    def refuse(self, why: str, **more: object) -> EffectRefused:
        return EffectRefused(
            operation=self.halted.operation,
            element_id=self.halted.element_id,
            why=why,
            **more,
        )
