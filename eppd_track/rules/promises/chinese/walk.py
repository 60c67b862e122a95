"""A Chinese sentence gone through part by part, between its commas.

A part promises where a verb of commitment stands in it, or where it carries on one that stood before; whoever
the sentence names last is who acts.
"""

import re
from collections.abc import Iterator

from msgspec import Struct, structs

from eppd_track.model.vocabulary import Sides
from eppd_track.rules.promises.chinese import table
from eppd_track.rules.promises.clause import Deed, Found, Lead, Named, deed_of, heading_lead
from eppd_track.rules.promises.parties import BODY, Parties
from eppd_track.rules.promises.sentences import Span, segments

_LEAST_OBJECT = 3
"""An item under a heading whose verb has fewer signs behind it is a heading itself (投資審查)."""


class _Part(Struct, frozen=True):
    """A part of a sentence, what joins it to what stands before left aside."""

    start: int
    end: int
    body: str
    at: int
    joined: bool


class Chinese:
    """One paper read by the rules for Chinese: `year` is that of the paper, 0 where nobody knows."""

    def __init__(self, parties: Parties, year: int) -> None:
        self.parties = parties
        self.year = year
        known = "|".join(filter(None, (table.TWO, parties.pattern)))
        names = f"(?:{known})|{BODY.pattern}"
        self.name = re.compile(f"(?P<known>{known})(?:{BODY.pattern})?|{BODY.pattern}")
        self.verbs = [
            (deed, re.compile(pattern.replace("(?!@)", f"(?!(?:{names}))").replace("@", f"(?:{names})")))
            for deed, pattern in table.GOVERNING
        ]
        self.by = re.compile(table.BY.pattern.replace("@", f"(?:{names})") + f"(?:{names})")
        self.nothing = re.compile("|".join(pattern for _, pattern in table.NOTHING))
        self.own = re.compile(f"{table.EXPLORE}|{table.SUPPORTING}|{table.TRYING}|{table.ACT}")
        opening = f"{table.ADVERBS}{table.PHRASE}?{table.ADVERBS}"
        self.limb = re.compile(f"{opening}(?:{table.EXPLORE}|{table.SUPPORTING}|{table.TRYING}|{table.ACT})")
        self.bare = re.compile(
            f"{table.ADVERBS}(?:{table.EXPLORE}|{table.SUPPORTING}|{table.TRYING}|{table.ACT})"
        )

    # ---- what governs a list ----

    def lead(self, text: str) -> Lead | None:
        """What a line that ends with a colon says of the items below it; None for none of them."""
        if not text.rstrip().endswith(("：", ":")):
            return None
        body = text.rstrip("：: ")
        found = self.verb(body)
        if found is not None:
            deed, match = found
            sides, agencies = self.subject(body[: match.start()]) or (self._both(deed), ())
            return Lead(deed, sides, agencies, match[0])
        return self.heading(body)

    def heading(self, text: str) -> Lead | None:
        """What a heading says of items below it that name nobody: results of both, or wishes of one."""
        wishes, results = bool(table.WISHES.search(text)), bool(table.RESULTS.search(text))
        return heading_lead(self.subject(text, anywhere=True), self.parties, wishes=wishes, results=results)

    def _both(self, deed: Deed) -> Sides:
        return self.parties.ours if deed is Deed.REQUEST else self.parties.all

    # ---- one sentence ----

    def clauses(self, text: str, piece: Span, lead: Lead | None, *, listed: bool) -> Iterator[Found]:
        """The promising clauses of a sentence. `lead` governs `listed` items and what names nobody."""
        walk = _Walk(self, text, lead)
        walk.listed = listed
        yield from walk.go(self._parts(text, piece))

    def _parts(self, text: str, piece: Span) -> Iterator[_Part]:
        for segment in segments(text, piece.start, piece.end):
            starts = [segment.start]
            for match in table.CONJUNCTION.finditer(text, segment.start + 4, segment.end):
                rest = text[match.end() : segment.end]
                if self.limb.match(rest) or self._verb_at_front(rest):
                    starts.append(match.start())
            starts += [
                match.end()
                for match in re.finditer("、", text[: segment.end])
                if match.end() > segment.start + 6 and self._listed_verb(text, segment, match.end())
            ]
            starts = sorted(set(starts))
            for start, end in zip(starts, [*starts[1:], segment.end], strict=True):
                body = text[start:end]
                begin = table.LEAD.match(body)
                at = begin.end() if begin else 0
                yield _Part(start, end, body[at:], start + at, joined=bool(begin))

    def _listed_verb(self, text: str, segment: Span, place: int) -> bool:
        """Whether a list goes on with another action behind its sign, and not with another thing."""
        before = text[segment.start : place - 1].rsplit("、", 1)[-1]
        strict = re.compile(f"{table.ADVERBS}(?:{table.ACT}|協助|支持|研議)")
        behind = strict.match(text, place, segment.end)
        return bool(
            behind
            and len(text[behind.end() : segment.end]) > 3
            and strict.search(before)
            and not re.match(r"[及與和等、]", text[behind.end() : behind.end() + 1])
        )

    def _verb_at_front(self, body: str) -> bool:
        found = self.verb(body)
        return found is not None and found[1].start() <= 10

    def verb(self, body: str) -> "tuple[Deed, re.Match[str]] | None":
        """The verb of commitment of a part: the first, but what is agreed governs what will be."""
        found = [(deed, match) for deed, pattern in self.verbs if (match := pattern.search(body))]
        duty = table.DUTY.search(body)
        if duty and any(match.end() == duty.start() for match in self.name.finditer(body)):
            found.append((Deed.WILL if duty[0].endswith("會") else Deed.AGREE, duty))
        by = self.by.search(body)
        if (
            by
            and not table.SIGN.match(body, by.end())
            and (acts := self.own.match(body, by.end()) or self.limb.match(body, by.end()))
        ):
            found = [each for each in found if each[1].start() < by.start()]
            found += [] if found or not acts else [(Deed.WILL, by)]
        found = [
            (deed, match)
            for deed, match in found
            if not (
                match[0] == "將"
                and (table.DISPOSING.match(body, match.start()) and not self.bare.match(body, match.end()))
            )
            and not (deed in {Deed.WILL, Deed.REQUEST} and self._of_thing(body, match))
            and not table.DENIED.search(body[: match.start()])
        ]
        return min(found, key=lambda each: (each[1].start(), -each[1].end()), default=None)

    def _of_thing(self, body: str, verb: re.Match[str]) -> bool:
        """Whether a verb speaks of a thing: what will happen to one is no promise of a party.

        Of a thing somebody may be asked: 本案請環境部研議.
        """
        before = body[: verb.start()]
        if verb[0] == "請" and (self.name.match(body, verb.end()) or table.AT_HOME.match(body, verb.end())):
            return False
        if table.THING.search(before):
            return True
        return not (
            table.WHEN.match(before)
            or self.name.search(before)
            or table.HE.match(before + "將")
            or table.PHRASE_ONLY.match(before)
        )

    def subject(self, body: str, *, anywhere: bool = False) -> Named | None:
        """Whom a text names as acting: those that no preposition stands before."""
        sides: set[Sides] = set()
        agencies: list[str] = []
        last = 0
        for match in self.name.finditer(body):
            if (
                sides
                and not anywhere
                and not re.search(r"[與和及同、跟偕]|會同|共同", body[last : match.start()])
            ):
                break
            before = body[max(0, match.start() - 1) : match.start()]
            if not anywhere and before in set("對向在給從自跟為使讓") | {"協", "於"}:
                continue
            if not anywhere and before and before in "與和及同" and not sides:
                continue
            said = match["known"] or match[0]
            party = self.parties.party(match[0]) or self.parties.party(said)
            two = re.fullmatch(table.TWO, said)
            last = match.end()
            sides.add(party.sides if party else self.parties.all if two else self.parties.ours)
            agencies += [party.agency] if party and party.agency else []
        if not sides:
            return None
        return self.parties.together(sides), tuple(dict.fromkeys(agencies))

    def actor(self, body: str) -> Named | None:
        """Who acts in a part: before the name stands nothing but a time or an adverb, or else 由."""
        first = self.name.search(body)
        before = body[: first.start()] if first else ""
        acts = before.endswith("由") or table.WHEN.match(before)
        return self.subject(body[:16]) if first and acts else None

    def past(self, body: str) -> bool:
        """Whether a part tells of a year before the paper's own."""
        for match in table.YEAR.finditer(body):
            year = int(match[1]) + (1911 if len(match[1]) < 4 else 0)
            if self.year and year < self.year:
                return True
        return False

    def first_deed(self, body: str) -> "tuple[Deed | None, str]":
        """What the first verb of its own does, and that verb."""
        match = self.own.search(body)
        if match is None:
            return None, ""
        for deed, pattern in (
            (Deed.EXPLORE, table.EXPLORE),
            (Deed.SUPPORT, table.SUPPORTING),
            (Deed.ENDEAVOUR, table.TRYING),
        ):
            if re.match(pattern, match[0]):
                return deed, match[0]
        return Deed.WILL, match[0]


class _Walk:
    """The way through one sentence: who acts, what governs, and the clause that is still open."""

    def __init__(self, rules: Chinese, text: str, lead: Lead | None) -> None:
        self.rules = rules
        self.text = text
        self.lead = lead
        self.listed = False
        self.sides: Sides | None = lead.sides if lead else None
        self.agencies: tuple[str, ...] = lead.agencies if lead else ()
        self.named = False
        self.deed: Deed | None = None
        self.word = ""
        self.reported = False
        self.open: Found | None = None
        self.complete = False

    def go(self, parts: Iterator[_Part]) -> Iterator[Found]:
        """Every clause of the sentence; a name and a colon belong to what stands behind them."""
        name: _Part | None = None
        for each in parts:
            part = structs.replace(each, start=name.start) if name else each
            name = part if _opens(part.body) and self.rules.subject(part.body[:16]) else None
            yield from self._part(part)
        yield from self._close()

    def _close(self) -> Iterator[Found]:
        if self.open is not None:
            yield self.open
        self.open = None

    def _grow(self, part: _Part) -> None:
        if self.open is not None:
            self.open = structs.replace(self.open, end=part.end)

    def _part(self, part: _Part) -> Iterator[Found]:
        body, rules = part.body, self.rules
        nothing = rules.nothing.search(body) or (self.open is None and table.FORMULA.search(body))
        if nothing or rules.past(body):
            yield from () if nothing and self.complete else self._close()
            self.deed = None
            self._note_subject(body)
            return
        if self._carries_on(part, body):
            return
        self.reported = self.reported or bool(table.REPORTED.search(body))
        if self.lead is not None and self.lead.deed is Deed.REQUEST and (match := table.EXAMPLE.match(body)):
            body = body[match.end() :]
        effect = table.EFFECT.search(body)
        verb = rules.verb(body)
        if effect and (verb is None or effect.start() <= verb[1].start()):
            yield from self._effect(part, body, effect)
        elif verb is not None and not table.FACT.search(body):
            yield from self._governed(part, body, *verb)
        elif (signed := table.SIGN.search(body)) and self.deed is None:
            yield from self._signed(part, body, signed)
        else:
            yield from self._carried(part, body)

    def _carries_on(self, part: _Part, body: str) -> bool:
        """Whether a part only says more of the clause before it, or of why: then it begins none."""
        if self.open is None:
            return bool(table.SINCE.match(body) or table.PURPOSE.match(body))
        done = None if self.open.deed is Deed.SIGNED else table.DONE.search(body)
        if done and (table.WHEN.match(body[: done.start()]) or table.OF_IT.match(body)):
            self.open = self.deed = None
            return True
        dated = table.DATED.match(body)
        goes_on = not self.complete and body.startswith("將")
        if table.PURPOSE.match(body) or dated or goes_on or (table.EXAMPLE.match(body) and not part.joined):
            self._grow(part)
            self.complete = self.complete or goes_on
            return True
        return bool(table.SINCE.match(body))

    def _note_subject(self, body: str) -> None:
        found = self.rules.subject(body[:24])
        if found is not None:
            self.sides, self.agencies = found
            self.named = True

    def _begin(
        self, part: _Part, deed: Deed, first: Deed | None, words: str, *, potential: bool = False
    ) -> None:
        self.open = Found(
            start=part.start,
            end=part.end,
            deed=deed,
            first=first,
            sides=self.sides or self.rules.parties.ours,
            operative=words,
            agencies=self.agencies,
            reported=self.reported,
            potential=potential,
            vague=bool(table.VAGUE.search(words)),
        )

    def _governed(self, part: _Part, body: str, deed: Deed, match: re.Match[str]) -> Iterator[Found]:
        """A part with a verb of commitment."""
        rest = body[match.end() :]
        deed = self._name_who_acts(body, deed, match)
        yield from self._close()
        if deed is Deed.DECLARE and match[0].endswith(("咸認", "認為")) and not table.MODAL_NEED.search(rest):
            self.deed, self.word = deed, match[0]
            return
        first, own = self.rules.first_deed(rest)
        if deed is Deed.SUPPORT or (deed is Deed.DECLARE and "支持" in match[0] + rest[:4]):
            first = Deed.SUPPORT
        if match[0] in {"歡迎", "樂見"}:
            deed = Deed.DECLARE
        self.deed, self.word, self.complete = deed, match[0], bool(own)
        gap = "…" if own and not rest.startswith(own) else ""
        self._begin(part, deed, first, match[0] + gap + own, potential="可能之" in rest or "可能的" in rest)

    def _name_who_acts(self, body: str, deed: Deed, match: re.Match[str]) -> Deed:
        """Who acts: whom the part names, else the list, else the sentence, else who usually says so.

        Gives the deed: what nobody else asks of bodies at home is theirs to do.
        """
        subject = self.rules.subject(body[: match.start()])
        if subject is None and match[0].startswith("由"):
            subject = self.rules.subject(body[match.start() + 1 :][:40])
        if subject is not None:
            self.sides, self.agencies = subject
            self.named = True
            return deed
        if self.named:
            return deed
        rest, ours = body[match.end() :], self.rules.parties.ours
        asked = self.rules.subject(rest[:12]) if deed is Deed.REQUEST else None
        body_asked = match[0] == "請" and bool(table.AT_HOME.match(rest) or (asked and asked[1]))
        wish = self.lead is not None and self.lead.deed is Deed.REQUEST
        if body_asked and not wish and (asked is None or asked[0] == ours):
            self.sides, self.agencies = asked or (ours, ())
            return Deed.WILL
        if asked is not None:
            self.sides, self.agencies = self.rules.parties.but(ours) if asked[0] == ours else ours, ()
        elif self.lead is not None:
            self.sides, self.agencies = self.lead.sides, self.lead.agencies
        else:
            self.sides = self.rules.parties.all if deed is Deed.AGREE else ours
        return deed

    def _signed(self, part: _Part, body: str, match: re.Match[str]) -> Iterator[Found]:
        """What was signed on the occasion is done; both signed where both are named."""
        if re.search(r"洽|擬|推動|促成|儘速|早日|待|未|後", body[max(0, match.start() - 3) : match.start()]):
            self._grow(part)
            return
        named = self.rules.subject(body[: match.start()], anywhere=True)
        if named is None and self.sides is None:
            if not re.search(r"[與和及]", body[: match.start()]):
                self._grow(part)
                return
            named = self.rules.parties.all, ()
        if named is not None:
            self.sides, self.agencies = named
            self.named = True
        yield from self._close()
        self.deed, self.complete = None, True
        self._begin(part, Deed.SIGNED, None, match[0])

    def _effect(self, part: _Part, body: str, match: re.Match[str]) -> Iterator[Found]:
        """What is expected to follow; a figure belongs to the deed it is expected of."""
        if self.open is not None and self.open.deed is not Deed.EFFECT and re.search(r"\d", body):
            self._grow(part)
            return
        if self.open is None and self.deed is None and not self.listed:
            self._note_subject(body)
            if not (self.rules.subject(body, anywhere=True) or table.THIS.match(body)):
                return
        yield from self._close()
        named = self.rules.subject(body, anywhere=True)
        held = self.sides, self.agencies
        if named is not None or "我" in body:
            self.sides = named[0] if named else self.rules.parties.ours
        self.deed, self.word, self.complete = Deed.EFFECT, match[0], True
        self._begin(part, Deed.EFFECT, None, match[0])
        self.sides, self.agencies = held

    def _carried(self, part: _Part, body: str) -> Iterator[Found]:
        """A part without a verb of commitment: a further limb, the rest of a clause, an item, or a fact."""
        rules = self.rules
        if self.deed is Deed.DECLARE and self.open is None and (need := table.MODAL_NEED.search(body)):
            self.complete = True
            self._begin(part, Deed.DECLARE, None, self.word + "…" + need[0])
            return
        limb = rules.limb.match(body)
        actor = None if limb else rules.actor(body) if self.open else rules.subject(body[:16])
        if actor is not None and (self.open is None or self.complete):
            yield from self._acted(part, body, actor)
            return
        if self.open is not None and not self.complete:
            first, own = rules.first_deed(body)
            self._grow(part)
            self.complete = bool(own)
            if own:
                self.open = structs.replace(
                    self.open,
                    first=first if self.open.first is None else self.open.first,
                    operative=f"{self.open.operative}…{own}",
                )
            return
        if (
            limb
            and self.deed not in {None, Deed.DECLARE}
            and (part.joined or rules.bare.match(body) or self.open is None)
        ):
            first, own = rules.first_deed(body)
            yield from self._close()
            self._begin(part, self.deed, first, f"（{self.word}）{own}" if self.word else own)
            return
        if self.open is not None:
            self._grow(part)
            return
        if self.lead is not None and self.listed and self.deed is None and self._an_item(body, limb):
            self._take(part, body, self.lead)

    def _acted(self, part: _Part, body: str, actor: Named) -> Iterator[Found]:
        """A part that begins with who acts in it: a deed, the rest of the clause before it, or a fact."""
        if acts := self._acting(body):
            yield from self._close()
            self.sides, self.agencies = actor
            self.named = True
            self.deed, self.word, self.complete = self.lead.deed if self.lead else Deed.AGREE, "", True
            self._begin(part, self.deed, *self.rules.first_deed(acts))
            return
        if self.open is not None and not table.KNOWN.search(body):
            self._grow(part)
            return
        self.deed = None
        self._note_subject(body)
        if self.lead is None and _opens(body):
            self.lead = Lead(deed_of(actor[0]), *actor)

    def _take(self, part: _Part, body: str, lead: Lead) -> None:
        """An item of a list, by what governs it."""
        first, own = self.rules.first_deed(body)
        behind = table.WHO_BEHIND.search(body)
        named = self.rules.subject(behind[1], anywhere=True) if behind else None
        self.sides, self.agencies = named or (self.sides, self.agencies)
        self.deed, self.word, self.complete = lead.deed, lead.operative, True
        self._begin(part, lead.deed, first, f"（{self.word}）{own}" if self.word else own)

    def _acting(self, body: str) -> str:
        """What an item, or a part behind a promise, says that whom it begins with does; empty for a fact."""
        if not (self.listed or self.open) or table.ALREADY.search(body):
            return ""
        last = max((match.end() for match in self.rules.name.finditer(body[:40])), default=0)
        rest = re.sub(r"^(?:[（(][^）)]*[）)]|[）)])+", "", body[last:])
        rest = re.sub(r"^[\u4e00-\u9fff]{1,6}?(?=[於在每按])", "", rest)
        limb = self.rules.limb.match(rest)
        if self.open is not None and limb and not table.KNOWN.search(body):
            return rest
        if self.lead is None and not table.GIVING.search(self.rules.first_deed(rest)[1]):
            return ""
        vague = table.VAGUE.search(self.rules.first_deed(rest)[1])
        return rest if limb and not vague and _has_object(rest, limb) else ""

    def _an_item(self, body: str, limb: "re.Match[str] | None") -> bool:
        """Whether a part is an item of a list that says what is to be done."""
        if self.lead is None or limb is None:
            return bool(self.lead and self.lead.operative) and len(body.strip("。；")) > _LEAST_OBJECT
        return _has_object(body, limb)


def _has_object(body: str, limb: "re.Match[str]") -> bool:
    """Whether enough stands behind a verb to be what it does something to."""
    return len(body) - limb.end() > _LEAST_OBJECT


def _opens(body: str) -> bool:
    """Whether a part stands in front of what it names: it ends with a colon."""
    return body.rstrip().endswith(("：", ":"))
