"""The engine put together: settings, keys, what is cached, and the first set-up."""

import os
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from pathlib import Path
from threading import Lock

from engine.bpmn.reading import read_diagram
from engine.content.bundle import unpack
from engine.content.form import read_form
from engine.content.manifest import read_manifest
from engine.content.regulation import read_rules
from engine.model.calendar import WorkingCalendar
from engine.model.clock import today
from engine.model.keys import KeyRing
from engine.model.office import Office
from engine.model.procedure import Bundle, Procedure
from engine.model.reference import Regulation
from engine.outside.keys import read_ring
from engine.store.migrate import migrate
from engine.store.store import Store, open_store
from engine.store.unit import Unit

PROCESSES = Path(__file__).resolve().parent.parent / "processes"
PORT = 8080


def system_clock() -> datetime:
    """Return the machine's moment; the only place where it is asked."""
    return datetime.now(UTC)


@dataclass(frozen=True, slots=True)
class Settings:
    """Where things lie. `data` holds the SQLite file, the keys and the documents.

    `proxy` is the address of the reverse proxy in front, whose word is taken for where
    a request comes from; nobody else's is.
    """

    data: Path
    database_url: str
    port: int = PORT
    processes: Path = PROCESSES
    proxy: str = ""

    @classmethod
    def from_env(cls, environment: Mapping[str, str] = os.environ) -> "Settings":
        """Read PORT and ZHANGFA_DATA, _DATABASE_URL, _PROCESSES and _PROXY."""
        data = Path(environment.get("ZHANGFA_DATA") or "var").resolve()
        return cls(
            data=data,
            database_url=environment.get("ZHANGFA_DATABASE_URL")
            or f"sqlite:///{data / 'zhangfa.sqlite'}",
            port=int(environment.get("PORT") or PORT),
            processes=Path(environment.get("ZHANGFA_PROCESSES") or PROCESSES),
            proxy=environment.get("ZHANGFA_PROXY", ""),
        )


@dataclass(frozen=True, slots=True)
class Picture:
    """The office, its calendar and its parameters, as of one revision and day."""

    on: date
    office: Office
    calendar: WorkingCalendar
    parameters: Mapping[str, object]


class Library:
    """What is read once and shared: procedures by version, the picture by revision."""

    def __init__(self) -> None:
        self._procedures: dict[str, Procedure] = {}
        self._picture: Picture | None = None
        self._lock = Lock()

    def procedure(self, unit: Unit, version_id: str) -> Procedure:
        """Return the version's procedure; one statement the first time, then none."""
        found = self._procedures.get(version_id)
        if found is None:
            found = read_procedure(unpack(unit.versions.bundle(version_id)))
            with self._lock:
                found = self._procedures.setdefault(version_id, found)
        return found

    def put(self, version_id: str, procedure: Procedure) -> None:
        """Let another procedure stand for a version: on a stage, to see who notices."""
        with self._lock:
            self._procedures[version_id] = procedure

    def picture(self, unit: Unit, revision: int | None = None) -> Picture:
        """Return the office as it stands; one statement unless it has changed.

        `revision` is the office's, where this transaction has read it already.
        """
        if revision is None:
            revision = unit.office.revision()
        on = today()
        picture = self._picture
        if picture is None or (picture.office.revision, picture.on) != (revision, on):
            picture = Picture(
                on, unit.office.load(), unit.office.calendar(), unit.office.parameters()
            )
            self._picture = picture
        return picture

    def show(self, picture: Picture | None) -> None:
        """Let this be the last picture: another database of the same versions is
        looked at now, of which it was read; None where none was."""
        self._picture = picture


@dataclass(frozen=True, slots=True)
class Engine:
    """Everything a verb needs; a record, not an object with methods."""

    settings: Settings
    store: Store
    library: Library
    regulation: Regulation
    clock: Callable[[], datetime]
    ring: KeyRing = field(repr=False)
    documents: Path


def open_engine(
    settings: Settings, clock: Callable[[], datetime] = system_clock
) -> Engine:
    """Open the store (its schema brought up to date), the keys and the rules."""
    settings.data.mkdir(parents=True, exist_ok=True)
    documents = settings.data / "documents"
    documents.mkdir(exist_ok=True)
    rules = (settings.processes / "regulation" / "rules.json").read_bytes()
    store = open_store(settings.database_url)
    migrate(store)
    return Engine(
        settings=settings,
        store=store,
        library=Library(),
        regulation=read_rules(rules),
        clock=clock,
        ring=read_ring(settings.data / "keys.json"),
        documents=documents,
    )


@dataclass(frozen=True, slots=True)
class Parts:
    """A bundle's files by kind: forms by path, tables and shared parts by name."""

    forms: Mapping[str, bytes]
    tables: Mapping[str, bytes]
    shared: Mapping[str, bytes]


def split_files(bundle: Bundle) -> Parts:
    """Return the files of a bundle by kind."""
    files = bundle.files.items()
    return Parts(
        forms={path: data for path, data in files if path.startswith("forms/")},
        tables={Path(p).stem: data for p, data in files if p.endswith(".dmn")},
        shared={Path(p).stem: data for p, data in files if p.startswith("shared/")},
    )


def read_procedure(bundle: Bundle) -> Procedure:
    """Return the bundle, read: manifest, forms, tables and the compiled diagram.

    Raises:
        BundleRejected: Something in it is wrong; the findings say what.
    """
    parts = split_files(bundle)
    forms = [read_form(data, path) for path, data in parts.forms.items()]
    xml = bundle.files["process.bpmn"]
    return Procedure(
        bundle=bundle,
        manifest=read_manifest(bundle.files["manifest.json"]),
        diagram=read_diagram(xml, shared=parts.shared, tables=parts.tables),
        forms={form.key: form for form in forms},
        tables=parts.tables,
    )
