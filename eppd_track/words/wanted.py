"""What a field of the file wants, where something else stands in it."""

from collections.abc import Mapping

from eppd_track.words.text import Text

SINGLE_BRACKETS = Text("[{kind}] wants double brackets: [[{kind}]]", "[{kind}] 應為雙括號：[[{kind}]]")
TYPE_NAMES: Mapping[str, tuple[Text, str]] = {
    "str": (Text("text in quotation marks", "加引號之文字"), '{name} = "…"'),
    "bool": (Text("true or false", "true 或 false"), "{name} = true"),
    "date": (Text("a date without quotation marks", "不加引號之日期"), "{name} = 2026-11-23"),
    "Due": (Text('a date, or text like "2026-Q4"', '日期，或 "2026-Q4" 之類文字'), '{name} = "2026-Q4"'),
    "tuple": (Text("a list of texts", "文字清單"), '{name} = ["…", "…"]'),
    "Target": (Text("an inline table", "行內表"), '{name} = {{ value = 50, unit = "%" }}'),
    "Proposal": (Text("an inline table", "行內表"), '{name} = {{ what = "delist" }}'),
    "Contact": (Text("a table", "表"), '{name} = {{ name = "…", phone = "…" }}'),
    "dict": (Text("a table", "表"), "[{name}]"),
    "list": (Text("an array of tables", "表陣列"), "[[{name}]]"),
}
ONE_OF = Text("One of: {valid}.", "請用其中之一：{valid}。")
NEAREST_OF = Text("Did you mean {nearest}? One of: {valid}.", "是否為 {nearest}？請用其中之一：{valid}。")
DUE_VALUES = Text(
    'Write 2026-11-23, or as agreed: "2026-12", "2026-Q4", "2026-H2", "2026".',
    '請寫 2026-11-23，或約定期間："2026-12"、"2026-Q4"、"2026-H2"、"2026"。',
)
A_NUMBER = Text("a whole number from {low} to {high}", "{low} 至 {high} 之整數")
IN_RANGE = Text("A whole number from {low} to {high}.", "請用 {low} 至 {high} 之整數。")
NUMBER_WANTED = Text("{words}", " {words}")
"""A number wanted, in Chinese set off from the word before it."""
