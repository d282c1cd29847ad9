"""Whether the engine can work: its database takes a transaction that may write."""

from engine.assembly import Engine


def read_health(engine: Engine) -> None:
    """Begin and end a writing transaction; nothing is written.

    Raises:
        StoreUnreachable: The database does not answer.
        TooBusy: Somebody else writes for too long.
    """
    with engine.store.begin():
        pass
