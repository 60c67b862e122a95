"""TOML text as plain tables, by the parser, with every way it can fail made one."""

from typing import Any

import tomli

Table = dict[str, Any]


def loads(text: str) -> Table:
    """The tables in a text. Raises TOMLDecodeError, also for what is nested or counted beyond bounds."""
    try:
        return tomli.loads(text)
    except tomli.TOMLDecodeError:
        raise
    except (RecursionError, ValueError) as error:
        raise tomli.TOMLDecodeError(TOO_LARGE, text, 0) from error


TOO_LARGE = "Too large"
"""What the parser's complaint is called when a number or a nesting is beyond bounds."""
LONG_QUOTES = ('"""', "'''")
"""What opens and closes a text of several lines."""
NO_CHARACTER = "\0"
"""What stands in a text for a byte that is none: no TOML may hold it."""
