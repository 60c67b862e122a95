"""A heading for a clause: the clause cut down to its terms, for a person to better."""

import re
from collections.abc import Mapping

from eppd_track.model.vocabulary import JOINT_ACTION, JOINT_INTENTION, Sides
from eppd_track.rules.promises.clause import Clause
from eppd_track.rules.promises.sentences import chinese

_MOST, _MOST_EN = 60, 120
"""Columns are short: a longer heading is cut at a comma."""
_JOINT_ZH = re.compile(
    r"^(?:並且?|以及|及|同時|另外?|此外|且)*(?:[台臺美]{2}雙方|雙方|兩國)?(?:也|亦|均|皆|另|並)*"
    r"(?:一致|原則|共同)?(?:同意|議定|決定|決議|約定|將|願|擬)?"
)
_ONE_ZH = re.compile(r"^(?:並且?|以及|及|同時|另外?|此外|且|例如|包括)*")
_PURPOSE_ZH = re.compile(r"，(?:以(?!及)|俾|藉|包括|包含|期|進而|使|由).*$", re.DOTALL)
_JOINT_EN = re.compile(
    r"^(?:and |also |to |(?:all (?:the )?|the )(?:two|three|four|five|six) (?!other)\w+ |"
    r"both (?-i:[a-z]\w*) |the (?:parties|participants) |they |we,? |it was |further )*"
    r"(?:through our designated representatives, )?(?:have |hereby )?"
    r"(?:agreed?s?|decided|will|shall|intend|plan|resolved)?(?: in principle)?(?: (?:to|that|on))?\s*",
    re.IGNORECASE,
)
_ONE_EN = re.compile(r"^(?:and (?:that )?|also )+", re.IGNORECASE)
_OPENING_EN = re.compile(
    r"^(?:in this (?:regard|context)|therefore|thus|accordingly|to (?:this|that) end|moreover|finally|"
    r"(?:as|taken|at|during|in|on) [^,]+(?:, [^,]+)*?), (?=(?:we|the|both|it|they|[A-Z])\b)",
    re.IGNORECASE,
)
_PURPOSE_EN = re.compile(
    r"(?:, )?(?:\bin order to\b|\bso as to\b|\bwith a view to\b|\bso that\b).*$", re.DOTALL
)
_TAIL = " ，。；、：,.;:"


def title(clause: Clause, others: Mapping[Sides, str]) -> tuple[str | None, str | None]:
    """A heading for a clause: in English or None, in Chinese or None, as its words are.

    What both sides do is told without them; what one side alone is to do begins with it, and with its
    name from `others` where the clause leaves that of another side to the words before.
    """
    text = " ".join(clause.text.split())
    joint = clause.sides.joint and clause.kind in {JOINT_ACTION, JOINT_INTENTION}
    if chinese(text):
        return None, _chinese(
            clause, re.sub(r"(?<=[\u3400-\u9fff]) | (?=[\u3400-\u9fff])", "", text), others, joint=joint
        )
    return _english(clause, text, joint=joint), None


def _chinese(clause: Clause, text: str, others: Mapping[Sides, str], *, joint: bool) -> str:
    cut = (_JOINT_ZH if joint else _ONE_ZH).sub("", text, count=1)
    cut = _PURPOSE_ZH.sub("", cut).strip(_TAIL)
    if clause.kind.pledge and clause.sides in others:
        cut = re.sub(r"^(?:渠|其)?(?=(?:將|願|擬|支持|協助|同意|與|也|會))", others[clause.sides], cut)
    return _short(clause, cut or text.strip(_TAIL), "，；", _MOST)


def _english(clause: Clause, text: str, *, joint: bool) -> str:
    cut = _OPENING_EN.sub("", text, count=1)
    cut = (_JOINT_EN if joint else _ONE_EN).sub("", cut, count=1)
    cut = _PURPOSE_EN.sub("", cut).strip(_TAIL)
    cut = _short(clause, cut or text.strip(_TAIL), ",;", _MOST_EN)
    return cut[:1].upper() + cut[1:]


def _short(clause: Clause, text: str, signs: str, most: int) -> str:
    """A text that is not too long for a heading, cut at the last sign behind the words that carry it."""
    words = re.findall(r"\w+", clause.operative)
    carried = max((text.find(word) + len(word) for word in words if word in text), default=0)
    while len(text) > most:
        place = max(text.rfind(sign, 0, most) for sign in signs)
        if place <= carried:
            return text
        text = text[:place]
    return text.strip(_TAIL)
