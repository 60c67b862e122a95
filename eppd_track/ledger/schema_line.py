"""The line by which an editor finds the schema of a ledger: `#:schema ./commitments.schema.json`."""

import re
from pathlib import PurePath
from urllib.parse import quote

_ABOVE = re.compile(r"(?:[ \t]*(?:#[^\n]*)?\r?\n)*(?:[ \t]*#[^\n]*)?")
_LINE = re.compile(r"^#:schema[ \t]+(\S+)", re.MULTILINE)


def address(ledger: PurePath) -> str:
    """What the line of a ledger says: the schema beside it, with the ledger's name."""
    return f"./{quote(schema_name(ledger))}"


def schema_name(ledger: PurePath) -> str:
    """The name of the schema beside a ledger."""
    return f"{ledger.stem}.schema.json"


def named_in(text: str) -> str | None:
    """The schema that a ledger names above its first key, or None."""
    above = _ABOVE.match(text)
    found = _LINE.search(above[0]) if above else None
    return found[1] if found else None


def with_line(text: str, named: str) -> str:
    """A ledger with the line above everything else, all of which stays as it is."""
    newline = "\r\n" if "\r\n" in text else "\n"
    return f"#:schema {named}{newline}{text}"
