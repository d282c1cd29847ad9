"""The children that try mutants: one for each processor, each with pytest."""

import json
import os
import subprocess
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor, as_completed
from contextlib import contextmanager, suppress
from pathlib import Path
from queue import SimpleQueue
from tempfile import TemporaryDirectory
from typing import Any, TextIO, TypeVar

from engine.acceptance.child import ANSWERS, BESIDE, BUNDLE, FEATURES, JOBS, TEMPLATE
from engine.acceptance.run import MOST_CHILDREN, OWN_WAYS, RunFailed, breakdown, command
from engine.acceptance.stage import prepare_staged, prepare_template
from engine.content.bundle import pack
from engine.model.procedure import Bundle

PLUGIN = "engine.acceptance.mutation_plugin"
# How long an idle child may take to end.
PATIENCE_S = 10
Json = Mapping[str, Any]
T = TypeVar("T")
U = TypeVar("U")


class Child:
    """One pytest that waits for jobs."""

    def __init__(self, environment: Mapping[str, str]) -> None:
        self._folder = TemporaryDirectory(prefix="zhangfa-")
        folder = Path(self._folder.name)
        self._printed = folder / "printed.txt"
        for_jobs, jobs = os.pipe()
        answers, for_answers = os.pipe()
        with self._printed.open("w") as output:
            self._process = subprocess.Popen(  # noqa: S603 - our own interpreter and suite
                command(folder, PLUGIN),
                env={**environment, JOBS: str(for_jobs), ANSWERS: str(for_answers)},
                pass_fds=(for_jobs, for_answers),
                stdout=output,
                stderr=subprocess.STDOUT,
            )
        os.close(for_jobs)
        os.close(for_answers)
        self._jobs: TextIO = os.fdopen(jobs, "w", buffering=1)
        self._answers: TextIO = os.fdopen(answers)
        try:
            self.scenarios = int(self._hear()["scenarios"])
        except RunFailed:
            self.close()
            raise

    def _hear(self) -> Json:
        """Return the next answer.

        Raises:
            RunFailed: The child ended without one; the message is what it printed.
        """
        line = self._answers.readline()
        if not line:
            status = self._process.wait()
            words = breakdown(self._printed.read_text(errors="replace"))
            raise RunFailed(words or f"试变异体的进程以 {status} 结束")
        heard: Json = json.loads(line)
        return heard

    def ask(self, job: Json) -> Json:
        """Return the answer to a job.

        Raises:
            RunFailed: The child ended without an answer.
        """
        with suppress(BrokenPipeError):
            self._jobs.write(json.dumps(job) + "\n")
        return self._hear()

    def close(self) -> None:
        """Let the child end, and see to it that it does."""
        with suppress(BrokenPipeError):
            self._jobs.close()
        try:
            self._process.wait(PATIENCE_S)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
        self._answers.close()
        self._folder.cleanup()


class Children:
    """Children with one procedure and its scenarios, side by side."""

    def __init__(self, environment: Mapping[str, str]) -> None:
        self._environment = environment
        self._idle: SimpleQueue[Child] = SimpleQueue()
        self.count = min(os.cpu_count() or 1, MOST_CHILDREN)
        self.scenarios = 0

    def open(self) -> None:
        """Start them all.

        Raises:
            RunFailed: The scenarios could not be read.
        """
        with ThreadPoolExecutor(self.count) as threads:
            for child in threads.map(Child, [self._environment] * self.count):
                self._idle.put(child)
                self.scenarios = child.scenarios

    def close(self) -> None:
        while not self._idle.empty():
            self._idle.get().close()

    def ask(self, job: Json, died: Json) -> Json:
        """Let an idle child do the job; `died` is the answer if it dies of it."""
        child = self._idle.get()
        try:
            answer = child.ask(job)
            ended = bool(answer.get("ended"))
        except RunFailed as failure:
            answer, ended = {**died, "reason": str(failure)}, True
        if ended:
            child.close()
            child = Child(self._environment)
        self._idle.put(child)
        return answer


@contextmanager
def children_for(
    bundle: Bundle, features: Sequence[Path], processes: Path, staged: Path | None
) -> Iterator[Children]:
    """Give children that try the procedure with these scenarios.

    Args:
        bundle: The procedure, a version of which is in force in the office.
        features: The files of the scenarios.
        processes: The folder from which the office is made.
        staged: A folder with the procedures to put in force instead of those.

    Raises:
        RunFailed: The scenarios could not be read.
    """
    with TemporaryDirectory(prefix="zhangfa-") as name:
        folder = Path(name)
        if staged is not None:
            prepare_staged(folder / "office", staged)
        else:
            prepare_template(folder / "office", processes)
        (folder / "bundle.zip").write_bytes(pack(bundle))
        children = Children(
            os.environ
            | OWN_WAYS
            | {
                FEATURES: os.pathsep.join(str(path) for path in features),
                TEMPLATE: str(folder / "office"),
                BESIDE: str(processes),
                BUNDLE: str(folder / "bundle.zip"),
            }
        )
        try:
            children.open()
            yield children
        finally:
            children.close()


def side_by_side(count: int, work: Callable[[T], U], items: Iterable[T]) -> Iterator[U]:
    """Yield what the work gives for each item, as soon as it is there."""
    with ThreadPoolExecutor(count) as threads:
        jobs = [threads.submit(work, item) for item in items]
        try:
            for job in as_completed(jobs):
                yield job.result()
        finally:
            for job in jobs:
                job.cancel()
