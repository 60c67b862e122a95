"""Random ledgers in the layouts people write, and random changes to them: strategies for hypothesis."""

import datetime as dt
import json
from typing import Any

from hypothesis import strategies as st

from eppd_track.ledger.reading import Reading
from eppd_track.ledger.writer import Addition, Change, Edit, TablePart, record_table, to_toml
from eppd_track.model.annotations import plain_type
from eppd_track.model.due import Due
from eppd_track.model.records import HEAD, Commitment, Proposal, Target, Value
from eppd_track.model.vocabulary import Coded, Proposed
from eppd_track.words.labels import members

NASTY = (
    'He said "no".',
    "It's settled",
    "three ''' in a row",
    'three """ in a row',
    'ends in "',
    'ends in ""',
    "ends in '",
    "# no comment",
    "a = 1",
    "back\\slash",
    "ends in \\",
    "tab\there",
    "[[commitment]]\nid = 'X'",
    "first\n[[commitment]]\nlast",
    "\n[[commitment.update]]\ndate = 2031-01-01\n",
    "first\n\n\nlast\n",
    "first\n# no comment\n",
    'two\nlines with """ in them',
    "two\nlines with ''' in them",
    "carriage\r\nreturn",
    "bell \x07 and delete \x7f",
    "臺美 🤝 家族 👩‍👩‍👧",
    "[draft] :smile: {braces}",
    "]",
    "}",
    "line\u2028separator",
)
DAYS = st.dates(dt.date(2026, 1, 1), dt.date(2030, 12, 31))
WORDS = st.sampled_from(NASTY) | st.text(st.characters(codec="utf-8"), min_size=1, max_size=12)
CODES = st.sampled_from(["MOEA", "MODA", "DOS", "USTR"])
COMMENTS = (
    "# by hand",
    "# [[commitment]]",
    '# an """ open quote',
    "# it's an ''' open quote",
    "#",
    "# 註：待確認 🤝",
    "# title = 1",
    "# [",
)
GRIDS = (
    'x_grid = [\n  ["a"],  # [[commitment]]\n  [1],\n  [true],\n]',
    "x_grid = [ # first\n[[1]],\n[['b'],\n],\n]",
    "x_day = 2026-01-01T10:00:00+08:00",
    "x_number = 1_000.5",
    'x.deep."key with [ ]" = { a = [1, 2], b = "}" }',
    '"quoted key" = 1',
)


def spelled(value: Any, style: str) -> str:
    """A value as TOML, texts in the style asked for where it can hold them."""
    if isinstance(value, str):
        return _text(value, style)
    if isinstance(value, list) and style == "long":
        return "[\n" + "".join(f"    {spelled(part, 'basic')},  # [one]\n" for part in value) + "  ]"
    if isinstance(value, list):
        return "[" + ", ".join(spelled(part, style) for part in value) + "]"
    if isinstance(value, dict):
        return "{" + ", ".join(f"{key} = {spelled(part, style)}" for key, part in value.items()) + "}"
    if isinstance(value, bool):
        return "true" if value else "false"
    return value.isoformat() if isinstance(value, dt.date) else repr(value)


def _text(value: str, style: str) -> str:
    plain = all((char >= " " and char != "\x7f") or char == "\t" for char in value)
    plain_lines = all((char >= " " and char != "\x7f") or char in "\t\n" for char in value)
    if style == "literal" and plain and "'" not in value:
        return f"'{value}'"
    if style == "long" and plain_lines:
        body = value.replace("\\", "\\\\").replace('"""', '""\\"')
        return f'"""\n{body}"""'
    if style == "long-literal" and plain_lines and "'''" not in value and not value.endswith("'"):
        return f"'''\n{value}'''"
    return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007F")


STYLES = st.sampled_from(["basic", "literal", "long", "long-literal"])


def values_of(name: str) -> st.SearchStrategy[Value]:
    """What the field `name` of a commitment may hold, empty not included."""
    kind = plain_type(HEAD[name].type)
    if kind is tuple:
        return st.lists(WORDS, min_size=1, max_size=3).map(tuple)
    if kind is Target:
        return st.builds(
            Target, value=st.integers(-9, 99) | st.sampled_from([0.5, 1e20]), unit=WORDS, basis=WORDS
        )
    if kind is Proposal:
        return st.builds(Proposal, what=st.sampled_from(Proposed), date=DAYS, by=CODES, words=WORDS)
    if kind is Due:
        return st.sampled_from(["2027-Q2", "2027-12", "2028-H1", "2029", "2027-03-31"]).map(Due)
    if issubclass(kind, Coded):
        return st.sampled_from(members(kind))
    if kind is dt.date:
        return DAYS
    simple = {bool: st.booleans(), int: st.integers(0, 3)}
    return CODES if name == "owner" else simple.get(kind, WORDS)


REQUIRED = [name for name in HEAD if HEAD[name].required]
OPTIONAL = [name for name in HEAD if not HEAD[name].required]


@st.composite
def ledgers(draw: st.DrawFn, *, most: int = 3) -> str:
    """The text of a valid ledger of up to `most` commitments, laid out in one of many ways."""
    indent = draw(st.sampled_from(["", "  ", "\t"]))
    lines: list[str] = draw(st.sampled_from([["schema = 1"], ["# A ledger", "", "schema=1"], []]))[:]
    lines += _gap(draw)
    for meeting in range(draw(st.integers(0, 2))):
        lines += [_header(draw, "meeting"), f'id = "M-{meeting}"', "date = 2026-01-26", *_gap(draw)]
    for paper in range(draw(st.integers(0, 2))):
        lines += [_header(draw, "document"), f'id = "D-{paper}"', *_gap(draw)]
        for _ in range(draw(st.integers(0, 2))):
            told = _assignments(draw, indent, {"print": "0", "reason": draw(WORDS)})
            lines += [indent + _header(draw, "document.aside"), *told, *_gap(draw)]
    for number in range(draw(st.integers(1, most))):
        lines += _commitment(draw, f"E6-P1-{number + 1:02}", indent)
    text = "\n".join(lines) + draw(st.sampled_from(["", "\n", "\n\n", "\n# the end", "\n\n# the end\n"]))
    return text.replace("\n", "\r\n") if draw(st.booleans()) else text


def _commitment(draw: st.DrawFn, identifier: str, indent: str) -> list[str]:
    chosen = draw(st.lists(st.sampled_from(OPTIONAL), unique=True, max_size=5))
    names = [name for name in HEAD if name in chosen or name in REQUIRED]
    if draw(st.booleans()):
        names = draw(st.permutations(names))
    pairs = {name: to_toml(draw(values_of(name))) for name in names} | {"id": identifier}
    lines = [_header(draw, "commitment"), *_assignments(draw, "", {name: pairs[name] for name in names})]
    if draw(st.booleans()):
        lines.append(draw(st.sampled_from(GRIDS)))
    lines += _gap(draw)
    parts = draw(st.lists(st.sampled_from(["text", "milestone", "evidence", "update", "score"]), max_size=5))
    for index, part in enumerate(parts):
        own = {"milestone": {"id": f"m{index}"}, "evidence": {"title": draw(WORDS)}}
        own["text"] = {"document": "D-0", "place": draw(WORDS), "words": draw(WORDS)}
        own["update"] = {"date": draw(DAYS), "note": draw(WORDS)}
        own["score"] = {"date": draw(DAYS), "side": "TW", "value": -1, "reader": "A", "reason": draw(WORDS)}
        lines += [indent + _header(draw, f"commitment.{part}"), *_assignments(draw, indent, own[part])]
        if part == "update" and draw(st.booleans()):
            lines += [f"{indent}[commitment.update.previous]", f'{indent}next_move = "TW"']
        lines += _gap(draw)
    return lines


def _assignments(draw: st.DrawFn, indent: str, pairs: dict[str, Any]) -> list[str]:
    lines: list[str] = []
    for name, value in pairs.items():
        key = draw(st.sampled_from([name, name, name, f'"{name}"', f"'{name}'"]))
        equals = draw(st.sampled_from([" = ", "=", "  =\t"]))
        behind = draw(st.sampled_from(["", "", "  # by hand", "# [[commitment]] 'x\"", "   "]))
        lines.append(f"{indent}{key}{equals}{spelled(value, draw(STYLES))}{behind}")
        if draw(st.integers(0, 9)) == 0:
            lines += draw(st.sampled_from([[""], ["# between"], ["", "# between"]]))
    return lines


def _header(draw: st.DrawFn, name: str) -> str:
    plain = f"[[{name}]]"
    spaced = f"[[ {name.replace('.', ' . ')} ]]"
    quoted = "[[" + ".".join(f'"{part}"' for part in name.split(".")) + "]]"
    return draw(st.sampled_from([plain, plain, plain, spaced, quoted, f"{plain}  # by hand"]))


def _gap(draw: st.DrawFn) -> list[str]:
    comments = st.sampled_from(COMMENTS)
    return draw(st.lists(st.just("") | comments, max_size=4))


@st.composite
def edits(draw: st.DrawFn, commitment: Commitment) -> Edit:
    """An edit of one commitment: new values, emptied fields, milestones, evidence and a record."""
    names = draw(st.lists(st.sampled_from([name for name in HEAD if name != "id"]), unique=True, max_size=4))
    fields: dict[str, Value] = {}
    for name in names:
        empty = not HEAD[name].required and draw(st.booleans())
        fields[name] = HEAD[name].default if empty else draw(values_of(name))
    before = {name: getattr(commitment, HEAD[name].name) for name in names}
    own = {"date": draw(DAYS), "by": "tester", "note": draw(WORDS)}
    papers = draw(st.lists(st.fixed_dictionaries({"date": DAYS, "title": WORDS}), max_size=2))
    open_steps = [step.id for step in commitment.milestones if step.done is None]
    done = draw(st.lists(st.sampled_from(open_steps), unique=True)) if open_steps else []
    return Edit(
        id=commitment.id,
        fields=fields,
        record=record_table(own, fields, before),
        evidence=tuple(papers),
        done=dict.fromkeys(done, dt.date(2026, 3, 1)),
    )


@st.composite
def additions(draw: st.DrawFn) -> Addition:
    """A new commitment with texts, a new document with clauses set aside, or a new meeting."""
    kind = draw(st.sampled_from(["meeting", "document", "commitment"]))
    if kind == "meeting":
        return Addition("meeting", {"id": "NEW", "date": draw(DAYS), "title": draw(WORDS)})
    if kind == "document":
        return Addition("document", {"id": "NEW", "title": draw(WORDS), "aside": draw(parts("print"))})
    names = draw(st.lists(st.sampled_from(OPTIONAL), unique=True, max_size=4))
    values = {name: to_toml(draw(values_of(name))) for name in HEAD if name in names or name in REQUIRED}
    return Addition("commitment", values | {"id": "E6-P1-99", "text": draw(parts("document"))})


def parts(name: str) -> st.SearchStrategy[list[dict[str, str]]]:
    """Some new sub-tables of a new record, each with one field that has to be there."""
    return st.lists(st.fixed_dictionaries({name: st.just("D-0"), "place": WORDS}), min_size=1, max_size=3)


@st.composite
def changes(draw: st.DrawFn, reading: Reading) -> Change:
    """A change to some of the commitments of a ledger, and at most one new record."""
    wanted = draw(st.lists(st.sampled_from(reading.ledger.commitments), unique_by=lambda item: item.id))
    return Change(
        edits=tuple(draw(edits(commitment)) for commitment in wanted),
        additions=(draw(additions()),) if draw(st.booleans()) else (),
        parts=(
            *(draw(scores(item)) for item in reading.ledger.commitments if draw(st.booleans())),
            *(draw(claims(item.id, "text")) for item in reading.ledger.commitments if draw(st.booleans())),
            *(draw(claims(paper.id, "aside")) for paper in reading.ledger.documents * 2),
        ),
    )


@st.composite
def claims(draw: st.DrawFn, identifier: str, kind: str) -> TablePart:
    """A new text of a commitment, or a clause of a document set aside."""
    first = {"text": "document", "aside": "print"}[kind]
    return TablePart(identifier, kind, {first: "D-0", "place": draw(WORDS)})


@st.composite
def scores(draw: st.DrawFn, commitment: Commitment) -> TablePart:
    """A new score of a commitment."""
    value, words = draw(st.integers(-1, 1)), draw(WORDS)
    score = {"date": draw(DAYS), "side": "US", "value": value, "reader": "B", "reason": words}
    return TablePart(commitment.id, "score", score)
