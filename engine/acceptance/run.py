"""A run of the scenarios: in a child process, verdict by verdict, then the sums."""

import os
import subprocess
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

from engine.acceptance.child import DRIVER, FEATURES, RESULTS, VERBS
from engine.acceptance.ledger import LedgerRow, build_ledger
from engine.acceptance.report import (
    AcceptanceReport,
    ScenarioVerdict,
    coverage,
    verdict_of,
)
from engine.acceptance.shipped import (
    feature_files,
    procedure_names,
    shipped_procedures,
    shipped_regulation,
)

SUITE = Path(__file__).with_name("suite.py")
Tell = Callable[[ScenarioVerdict], None]


class RunFailed(RuntimeError):
    """The run itself broke down (a tag, a sentence, a feature that does not parse)."""


def accept(
    slugs: Sequence[str] = (), *, tell: Tell | None = None, driver: str = VERBS
) -> AcceptanceReport:
    """Run the scenarios of all procedures, or of those named, and say what was found.

    Raises:
        RunFailed: Nothing could be run; the message is what pytest printed.
    """
    procedures = shipped_procedures()
    features = feature_files(slugs)
    verdicts = []
    for verdict in run_features(features, driver=driver):
        verdicts.append(verdict)
        if tell is not None:
            tell(verdict)
    chosen = {slug: p for slug, p in procedures.items() if not slugs or slug in slugs}
    flows = {slug: tuple(p.diagram.flows) for slug, p in chosen.items()}
    return AcceptanceReport(tuple(verdicts), coverage(flows, verdicts))


def run_features(
    features: Iterable[Path], *, driver: str = VERBS
) -> Iterator[ScenarioVerdict]:
    """Yield the verdicts as they come, from a child process of its own."""
    reading, writing = os.pipe()
    with TemporaryDirectory(prefix="zhangfa-") as folder:
        environment = os.environ | {
            FEATURES: os.pathsep.join(str(path) for path in features),
            RESULTS: str(writing),
            DRIVER: driver,
        }
        child = subprocess.Popen(  # noqa: S603 - our own interpreter and suite
            _command(Path(folder)),
            env=environment,
            pass_fds=(writing,),
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )
        os.close(writing)
        count = 0
        with os.fdopen(reading) as results:
            for line in results:
                count += 1
                yield verdict_of(line)
        printed, _ = child.communicate()
        if child.returncode > 1 or not count:
            raise RunFailed(printed[-4000:])


def _command(folder: Path) -> list[str]:
    configuration = folder / "pytest.ini"
    configuration.write_text("[pytest]\n")
    plugins = ["-p", "no:cacheprovider", "-p", "engine.acceptance.plugin"]
    where = ["-c", str(configuration), "--rootdir", str(folder)]
    temporary = ["--basetemp", str(folder / "work")]
    how = ["--import-mode=importlib", "-q", "--tb=short"]
    return [
        sys.executable,
        "-m",
        "pytest",
        *plugins,
        *where,
        *temporary,
        *how,
        str(SUITE),
    ]


def ledger_of(report: AcceptanceReport) -> tuple[LedgerRow, ...]:
    """Return the ledger of the shipped rules over a run's verdicts."""
    return build_ledger(
        shipped_regulation(), shipped_procedures(), report.scenarios, procedure_names()
    )
