"""How a single value reads: the words of every format that shows text.

Text from the ledger is data: control characters are made visible and nothing acts as markup.
"""

import datetime as dt
import re
import unicodedata
from enum import StrEnum
from functools import cache
from pathlib import Path

from msgspec import Struct

from eppd_track.model.due import Due
from eppd_track.model.vocabulary import Calendar, Coded, Language, Light, Status, Term
from eppd_track.report.parts import (
    Bar,
    Boxes,
    Cell,
    Count,
    DueCell,
    Entry,
    Guess,
    Length,
    Owner,
    Percent,
    Section,
    Step,
    Strip,
    Told,
)
from eppd_track.words import look, pages
from eppd_track.words.days import show_day, show_due
from eppd_track.words.labels import name_of
from eppd_track.words.text import (
    COLON,
    LIST_SEPARATOR,
    NOTHING,
    SLASH,
    Text,
    Titles,
    join,
    languages,
    run_on,
    same,
)

BREAK_MARK = "⏎"
"""What a line break reads as where a text has one line."""
_BREAK = "\r\n|[\n\r\x85\u2028\u2029]"
_CONTROLS = (
    "\x00-\x09\x0b-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069\ufdd0-\ufdef\ufff9-\ufffb\ufffe\uffff\ud800-\udfff"
)
_BLANKS = (
    "\xad\u061c\u115f\u1160\u180e\u200b\u200e\u200f\u2060-\u2065\u206a-\u206f\u3164\ufeff\uffa0\ufff0-\ufff8"
)
_ACTS, _EMPTY, _HIDDEN = f"[{_CONTROLS}]", f"[{_BLANKS}]", f"[{_CONTROLS}{_BLANKS}]"
_ODD = re.compile(f"[\n{_CONTROLS}{_BLANKS}]")
_SHAPES = "[\u034f\u17b4\u17b5\u180b-\u180d\u180f\u200c\u200d\ufe00-\ufe0f"
_SHAPES += "\U0001d173-\U0001d17a\U000e0000-\U000e0fff]"
"""Signs without ink of their own: joiners, variation selectors, tags."""
_JOINS = "[\u1160-\u11ff\ud7b0-\ud7ff\U0001f3fb-\U0001f3ff]"
"""Letters that become one with those before them: parts of Korean syllables, the colours of a face."""

_MARKED = same("{due} !")


class Style(Struct, frozen=True):
    """How a page is printed: language, calendar, for a terminal its width and colour.

    `font_dir` is a folder whose fonts come before all others on paper; `codes` says whether agencies go by
    their codes, for programs.
    """

    language: Language
    calendar: Calendar
    width: int = 80
    color: bool = False
    font_dir: Path | None = None
    codes: bool = False


def paragraph(text: str) -> str:
    r"""A text as people read it, with every kind of line break as `\n`, those at its end aside.

    What would act instead of showing is written out, as an escape of Python: control characters, and what
    turns the order of a line around. What neither shows nor shapes anything is left out.
    """
    if not _ODD.search(text):
        return text
    return re.sub(_ACTS, _written_out, re.sub(_EMPTY, "", re.sub(_BREAK, "\n", text)).rstrip("\n"))


def visible(text: str) -> str:
    """A `paragraph` on one line."""
    return paragraph(text).replace("\n", BREAK_MARK)


def exact(line: str) -> str:
    """A line in which whatever cannot be seen is written out, for people who compare."""
    return re.sub(_HIDDEN, _written_out, line)


def written_out(signs: str) -> str:
    r"""Signs as Python writes them where they cannot stand: `\u202e`."""
    return signs.encode("unicode_escape").decode("ascii")


def _written_out(match: re.Match[str]) -> str:
    return written_out(match[0])


def needs_glyph(char: str) -> bool:
    """Whether a font must have a character so that it can be printed: blanks and joiners have no ink."""
    return not (char.isspace() or re.match(_SHAPES, char))


def width(text: str) -> int:
    """The columns a text takes in a terminal: wide East Asian characters and emoji two, joiners none."""
    if text.isascii():
        return len(text)
    sizes = list(map(_columns, text))
    if 0 not in sizes:
        return sum(sizes)
    from wcwidth import wcswidth  # noqa: PLC0415 - 20 ms, and seldom asked

    return sum(max(wcswidth(char), 0) for char in characters(text))


def characters(text: str) -> list[str]:
    """A text in pieces that a reader takes for one character each; a line does not break inside one."""
    if text.isascii() or all(map(_columns, text)):
        return list(text)
    from wcwidth import iter_graphemes  # noqa: PLC0415 - as above

    return list(iter_graphemes(text))


@cache
def _columns(char: str) -> int:
    """The columns of a character by itself, 0 for one that joins others."""
    if unicodedata.category(char) in {"Mn", "Mc", "Me", "Cf"} or re.match(_JOINS, char):
        return 0
    return 2 if unicodedata.east_asian_width(char) in "WF" else 1


def pad(text: str, columns: int, *, right: bool = False) -> str:
    """Text filled with blanks to a number of terminal columns."""
    blanks = " " * max(columns - width(text), 0)
    return blanks + text if right else text + blanks


def words(text: Text | str, style: Style) -> str:
    """A label or a sentence in the page's language."""
    return visible(text if isinstance(text, str) else text.label(style.language))


def sentences(text: Text | str, style: Style) -> list[str]:
    """A whole sentence in each language the page has, Chinese first."""
    if isinstance(text, str):
        return [paragraph(text)]
    return [paragraph(part) for part in text.lines(style.language)]


def title_lines(titles: Titles, style: Style) -> list[str]:
    """The titles a page shows, Chinese first; the other language where one is missing."""
    return [paragraph(title) for title in titles.lines(style.language)]


def light_words(light: Light, style: Style) -> str:
    """A light with its letter, so that it says the same without colour."""
    if light is Light.NONE:
        return look.LETTER[light]
    return f"{look.LETTER[light]} {name_of(light).brief(style.language)}"


def lines(cell: Cell, style: Style) -> list[str]:
    """A value as the parts of a table cell, without colour, each with its line breaks; empty for nothing."""
    match cell:
        case None | "":
            return []
        case Titles():
            return title_lines(cell, style)
        case Owner():
            return [visible(cell.code if style.codes else cell.short.brief(style.language))]
        case Guess():
            return lines(cell.reads, style) if cell.reads else marked_lines(cell, lines(cell.value, style))
        case DueCell():
            return _due_lines(cell, style)
        case Percent():
            return _percent(cell)
        case Step(before=Status(), after=Status()) if cell.before is not cell.after:
            return [f"{one_line(cell.before, style)} →", one_line(cell.after, style)]
        case Told():
            return [line for entry in cell.entries for line in entry_lines(entry, style)]
        case Text() | str() if not isinstance(cell, Coded):
            return [paragraph(cell if isinstance(cell, str) else cell.label(style.language))]
        case _:
            text = one_line(cell, style)
            return [text] if text else []


def marked_lines(guess: Guess, shown: list[str]) -> list[str]:
    """The lines of a value with the mark that the source does not give it, behind what it marks."""
    place = len(shown) - 1 if isinstance(guess.value, Step) else 0
    return [marked_line(line) if index == place else line for index, line in enumerate(shown)]


def marked_line(text: str) -> str:
    """A text with the `?` of what is inferred, in front of the sign of what is late."""
    return f"{text.removesuffix(' !')}?{' !' * text.endswith(' !')}"


def entry_lines(entry: Entry, style: Style) -> list[str]:
    """A record told on a line, what was said first; on a page in both languages English adds what changed."""
    changed = entry.changed or NOTHING
    told = [part for part in (entry.said, entry.changed) if part is not None]
    whole = join([part for part in (entry.who, run_on(told)) if part is not None and part.data], COLON)
    also = languages(style.language)[1:] if entry.changed else ()
    return [paragraph(whole.brief(style.language)), *(paragraph(changed.say(one)) for one in also)]


def _percent(cell: Percent) -> list[str]:
    if cell.value is None:
        return []
    moved = cell.before is not None and cell.before != cell.value
    return [f"{cell.before} → {cell.value}%" if moved else f"{cell.value}%"]


def _due_lines(cell: DueCell, style: Style) -> list[str]:
    if cell.due is None and cell.first is None and cell.next is None:
        return [cell.proposed.brief(style.language)] if cell.proposed else []
    found = [same("-") if cell.due is None else show_due(cell.due, style.calendar)]
    if cell.next is None and cell.overdue_days:
        found[0] = _MARKED.fill(due=found[0])
    if cell.first is not None and cell.first != cell.due:
        found.append(pages.FIRST_WAS.fill(due=show_due(cell.first, style.calendar)))
    if cell.next is not None:
        step = pages.STEP_DUE.fill(due=show_due(cell.next, style.calendar))
        found.append(_MARKED.fill(due=step) if cell.overdue_days else step)
    if cell.overdue_days:
        found.append(pages.DAYS_LATE.fill(days=cell.overdue_days))
    found += [cell.proposed] if cell.proposed else []
    return [text.brief(style.language) for text in found]


def one_line(cell: Cell, style: Style) -> str:
    """A value on one line, without colour."""
    match cell:
        case Light():
            return light_words(cell, style)
        case StrEnum() | Term():
            return name_of(cell).brief(style.language)
        case Text() | str():
            return words(cell, style)
        case dt.date():
            return show_day(cell, style.calendar).brief(style.language)
        case Due():
            return show_due(cell, style.calendar).brief(style.language)
        case int():
            return str(cell)
        case None:
            return ""
        case Told():
            return visible(
                SLASH.brief(style.language).join(
                    " ".join(entry_lines(entry, style)) for entry in cell.entries
                )
            )
        case Step() | Count() | Length() | Bar() | Strip():
            return _figure(cell, style)
        case _:
            return visible(" ".join(lines(cell, style)))


def _figure(cell: Step | Count | Length | Bar | Strip, style: Style) -> str:
    """A change, a count or a bar in letters."""
    match cell:
        case Step():
            return _step(cell, style)
        case Length():
            return str(cell.value)
        case Count():
            change = f" ({cell.change:+d})" if cell.change else ""
            return f"{cell.value}{change}"
        case Bar():
            return "".join(look.LETTER[light] * count for light, count in cell.counts)
        case Strip():
            told = (f"{count} {light_words(light, style)}" for light, count in cell.counts)
            return LIST_SEPARATOR.brief(style.language).join(told)


def _step(cell: Step, style: Style) -> str:
    """Before and after; one word where nothing changed or nothing was before."""
    after = one_line(cell.after, style)
    if cell.before is None or cell.before is cell.after:
        return after
    before = look.LETTER[cell.before] if isinstance(cell.before, Light) else one_line(cell.before, style)
    return f"{before} → {after}"


def needs_paper(section: Section) -> bool:
    """Whether a section is of use on paper alone."""
    return all(isinstance(block, Boxes) for block in section.blocks) and bool(section.blocks)
