"""Opinions asked before a decision (加签): their form, who may be asked, what came."""

from collections.abc import Iterable, Mapping

from engine.model.clock import office_day
from engine.model.errors import NotAllowed
from engine.model.form import Field, FieldType, Form, Group
from engine.model.office import Office
from engine.model.passing import check_signer
from engine.model.reading import AskedShown
from engine.model.standing import posts_of
from engine.model.task import TaskState, UserTask
from engine.model.trail import Opinion
from engine.runtime.deed import Deed
from engine.runtime.looking import Here
from engine.runtime.names import person_name, post_name

OPINION = "opinion"
# No file of a procedure can have this name.
OPINION_FORM = Form(
    key="zf:opinion",
    title="加签意见",
    groups=(
        Group(
            label="意见",
            fields=(
                Field(
                    key=OPINION,
                    type=FieldType.LONG_TEXT,
                    label="意见",
                    description="供征求意见的人办理时参考，不代替其决定。",
                    required="True",
                    max_length=2000,
                    opinion=True,
                ),
            ),
        ),
    ),
    submit_label="提出意见",
)
_PENDING = frozenset({TaskState.OPEN, TaskState.CLAIMED})


def form_of(forms: Mapping[str, Form], key: str, task_name: str) -> Form:
    """Return the form of a task: ours for an opinion, or one of its procedure's."""
    if key == OPINION_FORM.key:
        return OPINION_FORM
    return forms.get(key) or Form(key=key, title=task_name, groups=())


def asked_before(task: UserTask, tasks: Iterable[UserTask]) -> tuple[UserTask, ...]:
    """Return the opinions asked before this task, of all tasks of its case."""
    if not task.asked:
        return ()
    return tuple(each for each in tasks if each.asked_for == task.task_id)


def who_was_asked(opinions: Iterable[UserTask]) -> tuple[str, ...]:
    """Return the people whose opinions these are."""
    return tuple(each.candidates[0].removeprefix("person:") for each in opinions)


def askable(
    here: Here, task: UserTask, by: str, asked: Iterable[str]
) -> tuple[tuple[str, str], ...]:
    """Return (id, post and name) of everybody whose opinion may be asked, by rank."""
    office, on = here.picture.office, office_day(here.now)
    found = []
    before = frozenset(asked)
    for person in office.people.values():
        try:
            check_signer(office, by, task, person.person_id, here.now, before)
        except NotAllowed:
            continue
        post = office.posts[posts_of(office, person.person_id, on)[0]]
        named = (person.person_id, f"{post.name} {person.name}")
        found.append((post.rank, post.post_id, named))
    return tuple(named for _, _, named in sorted(found))


def let_asked_fall(deed: Deed, task: UserTask, revision: int) -> list[str]:
    """Take back what was asked before a task now decided; return who had not spoken.

    Nothing is asked of the database where nobody was asked.
    """
    if not task.asked:
        return []
    tasks = deed.unit.tasks.open_of_case(task.case_id)
    pending = asked_before(task, tasks)
    if pending:
        deed.unit.tasks.close_asked(
            task.case_id, task.task_id, at=deed.now, revision=revision
        )
    return [*who_was_asked(pending)]


def asked_shown(
    office: Office, asked: UserTask, opinions: Iterable[Opinion] = ()
) -> AskedShown:
    """Return what was asked of whom, by whom, and what they said so far."""
    told = {key: str(value) for key, value in asked.context.items()}
    (person,) = who_was_asked([asked])
    given = next((o.text for o in opinions if o.task_id == asked.task_id), "")
    return AskedShown(
        task_id=asked.task_id,
        person=person_name(office, person),
        actor=person_name(office, told.get("asked_by", "")),
        post=post_name(office, told.get("post", "")),
        on_behalf_of=post_name(office, told.get("on_behalf_of", "")),
        words=told.get("words", ""),
        at=asked.opened_at,
        is_pending=asked.state in _PENDING,
        answered_at=asked.completed_at if given else None,
        opinion=given,
    )
