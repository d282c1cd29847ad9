"""Import the official text of the rules, article by article."""

from pathlib import Path

from engine.assembly import Engine
from engine.model.errors import RequestMalformed
from engine.runtime.chain import Doer, Told
from engine.runtime.deed import Ask, Deed, carry_out
from engine.runtime.note import note_on_office
from engine.runtime.official_text import split_articles


def import_regulation(engine: Engine, path: Path) -> int:
    """Store the text of every article and return how many there are.

    The file is plain UTF-8 text in which each article begins with its heading, 第…条,
    at the beginning of a line. Importing again replaces what was imported.

    Raises:
        RequestMalformed: It is no UTF-8 text, or lacks an article or has one too many.
    """
    try:
        texts = split_articles(path.read_text(encoding="utf-8-sig"))
    except UnicodeDecodeError as error:
        raise RequestMalformed(why="not_utf8", name=path.name) from error
    known = set(engine.regulation.articles)
    if set(texts) != known:
        raise RequestMalformed(
            why="articles_differ",
            missing=sorted(known - set(texts)),
            unknown=sorted(set(texts) - known),
        )

    def work(deed: Deed) -> int:
        deed.unit.regulation.put_many(texts, at=deed.now)
        told = Told("import_regulation", details={"articles": len(texts)})
        note_on_office(deed, Doer(), told)
        return len(texts)

    return carry_out(engine, Ask("import_regulation"), work)
