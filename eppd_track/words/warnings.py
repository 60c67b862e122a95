"""What is said about the ledger or the surroundings beside the answer of a command."""

from eppd_track.words.text import Text

HELD_BACK = Text("Held back: {what}.", "未發出：{what}。")
OWNER_GUESSED = Text(
    "Left out, as it is only inferred that another side’s agency leads them: {count} ({ids}). Once it is"
    " settled: `eppd update ID --confirm-owner`.",
    "另有 {count} 項之主辦為他方機關，僅屬推定，未列入（{ids}）。"
    "確認後請執行「eppd update 編號 --confirm-owner」。",
)
INTERNAL_LEFT = Text(
    "Left out, as they are internal: {count}. One that others may see:"
    " `eppd update ID --set visibility=public`.",
    "另有 {count} 項為內部事項，未列入。可對外提供者，請執行「eppd update 編號 --set visibility=public」。",
)

NO_LEDGER = Text(
    "{name} holds no ledger: no schema, no [dialogue], no commitment.",
    "{name} 無列管資料：無 schema、[dialogue] 及任何事項。",
)
BRING_BACK = Text(
    "Bring a copy of it back, from a backup or from git; or move it away and start anew with `eppd init`.",
    "請自備份或 git 取回原檔；或先移開此檔，再以「eppd init」建立新檔。",
)
LOST = Text(
    "{name} holds no commitment any more; it did when eppd last wrote it.",
    "{name} 已無任何事項，而 eppd 上次寫入時仍有。",
)
BRING_BACK_OR_CHANGE = Text(
    "Bring a copy of it back, from a backup or from git; if it is to begin anew, change it with `eppd edit`.",
    "請自備份或 git 取回原檔；如確定要重新開始，請以「eppd edit」修改此檔。",
)
NO_PAGE = Text(
    "No page was made: a setting of the ledger means nothing, so days, lights or words on it could be wrong.",
    "未產生任何頁面：列管檔有無法辨識之設定，頁面上之日期、燈號或文字可能有誤。",
)
MEND_SETTING = Text(
    "Mend it first; `eppd check` explains it. `eppd list` and `eppd show` work meanwhile.",
    "請先修正；「eppd check」有說明。在此之前仍可使用「eppd list」及「eppd show」。",
)
FAULTS = Text(
    "The checks find faults in the ledger itself: {counts}; `eppd check` shows them, and holds it against its"
    " documents and files too.",
    "列管檔本身檢查結果：{counts}；請執行「eppd check」查看，該指令並核對所附文件及檔案。",
)

GREGORIAN_IN_ENGLISH = Text(
    "English days are Gregorian: --calendar roc changes nothing on this page.",
    "英文一律採用西元日期，--calendar roc 於本頁不適用。",
)
IN_VARIABLE = Text("EPPD_TODAY: {message}", "EPPD_TODAY：{message}")
