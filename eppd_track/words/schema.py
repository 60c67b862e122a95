"""What `eppd schema --link` says, in English and Chinese.

`{name}` marks what `Text.fill` puts in.
"""

from eppd_track.words.text import Text

LINKED = Text(
    "{name} begins with the line “#:schema {schema}” now; editors follow it. `eppd undo` takes it out.",
    "{name} 首行已加上「#:schema {schema}」，TOML 編輯器會據以檢查。「eppd undo」可移除。",
)
LINE_PUT_IN = Text("the line “#:schema {schema}” put in", "加入「#:schema {schema}」一行")
LINKED_ALREADY = Text("{name} names it already.", "{name} 已指向該檔。")
NAMES_ANOTHER = Text(
    "{name} names another schema, {schema}; that line stays. Take it out first to name this one.",
    "{name} 已指向另一個 schema：{schema}；該行保留。如要改用此檔，請先刪除該行。",
)
NO_OUTPUT = Text("--link writes beside the ledger and takes no -o.", "--link 寫在列管檔旁，不能與 -o 並用。")
ONE_OF_THE_TWO = Text("Leave out one of the two.", "請擇一使用。")
