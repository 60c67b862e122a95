"""An English sentence gone through limb by limb: who acts, what governs, where another action begins."""

import re
from collections.abc import Iterator

from msgspec import structs

from eppd_track.model.vocabulary import Sides
from eppd_track.rules.promises.clause import Deed, Found, Lead, Named, deed_of, heading_lead
from eppd_track.rules.promises.english import table
from eppd_track.rules.promises.parties import Parties, Whom
from eppd_track.rules.promises.sentences import Span

_LEAST_WORDS = 4
_MOST_NAMES = 12
"""A list of more names is read as several."""
_NEAR = 24
"""So far before a name the preposition stands that makes it no subject."""


class English:
    """One paper read by the rules for English: `year` is that of the paper, 0 where nobody knows."""

    def __init__(self, parties: Parties, year: int) -> None:
        self.parties = parties
        self.year = year
        names = f"(?:the )?(?:{parties.pattern})" if parties.pattern else table.BOTH
        self.one = re.compile(parties.pattern or "(?!)")
        member = rf"{table.SPEAKING_FOR}(?:[Tt]he )?(?:{self.one.pattern})"
        comma = rf"(?:, {member}){{1,{_MOST_NAMES}}},?"
        joined = rf"(?: \([^()]{{1,30}}\))?(?:{comma})? (?:and|as well as|&) {member}"
        self.name = re.compile(
            rf"(?P<named>(?:[Bb]oth )?{member}(?:{joined}){{0,{_MOST_NAMES}}})|"
            rf"(?P<others>(?i:{table.OTHERS}))|(?P<both>(?i:{table.BOTH}))"
        )
        self.directly = re.compile(rf"\s*(?:(?:that|if|for|from) )?(?:{self.name.pattern})(?:{comma})?")
        self.verbs = [
            (
                deed,
                re.compile(rf"(?<![\w-])(?:{pattern})(?:(?<=\s)|(?![\w-]))".replace("@", names), table.FLAGS),
            )
            for deed, pattern in table.GOVERNING
        ]
        self.nothing = re.compile("|".join(pattern for _, pattern in table.NOTHING), table.FLAGS)
        self.last: Named | None = None
        self.sentence = ""
        self.carried = False

    def lead(self, text: str) -> Lead | None:
        """What a line that ends with a colon says of the items below it."""
        body = text.rstrip()
        if not body.endswith((":", "：")):
            return None
        found = self._verb(body[:-1] + " ")
        if found is not None:
            deed, match = found
            sides, agencies = self._subject(body[: match.start()]) or (
                self.parties.ours if deed is Deed.REQUEST else self.parties.all,
                (),
            )
            return Lead(deed, sides, agencies, match[0].strip())
        return self.heading(body)

    def heading(self, text: str) -> Lead | None:
        """What a heading says of items below it that name nobody: results of both, or wishes of one."""
        wishes, results = bool(table.WISHES.search(text)), bool(table.RESULTS.search(text))
        return heading_lead(self._subject(text, anywhere=True), self.parties, wishes=wishes, results=results)

    def clauses(self, text: str, piece: Span, lead: Lead | None, *, listed: bool) -> Iterator[Found]:
        """The promising clauses of a sentence. `lead` governs `listed` items and what names nobody."""
        for part in self._coordinate(text, piece):
            yield from self._part(text, part, lead, listed=listed)

    def _coordinate(self, text: str, piece: Span) -> Iterator[Span]:
        """A sentence parted where "and", "while" or a semicolon begins another with a subject of its own."""
        start = piece.start
        self.carried = False
        for match in table.JOINT.finditer(text, piece.start + 12, piece.end):
            subject = self.name.match(text, match.end())
            if subject is not None and subject[0].lower() in {"they", "it"}:
                continue
            behind = subject.end() if subject else match.end()
            verb = self._verb(text[behind : min(behind + 40, piece.end)])
            near = 12 if subject else 0
            if verb is None or verb[1].start() > near:
                continue
            governing = self._governing(text[start : match.start()])
            if governing is None or self._goes_on(
                *governing, match[0], bare=not subject and match[0] == " and "
            ):
                continue
            if subject or match.start() - start > governing[1].end() + 8:
                yield Span(start, match.start())
                self.carried = subject is None
                start = match.start() + len(match[0]) - len(match[0].lstrip(",; "))
        yield Span(start, piece.end)

    def _goes_on(self, deed: Deed, verb: "re.Match[str]", conjunction: str, *, bare: bool) -> bool:
        """Whether "and" goes on with what is asked for, or with a list of names ("hopes that A and B")."""
        asks, behind = deed is Deed.REQUEST, verb.string[verb.end() :]
        if asks and (conjunction.endswith("that ") or (bare and "will" in behind)):
            return True
        return (asks or verb[0].endswith("that")) and self.directly.fullmatch(behind) is not None

    def _part(self, text: str, piece: Span, lead: Lead | None, *, listed: bool) -> Iterator[Found]:
        self.sentence = sentence = text[piece.start : piece.end]
        nothing = self.nothing.search(sentence)
        if nothing or self.past(sentence):
            yield from self._before(text, piece, nothing.start() if nothing else 0)
            self._remember(sentence)
            return
        signed = table.SIGN.search(sentence)
        found = self._governing(sentence)
        if signed and (found is None or signed.start() < found[1].start()):
            yield from self._signed(sentence, piece, signed)
            return
        if found is not None:
            yield from self._governed(sentence, piece, *found, lead)
        elif (assigned := self._assigned(sentence)) is not None:
            yield from self._given(sentence, piece, assigned)
        elif passive := table.PASSIVE.match(sentence):
            yield self._done(sentence, piece, passive)
        elif listed and lead is not None and self._an_item(sentence, lead):
            whole = Found(
                start=piece.start,
                end=piece.end,
                deed=lead.deed,
                first=self.first_deed(sentence)[0],
                sides=lead.sides,
                operative=self._words(lead.operative, sentence),
                agencies=lead.agencies,
            )
            yield from self._limbs(sentence, piece, whole, 0)
        elif expected := table.EXPECTED.search(sentence):
            yield from self._effect(sentence, piece, expected)
        else:
            self._remember(sentence)

    def _given(self, sentence: str, piece: Span, assigned: re.Match[str]) -> Iterator[Found]:
        """What a sentence gives a side to do."""
        sides, agencies = self._subject(sentence[: assigned.start()], anywhere=True) or (self.parties.all, ())
        first, own = self.first_deed(sentence[assigned.end() :])
        whole = Found(
            start=piece.start,
            end=piece.end,
            deed=deed_of(sides),
            first=first,
            sides=sides,
            operative=own,
            agencies=agencies,
        )
        yield from self._limbs(sentence, piece, whole, assigned.end())

    def _done(self, sentence: str, piece: Span, passive: re.Match[str]) -> Found:
        """What is to be done, by those whom the sentence names after "by"."""
        sides, agencies = self._subject(sentence[passive.end() :].partition(" by ")[2], anywhere=True) or (
            self.parties.all,
            (),
        )
        return Found(
            start=piece.start,
            end=piece.end,
            deed=deed_of(sides),
            first=None,
            sides=sides,
            operative=passive[0].rpartition(" be ")[2],
            agencies=agencies,
        )

    # ---- whom and what ----

    def _assigned(self, sentence: str) -> "re.Match[str] | None":
        """What stands before an action that is given to whom a sentence names ("Customs to", "US side:")."""
        name = self.name.match(sentence)
        return table.TO_DO.match(sentence, name.end()) if name else None

    def _before(self, text: str, piece: Span, place: int) -> Iterator[Found]:
        """What a sentence promises before it goes on with what promises nothing."""
        sentence = text[piece.start : piece.start + place]
        cut = max(sentence.rfind(", "), sentence.rfind(" and "))
        if cut > 0 and self._governing(sentence[:cut]):
            yield from self._part(text, Span(piece.start, piece.start + cut), None, listed=False)

    def _an_item(self, sentence: str, lead: Lead) -> bool:
        """Whether an item of a list says what is to be done; one of few words under a heading is another."""
        words = len(sentence.split())
        if lead.operative:
            return words > 1
        named = table.NOMINAL.match(sentence) or table.NOUNS.match(sentence)
        bare = table.BARE.match(sentence) or (named if not table.FINITE.search(sentence) else None)
        return bare is not None and words >= _LEAST_WORDS

    def _verb(self, body: str, place: int = 0) -> "tuple[Deed, re.Match[str]] | None":
        """The first verb of commitment from a place on; of two that begin there the longer."""
        found = [(deed, match) for deed, pattern in self.verbs if (match := pattern.search(body, place))]
        return min(found, key=lambda each: (each[1].start(), -each[1].end()), default=None)

    def _governing(self, sentence: str) -> "tuple[Deed, re.Match[str]] | None":
        """The first verb of commitment that has a party or nobody for its subject, not a thing."""
        found = self._verb(sentence)
        while found is not None and not self._acts(sentence, *found):
            found = self._verb(sentence, found[1].end())
        return found

    def _acts(self, sentence: str, deed: Deed, match: "re.Match[str]") -> bool:
        """Whether a verb is that of a party which acts."""
        before = re.sub(rf"\s*{table.ADVERB}$", "", sentence[: match.start()]).rstrip(", ")
        if deed is Deed.DECLARE and table.FACT.search(sentence[match.start() :]):
            return False
        if deed is Deed.SUPPORT and table.FACT.match(sentence[match.start() :]):
            return False
        if table.ANAPHOR.match(sentence) and deed in {Deed.WILL, Deed.WILLING}:
            return True
        if not before or re.fullmatch(r"(?:and|while|whereas|but)(?: also| that)?", before, table.FLAGS):
            return deed is Deed.AGREE or self.carried
        if deed is Deed.AGREE and before.lower().endswith(("it was", "agreement", "was", "were", "it is")):
            return True
        before = re.sub(r" (?:has|have|had)$", "", before)
        clause = self._clause(before)
        near = self._subject(clause) or self._subject(before)
        near = near or (self._subject(clause, anywhere=True) if clause.startswith(("The ", "the ")) else None)
        last = list(self.name.finditer(before))
        if near is None or not last:
            return False
        behind = before[last[-1].end() :]
        return bool(table.BEHIND_A_PARTY.match(behind)) and not table.THING_SUBJECT.search(behind)

    def _clause(self, before: str) -> str:
        """The words before a verb from where its subject begins: behind the last comma that parts no list."""
        parts = re.split(r"(?<=[,;]) ", before.removeprefix("and that "))[-_MOST_NAMES:]
        start = len(parts) - 1
        while (
            start and re.search(r"\b(?:and|as well as) |& ", parts[-1]) and not self._verb(parts[start - 1])
        ):
            if not self.name.match(re.sub(r"^.*\b(?:between|among) ", "", parts[start - 1])):
                break
            start -= 1
        return " ".join(parts[start:])

    def _subject(self, body: str, *, anywhere: bool = False) -> Named | None:
        """Whom a text names as acting: those that no preposition stands before."""
        sides = set[Sides]()
        agencies: list[str] = []
        for match in self.name.finditer(body):
            if not anywhere and table.PREPOSITION.search(body, max(0, match.start() - _NEAR), match.start()):
                continue
            if match["both"] and match[0].lower() in {"they", "it"}:
                if self.last and match.start() <= 8:
                    sides.add(self.last[0])
                    agencies += self.last[1]
                continue
            if match["named"]:
                whom = self._whom(match[0])
                sides |= {party.sides for party in whom}
                agencies += [party.agency for party in whom if party.agency]
            else:
                sides.add(self._others() if match["others"] else self.parties.all)
        if not sides:
            return None
        return self.parties.together(sides), tuple(dict.fromkeys(agencies))

    def _whom(self, body: str) -> list[Whom]:
        """Everybody that a text names."""
        return [party for match in self.one.finditer(body) if (party := self.parties.party(match[0]))]

    def _others(self) -> Sides:
        """The sides beside those that the sentence names, or the sentence before it."""
        named = self.parties.together(party.sides for party in self._whom(self.sentence))
        return self.parties.but(named or (self.last[0] if self.last else self.parties.ours))

    def _remember(self, sentence: str) -> None:
        self.last = self._subject(sentence) or self.last

    def past(self, sentence: str) -> bool:
        """Whether a sentence tells of a year before the paper's own."""
        return any(self.year and int(match[1]) < self.year for match in table.YEAR.finditer(sentence))

    def first_deed(self, body: str) -> "tuple[Deed | None, str]":
        """What the first verb of its own does, and that verb."""
        if table.NOUNS.match(body) and table.TALKING.search(body):
            return Deed.EXPLORE, table.TALKING.findall(body)[0]
        match = table.OWN.search(body)
        if match is None:
            return None, ""
        for deed, pattern in (
            (Deed.EXPLORE, table.EXPLORE),
            (Deed.SUPPORT, table.SUPPORTING),
            (Deed.ENDEAVOUR, table.TRYING),
        ):
            if re.match(pattern, match[0], table.FLAGS):
                return deed, match[0]
        return Deed.WILL, match[0]

    def _words(self, governing: str, rest: str) -> str:
        own = self.first_deed(rest)[1]
        return f"{governing.strip()} {own}".strip()

    # ---- what they make of a sentence ----

    def _governed(
        self, sentence: str, piece: Span, deed: Deed, match: "re.Match[str]", lead: Lead | None
    ) -> Iterator[Found]:
        before, rest = sentence[: match.start()], sentence[match.end() :]
        clause = self._clause(before.rstrip(", "))
        named = self._subject(clause) or self._subject(before)
        if table.ANAPHOR.match(sentence):
            named = self.last or (self.parties.all, ())
        sides, agencies = (
            named or self.last or (lead and (lead.sides, lead.agencies)) or (self.parties.all, ())
        )
        self.last = sides, agencies
        if table.EFFECT_VERB.match(sentence, match.start()) and table.THING_SUBJECT.search(before.rstrip()):
            yield from self._effect(sentence, piece, match)
            return
        own, first = rest[:60], self.first_deed(rest)[0]
        if table.OBJECT.match(match[0]):
            own, first = "", Deed.SUPPORT if table.HELP.match(rest) else None
        if deed is Deed.SUPPORT:
            first = Deed.SUPPORT
            if match[0].lower().startswith("welcom"):
                deed = Deed.DECLARE
        if deed is Deed.DECLARE and re.match(r"\s*(?:and )?support", rest, table.FLAGS):
            first = Deed.SUPPORT
        if deed is Deed.DECLARE and first is not Deed.SUPPORT:
            first = None
        if (
            deed is Deed.WILL
            and (verb := self._verb(rest[:22]))
            and verb[0] in {Deed.ENDEAVOUR, Deed.SUPPORT, Deed.WILLING}
        ):
            first = Deed.SUPPORT if verb[0] is Deed.SUPPORT else Deed.ENDEAVOUR
        found = Found(
            start=piece.start,
            end=piece.end,
            deed=deed,
            first=first,
            sides=sides,
            operative=self._words(match[0], "" if match[0].endswith(" if") else own),
            agencies=agencies,
            reported=bool(table.REPORTED.search(before)),
            potential=bool(
                re.search(r"\b(?:potential|possible|where appropriate|if possible)\b", rest[:80], table.FLAGS)
            ),
        )
        vague = table.VAGUE.search(found.operative) and found.first is not Deed.EXPLORE
        found = structs.replace(found, vague=bool(vague), asked=self._asked(rest, found))
        yield from self._limbs(sentence, piece, found, match.end())

    def _limbs(self, sentence: str, piece: Span, found: Found, behind: int) -> Iterator[Found]:
        """A clause parted where another action begins: "and to …", "; to …", "and share …"."""
        starts = [0]
        purpose = table.PURPOSE.search(sentence, behind)
        for match in table.LIMB.finditer(sentence, behind + 8):
            if (
                purpose
                and match.start() > purpose.start()
                and not re.match(r"[,;]? ?and (?:also |further )*to\b|;", match[0])
            ):
                continue
            if found.deed in {Deed.DECLARE, Deed.SUPPORT, Deed.EFFECT} or table.NOUNISH.match(
                sentence[match.end() :]
            ):
                continue
            if self._inside_list(sentence, behind, match):
                continue
            starts.append(match.start())
        if any(re.match(r"[,;]", sentence[place:]) for place in starts):
            starts = [place + 1 if sentence[place : place + 1] in ",;" else place for place in starts]
        for place, stop in zip(starts, [*starts[1:], len(sentence)], strict=True):
            inner = sentence[place:stop]
            shift = len(inner) - len(inner.lstrip())
            limb = (
                found
                if place == 0
                else structs.replace(
                    found,
                    first=self.first_deed(inner)[0],
                    operative=f"({found.operative.split(' ')[0]}) {self.first_deed(inner)[1]}",
                    potential=bool(re.search(r"\b(?:potential|possible)\b", inner, table.FLAGS)),
                    vague=bool(table.VAGUE.search(self.first_deed(inner)[1])),
                )
            )
            yield structs.replace(limb, start=piece.start + place + shift, end=piece.start + stop)

    def _asked(self, rest: str, found: Found) -> Sides | None:
        """Whom the words behind the verb of a request put it to; None where they name no other side."""
        if found.deed is not Deed.REQUEST:
            return None
        wished = map(self.directly.match, re.split(r"\band (?=that )", rest))
        behind = " ".join(match[0] for match in wished if match) or (table.ASKED.match(rest) or [""])[0]
        named = self._subject(behind, anywhere=True)
        codes = self.parties.codes
        apart = named and not {*named[0].parties(codes)} & {*found.sides.parties(codes)}
        return named[0] if named and apart else None

    def _inside_list(self, sentence: str, behind: int, match: "re.Match[str]") -> bool:
        """Whether "and" joins two verbs of one action ("develop and test a standard")."""
        before = sentence[behind : match.start()]
        return len(before.split()) < 3 and not match[0].startswith((";", ","))

    def _signed(self, sentence: str, piece: Span, match: "re.Match[str]") -> Iterator[Found]:
        named = self._subject(sentence, anywhere=True) or (self.parties.all, ())
        self.last = named
        yield Found(
            start=piece.start,
            end=piece.end,
            deed=Deed.SIGNED,
            first=None,
            sides=named[0],
            operative=match[0],
            agencies=named[1],
        )

    def _effect(self, sentence: str, piece: Span, match: "re.Match[str]") -> Iterator[Found]:
        named = self._subject(sentence, anywhere=True) or self.last or (self.parties.ours, ())
        yield Found(
            start=piece.start,
            end=piece.end,
            deed=Deed.EFFECT,
            first=None,
            sides=named[0],
            operative=match[0],
            agencies=named[1],
        )
