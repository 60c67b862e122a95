"""The one folding of lines: what may not begin, end or be torn by one, over texts, languages and widths."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from test_render import squeezed

from eppd_track.render.cells import width
from eppd_track.render.terminal.folding import NOT_FIRST, NOT_LAST, folded

WHOLE = (
    *("2026-11-23", "民國115年11月23日", "115年第4季", "E6-P2-04", "P1-08", "MODA.xlsx", "50%", "逾 14 日"),
    *("第 7 列", "3 週", "14 days", "1,200 元", "docs/howto/merge.md", "2026-Q4", "第6屆"),
)
"""What no line tears while its column has the room."""
CHINESE = "列管事項之辦理情形經雙方確認後填報並於下次會議提出討論"
WORDS = ("open-ended", "co-production", "certification", "supply", "chain", "of", "Taiwan-US")
CLOSING, OPENING = "，。、；：？！）」』》", "（「『《"
LEAST = 26
"""A column that has room for each of these with what opens and closes it."""

zh = st.text(CHINESE, min_size=1, max_size=9)
en = st.lists(st.sampled_from(WORDS), min_size=1, max_size=4).map(lambda words: f" {' '.join(words)} ")
piece = st.one_of(zh, en, st.sampled_from(WHOLE).map(lambda text: f" {text} "), st.sampled_from(WHOLE))
ends = st.sampled_from(["", *CLOSING, "」。", "），"])
closed = st.tuples(st.sampled_from(["", *OPENING]), piece, ends).map(
    lambda parts: f"{parts[0]}{parts[1].strip()}{parts[2]}" if parts[0] else f"{parts[1]}{parts[2]}"
)


def spaced(parts: list[str]) -> str:
    """Pieces one behind the other, two of letters or figures never glued into one word."""
    text = ""
    for part in parts:
        text += " " if text and text[-1].isascii() and part[:1].isascii() else ""
        text += part
    return text.strip()


texts = st.lists(closed, min_size=1, max_size=14).map(spaced)


@pytest.mark.slow
@settings(max_examples=300, deadline=None)
@given(texts, st.integers(LEAST, 100))
def test_no_line_begins_ends_or_tears_what_it_may_not(text: str, columns: int) -> None:
    lines = folded(text, columns)

    assert squeezed("".join(lines)) == squeezed(text)
    assert [line for line in lines if width(line) > columns or not line] == []
    assert [line for line in lines[1:] if line.lstrip()[0] in NOT_FIRST] == []
    assert [line for line in lines[:-1] if line[-1] in NOT_LAST] == []
    for whole in (*WHOLE, *WORDS):
        assert sum(line.count(whole) for line in lines) >= text.count(whole), (whole, lines)


@settings(max_examples=100, deadline=None)
@given(texts, st.integers(1, LEAST))
def test_a_column_too_narrow_for_it_loses_nothing(text: str, columns: int) -> None:
    lines = folded(text, columns)

    assert squeezed("".join(lines)) == squeezed(text)
    assert all(width(line) <= max(columns, 2) for line in lines)


@pytest.mark.parametrize(
    ("text", "columns", "lines"),
    [
        ("範圍外逾期 3：原 2026-06-30 · 逾 28 日", 24, ["範圍外逾期 3：原", "2026-06-30 · 逾 28 日"]),
        ("was 2026-06-30, 28 days late", 20, ["was 2026-06-30,", "28 days late"]),
        ("見 /srv/report/week-48.pdf 第 7 列", 24, ["見", "/srv/report/week-48.pdf", "第 7 列"]),
        ("進度（預估滿足50%本土需求）", 18, ["進度（預估滿足50%", "本土需求）"]),
        ("甲乙丙丁), 戊己", 8, ["甲乙丙", "丁), 戊", "己"]),
        ("a\n\nb c", 3, ["a", "", "b c"]),
    ],
)
def test_a_text_is_folded_so(text: str, columns: int, lines: list[str]) -> None:
    assert folded(text, columns) == lines
