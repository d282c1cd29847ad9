"""The command line `zhangfa`: reads its words, calls one verb, prints what came."""

import os
import sys
from collections import Counter
from pathlib import Path
from time import perf_counter

import click

from engine.acceptance.gate import prove
from engine.acceptance.ledger import ledger_json, summary
from engine.acceptance.mutation import mutate
from engine.acceptance.report import (
    AcceptanceReport,
    ScenarioVerdict,
    as_json,
    write_junit,
)
from engine.acceptance.run import RunFailed, accept, ledger_of
from engine.acceptance.sentences import sentences_page
from engine.acceptance.shipped import FeatureMissing
from engine.acceptance.strength import MutantVerdict, Strength, strengths_json
from engine.acceptance.strength_page import strength_page
from engine.acceptance.whole_check import check_whole, check_whole_draft
from engine.assembly import Engine, Settings, open_engine
from engine.model.errors import BundleRejected, ZhangfaError
from engine.model.procedure import Version
from engine.model.proof import Told
from engine.model.soundness import SoundnessKind, SoundnessVerdict
from engine.model.strength import Fate
from engine.runtime.audit import verify_chains
from engine.runtime.check import findings_of
from engine.runtime.deploy import deploy_folder, export_folder
from engine.runtime.layout import lay_out
from engine.runtime.regulation import import_regulation
from engine.runtime.seed import seed_office
from engine.runtime.sound import check_sound_folder, named_folders
from engine.worker import work

FATES = {Fate.REFUSED: "检查拦下", Fate.CAUGHT: "场景抓住", Fate.SURVIVED: "漏过"}
MARKS = {"passed": "✓", "failed": "✗", "planned": "·"}
SOUNDNESS = {
    SoundnessKind.SOUND: "健全",
    SoundnessKind.UNSOUND: "不健全",
    SoundnessKind.UNDECIDED: "未能判定",
}
Folder = click.Path(exists=True, file_okay=False, path_type=Path)
Written = click.Path(dir_okay=False, writable=True, path_type=Path)
File = click.Path(exists=True, dir_okay=False, path_type=Path)


@click.group()
def commands() -> None:
    """章法: a government's work rules, executed and proven."""


def main() -> None:
    """Run the command line; a refusal is told on standard error, with status 1."""
    try:
        commands(standalone_mode=False)
    except click.ClickException as error:
        error.show()
        sys.exit(error.exit_code)
    except click.exceptions.Exit as error:
        sys.exit(error.exit_code)
    except click.Abort:
        sys.exit(130)
    except BundleRejected as error:
        for finding in findings_of(error):
            told = f"{finding.severity} {finding.element_id}: {finding.text}"
            click.echo(told, err=True)
        sys.exit(1)
    except BrokenPipeError:
        # Whoever read our output has seen enough; Python would complain once more.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(1)
    except OSError as error:
        click.echo(f"{error.strerror}: {error.filename or ''}", err=True)
        sys.exit(1)
    except (ZhangfaError, RunFailed, FeatureMissing) as error:
        click.echo(str(error), err=True)
        sys.exit(1)


def _engine() -> Engine:
    """Open the engine that the environment names.

    Raises:
        ClickException: The environment says what cannot be meant.
    """
    try:
        return open_engine(Settings.from_env())
    except ValueError as error:
        raise click.ClickException(str(error)) from error


@commands.command("accept")
@click.argument("slugs", nargs=-1)
@click.option("--json", "as_document", is_flag=True, help="Print the report as JSON.")
@click.option("--junit", type=click.Path(path_type=Path), help="Write JUnit XML too.")
@click.option("--draft", default="", help="Let a draft go through the gate, by its id.")
@click.option("--by", default="", help="Who asks for the proof: a person's id.")
def accept_scenarios(
    slugs: tuple[str, ...],
    *,
    as_document: bool,
    junit: Path | None,
    draft: str,
    by: str,
) -> None:
    """Run the scenarios of all procedures, or of those named; or prove a draft."""
    if draft:
        sys.exit(_prove(draft, by))
    report = accept(slugs, tell=None if as_document else _tell)
    if junit is not None:
        write_junit(report, junit)
    if as_document:
        click.echo(as_json(report))
    else:
        _print_summary(report)
    sys.exit(0 if report.is_green else 1)


def _prove(draft_id: str, by: str) -> int:
    """Prove a draft, telling how it goes; 1 if the gate refuses it."""
    report = prove(_engine(), draft_id, by=by, tell=_tell_progress)
    for each in report.objections:
        click.echo(f"✗ {each.words}")
    if report.needs_legal:
        click.echo("现行版本的场景有删去或改动，另须法制审核人员签署")
    return 1 if report.objections else 0


def _tell_progress(line: Told) -> None:
    click.echo(f"{MARKS.get(line.mark, ' ')} {line.words}")


def _tell(verdict: ScenarioVerdict) -> None:
    mark = MARKS[verdict.verdict]
    click.echo(f"{mark} {verdict.procedure}: {verdict.name} ({verdict.seconds:.2f} s)")
    if verdict.verdict == "failed":
        click.echo(f"    {verdict.reason}")


def _print_summary(report: AcceptanceReport) -> None:
    for flows in report.flows:
        missing = f"；没有走到：{'、'.join(flows.unwalked)}" if flows.unwalked else ""
        click.echo(f"{flows.procedure}: {flows.walked}/{flows.total} 条流{missing}")
    counts = Counter(scenario.verdict for scenario in report.scenarios)
    told = (f"{counts[verdict]} {verdict}" for verdict in MARKS)
    click.echo(", ".join(told))


@commands.command()
@click.option("--json", "as_document", is_flag=True, help="Print the rows as JSON.")
def ledger(*, as_document: bool) -> None:
    """Say of every sentence of the rules what cites it and what proves it."""
    rows = ledger_of(accept())
    if as_document:
        click.echo(ledger_json(rows))
        return
    for row in rows:
        click.echo(f"{row.sentence:7} {row.verdict:15} {row.reason}")
    counts = Counter(summary(rows).values())
    click.echo(", ".join(f"{count} {verdict}" for verdict, count in counts.items()))


@commands.command("mutate")
@click.argument("slugs", nargs=-1)
@click.option("--sample", default=0, help="Try only so many mutants of each procedure.")
@click.option("--json", "document", type=Written, help="Write every verdict as JSON.")
@click.option("--html", "page", type=Written, help="Write what survived, drawn.")
@click.option("--least", default=0.9, help="The share that must be caught.")
def mutate_procedures(
    slugs: tuple[str, ...],
    *,
    sample: int,
    document: Path | None,
    page: Path | None,
    least: float,
) -> None:
    """Change procedures in one thing after another; list what no scenario notices."""
    strengths = mutate(slugs, sample=sample, tell=_tell_mutant)
    if document is not None:
        document.write_text(strengths_json(strengths), encoding="utf-8")
    if page is not None:
        page.write_text(strength_page(strengths), encoding="utf-8")
    for strength in strengths:
        for verdict in strength.of(Fate.SURVIVED):
            click.echo(f"{strength.slug} {verdict.mutation.place}：{_told(verdict)}")
    for strength in strengths:
        click.echo(_sums(strength))
    sys.exit(any(strength.score < least for strength in strengths))


def _tell_mutant(slug: str, verdict: MutantVerdict) -> None:
    mark = FATES[verdict.fate]
    click.echo(f"{mark} {slug}: {_told(verdict)} ({verdict.seconds:.2f} s)")


def _told(verdict: MutantVerdict) -> str:
    return verdict.mutation.text.replace("\n", " ⏎ ")


def _sums(strength: Strength) -> str:
    counts = (f"{FATES[fate]} {len(strength.of(fate))}" for fate in Fate)
    return (
        f"{strength.slug}: {len(strength.verdicts)} 个变异体，"
        f"{'，'.join(counts)}，抓住 {strength.score:.1%}"
    )


@commands.command()
def sentences() -> None:
    """Print the list of sentences that scenarios may use (features/README.md)."""
    click.echo(sentences_page(), nl=False)


@commands.command()
@click.argument("procedures", nargs=-1)
@click.option("--draft", default="", help="Check a draft instead, by its id.")
@click.option("--by", default="", help="Who checks the draft: a person's id.")
def check(procedures: tuple[str, ...], *, draft: str, by: str) -> None:
    """Check procedures (slug or folder; all, if none is named), or a draft.

    Raises:
        BadParameter: A procedure is not there.
    """
    if draft:
        found = [(draft, check_whole_draft(_engine(), draft, by=by))]
    else:
        folders = named_folders(procedures)
        for each in folders:
            if not each.is_dir():
                raise click.BadParameter(f"no such procedure: {each}")
        found = [(each.name, check_whole(each)) for each in folders]
    for name, findings in found:
        for finding in findings:
            told = f"{finding.severity} {finding.element_id}: {finding.text}"
            click.echo(told if len(found) == 1 else f"{name}: {told}")
    count = sum(len(findings) for _, findings in found)
    click.echo(f"{count} findings")
    sys.exit(1 if count else 0)


@commands.command()
@click.argument("procedures", nargs=-1)
def sound(procedures: tuple[str, ...]) -> None:
    """Prove procedures sound: all that are shipped, or those named (slug or folder)."""
    kinds = set()
    for folder in named_folders(procedures):
        began = perf_counter()
        verdict = check_sound_folder(folder)
        _tell_soundness(folder.name, verdict, perf_counter() - began)
        kinds.add(verdict.kind)
    sys.exit(1 if kinds - {SoundnessKind.SOUND} else 0)


def _tell_soundness(slug: str, verdict: SoundnessVerdict, seconds: float) -> None:
    told = SOUNDNESS[verdict.kind]
    spent = f"{seconds * 1000:.0f} ms"
    click.echo(f"{slug}: {told}，{verdict.states} 种情形，{spent}{verdict.note}")
    for fault in verdict.faults:
        click.echo(f"    {'、'.join(fault.element_ids)}: {fault.sentence}")
        if fault.path:
            click.echo(f"    {' → '.join(step.element_id for step in fault.path)}")


@commands.command()
@click.argument("folder", type=Folder)
@click.option("--by", default="system", help="Whose deed it is: a person's id.")
def deploy(folder: Path, *, by: str) -> None:
    """Put a procedure's folder in force, or make it a draft if one is in force."""
    engine = _engine()
    seed_office(engine, engine.settings.processes)
    deployed = deploy_folder(engine, folder, by=by)
    told = (
        f"{deployed.number} {deployed.state}"
        if isinstance(deployed, Version)
        else f"draft {deployed.draft_id}"
    )
    click.echo(f"{deployed.slug} {told} {deployed.digest}")


@commands.command()
@click.argument("slug")
@click.argument("folder", type=click.Path(file_okay=False, path_type=Path))
def export(slug: str, folder: Path) -> None:
    """Write the version in force to a folder, byte for byte."""
    export_folder(_engine(), slug, folder)


@commands.command()
@click.argument("file", type=File)
def layout(file: Path) -> None:
    """Lay a diagram out with its lanes, in place."""
    file.write_bytes(lay_out(file.read_bytes()))


@commands.command()
def worker() -> None:
    """Fire timers, deliver messages and send reminders until told to stop."""
    work(_engine())


@commands.group()
def regulation() -> None:
    """The text of the rules."""


@regulation.command("import")
@click.argument("file", type=File)
def import_text(file: Path) -> None:
    """Import the official text, article by article."""
    count = import_regulation(_engine(), file)
    click.echo(f"{count} articles")


@commands.group()
def audit() -> None:
    """The audit chains."""


@audit.command()
def verify() -> None:
    """Prove every chain; name the first act that does not fit."""
    broken = verify_chains(_engine())
    for each in broken:
        click.echo(f"broken: {each}", err=True)
    click.echo("all chains hold" if not broken else f"{len(broken)} broken")
    sys.exit(1 if broken else 0)
