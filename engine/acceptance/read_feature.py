"""What the editor of scenarios asks: what is wrong where, and what may be written."""

from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass

from engine.acceptance.feature_lines import FeatureLines, read_lines
from engine.acceptance.feature_names import Names, scenario_office
from engine.acceptance.sentences import KEYWORDS, sentences
from engine.acceptance.words import LAMPS, REFUSALS
from engine.assembly import Engine, read_procedure
from engine.content.bundle import FEATURE
from engine.model.errors import BundleRejected
from engine.model.procedure import Bundle
from engine.runtime.procedures import read_procedures
from engine.runtime.read_draft import read_draft


@dataclass(frozen=True, slots=True)
class SentenceOffered:
    """`keyword` is 假如, 当 or 那么; `has_table` says that a table must follow."""

    keyword: str
    example: str
    meaning: str

    @property
    def has_table(self) -> bool:
        return self.example.endswith(":")


@dataclass(frozen=True, slots=True)
class ScenarioWords:
    """What scenarios may name beside what the draft itself names."""

    sentences: tuple[SentenceOffered, ...]
    officials: tuple[str, ...]
    units: tuple[str, ...]
    lamps: tuple[str, ...]
    refusals: tuple[str, ...]


def read_feature(
    engine: Engine, draft_id: str, overlay: Mapping[str, bytes], *, by: str
) -> FeatureLines:
    """Return the scenarios of the draft and what is wrong in which line.

    Where the diagram itself cannot be read, its names are let pass.

    Raises:
        RoleMissing: The person is neither designer nor reviewer.
        DraftNotFound: There is no such draft.
    """
    read = read_draft(engine, draft_id, by=by)
    bundle = Bundle(read.draft.slug, {**read.files, **overlay})
    procedures = dict(read_procedures(engine))
    procedures.pop(bundle.slug, None)
    # What is wrong in the other files is told where it stands.
    with suppress(BundleRejected):
        procedures[bundle.slug] = read_procedure(bundle)
    names = Names(bundle.slug, procedures, engine.regulation)
    return read_lines(bundle.files.get(FEATURE, b""), engine.regulation, names)


def scenario_words() -> ScenarioWords:
    """Return the sentences, and the names of the office in which scenarios run."""
    office = scenario_office()
    posts = sorted(office.posts.values(), key=lambda each: each.rank)
    units = tuple(each.name for each in office.units.values())
    return ScenarioWords(
        sentences=tuple(
            SentenceOffered(KEYWORDS[each.type], each.example, each.meaning)
            for each in sentences()
        ),
        officials=(*(each.name for each in posts), *units),
        units=units,
        lamps=tuple(LAMPS.values()),
        refusals=tuple(REFUSALS),
    )
