"""The demo office: who may be told on the sign-in page, while it is the demo."""

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from engine.assembly import Engine
from engine.content.office import OfficeSeed, read_office
from engine.model.clock import office_day
from engine.model.standing import posts_of
from engine.runtime.looking import look
from engine.runtime.names import post_name


@dataclass(frozen=True, slots=True)
class DemoPerson:
    """Somebody of the demo office, as whom one may look around."""

    login: str
    name: str
    posts: tuple[str, ...]
    password: str


def read_demo(engine: Engine) -> tuple[DemoPerson, ...]:
    """Return the demo's people, by rank; nobody as soon as anybody else is there."""
    path = engine.settings.processes / "office" / "demo.json"
    if not path.exists():
        return ()
    demo = _demo(path)
    with look(engine) as seen:
        office = seen.office
        strangers = office.people.keys() - demo.office.people.keys()
        if strangers or not office.people:
            return ()
        ranks = {post.post_id: post.rank for post in office.posts.values()}
        found = []
        for person in office.people.values():
            held = posts_of(office, person.person_id, office_day(seen.now))
            password = demo.passwords.get(person.person_id, "")
            if person.active and password:
                shown = DemoPerson(
                    login=person.login,
                    name=person.name,
                    posts=tuple(post_name(office, each) for each in held),
                    password=password,
                )
                rank = min((ranks[each] for each in held), default=len(ranks) + 1000)
                found.append((rank, shown.login, shown))
        return tuple(shown for _, _, shown in sorted(found, key=lambda each: each[:2]))


@lru_cache(maxsize=4)
def _demo(path: Path) -> OfficeSeed:
    return read_office(path.read_bytes())
