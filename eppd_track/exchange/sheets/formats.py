"""Sheets out and in: the module of a format is loaded when it is asked for."""

from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any

from eppd_track.exchange.sheets.grid import Workbook
from eppd_track.exchange.sheets.parcel import HeldFile, broken, receive
from eppd_track.exchange.sheets.plain import PlainTable
from eppd_track.exchange.sheets.sheet import Sheet
from eppd_track.words.errors import EppdError, PageRefused

if TYPE_CHECKING:
    from collections.abc import Callable

    from eppd_track.exchange.sheets.grid import CellGrid
    from eppd_track.exchange.sheets.parcel import Parcel

FORMS = ("xlsx", "ods")


def to_bytes(sheet: Sheet, form: str) -> bytes:
    """A sheet as the bytes of a file. Raises PageRefused when the library for it is not installed."""
    write: Callable[[Sheet], bytes] = _load(f"{form}.write", form).write
    return write(sheet)


def plain(table: PlainTable, form: str) -> bytes:
    """A plain table as the bytes of a file. Raises PageRefused when the library is not installed."""
    write: Callable[[PlainTable], bytes] = _load(f"{form}.plain", form).write
    return write(table)


def open_file(path: Path | HeldFile) -> Workbook:
    """A file that came back, as grids.

    Raises ChangeRefused for one that is no sheet, is not safe to open or cannot be read; PageRefused
    when the library for it is not installed.
    """
    parcel = receive(path)
    read: Callable[[Parcel], tuple[list[CellGrid], list[str]]] = _load(
        f"{parcel.form}.read", parcel.form
    ).read
    try:
        grids, lost = read(parcel)
        return Workbook(parcel.name, tuple(grids), tuple(dict.fromkeys((*parcel.lost, *lost))))
    except EppdError:
        raise
    except Exception as error:  # a damaged file may raise anything in a library
        raise broken(parcel.name, error) from error


def _load(module: str, form: str) -> Any:
    try:
        return import_module(f"eppd_track.exchange.sheets.{module}")
    except ModuleNotFoundError as error:
        if (error.name or "").startswith("eppd_track"):
            raise
        from eppd_track.words import documents, printing  # noqa: PLC0415 - only for a refusal

        lacks = documents.NEEDS_EXTRA if module.endswith(".read") else printing.NEEDS_EXTRA
        command = printing.install_command("sheets")
        raise PageRefused(lacks.fill(form=form.upper()), printing.INSTALL.fill(command=command)) from error
