"""The first set-up: an empty database gets its office, numbers and procedures, once."""

from datetime import date
from pathlib import Path

from engine.assembly import Engine
from engine.content.calendar import read_calendar
from engine.content.office import OfficeSeed, read_office
from engine.content.parameters import read_parameters
from engine.model.access import Credential
from engine.outside.password import hash_password
from engine.runtime.chain import Doer, Told
from engine.runtime.deed import Ask, Deed, carry_out
from engine.runtime.deploy import deploy_folder
from engine.runtime.folders import procedure_folders
from engine.runtime.looking import look
from engine.runtime.note import note_on_office

VERB = "seed"
# The numbers of the rules held before this system did.
ALWAYS = date(2000, 1, 1)


def seed(engine: Engine, processes: Path | None = None) -> None:
    """Fill an empty database from the authored folder, and deploy its procedures.

    From then on the database is the truth: a database that has an office keeps it.
    Procedures that have no version yet are deployed each time.

    Raises:
        BundleRejected: Something authored is wrong; the findings say what and where.
    """
    folder = processes or engine.settings.processes
    seed_office(engine, folder)
    with look(engine) as seen:
        known = seen.unit.versions.known_slugs()
    for each in procedure_folders(folder):
        if each.name not in known:
            deploy_folder(engine, each)


def seed_office(engine: Engine, folder: Path) -> None:
    """Give an empty database its office, calendar and parameters; leave another be."""
    with look(engine) as seen:
        if seen.office.people:
            return
    office = read_office((folder / "office" / "demo.json").read_bytes())
    years = [
        read_calendar(each.read_bytes(), each.name)
        for each in sorted((folder / "calendar").glob("*.json"))
    ]
    defaults = folder / "parameters" / "default.json"
    parameters = read_parameters(defaults.read_bytes())
    # Slow on purpose, so outside the transaction; the people of a demo share theirs.
    hashes = {word: hash_password(word) for word in {*office.passwords.values()}}

    def work(deed: Deed) -> None:
        if deed.picture.office.people:
            return
        rows = deed.unit.office
        rows.seed(office.office)
        rows.put_calendar(years)
        for name, parameter in parameters.items():
            rows.put_parameter(
                name,
                parameter.value,
                from_on=ALWAYS,
                unit=parameter.unit,
                references=parameter.references,
                note=parameter.note,
            )
        _seed_credentials(deed, office, hashes)
        note_on_office(deed, Doer(), Told(VERB))

    carry_out(engine, Ask(VERB), work)


def _seed_credentials(deed: Deed, office: OfficeSeed, hashes: dict[str, str]) -> None:
    for person_id, password in office.passwords.items():
        deed.unit.credentials.put(Credential(person_id, hashes[password], deed.now))
