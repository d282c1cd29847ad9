"""The office that every sandbox begins as: set up once for each content shipped."""

import hashlib
import shutil
from datetime import datetime
from functools import lru_cache
from pathlib import Path

from engine.acceptance.stage import prepare_template
from engine.assembly import PROCESSES
from engine.model.identity import new_id

CODE = Path(__file__).resolve().parent.parent
PREFIX = "template-"


def template_in(folder: Path, now: datetime) -> Path:
    """Return the template in the folder, made if it is not there yet."""
    template = folder / _name()
    if not template.is_dir():
        folder.mkdir(parents=True, exist_ok=True)
        made = folder / f"{new_id(now)}.making"
        prepare_template(made)
        try:
            made.rename(template)
        except OSError:
            # Another process was first; its template is as good.
            shutil.rmtree(made, ignore_errors=True)
    return template


def drop_old_templates(folder: Path) -> None:
    """Remove the templates of other content than what is shipped now."""
    for place in folder.glob(f"{PREFIX}*"):
        if place.name != _name():
            shutil.rmtree(place, ignore_errors=True)


@lru_cache(maxsize=1)
def _name() -> str:
    """Return a name that changes with the content shipped, and with the code."""
    whole = hashlib.sha256()
    for root, pattern in ((PROCESSES, "*"), (CODE, "*.py")):
        for path in sorted(root.rglob(pattern)):
            if path.is_file():
                whole.update(str(path.relative_to(root)).encode())
                whole.update(path.read_bytes())
    return f"{PREFIX}{whole.hexdigest()[:16]}"
