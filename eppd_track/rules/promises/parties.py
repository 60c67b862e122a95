"""Who is meant by the words of a document: the two sides, their agencies, and who speaks of "us"."""

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property

from msgspec import Struct

from eppd_track.model.passages import Paper
from eppd_track.model.records import Ledger
from eppd_track.model.vocabulary import THIRD, Side, Sides, all_of, together
from eppd_track.rules.query import agency_spellings

_USUAL: Mapping[Side, tuple[str, ...]] = {
    Side("TW"): (
        *("台灣", "我國", "中華民國", "台方", "駐美國台北經濟文化代表處", "駐美代表處"),
        *("Taiwan", "Taipei", "TECRO", "Taipei Economic and Cultural Representative Office"),
    ),
    Side("US"): (
        *("美國", "美方", "美國在台協會", "國務院", "國務次卿", "商務部", "貿易代表署"),
        *("the United States", "United States", "U.S.", "US", "USA", "Washington", "AIT", "USTR"),
        "American Institute in Taiwan",
    ),
}
"""What the usual sides are called; a ledger whose sides have names of their own has those alone."""
_OUR_SIDE = ("我方", "本方", "我團", "我國")
_NO_SIDE = "東西南北大多立比"
"""Signs that make a common word with 方, and not what a side is called by its first sign (歐盟: 歐方)."""
_OTHER_SIDE = ("對方", "貴方")
BODY = re.compile(
    r"(?:(?![與和及同由於對向在將])[\u4e00-\u9fff]){1,12}?(?:部|署|院|(?<!研討)(?<!座談)(?<!說明)(?<!展覽)(?<!博覽)(?<!交流)(?<!公聽)會|局|處|司|所)"
    r"(?=[於在與和及將已刻願同持負規擬並也亦近應須允責籲盼請樂表指說強重會每共雙（(：]|$)"
)
"""What a body of government or research is called, in front of what it does."""
_ACRONYM = re.compile(r"[（(]([A-Z]{2,8})[）)]")
_NEAR = 60
"""So many characters before an acronym in brackets its whole name may take."""
_CALLED = re.compile(
    r"[（(]\s*(?:以下|下)(?:簡稱|稱)(?:為)?[「“\"]?([\u4e00-\u9fff]{1,8}?)[」”\"]?\s*[）)]|"
    r"\((?:hereinafter|hereafter)?,? ?(?:referred to as )?(?:the )?[\"“']([A-Z][\w ]{1,24})[\"”']\)"
)


class Whom(Struct, frozen=True):
    """Whom a text names: a side or several, and the agency where it is one."""

    sides: Sides
    agency: str | None = None


class Parties(Struct, frozen=True, dict=True):
    """The names a document may use, by spelling with 臺 as 台; longer ones are found before shorter ones.

    `codes` are the sides, the one that keeps the ledger and says "we" in its own papers first.
    """

    names: Mapping[str, Whom]
    codes: tuple[Side, ...]

    @classmethod
    def of(cls, ledger: Ledger) -> "Parties":
        """Those of a ledger's sides and agencies."""
        named = any(side.name or side.name_zh for side in ledger.sides)
        ours, *others = codes = ledger.parties
        names: dict[str, Whom] = {}
        for side in codes:
            usual = (side,) if side not in _USUAL else () if named else _USUAL[side]
            names |= dict.fromkeys(map(_plain, usual), Whom(Sides(side)))
        for one in ledger.sides:
            if one.code != THIRD:
                names |= dict.fromkeys(_spelled(one.name, one.name_zh), Whom(Sides(one.code)))
        called = [(_plain(one.name_zh[0]), one.code) for one in ledger.sides if one.name_zh]
        signs = _NO_SIDE + "".join(sign for sign, _ in called)
        names |= {
            f"{sign}方": Whom(Sides(code))
            for sign, code in called
            if code != THIRD and signs.count(sign) == 1
        }
        names |= dict.fromkeys(_OUR_SIDE, Whom(Sides(ours)))
        names |= dict.fromkeys(_OTHER_SIDE, Whom(together(others, codes)))
        sides_of = {agency.code: agency.side for agency in ledger.agencies}
        for name, code in agency_spellings(ledger).items():
            if sides_of[code] != THIRD:
                names[_plain(name)] = Whom(Sides(sides_of[code]), code)
        return cls(names, codes)

    @property
    def ours(self) -> Sides:
        """The side that keeps the ledger."""
        return Sides(self.codes[0])

    @property
    def all(self) -> Sides:
        """All sides together."""
        return all_of(self.codes)

    def together(self, named: Iterable[Sides]) -> Sides:
        """Several that are named as acting, as one value."""
        return together({side for sides in named for side in sides.parties(self.codes)}, self.codes)

    def but(self, sides: Sides) -> Sides:
        """The sides that are left beside some; the one that keeps the ledger beside all of them."""
        meant = sides.parties(self.codes)
        rest = [code for code in self.codes if code not in meant]
        return together(rest, self.codes) if rest else self.ours

    def called(self, paper: Paper) -> "Parties":
        """The same with what a document calls them: "the Office (hereinafter Party A)", 以下簡稱甲方."""
        found = dict(self.names)
        for passage in paper.passages:
            text = _plain(passage.text)
            for match in _ACRONYM.finditer(text) if self.pattern else ():
                near = list(re.finditer(self.pattern, text[max(0, match.start() - _NEAR) : match.start()]))
                party = self.party(near[-1][0]) if near and match[1] not in found else None
                if party is not None:
                    found[match[1]] = Whom(party.sides)
            for match in _CALLED.finditer(text):
                named = list(re.finditer(self.pattern, text[: match.start()])) if self.pattern else []
                party = self.party(named[-1][0]) if named else None
                if party is not None:
                    found[(match[1] or match[2]).strip()] = Whom(party.sides)
        return Parties(found, self.codes)

    @cached_property
    def pattern(self) -> str:
        """A regular expression for any of the names."""
        ordered = sorted(self.names, key=len, reverse=True)
        return "|".join(_word(name) for name in ordered if name)

    def party(self, name: str) -> Whom | None:
        """Whom a name stands for, whole or shortened (工研院: 工業技術研究院); None where nobody knows."""
        known = self.names.get(name) or self.names.get(name.removeprefix("the ").removeprefix("The "))
        if known is not None or not BODY.match(name + "將"):
            return known
        found = {party for full, party in self.names.items() if party.agency and _shortens(name, full)}
        return found.pop() if len(found) == 1 else None


def _plain(name: str) -> str:
    return name.replace("臺", "台")


def _spelled(*names: str | None) -> Iterator[str]:
    for name in names:
        if name:
            yield _plain(name)


def _shortens(name: str, full: str) -> bool:
    """Whether a name is made of signs of a longer one, in their order, its last among them."""
    signs = iter(full)
    return name[-1] == full[-1] and len(name) < len(full) and all(sign in signs for sign in name)


def _word(name: str) -> str:
    """A name as a pattern: letters stand as a word of their own."""
    escaped = re.escape(name)
    return rf"(?<![A-Za-z0-9]){escaped}(?![A-Za-z0-9])" if name.isascii() else escaped
