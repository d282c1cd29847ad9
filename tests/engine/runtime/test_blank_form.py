"""A form that starts a case reads who would start it, as the started case does."""

from pathlib import Path

from engine.runtime.blank_form import read_start_form
from engine.runtime.deploy import deploy_folder
from tests.support.builders import CLERK

FOLDER = Path(__file__).parents[2] / "support" / "procedures" / "office_rows"


def test_a_start_form_reads_who_would_start_the_case(running):
    deploy_folder(running.engine, FOLDER)
    clerk = running.holder(CLERK)

    blank = read_start_form(running.engine, "office_rows", by=clerk)

    assert blank.context == {
        "asker": f"person:{clerk}",
        "in_post": f"post:{CLERK}",
        "in_unit": "unit:finance_bureau",
    }
