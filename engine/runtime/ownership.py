"""Who minds a procedure: suspending and resuming its cases is for its owner."""

from engine.model.authority import may_act
from engine.model.case import Case
from engine.model.entitlement import Relation, Verb
from engine.model.procedure import Manifest
from engine.model.right import Right
from engine.runtime.looking import Here


def must_own(here: Here, case: Case, manifest: Manifest, by: str) -> Right:
    """Return the right by which the asker acts for the procedure's owner.

    Raises:
        NotACandidate: They do not stand for it.
    """
    return may_act(
        here.picture.office,
        by,
        (manifest.owner,),
        here.now,
        slug=case.slug,
        case_id=case.case_id,
        task_name=manifest.name,
        references=manifest.start_references,
        verb=Verb.SUSPEND,
        named=Relation.OWNER,
    )
