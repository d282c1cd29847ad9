"""Mutation: change a procedure in one thing after another, and see who notices."""

import base64
import hashlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from engine.acceptance.mutation_children import Children, children_for, side_by_side
from engine.acceptance.run import RunFailed
from engine.acceptance.shipped import FEATURES, feature_files
from engine.acceptance.strength import MutantVerdict, Strength
from engine.assembly import PROCESSES, read_procedure
from engine.model.mutant import Mutant, Mutation
from engine.model.procedure import Bundle
from engine.model.strength import Fate
from engine.runtime.folders import procedure_folders, read_bundle
from engine.runtime.mutants import DIAGRAM, mutants_of

# A mutant may take so many times as long as the procedure itself; so much at least.
TIMES_LONGER = 20
LEAST_S = 10.0
PATIENCE_S = 200.0
SKIPPED, PASSED = "skipped", "passed"
DIED = "办到一半进程中断"
Tell = Callable[[str, MutantVerdict], None]


@dataclass(frozen=True, slots=True)
class Observed:
    """A scenario as it goes on the unchanged procedure.

    `marks` are what it leaves, `words` the names that its looks say.
    """

    place: int
    name: str
    seconds: float
    marks: frozenset[str]
    words: frozenset[str]


def mutate(
    slugs: Sequence[str] = (), *, sample: int = 0, tell: Tell | None = None
) -> tuple[Strength, ...]:
    """Try the mutants of all shipped procedures, or of those named.

    Every procedure is tried with its own scenarios and those across procedures.

    Raises:
        RunFailed: Scenarios cannot be read, or fail on the procedure as it stands.
        FeatureMissing: A slug has no scenarios.
    """
    folders = procedure_folders(PROCESSES)
    chosen = [each for each in folders if not slugs or each.name in slugs]
    features = {slug: feature_files([slug]) for slug in slugs}
    across = tuple(sorted((FEATURES / "across").glob("*.feature")))
    return tuple(
        mutate_bundle(
            read_bundle(each),
            (*(features.get(each.name) or feature_files([each.name])), *across),
            sample=sample,
            tell=tell,
        )
        for each in chosen
    )


def mutate_bundle(
    bundle: Bundle,
    features: Sequence[Path],
    *,
    processes: Path = PROCESSES,
    staged: Path | None = None,
    sample: int = 0,
    tell: Tell | None = None,
) -> Strength:
    """Try the mutants of one procedure, shipped or a draft, with these scenarios.

    A mutant meets only the scenarios that could notice it, the most likely first,
    until one fails.

    Args:
        bundle: The procedure as it stands.
        features: The files of the scenarios.
        processes: The folder from which the office is made; it has the procedure.
        staged: A folder with the procedures to put in force instead of those in it;
            the procedure is among them.
        sample: How many of the mutants to try, always the same; 0 for all.
        tell: Is told the slug and every verdict as it comes.

    Raises:
        BundleRejected: The procedure itself is not in order.
        RunFailed: Scenarios cannot be read, or fail on the procedure as it stands.
    """
    procedure = read_procedure(bundle)
    mutants = sampled(tuple(mutants_of(bundle)), sample)
    with children_for(bundle, features, processes, staged) as children:
        trial = Trial(children, _observe(children))
        verdicts = {}
        for verdict in side_by_side(children.count, trial.attack, mutants):
            verdicts[verdict.mutation] = verdict
            if tell is not None:
                tell(bundle.slug, verdict)
    return Strength(
        bundle.slug,
        procedure.manifest.name,
        bundle.files[DIAGRAM],
        tuple(verdicts[each.mutation] for each in mutants),
    )


def sampled(mutants: tuple[Mutant, ...], count: int) -> tuple[Mutant, ...]:
    """Return so many of the mutants, drawn by lot but always the same; all for 0."""
    if not count:
        return mutants
    drawn = sorted((each.mutation for each in mutants), key=_lot)[:count]
    return tuple(each for each in mutants if each.mutation in drawn)


def _lot(mutation: Mutation) -> str:
    told = f"{mutation.kind} {mutation.path} {mutation.text}"
    return hashlib.sha256(told.encode()).hexdigest()


def _observe(children: Children) -> tuple[Observed, ...]:
    """Run every scenario on the procedure as it stands.

    Raises:
        RunFailed: One does not hold.
    """

    def observe(place: int) -> Observed | None:
        job = {"run": place, "seconds": PATIENCE_S}
        answer = children.ask(job, {"outcome": "failed", "name": ""})
        if answer["outcome"] == SKIPPED:
            return None
        if answer["outcome"] != PASSED:
            raise RunFailed(f"场景“{answer['name']}”本身没有通过：{answer['reason']}")
        return Observed(
            place,
            answer["name"],
            answer["seconds"],
            frozenset(answer["marks"]),
            frozenset(answer["words"]),
        )

    places = range(children.scenarios)
    found = side_by_side(children.count, observe, places)
    return tuple(each for each in found if each is not None)


class Trial:
    """The trial of one procedure's mutants: who may notice, who noticed last."""

    def __init__(self, children: Children, observed: Sequence[Observed]) -> None:
        self._children = children
        self._quickest = sorted(observed, key=lambda each: each.seconds)
        self._sharp: dict[str, str] = {}

    def attack(self, mutant: Mutant) -> MutantVerdict:
        """Let the scenarios that could notice the mutant try, until one does."""
        mutation = mutant.mutation
        able = self._able(mutation)
        longest = max((each.seconds for each in able), default=0.0)
        job = {
            "path": mutation.path,
            "data": base64.b64encode(mutant.data).decode(),
            "places": [each.place for each in able],
            "seconds": max(LEAST_S, longest * TIMES_LONGER),
        }
        died = {"fate": Fate.CAUGHT, "by": DIED, "ran": 0, "seconds": 0.0}
        answer = self._children.ask(job, died)
        fate = Fate(answer["fate"])
        if fate is Fate.CAUGHT:
            self._sharp[mutation.place] = answer["by"]
        return MutantVerdict(
            mutation,
            fate,
            answer["by"],
            answer["reason"],
            answer["ran"],
            answer["seconds"],
        )

    def _able(self, mutation: Mutation) -> list[Observed]:
        """Return who left a mark of the mutation's, the most likely first.

        That is who last noticed something here, then those who speak of what was
        changed, then the quickest.
        """
        able = [each for each in self._quickest if each.marks & mutation.seen_by]
        sharp = self._sharp.get(mutation.place)
        return sorted(
            able, key=lambda e: (e.name != sharp, not (e.words & mutation.words))
        )
