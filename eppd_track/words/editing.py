"""What `eppd edit` says before an editor opens that nobody chose, in English and Chinese.

`{name}` marks what `Text.fill` puts in.
"""

from eppd_track.words.text import Text

OPENS = Text(
    "The editor {editor} opens; set EDITOR to have another, for example EDITOR=nano.",
    "將開啟編輯器 {editor}；如要改用其他編輯器，請設定環境變數 EDITOR，例如 EDITOR=nano。",
)
LEAVE_VI = Text(
    "In {editor}: i begins typing, Esc ends it; :wq and Enter saves and leaves, :q! and Enter leaves without"
    " saving.",
    "在 {editor} 中：按 i 開始輸入，按 Esc 結束輸入；:wq 加 Enter 存檔離開，:q! 加 Enter 不存檔離開。",
)
LEAVE_NANO = Text(
    "In nano: Ctrl-O and Enter saves, Ctrl-X leaves.", "在 nano 中：Ctrl-O 加 Enter 存檔，Ctrl-X 離開。"
)
