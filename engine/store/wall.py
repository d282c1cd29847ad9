"""The wall to the database's own errors: what they mean to the house."""

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import exc

from engine.model.errors import StoreUnreachable, TooBusy
from engine.store.database import UNWRAPPED

# Serialisation failure, deadlock, lock not available, query cancelled by time-out.
_TRY_AGAIN = {"40001", "40P01", "55P03", "57014"}
_READ_ONLY = "25006"
_LOCKED = "database is locked"


@contextmanager
def translated() -> Iterator[None]:
    """Let the block speak to the database.

    Raises:
        TooBusy: Another transaction stood in the way; the same deed may be tried again.
        StoreUnreachable: The database does not answer, or cannot write.
    """
    try:
        yield
    except exc.TimeoutError as error:
        raise TooBusy(why="no free connection") from error
    except exc.DBAPIError as error:
        raise _meaning(error) from error
    except UNWRAPPED as error:
        # We begin SQLite's transactions ourselves, where SQLAlchemy wraps no error.
        told = str(error)
        raise (TooBusy if _LOCKED in told else StoreUnreachable)(why=told) from error


def _meaning(error: exc.DBAPIError) -> Exception:
    told = str(error.orig).strip().partition("\n")[0]
    state = getattr(error.orig, "sqlstate", None) or ""
    if state in _TRY_AGAIN or _LOCKED in told:
        return TooBusy(why=told)
    lost = error.connection_invalidated or state == _READ_ONLY
    if lost or isinstance(error, exc.OperationalError | exc.InterfaceError):
        return StoreUnreachable(why=told)
    return error
