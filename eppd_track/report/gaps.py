"""What a page could not hold because the file could not be read there: said on the page itself.

A printed page leaves the screen behind, so what the screen named stands on it too.
"""

from msgspec import Struct

from eppd_track.ledger.reading import Reading
from eppd_track.report.parts import Section, Sentences
from eppd_track.report.problems import hides
from eppd_track.words import pages
from eppd_track.words.text import Text, join, same


class Gaps(Struct, frozen=True):
    """What could not be read: the ids of commitments that are missing, and of those that lack a field.

    `missing` holds None for a commitment whose id cannot be read either; `lines` are those at fault that
    belong to no commitment by name.
    """

    missing: tuple[str | None, ...] = ()
    in_part: tuple[str, ...] = ()
    lines: tuple[int, ...] = ()

    @property
    def told(self) -> tuple[Text, ...]:
        """The same as sentences; none where everything could be read."""
        found: list[Text] = []
        if self.missing:
            names = [same(name) for name in self.missing if name is not None]
            nameless = self.missing.count(None)
            names += [pages.GAPS_NAMELESS.fill(count=nameless)] if nameless else []
            found.append(pages.GAPS_MISSING.fill(count=len(self.missing), names=join(names)))
        if self.in_part:
            found.append(pages.GAPS_IN_PART.fill(ids=self.in_part))
        if self.lines:
            found.append(pages.GAPS_LINES.fill(lines=list(map(str, self.lines))))
        return tuple(found)

    @property
    def section(self) -> tuple[Section, ...]:
        """The section that stands at the top of a page, above what it sums up."""
        return (Section("unread", pages.GAPS, (Sentences(self.told),)),) if self.told else ()

    @property
    def data(self) -> dict[str, object]:
        """The same for JSON."""
        return {"missing": list(self.missing), "in_part": list(self.in_part), "lines": list(self.lines)}


def gaps(reading: Reading) -> Gaps:
    """What a ledger's reading could not read."""
    known = {item.id for item in reading.ledger.commitments}
    faults = [problem for problem in reading.problems if hides(problem)]
    named = known.union(name for name in reading.unread if name is not None)
    torn = (problem.id for problem in faults if problem.id in known and problem.id not in reading.unread)
    return Gaps(
        missing=reading.unread,
        in_part=tuple(dict.fromkeys(name for name in torn if name is not None)),
        lines=tuple(dict.fromkeys(problem.line for problem in faults if problem.id not in named)),
    )
