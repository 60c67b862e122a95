"""What a sheet knows of its own issue: the keys of its rows, and what each item held when it was written.

It goes out on a hidden sheet and comes back with the answers, which are held against it.
"""

import datetime as dt
import hashlib
import re
from collections.abc import Mapping, Sequence

import msgspec
from msgspec import Struct

from eppd_track.model.records import Commitment
from eppd_track.rules import lights

SCHEMA = 2
"""What the columns and the hidden sheet are like; 1 had a column for each field."""
_TURNED = re.compile(
    "[\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufdd0-\ufdef\ufeff\ufff9-\uffff]|(?<=_)x"
)
_FIRST_FIELDS = ("status", "progress", "due", "next_step")
"""The fields that sheets of schema 1 could change."""
MOST_TYPED = 2000
"""How many characters an input cell takes."""


class Issued(Struct, frozen=True):
    """What a commitment held when the sheet was written, as the hidden sheet keeps it.

    `fields` are the fields that a sheet can change, in words that can be compared; `locked` is what the
    locked cells read. Who only `supports` it brings words and evidence.
    """

    id: str
    key: str
    records: int
    fields: Mapping[str, str]
    locked: Mapping[str, str]
    supports: bool = False


class Issue(Struct, frozen=True):
    """What a sheet knows of its own issue. `items` are in the order of the rows; `agency` may be empty."""

    dialogue: str
    digest: str
    agency: str
    issued: dt.date
    return_by: dt.date
    items: tuple[Issued, ...]
    schema: int = SCHEMA


def fields(commitment: Commitment) -> dict[str, str]:
    """The fields that a sheet can change, as texts that are equal when the fields are."""
    progress = lights.progress(commitment)
    return {
        "status": commitment.status.value,
        "progress": "" if progress is None else str(progress),
        "due": commitment.due.text if commitment.due else "",
        "next_step": next_step(commitment.next_step or ""),
        "next_step_due": commitment.next_step_due.text if commitment.next_step_due else "",
        "proposed": commitment.proposed.what if commitment.proposed else "",
    }


def next_step(text: str) -> str:
    """A next step as it is compared; a very long one by its hash, as a cell holds only so much."""
    return text if len(text) <= MOST_TYPED else _hashed(text)


def key_of(commitment: Commitment, code: str = "", schema: int = SCHEMA) -> str:
    """The hidden key of a row: the id, and a hash of all that its locked cells tell.

    `code` is the agency of a sheet that only supports the item, `schema` that of the sheet.
    """
    last = commitment.latest_word
    told = fields(commitment)
    held = [
        *(commitment.id, commitment.title, commitment.title_zh, commitment.owner),
        told if schema > 1 else {name: told[name] for name in _FIRST_FIELDS},
        *(len(commitment.updates), last.date.isoformat() if last else None, last.note if last else None),
        *((commitment.supporting, code) if schema > 1 else ()),
    ]
    return f"{commitment.id}:{_hashed(held)}"


def _hashed(value: object) -> str:
    return hashlib.sha256(msgspec.json.encode(value)).hexdigest()[:12]


def facts(issue: Issue) -> list[tuple[str, str]]:
    """The hidden sheet, a name and a text on each row; one row an item.

    What a program may turn into something else on the way (line ends of other systems, the `_x000D_` of
    Excel, signs that no file may hold) is written as JSON escapes it.
    """
    head = msgspec.to_builtins(issue)
    items = [_TURNED.sub(_escaped, msgspec.json.encode(item).decode()) for item in issue.items]
    return [
        *((name, str(value)) for name, value in head.items() if name != "items"),
        *(("item", item) for item in items),
    ]


def _escaped(match: re.Match[str]) -> str:
    return f"\\u{ord(match[0]):04x}"


def issue_of(rows: Sequence[tuple[str, str]]) -> Issue:
    """What `facts` wrote. Raises ValueError for anything else."""
    found = dict(rows)
    items = [msgspec.json.decode(text) for name, text in rows if name == "item"]
    return msgspec.convert({**found, "items": items}, Issue, strict=False)
