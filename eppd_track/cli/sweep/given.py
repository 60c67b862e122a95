"""What the command line says of the records of a sweep or a prepared list."""

from msgspec import Struct


class Given(Struct, frozen=True):
    """What the command line says of the records: it is not asked for."""

    meeting: str | None = None
    date: str | None = None
    by: str | None = None
