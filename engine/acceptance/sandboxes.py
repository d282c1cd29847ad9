"""All sandboxes of an office: opened on templates, entered, left to be cleared away."""

import shutil
from collections import OrderedDict
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from threading import Lock, RLock

from engine.acceptance.in_place import put_in_place
from engine.acceptance.sandbox import (
    Sandbox,
    Step,
    grown,
    read_sandbox,
    write_sandbox,
)
from engine.acceptance.sandbox_template import drop_old_templates, template_in
from engine.acceptance.sandbox_time import next_awaited, settle_all
from engine.acceptance.stage import (
    JUST_AFTER,
    OPENING,
    Stage,
    StageClock,
    open_stage,
    settings_in,
)
from engine.assembly import Engine, open_engine
from engine.content.bundle import digest
from engine.content.manifest import read_manifest
from engine.model.authority import may_start
from engine.model.clock import OFFICE_ZONE
from engine.model.errors import MayNotStart
from engine.model.errors_sandbox import (
    ClockMovesForward,
    NothingAwaited,
    SandboxNotFound,
    TooManySandboxes,
)
from engine.model.identity import new_id
from engine.model.procedure import Bundle, Manifest
from engine.runtime.procedures import read_office

FOLDER = "sandboxes"
SYSTEMS = "systems"
MOST_OF_ONE = 3
MOST_OPEN = 8
KEPT_FOR = timedelta(days=7)
NOTED_EVERY = timedelta(minutes=1)


@dataclass(slots=True)
class _Open:
    """A sandbox whose engine is open; who changes something holds the turn."""

    stage: Stage
    turn: RLock = field(default_factory=RLock)


class Sandboxes:
    """The sandboxes kept below one office's data folder.

    Each has a database, keys, documents and a clock of its own; nothing in it knows
    of the office beside whose data it lies.
    """

    def __init__(self, engine: Engine) -> None:
        self._folder = engine.settings.data / FOLDER
        self._clock = engine.clock
        self._open: OrderedDict[str, _Open] = OrderedDict()
        self._lock = Lock()

    def open(self, bundle: Bundle, *, by: str, draft_id: str = "") -> Sandbox:
        """Open a new sandbox in which the bundle is in force.

        Raises:
            BundleRejected: It cannot be read, so it cannot run.
            TooManySandboxes: The person has as many as one may have.
        """
        self.clear_away()
        if len(self.of_person(by)) >= MOST_OF_ONE:
            raise TooManySandboxes(most=MOST_OF_ONE)
        now = self._clock()
        sandbox_id = new_id(now)
        place = self._folder / sandbox_id
        with self._lock:
            template = template_in(self._folder, now)
        with ExitStack() as undo:
            undo.callback(shutil.rmtree, place, ignore_errors=True)
            stage = open_stage(template, place)
            undo.callback(stage.engine.store.close)
            put_in_place(stage.engine, bundle)
            sandbox = _begun(stage, bundle, sandbox_id, by, now)
            sandbox = replace(sandbox, draft_id=draft_id)
            write_sandbox(place, sandbox)
            undo.pop_all()
        self._keep(sandbox_id, _Open(stage))
        return sandbox

    def find(self, sandbox_id: str) -> Sandbox:
        """Return what is known of the sandbox.

        Raises:
            SandboxNotFound: There is none, or it was closed or cleared away.
        """
        found = (
            read_sandbox(self._folder / sandbox_id) if sandbox_id.isalnum() else None
        )
        if found is None:
            raise SandboxNotFound
        return found

    def of_person(self, person_id: str) -> tuple[Sandbox, ...]:
        """Return the person's sandboxes, the newest first."""
        return tuple(each for each in self._all() if each.made_by == person_id)

    def stage(self, sandbox_id: str) -> Stage:
        """Return the sandbox's office, its clock where it stands, to be looked at.

        Raises:
            SandboxNotFound: There is none, or it was closed or cleared away.
        """
        return self._entered(self.find(sandbox_id)).stage

    @contextmanager
    def deed(self, sandbox_id: str) -> Iterator[Stage]:
        """Let the block do something in the sandbox, then all that becomes due by it.

        What was done is noted as steps of the walk.

        Raises:
            SandboxNotFound: There is none, or it was closed or cleared away.
            NeverSettles: What is due breeds what is due.
        """
        opened = self._entered(self.find(sandbox_id))
        with opened.turn:
            try:
                yield opened.stage
                settle_all(opened.stage.engine)
            finally:
                self._note(sandbox_id, opened.stage)

    def become(self, sandbox_id: str, person_id: str) -> Sandbox:
        """Let the sandbox's user be another person of its office."""
        return self._change(sandbox_id, lambda now: replace(now, person_id=person_id))

    def record(self, sandbox_id: str, *, records: bool) -> Sandbox:
        """Let the sandbox take only what can be told as a scenario, or anything."""
        return self._change(sandbox_id, lambda now: replace(now, records=records))

    def move_clock(self, sandbox_id: str, moment: datetime) -> Sandbox:
        """Move the sandbox's clock, and let all happen that is due then.

        Raises:
            ClockMovesForward: The moment is not ahead of the clock.
            NeverSettles: What is due breeds what is due.
        """
        found = self.find(sandbox_id)
        moment = moment.astimezone(OFFICE_ZONE).replace(second=0, microsecond=0)
        if moment <= found.moment:
            raise ClockMovesForward(moment=found.moment)
        moved = self._change(
            sandbox_id,
            lambda now: replace(now, moment=moment, steps=(*now.steps, Step(moment))),
        )
        with self.deed(sandbox_id) as stage:
            stage.clock.moment = found.moment
            _pass_time(stage, moment)
        return moved

    def move_to_next(self, sandbox_id: str) -> Sandbox:
        """Move the clock just past the next timer, limit or reminder.

        Raises:
            NothingAwaited: There is none ahead.
        """
        due = next_awaited(self.stage(sandbox_id).engine)
        if due is None:
            raise NothingAwaited
        return self.move_clock(sandbox_id, due + timedelta(minutes=1))

    def close(self, sandbox_id: str) -> None:
        """Close the sandbox and remove all that it held."""
        self.find(sandbox_id)
        with self._lock:
            opened = self._open.pop(sandbox_id, None)
        if opened is not None:
            opened.stage.engine.store.close()
        shutil.rmtree(self._folder / sandbox_id, ignore_errors=True)

    def clear_away(self) -> None:
        """Close what nobody used for a week, and templates of other content."""
        until = self._clock() - KEPT_FOR
        for each in self._all():
            if each.used_at < until:
                self.close(each.sandbox_id)
        drop_old_templates(self._folder)

    def _all(self) -> tuple[Sandbox, ...]:
        places = self._folder.glob("*/") if self._folder.is_dir() else ()
        found = [each for place in places if (each := read_sandbox(place))]
        return tuple(sorted(found, key=lambda each: each.sandbox_id, reverse=True))

    def _entered(self, sandbox: Sandbox) -> _Open:
        with self._lock:
            opened = self._open.get(sandbox.sandbox_id)
        if opened is None:
            settings = settings_in(self._folder / sandbox.sandbox_id)
            clock = StageClock()
            opened = _Open(Stage(open_engine(settings, clock), clock))
            opened = self._keep(sandbox.sandbox_id, opened)
        opened.stage.clock.moment = sandbox.moment
        if self._clock() - sandbox.used_at > NOTED_EVERY:
            self._change(sandbox.sandbox_id, lambda now: now)
        return opened

    def _keep(self, sandbox_id: str, opened: _Open) -> _Open:
        """Keep the engine open, and close those that were longest without use."""
        with self._lock:
            kept = self._open.setdefault(sandbox_id, opened)
            self._open.move_to_end(sandbox_id)
            while len(self._open) > MOST_OPEN:
                _, longest = self._open.popitem(last=False)
                longest.stage.engine.store.close()
        return kept

    def _change(self, sandbox_id: str, change: Callable[[Sandbox], Sandbox]) -> Sandbox:
        with self._lock:
            changed = change(self.find(sandbox_id))
            changed = replace(changed, used_at=self._clock())
            write_sandbox(self._folder / sandbox_id, changed)
        return changed

    def _note(self, sandbox_id: str, stage: Stage) -> None:
        """Note the acts that came since as steps, chain by chain."""
        found, heads = self.find(sandbox_id), _heads(stage)
        steps = grown(found.heads, heads, found.moment)
        if steps:
            self._change(
                sandbox_id,
                lambda now: replace(now, heads=heads, steps=(*now.steps, *steps)),
            )


def _pass_time(stage: Stage, moment: datetime) -> None:
    """Move the clock, stopping after whatever is due on the way, as scenarios do."""
    while (due := next_awaited(stage.engine)) is not None and due < moment:
        stage.clock.moment = min(due + JUST_AFTER, moment)
        settle_all(stage.engine)
    stage.clock.moment = moment


def _begun(
    stage: Stage, bundle: Bundle, sandbox_id: str, by: str, now: datetime
) -> Sandbox:
    manifest = read_manifest(bundle.files["manifest.json"])
    return Sandbox(
        sandbox_id=sandbox_id,
        draft_id="",
        slug=bundle.slug,
        name=manifest.name,
        digest=digest(bundle),
        made_by=by,
        made_at=now,
        used_at=now,
        person_id=_beginner(stage, manifest),
        moment=OPENING,
        heads=_heads(stage),
    )


def _beginner(stage: Stage, manifest: Manifest) -> str:
    """Return somebody who may start the procedure: the one who would be asked to."""
    office = read_office(stage.engine)
    may = []
    for person_id in office.people:
        try:
            right = may_start(office, person_id, manifest, stage.clock())
        except MayNotStart:
            continue
        post = office.posts[right.post_id]
        may.append((SYSTEMS not in post.kinds, post.rank, person_id))
    return max(may)[2] if may else next(iter(office.people))


def _heads(stage: Stage) -> dict[str, int]:
    """Return how many acts each chain has."""
    with stage.engine.store.read() as unit:
        return {chain: seq for chain, (seq, _) in unit.acts.heads().items()}
