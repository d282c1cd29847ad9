"""The mutants of a procedure are those of all its files; few are refused at once."""

from dataclasses import replace

from engine.assembly import PROCESSES
from engine.model.finding import Severity
from engine.model.mutant import CASE, used
from engine.runtime.check import check_bundle, read_yardstick
from engine.runtime.folders import read_bundle
from engine.runtime.mutants import mutants_of

BUNDLE = read_bundle(PROCESSES / "meeting_absence")


def test_every_file_of_a_procedure_but_its_scenarios_is_changed():
    changed = {each.mutation.path for each in mutants_of(BUNDLE)}

    assert changed == BUNDLE.files.keys() - {"acceptance.feature"}


def test_a_table_may_be_noticed_by_any_case_and_any_form():
    table = next(e for e in mutants_of(BUNDLE) if e.mutation.path.endswith(".dmn"))

    assert {CASE, used("apply")} <= table.mutation.seen_by


def test_what_a_form_or_table_suffers_is_shown_where_it_is_used():
    places = {each.mutation.path: each.mutation.place for each in mutants_of(BUNDLE)}

    assert places["forms/apply.json"] == "apply"
    assert "/" not in "".join(places.values())


def test_nearly_all_mutants_are_left_to_the_scenarios():
    yardstick = read_yardstick()
    refused = total = 0
    for each in mutants_of(BUNDLE):
        files = {**BUNDLE.files, each.mutation.path: each.data}
        found = check_bundle(replace(BUNDLE, files=files), yardstick)
        refused += any(finding.severity is Severity.ERROR for finding in found)
        total += 1

    assert refused < total / 20
