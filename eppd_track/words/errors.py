"""The two roads of trouble: a Problem is a fault in the file, an EppdError a request refused.

A Problem is a value that is collected and shown with the others; an EppdError is raised, carries
its exit code, and ends the command. Both say what is wrong and what to do about it.
"""

from enum import IntEnum, StrEnum
from typing import ClassVar

from msgspec import Struct

from eppd_track.words.text import Text


class ExitCode(IntEnum):
    """Every code a command may end with (docs/commands.md)."""

    DONE = 0
    FOUND = 1
    USAGE = 2
    LEDGER = 3
    NO_SUCH = 4
    REFUSED = 5
    INTERNAL = 70
    INTERRUPTED = 130


class Severity(StrEnum):
    """How grave a Problem is: remarks count only when asked for."""

    ERROR = "error"
    WARNING = "warning"
    REMARK = "remark"


class Problem(Struct, frozen=True, kw_only=True):
    """A fault found in the file, at a 1-based line and column.

    `id` is the commitment, agency or meeting it stands in, or None.
    """

    rule: str
    severity: Severity
    line: int
    column: int
    id: str | None
    message: Text
    remedy: Text


class EppdError(Exception):
    """A request that is refused: one sentence, and what the user can do next."""

    code: ClassVar[ExitCode] = ExitCode.REFUSED

    def __init__(self, message: Text, remedy: Text | None = None) -> None:
        super().__init__(message.en)
        self.message = message
        self.remedy = remedy


class WrongUse(EppdError):
    """An option or value that does not exist or does not fit (exit 2)."""

    code = ExitCode.USAGE


class LedgerUnreadable(EppdError):
    """The ledger is missing, cannot be read, or is damaged past use (exit 3)."""

    code = ExitCode.LEDGER


class NoSuchCommitment(EppdError):
    """An id that names no commitment, or more than one (exit 4)."""

    code = ExitCode.NO_SUCH


class ChangeRefused(EppdError):
    """A change the rules, the file or another writer does not allow (exit 5)."""

    code = ExitCode.REFUSED


class PageRefused(EppdError):
    """A page that cannot be made: what draws it is not installed, or no font has a character (exit 5)."""

    code = ExitCode.REFUSED


class AnswerNeeded(ChangeRefused):
    """A question that nobody can answer because there is no terminal (exit 5)."""
