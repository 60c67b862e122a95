"""`eppd check`: the faults of the file, one line each, with the remedy."""

import datetime as dt
from collections import Counter
from collections.abc import Sequence

from eppd_track.model.records import Ledger
from eppd_track.model.vocabulary import Language
from eppd_track.report.parts import Findings, Pane, Report, Section, Sentences
from eppd_track.words import pages
from eppd_track.words.errors import Problem, Severity
from eppd_track.words.faults import UNKNOWN_TABLE
from eppd_track.words.text import Text, join, same


def build(
    problems: Sequence[Problem], ledger: Ledger, as_of: dt.date, total: int, language: Language
) -> Report:
    """The faults to show, each in the languages given. `total` counts those not shown too."""
    found = [(one.severity, pages.SEVERITY_NAME[one.severity], line_of(one, ledger.name)) for one in problems]
    lines = tuple(
        said
        for _, name, line in found
        for said in pages.FINDING.fill(severity=name, line=line).lines(language)
    )
    drawn = Findings(
        tuple((severity, name.label(language), line.lines(language)) for severity, name, line in found)
    )
    counts = Counter(problem.severity for problem in problems)
    summary = join([pages.SEVERITY[name].fill(count=counts[name]) for name in Severity if counts[name]])
    return Report(
        kind="problems",
        as_of=as_of,
        ledger=ledger.name,
        raw=ledger.raw,
        selection=same(""),
        shown=len(problems),
        total=total,
        sections=(Section("problems", None, (Sentences(lines),) if lines else ()),),
        screen=(Pane(None, (drawn,)),),
        data={"problems": [_data(problem) for problem in problems]},
        remarks=(pages.FOUND.fill(counts=summary),) if problems else (),
    )


def line_of(problem: Problem, name: str) -> Text:
    """A fault as one line: place, whose it is, what is wrong, the rule, and the remedy."""
    whose = f"{problem.id}: " if problem.id else ""
    place = f"{name}:{problem.line}:{problem.column}: {whose}"
    return pages.PROBLEM.fill(place=place, message=problem.message, rule=problem.rule, remedy=problem.remedy)


def hides(problem: Problem) -> bool:
    """Whether a fault keeps something of the ledger out of sight."""
    return problem.severity is Severity.ERROR or problem.rule == UNKNOWN_TABLE.name


def _data(problem: Problem) -> dict[str, object]:
    return {
        "line": problem.line,
        "column": problem.column,
        "id": problem.id,
        "rule": problem.rule,
        "severity": problem.severity.value,
        "message": problem.message.data,
        "remedy": problem.remedy.data,
    }
