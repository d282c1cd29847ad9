"""The audit: a case's acts as sealed, and the proof that no chain was altered."""

from dataclasses import dataclass

from engine.assembly import Engine
from engine.model.act import Act
from engine.model.entitlement import Verb, permits
from engine.model.errors import RoleMissing
from engine.model.visibility import AUDITOR
from engine.runtime.anchor import anchored
from engine.runtime.chain import first_broken
from engine.runtime.looking import Look, look
from engine.runtime.seeing import see_case

CHAINS_AT_ONCE = 100
UNKNOWN = (0, "")


@dataclass(frozen=True, slots=True)
class BrokenChain:
    """A chain that does not hold: its name, and the seq of the first act that fails.

    A seq one past the last act says that the chain's tail was cut off; a chain of
    which no act is left fails at 1.
    """

    chain: str
    seq: int

    def __str__(self) -> str:
        return f"{self.chain}/{self.seq}"


def read_audit(engine: Engine, case_id: str, *, by: str) -> tuple[Act, ...]:
    """Return every act of the case as it was sealed, withdrawn ones too.

    Raises:
        CaseNotFound: There is no such case, or the asker may not see it.
        RoleMissing: They see it, but are no auditor.
    """
    with look(engine) as here:
        return _audited(here, case_id, by)


def verify_audit(engine: Engine, case_id: str, *, by: str) -> tuple[BrokenChain, ...]:
    """Return where the case's chain does not hold, nothing if it does.

    Raises:
        CaseNotFound: There is no such case, or the asker may not see it.
        RoleMissing: They see it, but are no auditor.
    """
    with look(engine) as here:
        acts = _audited(here, case_id, by)
        case = here.unit.cases.find(case_id)
        head = (case.acts, case.head) if case is not None else None
        known = anchored(engine).get(case_id, UNKNOWN)
        seq = first_broken(engine.ring, acts, head, known)
        return (BrokenChain(case_id, seq),) if seq else ()


def verify_chains(engine: Engine) -> tuple[BrokenChain, ...]:
    """Check every chain, the office's too; return those that do not hold.

    They are held against each other, against the heads beside them in the database,
    and against those that were anchored outside it.
    """
    anchors = dict(anchored(engine))
    with look(engine) as here:
        heads, broken, after = dict(here.unit.acts.heads()), [], ""
        while names := here.unit.acts.chains(after, CHAINS_AT_ONCE):
            after = names[-1]
            for chain in names:
                head, known = heads.pop(chain, UNKNOWN), anchors.pop(chain, UNKNOWN)
                acts = here.unit.acts.of_chain(chain)
                seq = first_broken(engine.ring, acts, head, known)
                if seq:
                    broken.append(BrokenChain(chain, seq))
        # What is left has a head that counts acts, but its first act is gone.
        gone = {chain for chain, (count, _) in heads.items() if count} | {*anchors}
        return (*broken, *(BrokenChain(chain, 1) for chain in sorted(gone)))


def _audited(here: Look, case_id: str, by: str) -> tuple[Act, ...]:
    seen = see_case(here, case_id, by)
    if not permits(seen.relations, Verb.AUDIT):
        raise RoleMissing(role=AUDITOR)
    return seen.acts
