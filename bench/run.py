"""`make bench`: everything measured in one run, as tables, and as JSON where asked."""

import json
import os
import sys
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter

from bench.completions import AT, Figure, measure_completions
from bench.office import open_bench
from bench.statements import Line, measure_statements
from engine.acceptance.run import accept

JSON = "BENCH_JSON"
WAYS = {
    "verb": "verb complete_task",
    "api": "over HTTP, API",
    "page": "over HTTP, page",
    "plain": "plain SpiffWorkflow",
}


@dataclass(frozen=True, slots=True)
class Acceptance:
    """What the whole feature run takes."""

    scenarios: int
    passed: int
    seconds: float


def main() -> None:
    """Measure, print, and write the JSON file that the environment names."""
    with TemporaryDirectory(prefix="zhangfa-bench-") as folder:
        bench = open_bench(Path(folder))
        lines = measure_statements(bench)
        _print_statements(lines)
        figures = measure_completions(bench)
        _print_completions(figures)
        bench.engine.store.close()
    features = _measure_features()
    print(f"\nFeature run: {features.scenarios} scenarios, {features.seconds:.1f} s")
    path = os.environ.get(JSON)
    if path:
        Path(path).write_text(json.dumps(_told(lines, figures, features), indent=2))
    if not all(line.holds for line in lines):
        sys.exit("A budget of statements is broken.")


def _measure_features() -> Acceptance:
    begun = perf_counter()
    scenarios = accept().scenarios
    taken = perf_counter() - begun
    passed = sum(each.verdict == "passed" for each in scenarios)
    return Acceptance(len(scenarios), passed, round(taken, 1))


def _print_statements(lines: tuple[Line, ...]) -> None:
    print(
        f"{'SQL per verb and page':<44}{'statements':>11}{'at most':>9}{'commits':>9}"
    )
    for line in lines:
        most = str(line.at_most) if line.at_most else ""
        broken = "" if line.holds else "  BROKEN"
        told = f"{line.what:<44}{line.statements:>11}{most:>9}{line.commits:>9}"
        print(told + broken)


def _print_completions(figures: Mapping[str, Mapping[int, Figure]]) -> None:
    """Print each way at each length of history, with its ratio to the plain loop."""
    heads = "".join(f"{f'at {at}: CPU':>14}{'wall':>8}{'x plain':>9}" for at in AT)
    print(f"\n{'ms per completion':<22}{heads}")
    plain = figures["plain"]
    for way, name in WAYS.items():
        cells = "".join(
            f"{found.cpu_ms:>14.2f}{found.wall_ms:>8.2f}"
            f"{_ratio(found, plain[at]):>9.2f}"
            for at, found in figures[way].items()
        )
        print(f"{name:<22}{cells}")
    print("x plain: CPU beside the plain loop's, measured in turns with it")


def _ratio(figure: Figure, plain: Figure) -> float:
    return round(figure.cpu_ms / plain.cpu_ms, 2)


def _told(
    lines: tuple[Line, ...],
    figures: Mapping[str, Mapping[int, Figure]],
    features: Acceptance,
) -> dict[str, object]:
    plain = figures["plain"]
    completions = [
        {
            "way": way,
            "completions": at,
            **asdict(figure),
            "cpu_of_plain": _ratio(figure, plain[at]),
        }
        for way, measured in figures.items()
        for at, figure in measured.items()
    ]
    statements = [asdict(line) | {"holds": line.holds} for line in lines]
    return {
        "statements": statements,
        "completions": completions,
        "features": asdict(features),
    }


if __name__ == "__main__":
    main()
