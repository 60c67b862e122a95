"""`eppd log`: the records of the whole ledger in time."""

import datetime as dt

from eppd_track.model.records import Commitment, Ledger, Update
from eppd_track.model.vocabulary import Calendar
from eppd_track.report.parts import Cell, Column, Group, Report, Section, Table
from eppd_track.report.sentences import agency_cell, as_json, describe_record, titles
from eppd_track.words import pages
from eppd_track.words.labels import FIELD
from eppd_track.words.text import Text

COLUMNS = (
    Column("date", pages.DATE),
    Column("id", FIELD["id"]),
    Column("by", pages.BY, under="date"),
    Column("meeting", pages.MEETING, under="id"),
    Column("title", FIELD["title"], wide=True),
    Column("change", pages.CHANGE, wide=True),
)


def _by(name: str | None, ledger: Ledger) -> Cell:
    """Who made a record, an agency with its names."""
    known = {agency.code for agency in ledger.agencies}
    return agency_cell(name, ledger) if name in known else name


def build(
    records: list[tuple[Commitment, Update]],
    ledger: Ledger,
    as_of: dt.date,
    selection: Text,
    calendar: Calendar,
) -> Report:
    """The records given, oldest first; several of one day stand in file order."""
    ordered = sorted(records, key=lambda pair: pair[1].date)
    rows = tuple(
        (
            update.date,
            commitment.id,
            _by(update.by, ledger),
            update.meeting,
            titles(commitment),
            describe_record(update, commitment, ledger, calendar),
        )
        for commitment, update in ordered
    )
    total = sum(len(commitment.updates) for commitment in ledger.commitments)
    return Report(
        kind="log",
        as_of=as_of,
        ledger=ledger.name,
        raw=ledger.raw,
        selection=selection,
        shown=len(rows),
        total=total,
        sections=(Section("log", None, (Table(COLUMNS, (Group(None, rows),)),) if rows else ()),),
        data={"updates": [{"id": item.id} | as_json(update) for item, update in ordered]},
        footer=(pages.RECORDS_SHOWN.fill(shown=len(rows), total=total),),
        remarks=() if rows else (pages.NO_RECORDS.fill(selection=selection),),
    )
