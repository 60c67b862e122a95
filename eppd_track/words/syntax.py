"""What the TOML parser finds, in words for people; loaded only for a text that it cannot read."""

from collections.abc import Mapping

from eppd_track.words.text import Text

_TWICE = Text("this is given already, above or in another form", "此項前已列出，或與前列寫法衝突")
_CODE = Text("a \\u wants the four hexadecimal digits of a character", "\\u 之後須為字元之四位十六進位碼")
_QUOTE = Text("a quotation mark is missing", "缺少引號")
_QUOTE_ON_LINE = Text("a quotation mark is missing on this line", "此行缺少引號")
_QUOTES = Text(
    "the text that begins here ends nowhere: a quotation mark is missing, {quotes}",
    "此處起之文字未結束：缺少引號 {quotes}",
)
PARSER_WORDS: Mapping[str, Text] = {
    "Too large": Text("a number or a nesting here is beyond all bounds", "此處之數字或巢狀層數過大"),
    "Unterminated string": _QUOTE,
    "Expected \"'''\"": _QUOTE,
    'Expected \'"""\'': _QUOTE,
    "Illegal character '\\n'": _QUOTE_ON_LINE,
    "Illegal character '\\r'": _QUOTE_ON_LINE,
    "Cannot overwrite a value": Text("this key is given twice", "此欄位重複"),
    "Unclosed array": Text("a closing ] is missing", "缺少 ]"),
    "Unclosed inline table": Text("a closing } is missing", "缺少 }"),
    "Invalid date or datetime": Text("this is not a day that exists", "查無此一日期"),
    "Invalid value": Text("there is no value, or text without quotation marks", "未填值，或文字未加引號"),
    "Expected '=' after a key in a key/value pair": Text("an = is missing after the key", "欄位名稱後缺少 ="),
    "Expected newline or end of document after a statement": Text(
        "something is left over behind the value", "值之後有多餘內容"
    ),
    "Invalid statement": Text("this is not a line of a ledger", "此行並非列管檔之內容"),
    "Expected ']]' at the end of an array declaration": Text(
        "a ] is missing: a heading in double brackets ends in ]]", "缺少 ]：雙括號標題須以 ]] 結尾"
    ),
    "Expected ']' at the end of a table declaration": Text(
        "a ] is missing at the end of the heading", "標題結尾缺少 ]"
    ),
    "Invalid initial character for a key part": Text(
        "a key is made of letters, digits, hyphens and _", "欄位名稱僅得使用英文字母、數字、連字號及 _"
    ),
    "Unescaped '\\' in a string": Text("a \\ in a text is written twice: \\\\", "文字中之 \\ 須寫兩次：\\\\"),
    "Invalid hex value": _CODE,
    "Escaped character is not a Unicode scalar value": _CODE,
}
"""What each complaint of the parser means."""
PARSER_BEGINNINGS: Mapping[str, Text] = {
    "Cannot declare": Text("this heading is given twice", "此標題重複"),
    "Cannot mutate": _TWICE,
    "Cannot redefine": _TWICE,
    "Duplicate inline table key": Text("this key is given twice", "此欄位重複"),
    "Illegal character": Text("a character that no text may hold as it is", "含有文字中不得直接使用之字元"),
    "Found invalid character": Text("a character that no line may hold", "含有不得使用之控制字元"),
}
"""The same for complaints that go on with what was found."""
LACKS: Mapping[str, Text] = {
    '"': _QUOTE_ON_LINE,
    "'": _QUOTE_ON_LINE,
    **{quotes: _QUOTES.fill(quotes=quotes) for quotes in ('"""', "'''")},
    "]": PARSER_WORDS["Unclosed array"],
    "}": PARSER_WORDS["Unclosed inline table"],
}
"""What is wrong with a value that is not closed, by what it lacks."""
UNREADABLE_LINE = Text("this cannot be read ({parser})", "無法讀取（{parser}）")
NO_TEXT = Text(
    "bytes that are no UTF-8 text; the file may have been saved in another encoding",
    "含有非 UTF-8 之位元組；檔案可能曾以其他編碼儲存",
)
CURLY_QUOTES = Text(
    'curly quotation marks; TOML wants straight ones (")', '引號為全形或彎引號；請改用半形直引號 (")'
)
FULL_WIDTH = Text(
    "“{mark}” is full-width; TOML wants the half-width {half}", "「{mark}」為全形；請改用半形 {half}"
)
NO_SUCH_DATE = Text(
    "“{day}” is not a day that exists, written like 2026-01-31",
    "查無「{day}」此一日期；日期寫作 2026-01-31",
)
DATE_FORM = Text("“{day}” is a date; here it is written {iso}", "「{day}」為日期；檔案中寫作 {iso}")
PERIOD_FORM = Text(
    '“{day}” is a period; here it is written "{iso}", in quotation marks',
    '「{day}」為期間；檔案中須加引號，寫作 "{iso}"',
)
