"""What merging two ledgers, mending one and an entry of a file says, in English and Chinese."""

from eppd_track.words.text import Text

MERGE_UNREADABLE = Text(
    "{side} cannot be parsed. Line {line}: {why}.", "{side}無法解析。第 {line} 行：{why}。"
)
MERGE_SIDES = {
    "base": Text("The common ancestor", "共同前版"),
    "ours": Text("Our ledger", "我的版本"),
    "theirs": Text("Their ledger", "他人版本"),
}
MERGE_MEND = Text(
    "Nothing was merged. Mend that line, and merge again.", "未合併任何內容。請修正該行後重新合併。"
)
MERGE_KEPT = Text("{kind} {id} was taken out on one side; it stays.", "其中一邊刪除了{kind} {id}；此處保留。")
MERGE_PART_KEPT = Text(
    "{id}: taken out on one side, and stays: {part} {count}.", "{id}：其中一邊刪除之{part}保留 {count} 筆。"
)
MERGE_RENUMBERED = Text(
    "Both gave out {id}; theirs is now {new}.", "兩邊都使用了 {id}；他人版本的改編為 {new}。"
)
MERGE_CONFLICT = Text(
    "{id}: both changed {field}: ours {ours}, theirs {theirs}.",
    "{id}：兩邊都更動了 {field}：我的版本 {ours}，他人版本 {theirs}。",
)
MERGE_CONFLICTS_LEFT = Text(
    "Conflicts left: {count}. `eppd check` shows each, and what to do.",
    "尚有衝突 {count} 處。「eppd check」會逐一列出並說明作法。",
)
KINDS = {
    "side": Text("side", "一方"),
    "meeting": Text("meeting", "會議"),
    "agency": Text("agency", "機關"),
    "pillar": Text("pillar", "支柱"),
    "commitment": Text("commitment", "事項"),
    "document": Text("document", "文件"),
    "milestone": Text("milestone", "里程碑"),
    "evidence": Text("evidence", "佐證"),
    "update": Text("record", "紀錄"),
    "score": Text("score", "評分"),
}
"""What a table of the file is called in a sentence."""
MENDED = Text(
    "line {line}: {id}: {field} {old} is now {new}", "第 {line} 行：{id}：{field} 由 {old} 改為 {new}"
)
NOTHING_TO_MEND = Text("Nothing that is safe to mend.", "沒有可自動修正的項目。")

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
NEWER = Text(
    "{name} was written for a newer eppd: schema = {schema}, and this one reads schema 1.",
    "{name} 適用於較新版本之 eppd：其 schema 為 {schema}，此版僅讀取 schema 1。",
)
GET_NEWER = Text(
    "Install the newer eppd; `eppd --version` says which this is.",
    "請安裝較新版本之 eppd；「eppd --version」可顯示目前版本。",
)
