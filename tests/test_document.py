"""The text of a ledger cut at its headers: nothing lost, nothing cut that only looks like a header."""

import tomllib

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from layouts import ledgers

from eppd_track.ledger.document import Document

MANY = settings(max_examples=200, deadline=None)
PIECES = st.lists(
    st.sampled_from(
        [
            *("[[commitment]]", "[settings]", "[[commitment.update]]", "[[commitment]", '["a"]', "[", "]"),
            *('"""', "'''", '"', "'", "#", "\\", "\n", "\r\n", "a = ", "1", " ", "\t", "{", "}", "臺"),
            "\u2028",
        ]
    )
).map("".join)


def kinds(text: str) -> list[str]:
    return [block.kind for block in Document(text).blocks if block.kind]


KINDS = ("commitment", "settings")
"""What cuts a text that is not closed."""


def segments(document: Document) -> list[str]:
    return [document.text[segment.start : segment.end] for segment in document.segments]


@MANY
@given(text=PIECES | ledgers(), damaged=st.booleans())
@example(text="", damaged=False)
@example(text="[[commitment]]", damaged=False)
def test_the_segments_put_together_are_the_text(text: str, *, damaged: bool) -> None:
    assert "".join(segments(Document(text, likely=KINDS if damaged else ()))) == text


@MANY
@given(ledgers())
def test_a_valid_ledger_is_cut_into_as_many_records_as_toml_finds(text: str) -> None:
    document, data = Document(text), tomllib.loads(text)

    assert len(document.of("meeting")) == len(data.get("meeting", []))
    assert len(document.of("commitment")) == len(data["commitment"])
    for block, table in zip(document.of("commitment"), data["commitment"], strict=True):
        for part in ("milestone", "evidence", "update", "score"):
            assert len(block.tables(part)) == len(table.get(part, []))


@MANY
@given(ledgers())
def test_the_text_of_every_entry_is_its_value(text: str) -> None:
    document, data = Document(text), tomllib.loads(text)

    for block, table in zip(document.of("commitment"), data["commitment"], strict=True):
        plain = [entry for entry in document.entries(block.head) if len(entry.path) == 1]
        read = {entry.path[0]: tomllib.loads(f"v = {text[entry.value : entry.value_end]}") for entry in plain}
        assert read == {name: {"v": table[name]} for name in read}
        assert {"id", "pillar", "owner", "status"} <= read.keys()


@MANY
@given(PIECES)
def test_every_offset_has_a_line_and_column_that_lead_back(text: str) -> None:
    document = Document(text)

    for offset in range(len(text)):
        line, column = document.position(offset)
        assert line == text.count("\n", 0, offset) + 1
        assert column == offset - text.rfind("\n", 0, offset)


@pytest.mark.parametrize(
    "value",
    [
        '"""\n[[commitment]]\n"""',
        "'''\n[[commitment]]\n'''",
        '"""a \\""" still\n[[commitment]]\n"""',
        '"""two at the end""""" # """\nb = """\n[[commitment]]\n"""',
        "'''it''s\n[[commitment]]\n''''",
        '[\n["commitment"]\n]',
        "[\n  ['a'], # [[commitment]]\n  ['b']\n]",
        "[\n[[1]],\n[true],\n[2026-01-01]\n]",
        '[\n"""\n[[commitment]]\n""",\n["x"],\n]',
        "1 # [[commitment]]",
        "1\n# [[commitment]]",
        '1 # """\nb = 2 # """',
        "\"#\" # \"\nb = \"'''\" # '''",
    ],
)
def test_what_stands_in_a_value_or_a_comment_is_no_header(value: str) -> None:
    text = f"[[commitment]]\na = {value}\n[[meeting]]\nid = 'M'\n"
    tomllib.loads(text)

    assert kinds(text) == ["commitment", "meeting"]
    assert kinds(text.replace("\n", "\r\n")) == ["commitment", "meeting"]


@pytest.mark.parametrize(
    "header",
    [
        "[[commitment]]",
        "  [[commitment]]",
        "\t[[commitment]]  ",
        "[[ commitment ]]",
        '[["commitment"]]',
        "[['commitment']]",
        "[[commitment]] # the first",
        "[[commitment]]# ]] [[meeting]]",
    ],
)
@pytest.mark.parametrize("newline", ["\n", "\r\n"])
def test_a_header_is_known_however_it_is_written(header: str, newline: str) -> None:
    text = newline.join(["a = 1", header, "b = 2", header, "b = 3"])
    tomllib.loads(text)

    assert kinds(text) == ["commitment", "commitment"]
    assert [block.index for block in Document(text).of("commitment")] == [0, 1]


def test_sub_tables_belong_to_the_block_above_them() -> None:
    document = Document(
        "[[commitment]]\n"
        "[[commitment.update]]\n"
        "[commitment.update.previous]\n"
        "[ commitment . 'target' ]\n"
        "[[commitment.update]]\n"
        "[[commitment]]\n"
    )
    first, second = document.of("commitment")

    assert [segment.path for segment in first.segments] == [
        ("commitment",),
        ("commitment", "update"),
        ("commitment", "update", "previous"),
        ("commitment", "target"),
        ("commitment", "update"),
    ]
    assert len(first.tables("update")) == 2
    assert second.segments == (second.head,)


def test_what_stands_above_the_first_header_is_a_block_of_its_own() -> None:
    document = Document("# A ledger\nschema = 1\n\n[settings]\n")
    top = document.blocks[0]

    assert (top.kind, top.start, document.text[: top.head.end]) == ("", 0, "# A ledger\nschema = 1\n\n")


@pytest.mark.parametrize("newline", ["\n", "\r\n"])
@pytest.mark.parametrize(
    ("value", "below", "expected"),
    [
        ("'''never closed\n[1]", "", ["commitment", "commitment", "settings"]),
        ("'''never closed", "note = '''a text'''", ["commitment", "commitment", "settings"]),
        ("'''never closed", "note = '''\na text\n'''", ["commitment", "commitment", "settings"]),
        ("'''never closed", "tags = ['''a text''']", ["commitment", "commitment", "settings"]),
        ('"""never closed', 'note = """\n[settings]\n"""', ["commitment", "commitment", "settings"]),
        ("'''\n[[commitment]]\n[1]\n'''", "", ["commitment", "commitment", "settings"]),
        ('["a", "b"', "", ["commitment", "commitment", "settings"]),
        ("[", "", ["commitment", "commitment", "settings"]),
        ("{ a = 1", "", ["commitment", "commitment", "settings"]),
        ("[{ a = 1 }, { b = 2, ]", "", ["commitment", "commitment", "settings"]),
        ("[ 'a, 'b' ]", "", ["commitment", "commitment", "settings"]),
        ("[\n['commitment']\n]", "", ["commitment", "commitment", "settings"]),
        ("'never closed", "note = 'a text'", ["commitment", "commitment", "settings"]),
    ],
)
def test_a_damaged_text_is_cut_at_its_headers_and_in_what_is_not_closed(
    value: str, below: str, expected: list[str], newline: str
) -> None:
    text = f"[[commitment]]\na = {value}\n[[commitment]]\nid = 'B'\n{below}\n[settings]\n"
    cut = Document(text.replace("\n", newline), likely=KINDS)

    assert [block.kind for block in cut.blocks if block.kind] == expected


@pytest.mark.parametrize("between", ["[x]\ny = 1\n", "[[meeting]]\nid = 'M'\n[meeting.x]\n"])
def test_a_sub_table_behind_another_table_belongs_to_the_last_of_its_kind(between: str) -> None:
    text = (
        f"[[commitment]]\n[[commitment.update]]\nn = 1\n{between}[[commitment.update]]\nn = 2\n"
        f"[commitment.x]\n{between.replace('meeting', 'agency').replace('[x]', '[z]')}[[commitment]]\n"
    )
    document = Document(text)
    first, second = document.of("commitment")

    assert len(tomllib.loads(text)["commitment"][0]["update"]) == len(first.tables("update")) == 2
    assert [part.path[1:] for part in first.segments] == [(), ("update",), ("update",), ("x",)]
    assert second.segments == (second.head,)
    assert "".join(segments(document)) == text


def test_an_entry_ends_behind_its_comment() -> None:
    text = '[[commitment]]\nstatus = "closed" # at last\ntags = [\n  "a", # ]\n  "b",\n] # both\nid = "A"\n'
    document = Document(text)
    head = document.of("commitment")[0].head
    status, tags, identifier = document.entries(head)

    assert text[status.line : status.end] == 'status = "closed" # at last\n'
    assert text[status.value : status.value_end] == '"closed"'
    assert text[tags.value : tags.value_end] == '[\n  "a", # ]\n  "b",\n]'
    assert text[tags.line : tags.end].endswith("] # both\n")
    assert document.position(identifier.value) == (7, 6)


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("a = 1 ", "1"),
        ("a=1# one", "1"),
        ("a = 2026-01-01 10:00:00 # day", "2026-01-01 10:00:00"),
        ("a = ''", "''"),
        ('a = ""', '""'),
        ('a = "# \\" #" # x', '"# \\" #"'),
        ('a = """"""', '""""""'),
        ('a = """x"""""', '"""x"""""'),
        ("a = {b = '}', c = [']']} # {", "{b = '}', c = [']']}"),
        ("a = [[], [1, 2]]", "[[], [1, 2]]"),
    ],
)
def test_a_value_ends_where_toml_ends_it(written: str, value: str) -> None:
    document = Document(f"{written}\nb = 2\n")
    entries = document.entries(document.blocks[0].head)

    assert [entry.path for entry in entries] == [("a",), ("b",)]
    assert document.text[entries[0].value : entries[0].value_end] == value


@pytest.mark.parametrize(
    ("key", "path"),
    [
        ("target.value", ("target", "value")),
        ("target . 'value'", ("target", "value")),
        ('"target.value"', ("target.value",)),
        ("'a b'", ("a b",)),
    ],
)
def test_a_dotted_key_comes_in_parts_and_a_quoted_one_whole(key: str, path: tuple[str, ...]) -> None:
    document = Document(f"{key} = 1\n")

    assert [entry.path for entry in document.entries(document.blocks[0].head)] == [path]
    assert (document.entry(document.blocks[0].head, path[0]) is None) == (len(path) == 2)


@pytest.mark.parametrize(
    ("below", "kept"),
    [
        ("[[commitment]]\n", ""),
        ("\n[[commitment]]\n", ""),
        ("# heads the next\n[[commitment]]\n", ""),
        ("\n# heads the next\n[[commitment]]\n", ""),
        ("# of this\n\n[[commitment]]\n", "# of this\n"),
        ("# of this\n  # and this\n\n# heads the next\n[[commitment]]\n", "# of this\n  # and this\n"),
        ("# of this", "# of this"),
        ("# of this\n", "# of this\n"),
        ("\n# the end\n", ""),
        ("# line\u2028separator\n\n[[commitment]]\n", "# line\u2028separator\n"),
        ("# line\u2028\u2028separator\n\n[[commitment]]\n", "# line\u2028\u2028separator\n"),
        ("# next\x85\n\n[[commitment]]\n", "# next\x85\n"),
    ],
)
def test_comments_right_below_a_table_are_its_own_unless_they_head_the_next(below: str, kept: str) -> None:
    for newline in ("\n", "\r\n"):
        text = f'[[commitment]]\nid = "A"\n{below}'.replace("\n", newline)
        document = Document(text)
        block = document.of("commitment")[0]
        own = f'[[commitment]]\nid = "A"\n{kept}'.replace("\n", newline)

        assert text[: document.content_end(block.head)] == own


def test_a_text_of_ten_thousand_headers_is_cut_into_as_many_blocks() -> None:
    text = '[[commitment]]\nid = "A"\nnote = """\n[[commitment]]\n"""\n' * 10_000

    assert len(Document(text).of("commitment")) == 10_000
