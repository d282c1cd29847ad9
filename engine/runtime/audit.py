"""The audit: a case's acts as sealed, and the proof that no chain was altered."""

from dataclasses import dataclass

from engine.assembly import Engine
from engine.model.act import Act
from engine.model.errors import RoleMissing
from engine.runtime.chain import OFFICE, first_broken
from engine.runtime.looking import Look, look
from engine.runtime.seeing import see_case

AUDITOR = "auditor"
CHAINS_AT_ONCE = 100


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
        seq = first_broken(engine.ring, acts, head)
        return (BrokenChain(case_id, seq),) if seq else ()


def verify_chains(engine: Engine) -> tuple[BrokenChain, ...]:
    """Check every chain, the office's too; return those that do not hold."""
    with look(engine) as here:
        heads, broken, after = dict(here.unit.acts.heads()), [], ""
        while names := here.unit.acts.chains(after, CHAINS_AT_ONCE):
            after = names[-1]
            for chain in names:
                acts, head = here.unit.acts.of_chain(chain), heads.pop(chain, (0, ""))
                seq = first_broken(engine.ring, acts, head)
                if seq:
                    broken.append(BrokenChain(chain, seq))
        # What is left has a head that counts acts, but its first act is gone.
        gone = sorted(chain for chain, (count, _) in heads.items() if count)
        return (*broken, *(BrokenChain(chain, 1) for chain in gone))


def read_office_audit(engine: Engine, *, by: str, size: int = 200) -> tuple[Act, ...]:
    """Return the newest acts of the office's own chain, newest first.

    Raises:
        RoleMissing: The asker is no auditor.
    """
    with look(engine) as here:
        _must_audit(here, by)
        return here.unit.acts.latest(chain=OFFICE, size=size)


def _audited(here: Look, case_id: str, by: str) -> tuple[Act, ...]:
    seen = see_case(here, case_id, by)
    _must_audit(here, by)
    return seen.acts


def _must_audit(here: Look, by: str) -> None:
    person = here.office.people.get(by)
    if person is None or not person.active or AUDITOR not in person.roles:
        raise RoleMissing(role=AUDITOR)
