"""As whom to look around first: one for each post that an agenda item passes."""

from engine.runtime.demo import DemoPerson

POSTS = (
    "财政局经办人",
    "常务副市长",
    "副市长甲",
    "秘书长",
    "市长",
    "办公室经办人",
    "法制办经办人",
    "办公室系统管理员",
)


def featured(people: tuple[DemoPerson, ...]) -> list[DemoPerson]:
    """Return the first holder of each of these posts, in their order."""
    found: dict[str, DemoPerson] = {}
    for person in people:
        for post in person.posts:
            found.setdefault(post, person)
    return [found[post] for post in POSTS if post in found]
