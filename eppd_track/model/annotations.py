"""What the annotation of a field says: its class, and the numbers it takes."""

from functools import cache
from types import UnionType
from typing import Annotated, Any, Union, get_args, get_origin


@cache
def plain_type(kind: Any) -> Any:
    """The class behind an annotation: `Due | None` is Due, `tuple[str, ...]` is tuple."""
    origin = get_origin(kind)
    if origin in {Union, UnionType}:
        return plain_type(next(part for part in get_args(kind) if part is not type(None)))
    if origin is Annotated:
        return plain_type(get_args(kind)[0])
    return origin or kind


def bounds(kind: Any) -> tuple[int, int]:
    """The lowest and highest number a field takes."""
    for part in (kind, *get_args(kind)):
        for meta in getattr(part, "__metadata__", ()):
            return meta.ge or 0, meta.le or 9999
    return 0, 9999
