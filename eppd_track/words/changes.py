"""What a change did, and what stands against it: merging, mending, carrying on, batches, undo."""

from eppd_track.words.text import Text

MERGE_UNREADABLE = Text(
    "{side} cannot be parsed. Line {line}: {why}.", "{side}無法解析。第 {line} 行：{why}。"
)
MERGE_SIDES = {
    "base": Text("The common ancestor", "共同前版"),
    "ours": Text("Our ledger", "本機版本"),
    "theirs": Text("Their ledger", "他人版本"),
}
MERGE_MEND = Text(
    "Nothing was merged. Mend that line, and merge again.", "未合併任何內容。請修正該行後重新合併。"
)
MERGE_KEPT = Text(
    "{kind} {id} was taken out on one side; it stays.",
    "其中一個版本已刪除{kind} {id}，此處仍予保留。",
)
MERGE_PART_KEPT = Text(
    "{id}: taken out on one side, and stays: {part} {count}.",
    "{id}：其中一個版本所刪除之{part}，仍保留 {count} 筆。",
)
MERGE_RENUMBERED = Text(
    "Both gave out {id}; theirs is now {new}.", "兩個版本均使用 {id}；他人版本者改編為 {new}。"
)
MERGE_CONFLICT = Text(
    "{id}: both changed {field}: ours {ours}, theirs {theirs}.",
    "{id}：兩個版本均更動 {field}：本機版本 {ours}，他人版本 {theirs}。",
)
MERGE_CONFLICTS_LEFT = Text(
    "Conflicts left: {count}. `eppd check` shows each, and what to do.",
    "尚有衝突 {count} 處。「eppd check」會逐一列出並說明處理方式。",
)
KIND_SAID = Text("the {kind} “{said}”", "{kind}「{said}」")
KINDS = {
    "side": Text("side", "一方"),
    "meeting": Text("meeting", "會議"),
    "agency": Text("agency", "機關"),
    "pillar": Text("pillar", "支柱"),
    "commitment": Text("commitment", "事項"),
    "document": Text("document", "文件"),
    "aside": Text("clause set aside", "不列管文句"),
    "text": Text("agreed text", "約定文字"),
    "milestone": Text("milestone", "里程碑"),
    "evidence": Text("evidence", "佐證"),
    "update": Text("record", "紀錄"),
    "score": Text("score", "評分"),
}
"""What a table of the file is called in a sentence."""
CLAIMED = Text("agreed in {document}, {place}", "約定於 {document}，{place}")
SET_ASIDE = Text("{place} set aside: {reason}", "{place}不予列管：{reason}")
MENDED = Text(
    "line {line}: {id}: {field} {old} is now {new}", "第 {line} 行：{id}：{field} 由 {old} 改為 {new}"
)
NOTHING_TO_MEND = Text("Nothing that is safe to mend.", "無可自動修正之項目。")
FILE_REASON = Text("Give the entry a reason.", "請在該筆填寫 reason（理由）。")
FILE_ADD = Text("Give the entry {flags}.", "請在該筆填寫 {flags}。")
FILE_NEEDS = {
    "note": Text("a note (who agreed, when, or what changed)", "note（何人何時同意或有何變化）"),
    "reason": Text("a reason", "reason（理由）"),
    "note-or-reason": Text("a note or a reason", "note（辦理情形）或 reason（理由）"),
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

NOTE = Text("Carried over to {round}.", "續列至 {round}。")
CARRIED_COUNT = Text("Carried into {round}: {count}.", "續列至 {round}：{count} 項。")
AWAITING = Text(
    "Completed and awaiting closure, carried too: {count} ({ids}).",
    "辦理完成、尚未解列，一併續列：{count} 項（{ids}）。",
)
LEFT = Text("Closed or withdrawn, left where they are: {count}.", "已解列或撤銷，不續列：{count} 項。")
ALL_THERE = Text(
    "Nothing to carry: what is open is in {round} already.", "無須續列之事項：列管中者均已列入 {round}。"
)
NOTHING_OPEN = Text("Nothing open to carry: {selection}.", "無可續列之列管中事項：{selection}。")
IS_ENDED = Text(
    "{id} is {status}: only what is open is carried over.", "{id} 為「{status}」，僅列管中事項可續列。"
)
REOPEN_FIRST = Text(
    "Leave it out, or reopen it first: `eppd update {id} --status in-progress --reason …`.",
    "請略去，或先執行「eppd update {id} --status in-progress --reason …」恢復列管。",
)
NOT_BACK = Text(
    "{id} is in {round} already, which is later than {target}.", "{id} 已列入 {round}，晚於 {target}。"
)
ONLY_ONWARD = Text("Items are carried onward only.", "事項僅能續列至較晚之屆次。")
NAMED_TWICE = Text("{id} is named more than once.", "{id} 重複指定。")
NAME_ONCE = Text("Name it once.", "請只指定一次。")
NO_SUCH_ROUND = Text("There is no meeting “{typed}” to carry into.", "查無可供續列之會議「{typed}」。")
ADD_WITH_DATE = Text(
    "Give --date to add it as the next dialogue. Known: {known}.",
    "請以 --date 新增為下一屆對話會議。現有：{known}。",
)
NOT_A_ROUND = Text("{id} is no dialogue.", "{id} 並非對話會議。")
ONLY_DIALOGUES = Text(
    'Items are carried into dialogues: `eppd edit` gives the meeting kind = "dialogue".',
    '事項僅能續列至對話會議；可以「eppd edit」將會議設為 kind = "dialogue"。',
)
STANDS_OTHERWISE = Text("{id} is in the ledger with another {flags}.", "列管檔中 {id} 之 {flags} 不同。")
CHANGE_BY_HAND = Text(
    "Leave that out to carry into it as it is, or change the meeting with `eppd edit`.",
    "請略去該選項，或以「eppd edit」修改會議。",
)

AND_MORE = Text("{told} / and {more} more", "{told} 等 {count} 項")
ONE_MORE = Text(
    "The last command was an undo. Take back one more, of {day}: {what}? An undo cannot be undone.",
    "上一個指令即為復原。是否再復原 {day} 之更動：{what}？復原後無法取消。",
)
ANOTHER_DAY = Text(
    "This takes back what was done on {day}: {what}. An undo cannot be undone. Go on?",
    "將復原 {day} 之更動：{what}。復原後無法取消。是否繼續？",
)

RECORDED = Text(
    "Recorded: items {count}. `eppd undo` takes all of it back.",
    "已登錄 {count} 項。「eppd undo」可一併復原。",
)
NOT_TAKEN = Text(
    "Written in part: {taken} written, {count} not taken, as named above.",
    "僅寫入一部分：已寫入 {taken} 筆，另有 {count} 項未寫入，詳如上列。",
)
ALL_REFUSED = Text(
    "None of it can be written: {count} refused, as named above.", "全部無法寫入，計 {count} 項，詳如上列。"
)

NOW, THEN = Text("now", "目前"), Text("then", "變更後")

WRITTEN_UNSHOWN = Text(
    "The change is written; only what came of it cannot be shown here.",
    "更動已寫入，惟結果無法於此顯示。",
)

EARLIER_WEEK = Text(
    "Dated before this week: it stands in the report of {weeks} alone (eppd report --week {week}).",
    "紀錄日期早於本週：列入 {weeks} 之週報，本週週報不列（eppd report --week {week}）。",
)
NO_PROOF = Text(
    "Recorded as typed, without a fingerprint: “{ref}” ({why}).",
    "依所填登錄，未留檔案指紋：「{ref}」（{why}）。",
)
PROOF_NOT_THERE = Text("no such file is there", "找不到此檔案")
PROOF_NO_FILE = Text("it is no file", "並非檔案")
