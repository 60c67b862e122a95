"""What merging two ledgers, mending one and an entry of a file says, in English and Chinese."""

from eppd_track.labels import Text

MERGE_UNREADABLE = Text("The side “{side}” cannot be parsed: {why}.", "「{side}」無法解析：{why}。")
MERGE_MEND = Text(
    "Nothing was written. Mend that side, or merge by hand.", "未寫入任何內容。請修正該檔，或手動合併。"
)
MERGE_OTHER_LAYOUT = Text(
    "The tables [[{kind}]] are laid out in a way that cannot be merged.", "[[{kind}]] 的寫法無法自動合併。"
)
MERGE_KEPT = Text("{kind} {id} was taken out on their side; it stays.", "對方刪除了 {kind} {id}；此處保留。")
MERGE_GONE = Text(
    "{kind} {id} was taken out on ours and changed on theirs; it is back as they have it.",
    "本方刪除了 {kind} {id} 而對方有更動；已依對方內容恢復。",
)
MERGE_RENUMBERED = Text("Both gave out {id}; theirs is now {new}.", "雙方都使用了 {id}；對方的改編為 {new}。")
MERGE_CONFLICT = Text(
    "{id}: both changed {field}: ours {ours}, theirs {theirs}.",
    "{id}：雙方都更動了 {field}：本方 {ours}，對方 {theirs}。",
)
MERGE_LAYOUT = Text(
    "{id}: the {part} tables are laid out in a way that cannot be merged.",
    "{id}：{part} 的寫法無法自動合併。",
)
MERGE_CONFLICTS_LEFT = Text(
    "Conflicts left: {count}. `eppd check` shows each; keep one value and delete the remark.",
    "尚有衝突 {count} 處。「eppd check」會列出；請擇一保留並刪除註記。",
)
MENDED = Text(
    "line {line}: {id}: {field} {old} is now {new}", "第 {line} 行：{id}：{field} 由 {old} 改為 {new}"
)
NOTHING_TO_MEND = Text("Nothing that is safe to mend.", "沒有可自動修正的項目。")
MERGE_PART_KEPT = Text(
    "{id}: {part} tables taken out on their side stay: {count}.", "{id}：對方刪除的 {part} 保留 {count} 筆。"
)

FILE_REASON = Text("Give the entry a reason.", "請在該筆填寫 reason（理由）。")
FILE_ADD = Text("Give the entry {flags}.", "請在該筆填寫 {flags}。")
FILE_NEEDS = {
    "note": Text("a note (who agreed, when, or what changed)", "note（何人何時同意或有何變化）"),
    "reason": Text("a reason", "reason（理由）"),
    "note-or-reason": Text("a note or a reason", "note（說明）或 reason（理由）"),
    "evidence": Text('evidence: "TYPE: TITLE"', 'evidence（"類別: 名稱"）'),
    "approved-by": Text("approved_by (who and where)", "approved_by（核定人及場合）"),
    "closure": Text("closure (delivered, modified or routine)", "closure（delivered、modified 或 routine）"),
}
"""What an entry of a file lacks, by the keys of the file."""
